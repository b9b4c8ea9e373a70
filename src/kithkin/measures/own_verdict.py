"""The measure `own_verdict`: what the user said of verdicts that were shown."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("entry_id", "person_id"),
    columns=(
        Column("label", "text", "what the user says: sells, does not sell, is by a person, is real"),
        Column("judgement", "text", "the judgement that it answers"),
        Column(
            "quote", "text", "the words that it is about; null where it is about an account, or they are no longer here"
        ),
        Column("said_at", "instant", "when it was said", "UTC"),
    ),
    source="ours",
)
def own_verdict(labels: str, identities: str, texts: str) -> str:
    """Return each answer that the user gave to a verdict and that stands, with the words or the person it is about.

    Parameters
    ----------
    labels : entry_id, account_id, text_id, judgement, label, said_at
    identities : account_id, person_id
    texts : text_id, text

    Returns
    -------
    One row per answer and person.

    Notes
    -----
    Absent for what was undone. person_id is empty where the words have no known author. An earlier answer to the same
    verdict is listed too; the last one holds.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(own_verdict, show="person_id label", identities=[{"account_id": "x:ann", "person_id": "x:ann"}],
    ...     labels=[{"entry_id": "j1", "number": 1, "account_id": "x:ann", "judgement": "fake_follower", "label": "is real"}])
    [('x:ann', 'is real')]
    """
    return f"""
    with words as (
        select t.text_id, min(t.text) as quote
        from {texts} as t
        join {labels} as l on l.text_id = t.text_id
        group by t.text_id
    )
    select l.entry_id, coalesce(i.person_id, l.account_id, '') as person_id, min(l.label) as label, min(l.judgement) as judgement,
           min(w.quote) as quote, min(l.said_at) as said_at
    from {labels} as l
    left join {identities} as i on i.account_id = l.account_id
    left join words as w on w.text_id = l.text_id
    group by l.entry_id, coalesce(i.person_id, l.account_id, '')
    """
