"""What passed month by month, by hand: quiet months, years between, the edge of the year of a sparkline."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kithkin.measures.exchange_history import exchange_history
from kithkin.measures.monthly_exchanges import monthly_exchanges
from kithkin.measures.tie_year import months, tie_year
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self"


def test_quiet_months_are_filled_in_for_each_pair_by_itself() -> None:
    rows = answer(
        exchange_history,
        identities=ME,
        interactions="""
        actor_id target_id kind  happened_at
        x:ann    self      reply 2022-11-30
        self     x:ann     reply 2023-02-01
        x:bob    self      like  2024-05-05
        """,
    )
    found = [(row["alter_id"], row["month_on"], row["theirs_count"], row["yours_count"]) for row in rows]
    assert found == [
        ("x:ann", date(2022, 11, 1), 1, 0),
        ("x:ann", date(2022, 12, 1), 0, 0),
        ("x:ann", date(2023, 1, 1), 0, 0),
        ("x:ann", date(2023, 2, 1), 0, 1),
        ("x:bob", date(2024, 5, 1), 1, 0),
    ]


def test_acts_of_unknown_day_and_announcements_are_in_no_month() -> None:
    found = answer(
        monthly_exchanges,
        identities=ME,
        interactions="actor_id target_id kind happened_at\nx:ann self like -",
        messages="""
        sender_id recipient_id recipient_count sent_at
        x:ann     self         6               2024-01-01
        x:ann     self         5               2024-01-01
        """,
        show="alter_id theirs_count",
    )
    assert found == [("x:ann", 1)]


def test_the_year_ends_with_the_month_of_the_answer() -> None:
    acts = (
        "actor_id target_id kind happened_at\nx:ann self like 2023-05-31\nx:ann self like 2023-06-01\nx:bob self like -"
    )
    found = answer(tie_year, identities=ME, interactions=acts, as_of="2024-05-20", show="alter_id monthly_counts")
    assert found == [("x:ann", "1 0 0 0 0 0 0 0 0 0 0 0"), ("x:bob", None)]


def test_midnight_at_the_end_of_a_month_still_belongs_to_it() -> None:
    assert months(datetime(2024, 3, 1, tzinfo=UTC))[-1] == date(2024, 2, 1)
    assert months(datetime(2024, 1, 15, tzinfo=UTC)) == [*(date(2023, n, 1) for n in range(2, 13)), date(2024, 1, 1)]
