"""The measure `commercial_evidence`: texts that sell and texts that do not, of each account that sells much."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: So many texts are shown on each side.
SHOWN = 3


@measure(
    grain=("account_id", "row_id"),
    columns=(
        Column("judgement_id", "text", "the account: what the evidence belongs to"),
        Column("table_name", "text", "table of the row"),
        Column("happened_at", "instant", "when it was written; null for a bio", "UTC"),
        Column("quote", "text", "the words"),
        Column("span_from", "integer", "first character of the words that counted", "characters"),
        Column("span_to", "integer", "end of these words", "characters"),
        Column("says", "text", "what was read in it"),
        Column("is_against", "boolean", "true for a text that does not sell"),
        Column("judged_id", "text", "the row whose words are judged"),
    ),
    source="ours; as commercial_share",
)
def commercial_evidence(commercial_share: str, texts: str, commercial_verdict: str) -> str:
    """Return for each account that may be completely commercial three texts that sell and three that do not.

    Parameters
    ----------
    commercial_share : account_id, band
    texts : text_id, table_name, row_id, author_id, written_at, text
    commercial_verdict : text_id, commercial, sells, says, span_from, span_to

    Returns
    -------
    One row per account and text shown, the highest scores first for those that sell, the lowest for the others.

    Notes
    -----
    Absent for an account whose band is none or cannot_tell. A text that comes several times is shown once.

    References
    ----------
    As `commercial_share`.

    Examples
    --------
    >>> texts = [f"Buy our new collection of {n} pieces now, {n} % off: https://shop.example/{n}" for n in range(20, 34)]
    >>> answer(commercial_evidence, show="judgement_id is_against", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "text": text} for text in texts])
    [('x:ann', False), ('x:ann', False), ('x:ann', False)]
    """
    return f"""
    with judged as (
        select t.author_id as account_id, t.text_id, min(t.row_id) as row_id, min(t.table_name) as table_name,
               min(t.written_at) as happened_at, min(t.text) as quote, c.commercial, c.sells, c.says, c.span_from, c.span_to
        from {texts} as t
        join {commercial_verdict} as c on c.text_id = t.text_id and c.sells is not null
        join {commercial_share} as s on s.account_id = t.author_id and s.band in ('likely', 'possible')
        group by t.author_id, t.text_id, c.commercial, c.sells, c.says, c.span_from, c.span_to
    ),
    ranked as (
        select *, row_number() over (
                   partition by account_id, sells
                   order by case when sells then 0 - commercial else commercial end, row_id
               ) as place
        from judged
    )
    select account_id, row_id, account_id as judgement_id, table_name, happened_at, quote, span_from, span_to,
           coalesce(says, 'does not sell') as says, not sells as is_against,
           row_id as judged_id
    from ranked where place <= {SHOWN}
    """
