"""Who is who: merged with evidence, parted by the user's word, never rewritten."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithkin.model.errors import Misuse, NotFound
from kithkin.workspace import Workspace
from kithkin.workspace.identities import Link, persons
from kithkin.workspace.journal import Entry, Kind
from kithkin.workspace.rows import LazyRows
from tests.shell.worlds import EVENTS, workspace

AT = datetime(2026, 1, 1, tzinfo=UTC)


def said(kind: Kind, *accounts: str) -> Entry:
    return Entry("j1", AT, kind, accounts)


def test_nothing_said_and_nothing_shown_leaves_everybody_alone() -> None:
    assert persons([], [], []) == {}


def test_an_own_account_is_self_and_so_is_what_is_the_same_account() -> None:
    links = [("x:@me", "x:1", "same-account")]
    assert persons([], links, ["x:1"]) == {"x:1": "self", "x:@me": "self"}


def test_a_group_is_called_by_its_permanent_id() -> None:
    links = [("x:@ann", "x:7", "handle-change")]
    assert persons([], links, []) == {"x:@ann": "x:7"}


def test_a_mere_claim_merges_nobody() -> None:
    assert persons([], [("x:7", "mastodon:ann@host", "claimed-link")], []) == {}


def test_merging_and_unmerging_is_as_if_nothing_was_said() -> None:
    merge, unmerge = said("merge", "x:1", "x:2"), said("unmerge", "x:1", "x:2")
    assert persons([merge], [], []) == {"x:2": "x:1"}
    assert persons([merge, unmerge], [], []) == {}
    assert persons([merge, unmerge, merge], [], []) == {"x:2": "x:1"}


def test_the_users_word_goes_before_an_exports() -> None:
    assert persons([said("not_me", "x:1")], [], ["x:1"]) == {}
    assert persons([said("me", "mail:a@b.c")], [], []) == {"mail:a@b.c": "self"}
    assert persons([said("me", "x:1"), said("not_me", "x:1")], [], []) == {}
    assert persons([said("unmerge", "x:@me", "x:1")], [("x:@me", "x:1", "same-account")], ["x:1"]) == {"x:1": "self"}


def test_what_is_parted_is_not_joined_by_a_third() -> None:
    book = [("x:@ann", "mail:ann@b.c", "contacts-book"), ("instagram:@ann", "mail:ann@b.c", "contacts-book")]
    assert len(set(persons([], book, []).values())) == 1
    assert persons([said("unmerge", "x:@ann", "instagram:@ann")], book, []) == {"instagram:@ann": "mail:ann@b.c"}
    assert persons([said("unmerge", "instagram:@ann", "x:@ann")], book, []) == {"x:@ann": "mail:ann@b.c"}
    # Two ids of one account stay together.
    same = [*book, ("x:1", "x:@ann", "same-account"), ("x:1", "mail:ann@b.c", "contacts-book")]
    found = persons([said("unmerge", "x:@ann", "mail:ann@b.c")], same, [])
    assert found == {"x:@ann": "x:1", "instagram:@ann": "mail:ann@b.c"}
    merged = [said("merge", "x:1", "x:2"), said("merge", "x:2", "x:3"), said("unmerge", "x:3", "x:1")]
    assert persons(merged, [], []) == {"x:2": "x:1"}


ids = st.sampled_from([f"x:{n}" for n in range(8)])
links = st.lists(st.tuples(ids, ids, st.just("same-account")), max_size=12)


@given(links, st.lists(ids, max_size=2), st.randoms(use_true_random=False))
def test_the_order_of_imports_does_not_matter(pairs: list[Link], own: list[str], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert persons([], pairs, own) == persons([], shuffled, list(reversed(own)))


@given(links, st.lists(st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1]), max_size=4), st.randoms())
def test_parted_accounts_are_never_one_person(pairs: list[Link], apart: list[tuple[str, str]], random: object) -> None:
    entries = [said("unmerge", *pair) for pair in apart]
    found = persons(entries, pairs, [])
    assert all(found.get(one, one) != found.get(other, other) for one, other in apart)
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert persons(entries, shuffled, []) == found


@given(links)
def test_a_person_is_one_of_their_own_accounts(pairs: list[Link]) -> None:
    found = persons([], pairs, [])
    assert all(person <= account for account, person in found.items())
    assert all(person not in found for person in found.values())


def test_a_link_merges_only_both_ways() -> None:
    there, back = ("x:7", "mastodon:ann@host", "claimed-link"), ("mastodon:ann@host", "x:7", "verified-link")
    assert persons([], [there], []) == persons([], [back], []) == {}
    assert persons([], [there, back], []) == {"x:7": "mastodon:ann@host"}


def test_names_alike_merge_nobody() -> None:
    assert persons([], [("linkedin:name:ann#1", "linkedin:ann", "name-alike")], []) == {}


ONE_CARD = """BEGIN:VCARD
VERSION:3.0
FN:Ann Quill
EMAIL:ann@mill.example
URL:https://x.com/annquill
URL:https://www.instagram.com/ann.quill
END:VCARD
"""


def test_an_unmerge_names_accounts_that_are_there_and_a_merge_takes_it_back(tmp_path: Path) -> None:
    book = tmp_path / "all.vcf"
    book.write_text(ONE_CARD)
    space = Workspace.open(tmp_path / "w")
    space.take_in(book)

    def person(account: str) -> str:
        people = {row["account_id"]: row["person_id"] for row in space.rows("identities").to_pylist()}
        return str(people[account])

    before = person("mail:ann@mill.example")
    for nobody in ("x:@nobody", "Nobody"):
        with pytest.raises(NotFound):
            space.unmerge(nobody, "mail:ann@mill.example")
    with pytest.raises(Misuse, match="one person here"):
        space.unmerge("Ann Quill", "x:@annquill")
    space.unmerge("x:@annquill", "instagram:@ann.quill")
    assert person("instagram:@ann.quill") == person("mail:ann@mill.example") != person("x:@annquill")
    space.merge("x:@annquill", "mail:ann@mill.example")
    assert {person(one) for one in ("x:@annquill", "instagram:@ann.quill", "mail:ann@mill.example")} == {before}


CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ann Quill
EMAIL:ann@mill.example
EMAIL:office@mill.example
URL:https://x.com/annquill
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ben Loom
EMAIL:office@mill.example
EMAIL:ben@mill.example
END:VCARD
"""


def test_an_address_that_two_people_share_makes_them_not_one(tmp_path: Path) -> None:
    book = tmp_path / "all.vcf"
    book.write_text(CARDS)
    space = Workspace.open(tmp_path / "w")
    space.take_in(book)
    found = {row["account_id"]: row["person_id"] for row in space.rows("identities").to_pylist()}
    assert found["mail:ann@mill.example"] == found["x:@annquill"]
    assert len({found[f"mail:{name}@mill.example"] for name in ("ann", "ben", "office")}) == 3


def test_the_order_in_which_address_books_come_does_not_matter(tmp_path: Path) -> None:
    one, other = tmp_path / "one.vcf", tmp_path / "other.vcf"
    first, second = CARDS.split("END:VCARD\n")[:2]
    one.write_text(first + "END:VCARD\n")
    other.write_text(second + "END:VCARD\n")
    found = []
    for number, order in enumerate(((one, other), (other, one))):
        space = Workspace.open(tmp_path / f"w{number}")
        space.take_in(*order)
        found.append(sorted(map(str, space.rows("identities").to_pylist())))
    assert found[0] == found[1]


def test_rows_of_a_person_are_those_of_all_their_accounts(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    space.merge("local:ann", "local:ben")
    space.me("local:cat")
    with space.plan() as plan:
        rows = LazyRows("interactions", plan)
        for person in ("local:ann", "self", "local:dan", "nobody:here"):
            every = [row for row in rows.page(99, 0) if row["actor_id"] == person]
            assert rows.where(actor_id=person).page(99, 0) == every
        assert rows.where(actor_id="local:ann").count() == 1  # what Ann and Ben wrote each other is no act
        assert rows.where(actor_id="self", target_id="local:ann").count() == 1
