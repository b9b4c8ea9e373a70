"""What every page promises: it draws, at every door, in every world, and hides what it is asked to hide."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from kithkin.model.errors import Misuse
from kithkin.model.page import Chart, Drawn, Table
from kithkin.model.source import Options
from kithkin.pages import PAGES
from kithkin.pages.following import _effective, _no_audience
from kithkin.render.json import as_data
from kithkin.render.text import draw
from kithkin.report import report
from kithkin.workspace import Workspace
from kithkin.workspace.drawing import View, tables_of

WORLDS = ("closed", "opened", "nothing")
NAMES = [spec.name for spec in PAGES if not any(setting.required for setting in spec.settings)]


def as_text(drawn: Drawn) -> str:
    out = io.StringIO()
    draw(drawn, Console(file=out, width=100))
    return out.getvalue()


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_draws_at_every_door(name: str, world: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(world).page(name)
    text = as_text(page)
    assert page.question in text
    assert "NaN" not in text
    assert not re.search(r"\bNone\b(?![.:])", text)
    assert json.loads(json.dumps(as_data(page), default=str))
    assert "<script" not in report([page])


def test_a_person_page_is_found_by_part_of_a_name(opened: Workspace) -> None:
    someone = opened.rows("tie_overview").slice(0, 1).to_pylist()[0]["alter_id"]
    page = opened.page("person", person=someone)
    assert someone.split(":")[1] in as_text(page)


@pytest.mark.parametrize("world", ["closed", "opened"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_others_is_left_with_hidden_names(name: str, world: str, request: pytest.FixtureRequest) -> None:
    space: Workspace = request.getfixturevalue(world)
    page = space.page(name, hide_names=True)
    said = as_text(page) + json.dumps(as_data(page), default=str, ensure_ascii=False) + report([page])
    people = space.rows("people").to_pylist()
    private = {row[key] for row in people for key in ("name", "handle") if row[key] and row["person_id"] != "self"}
    found = {word for word in private if len(word) > 5 and word in said}
    assert not found


def test_the_example_persons_ladder_is_the_answer_keys(opened: Workspace, example: Path) -> None:
    key = json.loads((example / "answer-key.json").read_text(encoding="utf-8"))
    rows = {row["layer"]: row for row in opened.rows("following_breakdown").to_pylist()}
    for layer, count in key["open_network"]["ladder"].items():
        assert (rows[layer]["people_at_least"], rows[layer]["people_at_most"]) == (count, count), layer


def test_what_is_closed_lies_around_what_is_open(closed: Workspace, opened: Workspace) -> None:
    """The X archive's bounds hold the truth that the open network shows for acts on X: never below its at-least."""
    truth = {row["layer"]: row["people_at_least"] for row in opened.rows("following_breakdown").to_pylist()}
    for row in closed.rows("following_breakdown").to_pylist():
        assert 0 <= row["people_at_least"] <= truth[row["layer"]] <= row["people_at_most"] <= 3000


def test_messages_without_followers_still_say_with_how_many_people_one_talks(tmp_path: Path) -> None:
    table = tmp_path / "talk.csv"
    table.write_text(
        "actor_id,target_id,kind,at\n"
        "ann,bob,message,2023-01-01T00:00:00Z\n"
        "ann,bob,message,2024-12-01T00:00:00Z\n"
        "bob,ann,message,2024-12-02T00:00:00Z\n"
        "cyd,ann,message,2024-12-03T00:00:00Z\n"
    )
    space = Workspace.open(tmp_path / "space")
    space.take_in(table, options=Options(form="interactions"))
    space.me("local:ann")
    said = as_text(space.page("following"))
    assert "Nobody is listed as following you on Local. In the last year you talked both ways with 1 person." in said
    assert "People you know who will write to you" in said


def test_a_person_page_shows_each_month(tmp_path: Path) -> None:
    rows = "\n".join(f"p0,p{n},message,2026-01-0{n}T10:00:00Z" for n in (1, 2, 3))
    (tmp_path / "acts.csv").write_text(f"actor_id,target_id,kind,at\n{rows}\np1,p0,message,2026-03-01T10:00:00Z\n")
    space = Workspace.open(tmp_path / "space")
    space.take_in(tmp_path / "acts.csv", options=Options(form="interactions"))
    space.me("local:p0")
    (months,) = [block for block in space.page("person", person="local:p1").blocks if isinstance(block, Chart)]
    assert [(row["theirs_count"], row["yours_count"]) for row in months.rows.top(9)] == [(0, 1), (0, 0), (1, 0)]


@pytest.mark.parametrize(("newest_days", "says"), [(300, "At least 10 people"), (3000, "10 people")])
def test_a_list_of_a_span_of_time_is_not_the_number_of_followers(tmp_path: Path, newest_days: int, says: str) -> None:
    listed = tmp_path / "connections" / "followers_and_following"
    listed.mkdir(parents=True)
    for name, days in (("followers_1", newest_days), ("following", 3000)):
        times = [1_780_000_000 - 86_400 * days * number // 10 for number in range(10)]
        items = [{"string_list_data": [{"value": f"{name}{at}", "timestamp": at}]} for at in times]
        whole = {"relationships_following": items} if name == "following" else items
        (listed / f"{name}.json").write_text(json.dumps(whole))
    space = Workspace.open(tmp_path / "space")
    space.take_in(tmp_path / "connections")
    page = space.page("following")
    assert as_text(page).split("\n")[1].startswith(f"{says} follow you on Instagram.")
    assert ("at least 10" in as_text(page)) == says.startswith("At least")
    growth = as_text(space.page("growth")).split("\n")[1]
    assert growth.startswith("When 10 followers came is known, too few to tell a burst from chance.")


def test_of_two_accounts_one_with_a_part_of_its_list_leaves_the_number_open(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "space")
    for owner, newest_days in (("whole", 3000), ("part", 300)):
        listed = tmp_path / owner / "connections" / "followers_and_following"
        listed.mkdir(parents=True)
        times = [1_780_000_000 - 86_400 * newest_days * number // 10 for number in range(10)]
        items = [{"string_list_data": [{"value": f"{owner}{at}", "timestamp": at}]} for at in times]
        (listed / "followers_1.json").write_text(json.dumps(items))
        (listed / "following.json").write_text(json.dumps({"relationships_following": items}))
        space.take_in(tmp_path / owner, options=Options(me=(owner,)))
    said = as_text(space.page("following"))
    assert said.split("\n")[1].startswith("At least 20 people follow you on Instagram.")
    assert "audience  at least 20" in said


def ties_answer(folder: Path, form: str, lines: str, me: str) -> str:
    """Return the answer of the page of ties for one account of a table."""
    (folder / "table.csv").write_text(lines)
    space = Workspace.open(folder / "space")
    space.take_in(folder / "table.csv", options=Options(form=form))
    space.me(me)
    return as_text(space.page("ties")).split("\n")[1]


def test_a_follow_alone_is_not_told_as_something_that_passed(tmp_path: Path) -> None:
    answer = ties_answer(tmp_path, "follows", "source,target\np1,p0\np2,p0\n", "local:p0")
    assert answer == "You have ties with 2 people, but nothing that was imported shows what passed between you."


def test_messages_one_way_only_are_told_as_talk_with_nobody(tmp_path: Path) -> None:
    lines = "actor_id,target_id,kind,at\nbob,ann,message,2024-12-02T00:00:00Z\n"
    answer = ties_answer(tmp_path, "interactions", lines, "local:ann")
    assert answer.startswith("You talked with nobody both ways in direct messages.")


def test_where_neither_followers_nor_dialogue_is_shown_the_sentence_stays_whole() -> None:
    outside = {"people_at_least": 0, "people_at_most": None}
    rest = "With how many people you talked both ways in the last year cannot be told."
    for missing, said in (
        ("", "Nobody is listed as following you"),
        ("follows", "Nothing that was imported shows who follows you"),
    ):
        assert (
            _no_audience(outside, [{"network": "facebook", "missing_in": missing}], []).text
            == f"{said} on Facebook. {rest}"
        )
    assert _no_audience(outside, [], []).text == "Nothing that was imported speaks of that time."


def test_nothing_is_foretold_of_people_who_were_never_in_contact() -> None:
    row = {"channels": "x message", "known_count": 0, "low_80": 0, "estimate": 0.0, "high_80": 0, "last_count": 0}
    figure = _effective({**row, "newcomer_count": 0})
    assert figure is not None
    assert not figure.value.is_known
    assert figure.says == "Nobody was ever in contact with you by messages on X, so nothing can be foretold."


def test_messages_to_a_group_stand_once_on_a_persons_page(closed: Workspace) -> None:
    rows = closed.rows("messages").to_pylist()
    person = next(row["sender_id"] for row in rows if row["recipient_count"] > 1 and row["sender_id"] != "self")
    drawn = closed.page("person", person=person)
    shown = [row["message_id"] for block in drawn.blocks if isinstance(block, Table) and block.rows.name == "correspondence"
             for row in block.rows.top(500)]  # fmt: skip
    assert shown
    assert len(shown) == len(set(shown))


def test_each_table_that_has_the_column_is_put_in_the_order_asked_for(opened: Workspace) -> None:
    def orders(sort: str) -> dict[str, str]:
        return {table.title: table.sort for table in tables_of(opened.page("ties", view=View(sort=sort)).blocks)}

    usual, asked = orders(""), orders("-last_at")
    assert asked["Your ties, one by one"] == "-last_at"
    circles = "How close, and how likely you talk in the next 30 days"
    assert asked[circles] == usual[circles] != "-last_at"
    with pytest.raises(Misuse, match="no column wealth"):
        orders("wealth")


@pytest.mark.parametrize(("people", "has_circles"), [(1, False), (4, False), (5, True)])
def test_a_handful_of_people_is_a_list_without_circles(tmp_path: Path, people: int, has_circles: bool) -> None:
    lines = [f"me,p{n % people},2026-01-{1 + n:02}" for n in range(10)]
    (tmp_path / "acts.csv").write_text("\n".join(["actor_id,target_id,at", *lines, ""]))
    space = Workspace.open(tmp_path / "space")
    space.take_in(tmp_path / "acts.csv", options=Options(form="interactions", me=("me",)))
    drawn = space.page("ties")
    assert any(isinstance(block, Chart) for block in drawn.blocks) is has_circles
    said = as_text(drawn)
    assert "p0" in said
    assert "e-1" not in said
    assert ("Of 1 person ever" in as_text(space.page("following"))) is (people == 1)


def test_ones_own_page_speaks_of_nobody_else(closed: Workspace) -> None:
    said = as_text(closed.page("person", person="self"))
    assert "This is you: 2 accounts of yours." in said
    assert "audience" not in said


def test_a_list_that_is_known_in_part_leaves_every_layer_open(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("account_id,is_self\nx:1,true\nx:2,\nx:3,\n")
    (tmp_path / "follows.csv").write_text("follower_id,followed_id,kind\nx:2,x:1,follow\nx:3,x:1,follow\n")
    (tmp_path / "messages.csv").write_text(
        "message_id,thread_id,sender_id,recipient_id,recipient_count,sent_at\nx:m,x:t,x:2,x:1,1,2026-05-01T10:00:00Z\n"
    )
    space = Workspace.open(tmp_path / "space")
    space.take_in(tmp_path)
    said = as_text(space.page("following"))
    assert "2  audience  at least 2" in said
    assert "1  reacted  at least 1" in said
    assert not re.search(r"  exact$", said, re.MULTILINE)


@pytest.mark.parametrize(("followers", "is_named"), [(6, False), (12, True)])
def test_nobody_is_all_hat_to_whom_more_react_than_follow(followers: int, is_named: bool, tmp_path: Path) -> None:
    reach = {n: (2 + n % 7, 20) for n in range(1, 40)} | {0: (followers, 7)}
    for name, of in (("follows", 0), ("interactions", 1)):
        head = "follower_id,followed_id" if name == "follows" else "actor_id,target_id,kind,at"
        tail = "" if name == "follows" else ",like,2026-01-01"
        lines = [f"p{(n + k) % 40},p{n}{tail}" for n, counts in reach.items() for k in range(1, counts[of] + 1)]
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *lines, ""]))
    space = Workspace.open(tmp_path / "space")
    for form in ("follows", "interactions"):
        space.take_in(tmp_path / f"{form}.csv", options=Options(form=form))
    page = space.page("network")
    apart = {row["account_id"]: row["standing_apart"] for row in space.rows("influence_by_size").to_pylist()}
    assert apart["local:p0"] == "big hat"
    assert (f"p0 is all hat: {followers} followers, and 7 people reacted." in as_text(page)) is is_named


def test_an_import_without_a_network_is_not_called_nothing(tmp_path: Path) -> None:
    book = tmp_path / "contacts.vcf"
    book.write_text("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ann Lee\r\nEMAIL:ann@example.org\r\nEND:VCARD\r\n")
    space = Workspace.open(tmp_path / "space")
    space.take_in(book)
    said = as_text(space.page("following"))
    assert "Nothing was imported" not in said
    assert "an address book or feeds alone never do" in said


def test_counts_of_followers_are_told_and_drawn_where_nothing_else_is_known(tmp_path: Path) -> None:
    counts = tmp_path / "counts.csv"
    counts.write_text("date,followers\n2025-01-30,90\n2025-01-31,100\n2025-02-28,130\n")
    space = Workspace.open(tmp_path / "space")
    space.take_in(counts, options=Options(network="x", me=("x:@me",)))
    assert "X counted 130 followers of yours, without saying who they are." in as_text(space.page("following"))
    page = space.page("growth")
    assert "X counted 100 followers in January 2025 and 130 followers in February 2025." in as_text(page)
    assert "Followers as X counted them" in [block.title for block in page.blocks if isinstance(block, Chart)]
