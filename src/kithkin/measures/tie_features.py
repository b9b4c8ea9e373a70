"""The measure `tie_features`: what tie strength is judged by, for each person an ego was in contact with."""

from __future__ import annotations

from kithkin.measures._acts import CONTACT, acts
from kithkin.measures.dialogue_features import DIALOGUE_COLUMNS
from kithkin.model.measure import measure


@measure(
    grain=("ego_id", "alter_id"),
    columns=DIALOGUE_COLUMNS,
    source="ours: `dialogue_features`, and beside them everybody else with whom something passed",
)
def tie_features(egos: str, interactions: str, messages: str, dialogue_features: str) -> str:
    """Return what is known of each person with whom an ego was ever in contact, as `tie_strength` reads it.

    The columns of `dialogue_features`, and a row of nulls for whoever is known only by reactions, or on channels of
    which one direction is not shown.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    dialogue_features : ego_id, alter_id, the seven features and the rest

    Returns
    -------
    One row per ego and alter.

    Notes
    -----
    Absent for people with whom nothing passed. All is null where nothing passed on a two-way channel: an archive
    that shows one side cannot tell silence from blindness. Zero as in `dialogue_features`. It says nothing of what was
    said.

    References
    ----------
    As `dialogue_features`.

    Examples
    --------
    Bob only liked something:

    >>> answer(tie_features, as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-24
    ... ''', interactions='''
    ...     actor_id target_id kind happened_at
    ...     x:bob    self      like 2024-12-24
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''', show="alter_id contact_days channels")
    [('mail:an@a.b', 1, 'mail message'), ('x:bob', None, None)]
    """
    names = ", ".join(f"f.{column.name}" for column in DIALOGUE_COLUMNS)
    return f"""
    with met as (
        select distinct ego_id, alter_id
        from ({acts(interactions, messages, egos)}
        ) as act
        where kind in {CONTACT}
        union
        select ego_id, alter_id from {dialogue_features}
    )
    select m.ego_id, m.alter_id, {names}
    from met as m
    left join {dialogue_features} as f on f.ego_id = m.ego_id and f.alter_id = m.alter_id
    """
