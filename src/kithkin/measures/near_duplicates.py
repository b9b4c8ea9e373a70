"""The measure `near_duplicates`: which texts are the same or nearly."""

from __future__ import annotations

from typing import Any, Final

from kithkin.measures._shingles import groups
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Shorter texts are alike by chance and by custom: only equal ones are one group.
FEWEST_WORDS: Final = 6


@measure(
    grain=("text_id",),
    columns=(
        Column("group_id", "text", "the least skeleton id of the group"),
        Column("word_count", "integer", "words of the text's skeleton", "words", bounds=(1, None)),
        Column("skeleton_count", "integer", "different skeletons in the group", "skeletons", bounds=(1, None)),
    ),
    source="Broder (1997), sections 2 and 3 (resemblance, MinHash)",
)
def near_duplicates(template: Any, *, threshold: float = 0.5) -> Any:
    """Return for each text the group of texts that are the same or nearly the same.

    Texts of one skeleton are one group. Of skeletons of six words or more, those whose sets of five successive
    characters have a Jaccard index of at least `threshold`, or that share seven of ten words, are too, and what is
    linked by such pairs.

    Parameters
    ----------
    template : text_id, skeleton, skeleton_id, word_count

    Returns
    -------
    One row per text: group_id, word_count, skeleton_count (1 or more).

    Notes
    -----
    Absent for a text without letters. Never null. Pairs are found by MinHash (16 bands of 3) and each is verified,
    so that no two are joined by chance; a pair at the threshold is found with probability .88, at .6 with .98, one
    that words alone make alike, at an index of .35, with .51, and all more surely in larger groups. That texts are
    alike does not say who copied whom, nor that a machine did.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES '97, sections 2 and 3.
    The threshold and the skeletons before it are ours.

    Examples
    --------
    >>> answer(near_duplicates, show="word_count skeleton_count", messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "text": "Hi Bo! Thanks for the follow, see my free guide"},
    ...     {"sender_id": "x:cat", "recipient_id": "self", "text": "thanks for the follow! See my FREE guide 🚀 now"},
    ...     {"sender_id": "x:dan", "recipient_id": "self", "text": "Shall we go to the market on Saturday"},
    ... ], identities=[{"account_id": "x:me", "person_id": "self"}])
    [(8, 2), (8, 1), (9, 2)]
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    known = template.filter(pc.is_valid(template["skeleton_id"])).combine_chunks()
    if not known.num_rows:
        return pa.table({name: pa.array([], kind) for name, kind in _schema(pa)})
    # Texts of one skeleton are one: only different skeletons are compared, in the order of their ids.
    ids = pc.unique(known["skeleton_id"]).sort()
    place_of = pc.index_in(known["skeleton_id"], ids).to_numpy()
    first = np.empty(len(ids), dtype=np.int64)
    first[place_of[::-1]] = np.arange(known.num_rows)[::-1]
    different = known.take(pa.array(first))
    long = np.nonzero(different["word_count"].to_numpy() >= FEWEST_WORDS)[0]
    group = np.arange(len(ids))
    group[long] = long[groups(different["skeleton"].take(pa.array(long)).to_pylist(), threshold)]
    chosen = group[place_of]
    columns = (
        known["text_id"],
        ids.take(pa.array(chosen)),
        known["word_count"],
        pa.array(np.bincount(group, minlength=len(ids))[chosen]),
    )
    return pa.table(
        {name: column.cast(kind) for (name, kind), column in zip(_schema(pa), columns, strict=True)}
    ).sort_by("text_id")


def _schema(pa: Any) -> list[tuple[str, Any]]:
    return [
        ("text_id", pa.string()), ("group_id", pa.string()), ("word_count", pa.int64()), ("skeleton_count", pa.int64()),
    ]  # fmt: skip
