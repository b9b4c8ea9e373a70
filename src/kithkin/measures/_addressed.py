"""Fragments of SQL: texts that were addressed to an ego."""

from __future__ import annotations

from kithkin.measures._acts import DIALOGUE, OWN_MESSAGES


def addressed(egos: str, interactions: str, messages: str, texts: str) -> str:
    """Return the query of every text that somebody wrote to an ego.

    Columns: ego_id, alter_id, table_name, row_id, text_id, text, network, happened_at, target_post_id.
    """
    return f"""
        select a.ego_id, a.alter_id, a.table_name, a.row_id, t.text_id, t.text, t.network, a.happened_at,
               a.target_post_id
        from (
            select e.ego_id, m.sender_id as alter_id, 'messages' as table_name, m.message_id as row_id,
                   m.sent_at as happened_at, null as target_post_id
            from {messages} as m join {egos} as e on e.ego_id = m.recipient_id
            where m.sender_id is not null and {OWN_MESSAGES}
            union all
            select e.ego_id, i.actor_id, 'posts', i.post_id, max(i.happened_at), max(i.target_post_id)
            from {interactions} as i join {egos} as e on e.ego_id = i.target_id
            where i.actor_id is not null and i.post_id is not null and i.kind in {DIALOGUE}
            group by e.ego_id, i.actor_id, i.post_id
        ) as a
        join {texts} as t on t.table_name = a.table_name and t.row_id = a.row_id"""
