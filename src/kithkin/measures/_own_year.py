"""Fragments of SQL: what an ego wrote in the last year."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.model.sql import days_before

YEAR_DAYS: Final = 365


def own_year(egos: str, texts: str, as_of: datetime) -> str:
    """Return the query of an ego's posts and messages of the last 365 days, where their instant is known.

    Columns: ego_id, text_id, table_name, row_id, network, written_at, text.
    """
    return f"""
        select e.ego_id, t.text_id, t.table_name, t.row_id, t.network, t.written_at, t.text
        from {texts} as t join {egos} as e on e.ego_id = t.author_id
        where t.table_name in ('posts', 'messages') and t.written_at >= {days_before(as_of, YEAR_DAYS)}"""
