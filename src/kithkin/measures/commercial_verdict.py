"""The measure `commercial_verdict`: which texts sell, by the rules or by the user's own answers."""

from __future__ import annotations

from typing import Any, Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Fewer answers than this train nothing, nor do answers that all say the same.
FEWEST_ANSWERS: Final = 20
SELLS: Final = "sells"
SELLS_NOT: Final = "does not sell"
#: So many words are named that weighed in a text.
NAMED: Final = 4


@measure(
    grain=("text_id",),
    columns=(
        Column("commercial", "double", "score of selling; null = not judged", bounds=(0, 1)),
        Column("sells", "boolean", "whether it sells; null = not judged"),
        Column("rules", "text", "rules met, weightiest first; for a text judged by answers, what weighed in it"),
        Column("says", "text", "what the verdict rests on"),
        Column("span_from", "integer", "first character of the words that met the weightiest rule", "characters"),
        Column("span_to", "integer", "end of these words", "characters"),
        Column("is_own", "boolean", "whether the user's own answers judged, or their answer to this text is the verdict"),
        Column("answer_count", "integer", "different texts that the user answered about", "texts", bounds=(0, None)),
        Column("missing_answer_count", "integer", "answers until their own model judges; 0 = it does", "texts", bounds=(0, None)),
    ),
    source="ours; ridge logistic regression in its dual form (Jaakkola & Haussler 1999, section 3)",
)  # fmt: skip
def commercial_verdict(template: Any, commercial: Any, labels: Any) -> Any:
    """Return for each text whether it sells: by the rules, or by the user's own answers where there are enough.

    From 20 answers on, of both kinds, the log-odds are those of the rules' score plus what a ridge logistic regression
    on the user's answers adds to the base, to the rules met and to the words. A text that the user answered about has
    that answer as its verdict, however few there are.

    Parameters
    ----------
    template : text_id, skeleton
    commercial : all its columns
    labels : number, text_id, judgement, label

    Returns
    -------
    One row per text: the columns of `commercial`, is_own, answer_count, missing_answer_count.

    Notes
    -----
    Absent for a text without words. Null, not judged: as in `commercial`, but for texts that the user answered about.
    Nobody else's answers are ever read. One more answer is missing where all that were given say the same. On two labelled
    sets 20 to 100 answers raise the AUC by .01 to .02; where one text in ten sells, the F1 of 20 or 50 answers is .02
    lower than that of the rules (`kithkin validity --task own-answers`). It does not
    measure how often the user's own model is right: their answers are no sample of their texts.

    References
    ----------
    Jaakkola, T. & Haussler, D. (1999). Probabilistic kernel regression models. AISTATS 1999, section 3. The prior
    (the rules' weights) is ours.

    Examples
    --------
    >>> texts = ("Buy our new collection now, 20% off", "How was the market on Sunday?")
    >>> answer(commercial_verdict, show="sells is_own missing_answer_count", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "text": text} for text in texts])
    [(True, False, 20), (False, False, 20)]
    """
    import pyarrow as pa

    from kithkin.measures._own_answers import fitted, read

    said = _answers(labels)
    names = [column.name for column in commercial_verdict.columns[:6]]
    rows: dict[str, list[Any]] = {name: commercial[name].to_pylist() for name in ("text_id", *names)}
    count, is_own = commercial.num_rows, [False] * commercial.num_rows
    # What is no longer imported, or in no language that is judged, teaches nothing.
    judged = zip(rows["text_id"], rows["commercial"], strict=True) if said else ()
    answers = {key: said[key] for key, score in judged if score is not None and key in said}
    missing = max(FEWEST_ANSWERS - len(answers), 0 if len(set(answers.values())) == 2 else 1)
    if not missing:
        skeleton = dict(zip(template["text_id"].to_pylist(), template["skeleton"].to_pylist(), strict=True))
        texts = [
            None if score is None else read(score, rules, skeleton.get(key))
            for key, score, rules in zip(rows["text_id"], rows["commercial"], rows["rules"], strict=True)
        ]
        known = zip(rows["text_id"], texts, strict=True)
        model = fitted([(text, answers[key]) for key, text in known if text is not None and key in answers])
        _judge(rows, texts, model, len(answers))
        is_own = [text is not None for text in texts]
    _take_at_word(rows, is_own, said)
    rows |= {"is_own": is_own, "answer_count": [len(answers)] * count, "missing_answer_count": [missing] * count}
    kinds_of = {"text": pa.string(), "integer": pa.int64(), "double": pa.float64(), "boolean": pa.bool_()}
    fields = [("text_id", pa.string()), *((c.name, kinds_of[c.type]) for c in commercial_verdict.columns)]
    return pa.table({name: pa.array(rows[name], kind) for name, kind in fields}).sort_by("text_id")


def _answers(labels: Any) -> dict[str, bool]:
    """Return what the user said last about each text."""
    columns = ("number", "text_id", "judgement", "label")
    said = sorted(
        zip(*(labels[name].to_pylist() for name in columns), strict=True), key=lambda row: (row[0], row[1] or "")
    )
    return {
        text: label == SELLS
        for _, text, judgement, label in said
        if judgement == "commercial" and text is not None and label in (SELLS, SELLS_NOT)
    }


def _judge(rows: dict[str, list[Any]], texts: list[Any], model: Any, count: int) -> None:
    """Put the model's verdicts in the place of the rules'."""
    for place, text in enumerate(texts):
        if text is not None:
            score = model.score(text)
            names = ", ".join(name for name, weight in model.weighed(text)[:NAMED] if abs(weight) >= 0.05)
            rows["commercial"][place], rows["sells"][place] = score, score >= 0.5
            rows["rules"][place] = names or rows["rules"][place]
            rows["says"][place] = f"judged with your own {count} answers" + (
                f"; what weighed: {names}" if names else ""
            )


def _take_at_word(rows: dict[str, list[Any]], is_own: list[bool], answers: dict[str, bool]) -> None:
    """Make what the user said of a text its verdict."""
    for place, key in enumerate(rows["text_id"]):
        if key in answers:
            rows["sells"][place], rows["commercial"][place] = answers[key], float(answers[key])
            rows["says"][place] = f"you said that it {SELLS if answers[key] else SELLS_NOT}"
            is_own[place] = True
