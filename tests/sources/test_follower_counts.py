"""Follower counts: each program's table by hand, days and years, whose they are, damage."""

# ruff: noqa: E501  # lines of the made-up files are as long as the programs'

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from kithkin.model.source import Member, Options
from kithkin.sources.follower_counts import FollowerCounts
from tests.sources.told import Told, damaged, told
from tests.worlds.memory import MemoryArchive

META = 'sep=,\r\n"Facebook follows"\r\n"Date","Primary"\r\n"2026-05-01T00:00:00","3"\r\n"2026-05-02T00:00:00","0"\r\n'
X = 'Date,Impressions,Likes,New follows,Unfollows,Posts\n"Tue, May 5, 2026",10,2,4,1,1\n"Mon, May 4, 2026",10,2,0,0,1\n'
LOG = (
    "date;followers;following;account;network\n2026-05-01;1,234;50;ada;x\n2026-05-02;1.3K;;ada;x\n2026-05-03;;;ada;x\n"
)
TIKTOK = (
    "Date,Followers,Difference in followers from previous day\n30 December,98,0\n31 December,100,2\n1 January,97,-3\n"
)
LINKEDIN = "Date,Sponsored followers,Organic followers,Auto-invited followers,Total followers\n5/14/2026,0,2,1,3\n"
WEB = "date,count,URL-M\n2015-05-01,77,https://web.example/web/20150501000000/https://twitter.com/Ada\n"
COLUMNS = "account_id", "counted_on", "follower_count", "gained_count", "lost_count"
FILES: dict[str, bytes | str] = {"Follows.csv": META.encode("utf-16"), "account.csv": X, "log.csv": LOG}


def rows(found: Told) -> list[tuple[Any, ...]]:
    return found.table("follower_counts", *COLUMNS)


def test_a_day_on_which_nobody_counted_followers_is_a_problem() -> None:
    found = told(FollowerCounts(), {"log.csv": "date,followers\n1969-05-01,5\n2026-05-01,6\n"}, "x:@ann")
    assert found.table("follower_counts", "follower_count") == [(6,)]
    assert [(p.place, p.records) for p in found.problems if "too long ago" in p.what] == [("line 2", 1)]


def test_gains_of_meta() -> None:
    found = told(FollowerCounts(), {"Follows.csv": META.encode("utf-16")})
    assert rows(found) == [
        ("facebook:owner#", date(2026, 5, 1), None, 3, None),
        ("facebook:owner#", date(2026, 5, 2), None, 0, None),
    ]
    assert found.table("accounts", "account_id", "is_self") == [("facebook:owner#", True)]
    assert found.coverage("follows", "follow", "in") == ("some", "count", "day")
    assert found.seen == [datetime(2026, 5, 2, 23, 59, 59, 999999, tzinfo=UTC)]


def test_gains_and_losses_of_x() -> None:
    found = told(FollowerCounts(), {"account_overview.csv": X}, "x:42")
    assert rows(found) == [("x:42", date(2026, 5, 5), None, 4, 1), ("x:42", date(2026, 5, 4), None, 0, 0)]
    assert [p.records for p in found.problems] == [0]


def test_an_own_log() -> None:
    found = told(FollowerCounts(), {"log.csv": LOG})
    assert rows(found) == [
        ("x:@ada", date(2026, 5, 1), 1234, None, None),
        ("x:@ada", date(2026, 5, 2), 1300, None, None),
    ]
    assert found.failed("log.csv") == 1
    assert found.accounted("log.csv") == 3


def test_counts_that_cannot_be_read_are_told_one_by_one() -> None:
    text = (
        "date,account,followers,gained\nnever,ada,1,1\n2026-05-01,ada,7,-3\n2026-05-02,ada,many,\n2026-05-03,bo,-4,2\n"
    )
    found = told(FollowerCounts(), {"log.csv": text + "2026-05-04,bo,,\n"}, network="x")
    assert rows(found) == [("x:@ada", date(2026, 5, 1), 7, None, None), ("x:@bo", date(2026, 5, 3), None, 2, None)]
    assert [(p.records, p.place, p.what) for p in found.problems[1:]] == [
        (1, "line 2", "'never' is not a day."),
        (0, "line 3", "'-3' is not a count."),
        (1, "line 4", "'many' is not a count."),
        (0, "line 5", "'-4' is not a count."),
        (1, "line 6", "The line holds no count."),
    ]
    assert (found.used["log.csv"], found.failed("log.csv")) == (2, 3)


def test_a_number_beyond_all_counts_is_none() -> None:
    found = told(
        FollowerCounts(), {"log.csv": f"date;followers\n2026-05-01;{'9' * 15}M\n2026-05-02;9{',999' * 3000}\n"}
    )
    assert rows(found) == []
    assert found.failed("log.csv") == 2


def test_years_are_counted_back_from_the_date_of_the_file() -> None:
    archive = MemoryArchive({"FollowerHistory.csv": TIKTOK})
    archive.members = [Member("FollowerHistory.csv", len(TIKTOK), datetime(2026, 1, 1, 9, tzinfo=UTC))]
    assert rows(told(FollowerCounts(), archive)) == [
        ("tiktok:owner#", date(2025, 12, 30), 98, 0, None),
        ("tiktok:owner#", date(2025, 12, 31), 100, 2, None),
        ("tiktok:owner#", date(2026, 1, 1), 97, None, 3),
    ]
    assert told(FollowerCounts(), {"FollowerHistory.csv": TIKTOK}).failed("FollowerHistory.csv") == 3


def test_a_page_and_a_web_archive() -> None:
    assert rows(told(FollowerCounts(), {"a.csv": LINKEDIN})) == [("linkedin:owner#", date(2026, 5, 14), None, 3, None)]
    assert rows(told(FollowerCounts(), {"a.csv": WEB})) == [("x:@ada", date(2015, 5, 1), 77, None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("13/05/2026,5\n14/05/2026,6", date(2026, 5, 13)), ("05/13/2026,5\n05/14/2026,6", date(2026, 5, 13)), ("2026-05-13,5", date(2026, 5, 13))],
)  # fmt: skip
def test_days_and_months(text: str, expected: date) -> None:
    assert rows(told(FollowerCounts(), {"a.csv": f"date,followers\n{text}\n"}))[0][1] == expected


def test_it_asks_whose_they_are() -> None:
    found = told(FollowerCounts(), {"a.csv": "date,followers\n2026-05-01,5\n"})
    assert rows(found)[0][0] == "local:owner#"
    assert [p.way_on for p in found.problems if "whose" in p.what] == [
        "Say `--network` and `--me`, or add columns `network` and `account`."
    ]


def test_who_says_whose_they_are_says_of_which_network() -> None:
    found = told(FollowerCounts(), {"log.csv": "date,followers\n2026-05-01,7\n"}, "x:@ada")
    assert rows(found) == [("x:@ada", date(2026, 5, 1), 7, None, None)]
    assert not [p for p in found.problems if p.member]


def test_a_day_after_its_file_was_saved_is_none_and_moves_no_date() -> None:
    at = datetime(2026, 5, 3, 12, 0, 0, 5, tzinfo=UTC)
    archive = MemoryArchive({"log.csv": "date,followers\n2026-05-01,7\n2100-01-01,9\nsoon,1\n"})
    archive.members = tuple(Member(m.name, m.size, at) for m in archive.members)
    found = told(FollowerCounts(), archive, "x:@ada")
    assert rows(found) == [("x:@ada", date(2026, 5, 1), 7, None, None)]
    assert found.seen == [datetime(2026, 5, 1, 23, 59, 59, 999999, tzinfo=UTC)]
    assert [p.what for p in found.problems if p.records] == [
        "'2100-01-01' lies after the date of its file.",
        "'soon' is not a day.",
    ]


def test_recognised_by_columns() -> None:
    def score(text: str | bytes) -> float:
        return FollowerCounts().recognises(MemoryArchive({"a.csv": text}), Options())

    assert {score(text) for text in (META, X, LOG, TIKTOK, LINKEDIN, WEB, META.encode("utf-16"))} == {0.9}
    assert {score(text) for text in (META.replace("follows", "reach"), "date,count\n", "followers\n5\n", "")} == {0}


@given(damaged(FILES))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(FollowerCounts(), files)
