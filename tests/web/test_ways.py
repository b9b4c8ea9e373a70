"""What the web puts in place of a terminal's commands; choices, layers and settings that are addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kithkin.pages import PAGES
from kithkin.web import ways
from kithkin.workspace import Workspace, plugins
from tests.conftest import copied
from tests.web.conftest import JSON, Enter, token_in


def main_of(client: TestClient, path: str) -> str:
    return client.get(path).text.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("world", ["nothing", "everything"])
def test_no_page_asks_for_a_terminal_where_the_web_can_do_it(
    enter: Enter, world: str, request: pytest.FixtureRequest
) -> None:
    client = enter(request.getfixturevalue(world))
    for spec in PAGES:
        if any(setting.required for setting in spec.settings):
            continue
        text = main_of(client, f"/{spec.name}")
        assert "`" not in re.sub(r"<(bdi|blockquote)[^>]*>.*?</\1>", "", text), spec.name
        bare = re.sub(r'<code class="command">.*?</code>', "", text)
        assert not re.search(r"\bkithkin [a-z]", bare), spec.name
        for command in re.findall(r'<code class="command">kithkin ([a-z]+)', text):
            assert ways.place(command) is None, (spec.name, command)
        JSON.validate(client.get(f"/{spec.name}.json").json())


def test_every_place_is_there(enter: Enter, nothing: Workspace) -> None:
    client = enter(nothing)
    for title, href in ways.PLACES.values():
        assert title
        path, _, anchor = href.partition("#")
        answer = client.get(path)
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text


def test_two_are_taken_as_one_from_the_list_and_parted_again(
    enter: Enter, everything: Workspace, tmp_path: Path
) -> None:
    mine = copied(everything, tmp_path / "mine")
    client = enter(mine)
    text = main_of(client, "/people")
    said = re.search(r'name="left" value="(instagram[^"]+)"><input type="hidden" name="right" value="(x:[^"]+)"', text)
    assert said
    answer = client.post("/merge", data={"form": token_in(text), "left": said[1], "right": said[2], "back": "/people"})
    assert "are taken to be one person" in answer.text
    assert mine.journal.standing()[-1].kind == "merge"
    mine.decide(said[1], "keep")
    undo = re.search(r'action="/undo".*?name="entry" value="([^"]+)"', main_of(client, "/decisions"))
    assert undo
    client.post("/undo", data={"form": token_in(client.get("/decisions").text), "entry": undo[1]})
    assert [entry.kind for entry in mine.journal.standing()] == ["merge"]


def test_a_server_that_changes_nothing_shows_the_command_or_a_link(enter: Enter, everything: Workspace) -> None:
    text = main_of(enter(everything, read_only=True), "/people")
    assert 'action="/merge"' not in text
    assert "<form" not in text.split("</form>", 1)[1]


def test_a_layer_opens_to_its_people(enter: Enter, everything: Workspace) -> None:
    client = enter(everything)
    assert 'href="/following?layer=lately"' in main_of(client, "/following")
    listed = client.get("/following.json?layer=lately").json()["blocks"]
    table = next(block for block in listed if block["kind"] == "table")
    ladder = next(block for block in listed if block["kind"] == "ladder")
    layer = next(layer for layer in ladder["layers"] if layer["name"] == "lately")
    assert table["total"] == layer["value"]["at_least"]
    assert "table" not in [block["kind"] for block in client.get("/following.json?layer=nothing").json()["blocks"]]


def test_people_in_a_picture_lead_to_their_pages(enter: Enter, everything: Workspace) -> None:
    text = main_of(enter(everything), "/ties")
    rings = text.split('class="layers"')[1].split("</figure>")[0]
    names = re.findall(r'href="/person\?person=([^"]+)"><bdi>([^<]+)', rings)
    assert len(names) > 4
    assert not [name for person, name in names if name == "You" or person == "self"]


def test_a_community_is_chosen_by_its_name_in_the_list(enter: Enter, everything: Workspace) -> None:
    text = main_of(enter(everything), "/community")
    assert re.search(r'href="/community\?of=[^"]+"><code>', text)


def test_what_waits_is_counted_once_a_page_was_drawn(enter: Enter, everything: Workspace) -> None:
    client = enter(everything)
    assert "waiting</span>" not in client.get("/keep").text
    cases = [block for block in client.get("/requests.json").json()["blocks"] if block["kind"] == "cases"]
    waiting = sum(block["total"] for block in cases)
    assert waiting > 0
    assert re.search(rf'href="/requests"[^>]*>Requests <span class="n">{waiting}<', client.get("/keep").text)


def test_settings_of_a_query_are_fields_and_change_query_and_rows(enter: Enter, everything: Workspace) -> None:
    client = enter(everything)
    text = client.get("/query/fading").text
    assert 'name="fading.least_ratio"' in text
    strict = client.get("/query/fading", params={"fading.least_ratio": "1234.5", "fading.least_days": "77"}).text
    assert "1234.5" in strict
    assert 'value="77"' in strict
    assert 'href="/rows/fading.csv?fading.least_days=77&amp;fading.least_ratio=1234.5"' in strict
    assert len(client.get("/rows/fading.csv?fading.least_ratio=1234.5").text.splitlines()) == 1
    assert len(client.get("/rows/fading.csv?fading.least_ratio=0").text.splitlines()) > 1


@pytest.mark.parametrize("value", ["'; drop table x; --", "-1", "9" * 400, "</textarea>"])
def test_hostile_settings_break_no_query(enter: Enter, nothing: Workspace, value: str) -> None:
    client = enter(nothing)
    for measure in plugins.measures():
        for setting in measure.settings:
            name = f"{measure.name}.{setting.name}"
            answer = client.get(f"/query/{measure.name}", params={name: value})
            assert answer.status_code < 500, name
            assert "</textarea>" not in answer.text
