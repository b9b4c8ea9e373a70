"""Spans of coverage, by hand: unions, and how whole networks extend single views."""

from __future__ import annotations

from kithkin.measures.covered_spans import covered_spans
from tests.measures.by_hand import answer

HEAD = "network ego_account_id table_name kind direction covered_from covered_until completeness\n"


def spans(*lines: str, show: str = "ego_account_id direction covered_from covered_until") -> list[tuple[object, ...]]:
    return answer(covered_spans, coverage=HEAD + "\n".join(lines), show=show)


def test_gap_keeps_spans_apart_and_touching_joins_them() -> None:
    line = "x x:me interactions like out"
    said = spans(
        f"{line} 2024-01-01 2024-02-01 all",
        f"{line} 2024-02-01 2024-03-01 all",
        f"{line} 2024-03-02 2024-04-01 all",
        show="span_number covered_from covered_until",
    )
    assert said == [(1, "2024-01-01", "2024-03-01"), (2, "2024-03-02", "2024-04-01")]


def test_short_span_inside_a_long_one_does_not_end_it() -> None:
    line = "x x:me interactions like out"
    said = spans(f"{line} - 2024-06-01 all", f"{line} 2024-01-01 2024-02-01 all", f"{line} 2024-05-01 2024-07-01 all")
    assert said == [("x:me", "out", None, "2024-07-01")]


def test_only_complete_lines_count() -> None:
    assert (
        spans("x x:me interactions like out - 2024-06-01 some", "x x:me interactions like in - 2024-06-01 none") == []
    )


def test_whole_network_extends_both_directions_of_each_view() -> None:
    said = spans(
        "x - interactions like among 2024-03-01 2024-06-01 all", "x x:me interactions like in - 2024-03-05 all"
    )
    assert said == [
        ("", "among", "2024-03-01", "2024-06-01"),
        ("", "in", "2024-03-01", "2024-06-01"),
        ("", "out", "2024-03-01", "2024-06-01"),
        ("x:me", "among", "2024-03-01", "2024-06-01"),
        ("x:me", "in", None, "2024-06-01"),
        ("x:me", "out", "2024-03-01", "2024-06-01"),
    ]


def test_tables_are_kept_apart() -> None:
    said = spans("x x:me posts reply out - 2024-06-01 all", "x x:me interactions reply out - 2024-06-01 none")
    assert len(said) == 1
