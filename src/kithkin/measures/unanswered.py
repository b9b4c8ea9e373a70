"""The measure `unanswered`: the messages and replies to which an ego did not come back."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "act_id"),
    columns=(
        Column("network", "text", "where it came"),
        Column("kind", "text", "message, reply or comment"),
        Column("happened_at", "instant", "when it came", "UTC"),
        Column("text", "text", "their words; null = not held"),
        Column("own_text", "text", "the ego's post that it answers; null = none, or not held"),
    ),
    source="ours, after Kooti et al. (2015), section 2 (replying in e-mail)",
)
def unanswered(incoming_dialogue: str, interactions: str, texts: str) -> str:
    """Return the messages, replies and comments of the last 365 days that an ego left unanswered.

    Those for which incoming_dialogue.is_answered is false: no dialogue act to that person within 30 days.

    Parameters
    ----------
    incoming_dialogue : ego_id, alter_id, act_id, network, kind, happened_at, is_answered
    interactions : interaction_id, happened_at, post_id, target_post_id
    texts : table_name, row_id, text

    Returns
    -------
    One row per ego, alter and act: network, kind, happened_at in UTC, the words on both sides where they are held.

    Notes
    -----
    Absent where an answer was given, is not yet due, or might not be shown. text and own_text are null where
    not held. Not everything that is left unanswered asked for an answer.

    References
    ----------
    As `incoming_dialogue`.

    Examples
    --------
    >>> answer(unanswered, show="alter_id happened_at", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-06-01
    ...     self        mail:an@a.b  2024-06-02
    ...     mail:bo@a.b self         2024-06-02
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ... ''')
    [('mail:bo@a.b', '2024-06-02')]
    """
    return f"""
    with left_so as (
        select ego_id, alter_id, act_id, network, kind, happened_at from {incoming_dialogue} where is_answered is false
    ),
    carried as (
        select l.act_id, min(i.post_id) as post_id, min(i.target_post_id) as target_post_id
        from left_so as l join {interactions} as i on i.interaction_id = l.act_id and i.happened_at = l.happened_at
        where i.post_id is not null or i.target_post_id is not null
        group by l.act_id
    ),
    words as (
        select table_name, row_id, min(text) as text from {texts}
        where table_name in ('posts', 'messages') group by table_name, row_id
    )
    select l.ego_id, l.alter_id, l.act_id, l.network, l.kind, l.happened_at, coalesce(w.text, m.text) as text,
           o.text as own_text
    from left_so as l
    left join carried as c on c.act_id = l.act_id
    left join words as w on w.table_name = 'posts' and w.row_id = c.post_id
    left join words as m on m.table_name = 'messages' and m.row_id = l.act_id and l.kind = 'message'
    left join words as o on o.table_name = 'posts' and o.row_id = c.target_post_id
    """
