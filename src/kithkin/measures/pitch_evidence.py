"""The measure `pitch_evidence`: the words of each first offer, and where the conversation began."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "judgement_id", "sign"),
    columns=(
        Column("happened_at", "instant", "when", "UTC"),
        Column("quote", "text", "the words; null for a time alone"),
        Column("span_from", "integer", "first character of the words that counted", "characters"),
        Column("span_to", "integer", "end of these words", "characters"),
        Column("says", "text", "what was read in it"),
        Column("is_against", "boolean", "whether it speaks against the verdict"),
        Column("judged_id", "text", "the message whose words are judged; null for a time"),
    ),
    source="ours; as pitch_lag",
)
def pitch_evidence(pitch_lag: str, texts: str, commercial_verdict: str) -> str:
    """Return what a person can look up behind each pitch: the offer's words, and when the two began.

    Parameters
    ----------
    pitch_lag : ego_id, judgement_id, offered_at, began_at
    texts : text_id, table_name, row_id, text
    commercial_verdict : text_id, span_from, span_to, rules

    Returns
    -------
    One row per ego, verdict and sign (wording, timing): happened_at, quote, span, says, is_against.

    Notes
    -----
    Absent where `pitch_lag` is. quote is null for the time.

    References
    ----------
    As `pitch_lag`.

    Examples
    --------
    >>> answer(pitch_evidence, show="sign says", identities=[{"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-02",
    ...      "text": "Our agency gets you 500 new followers. Book a call!"}])
    [('timing', 'where it began'), ('wording', 'booking, service, growth')]
    """
    return f"""
    with words as (
        select row_id, min(text_id) as text_id, min(text) as text from {texts} where table_name = 'messages' group by row_id
    )
    select p.ego_id, p.judgement_id, 'wording' as sign, p.offered_at as happened_at, w.text as quote,
           c.span_from, c.span_to, c.rules as says, false as is_against,
           p.judgement_id as judged_id
    from {pitch_lag} as p
    join words as w on w.row_id = p.judgement_id
    left join {commercial_verdict} as c on c.text_id = w.text_id
    union all
    select ego_id, judgement_id, 'timing' as sign, began_at as happened_at, cast(null as text) as quote,
           cast(null as bigint) as span_from, cast(null as bigint) as span_to, 'where it began' as says,
           false as is_against, cast(null as text) as judged_id
    from {pitch_lag}
    """
