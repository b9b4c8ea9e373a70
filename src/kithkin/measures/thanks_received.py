"""The measure `thanks_received`: who thanked the ego, in which words."""

from __future__ import annotations

from kithkin.measures._addressed import addressed
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("alter_id", "ego_id", "row_id"),
    columns=(
        Column("table_name", "text", "messages or posts"),
        Column("network", "text", "where"),
        Column("happened_at", "instant", "when", "UTC"),
        Column("text", "text", "their words"),
        Column("cue", "text", "the words of thanks"),
        Column("span_from", "integer", "where they begin", "characters", bounds=(0, None)),
        Column("span_to", "integer", "where they end", "characters", bounds=(0, None)),
    ),
    source="ours: wording of thanks in a text addressed to the ego",
)
def thanks_received(egos: str, interactions: str, messages: str, texts: str, turning: str) -> str:
    """Return the texts to an ego that thank it, with the words that do.

    A message, reply or mention to the ego with words of thanks in one of seven languages.

    Parameters
    ----------
    egos : ego_id
    interactions : actor_id, target_id, kind, happened_at, post_id, target_post_id
    messages : message_id, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    texts : text_id, table_name, row_id, network, text
    turning : text_id, thanks_from, thanks_to

    Returns
    -------
    One row per alter, ego and text: when, the words and which of them thank.

    Notes
    -----
    Absent for thanks in advance, for a follow, and where others' words are not held. happened_at is null where it is
    not known to within a day. Never zero. What it was for is not known: see the words.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(thanks_received, show="alter_id cue", identities=[{"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-01-01", "text": "Thank you, it holds!"},
    ...     {"sender_id": "x:bob", "recipient_id": "self", "sent_at": "2024-01-01", "text": "Thanks for the follow!"},
    ... ])
    [('x:ann', 'Thank you')]
    """
    return f"""
    select a.alter_id, a.ego_id, a.row_id, a.table_name, a.network, a.happened_at, a.text,
           substr(a.text, w.thanks_from + 1, w.thanks_to - w.thanks_from) as cue,
           w.thanks_from as span_from, w.thanks_to as span_to
    from ({addressed(egos, interactions, messages, texts)}
    ) as a
    join {turning} as w on w.text_id = a.text_id
    where w.thanks_from is not null and a.alter_id <> a.ego_id
    """
