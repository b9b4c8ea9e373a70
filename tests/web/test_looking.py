"""Every page, in every world, with every parameter."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kithkin.model.page import PageSpec
from kithkin.pages import PAGES
from kithkin.workspace import Workspace
from tests.web.conftest import JSON, Enter

NAMES = [spec.name for spec in PAGES]


def needs(spec: PageSpec) -> dict[str, str]:
    """Return something for every setting that a page needs."""
    return {setting.name: "self" for setting in spec.settings if setting.required}


@pytest.fixture(params=["closed", "opened", "nothing"])
def world(request: pytest.FixtureRequest) -> Workspace:
    space: Workspace = request.getfixturevalue(request.param)
    return space


def test_every_page_and_its_json(enter: Enter, world: Workspace) -> None:
    client = enter(world)
    for spec in PAGES:
        answer = client.get(f"/{spec.name}", params=needs(spec))
        assert answer.status_code == 200, spec.name
        assert answer.text.count("<h1") == 1
        assert f'href="/{spec.name}" aria-current="page"' in answer.text
        assert " style=" not in answer.text
        assert "<script>" not in answer.text
        assert not re.search(r"\son[a-z]+=", answer.text)
        data = client.get(f"/{spec.name}.json", params=needs(spec))
        assert data.headers["content-type"] == "application/json"
        JSON.validate(data.json())


def test_every_page_is_in_the_list_under_its_section(enter: Enter, nothing: Workspace) -> None:
    text = enter(nothing).get("/import").text
    for spec in PAGES:
        assert f'href="/{spec.name}"' in text
        assert f">{spec.section}</h2>" in text


def test_a_page_that_needs_something_asks_for_it(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    assert 'name="person"' in client.get("/person").text
    assert client.get("/person.json").status_code == 400


def test_queries_and_rows_of_everything(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    listed = re.findall(r'href="(/query/[a-z_]+)"', client.get("/query").text)
    assert len(listed) > 30
    for path in listed[::4]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "<pre" in answer.text


def test_rows_are_attachments_with_formulas_defused(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    for form in ("csv", "json", "parquet"):
        answer = client.get(f"/rows/posts.{form}")
        assert answer.headers["content-disposition"] == f'attachment; filename="posts.{form}"'
    cells = client.get("/rows/people.csv").text.splitlines()
    assert len(cells) > 1000
    assert not [cell for line in cells for cell in line.split(",") if cell.startswith(("=", "+", "@"))]


def test_tables_are_paged_by_the_address(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    first, second = (rows_of(client.get(f"/people.json?page={n}").json(), 0) for n in (1, 2))
    assert len(first) == len(second) == 50
    assert not {row["person_id"]["id"] for row in first} & {row["person_id"]["id"] for row in second}
    text = client.get("/people?page=2").text
    assert "51 to 100 of" in text
    assert 'href="/people?page=3' in text
    assert "There is no page" in client.get("/people?page=999999").text


def rows_of(data: Any, number: int) -> Sequence[Any]:
    rows: Sequence[Any] = [block["rows"] for block in data["blocks"] if block["kind"] == "table"][number]
    return rows


def test_one_table_is_sorted_and_the_others_stay(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    before = client.get("/ties.json").json()
    lists = [block["measure"] for block in before["blocks"] if block["kind"] in ("table", "cases")]
    place = lists.index("answered")
    after = client.get(f"/ties.json?sort=reply_count&t={place}").json()
    for old, new in zip(before["blocks"], after["blocks"], strict=True):
        if old["kind"] == "table" and old["measure"] == "answered":
            counts = [row["reply_count"] for row in new["rows"]]
            assert counts == sorted(counts)
        else:
            assert old == new
    assert 'aria-sort="ascending"' in client.get(f"/ties?sort=reply_count&t={place}").text


def test_searching_is_in_the_address(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    name = rows_of(client.get("/people.json").json(), 0)[3]["person_id"]["name"]
    found = rows_of(client.get("/people.json", params={"q": name}).json(), 0)
    assert found
    assert len(found) < 50
    assert "Show all again" in client.get("/people", params={"q": name}).text


HOSTILE = [
    "'\"><script>alert(1)</script>", "\0../../etc/passwd%00", "😀\u202e{{7*7}}\r\nset-cookie: a=b", "-1", "nan", "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_parameters_break_no_page(enter: Enter, closed: Workspace, value: str) -> None:
    client = enter(closed)
    for spec in PAGES:
        wanted = {setting.name: value for setting in spec.settings}
        for params in ({"sort": value}, {"page": value}, {"t": value}, {"as_of": value}, {"q": value} | wanted):
            answer = client.get(f"/{spec.name}", params=needs(spec) | params)
            assert answer.status_code < 500, (spec.name, params)
            assert "<script>alert" not in answer.text
        assert client.get(f"/{spec.name}.json", params=needs(spec) | {"sort": value}).status_code < 500


@given(
    name=st.sampled_from([*NAMES, "query", "rows", "leave", "import"]),
    params=st.dictionaries(
        st.sampled_from(["q", "sort", "page", "t", "person", "as_of", "said", "undone", "to", "talkers.floor", "x"]),
        st.text(max_size=20),
        max_size=4,
    ),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_parameters_break_no_page(shared: TestClient, name: str, params: dict[str, str]) -> None:
    assert shared.get(f"/{name}", params=params).status_code < 500


@pytest.fixture
def shared(enter: Enter, closed: Workspace) -> TestClient:
    return enter(closed)


def test_what_was_asked_stays_in_the_form_and_is_escaped(enter: Enter, closed: Workspace) -> None:
    answer = enter(closed).get("/people", params={"q": '"><img src=x>'})
    assert "<img" not in answer.text
    assert "&gt;&lt;img" in answer.text


def test_hidden_names_are_hidden_everywhere(enter: Enter, closed: Workspace) -> None:
    client = enter(closed, hide_names=True)
    plain = enter(closed)
    names = {row["person_id"]["name"] for row in rows_of(plain.get("/people.json").json(), 0)}
    for path in ("/people", "/ties", "/people.json", "/query/people", "/rows/people.csv", "/report.html"):
        text = client.get(path).text
        assert not [name for name in names if len(name) > 8 and name in text], path
    assert 'href="/person?' not in client.get("/ties").text


def test_a_changed_workspace_is_seen_on_reload(enter: Enter, mine: Workspace, example: Any) -> None:
    client = enter(mine)
    assert "One is enough to start" in client.get("/").text
    Workspace.open(mine.store.folder).take_in(*example.glob("twitter-*.zip"))
    assert "One is enough to start" not in client.get("/").text
    assert "people" in client.get("/following").text


def test_a_long_count_says_so_and_other_pages_answer(
    enter: Enter, closed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    client, go = enter(closed), Event()
    client.site.patience = 0.01  # type: ignore[attr-defined]
    page = Workspace.page

    def slow(self: Workspace, name: str, **rest: Any) -> Any:
        if name == "mirror":
            go.wait(30)
        return page(self, name, **rest)

    monkeypatch.setattr(Workspace, "page", slow)
    assert 'aria-busy="true"' in client.get("/mirror").text
    assert "Counting" in client.get("/mirror").text
    client.site.patience = 60  # type: ignore[attr-defined]
    assert 'aria-busy="true"' not in client.get("/decisions").text
    go.set()
    assert 'aria-busy="true"' not in client.get("/mirror").text


def test_many_reads_at_once(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    many = range(1000 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 200)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: client.get("/decisions" if n % 2 else "/problems").status_code, many))
    assert answers == [200] * len(many)


def test_links_of_others_go_through_a_page(enter: Enter, nothing: Workspace) -> None:
    client = enter(nothing)
    text = client.get("/leave", params={"to": "https://example.org/a?b=c&d=<e>"}).text
    assert 'rel="noopener noreferrer external"' in text
    for url in ("javascript:alert(1)", "data:text/html,x", "//example.org", "", "https://a\nb", "ftp://x"):
        assert client.get("/leave", params={"to": url}).status_code == 400


def test_every_table_has_a_way_to_its_query_and_all_its_rows(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    known = set(re.findall(r'href="/query/([a-z_]+)"', client.get("/query").text))
    for spec in PAGES:
        params = needs(spec)
        text = client.get(f"/{spec.name}", params=params).text
        for block in client.get(f"/{spec.name}.json", params=params).json()["blocks"]:
            if block["kind"] == "table" and block["measure"] in known:
                assert f'href="/query/{block["measure"]}"' in text
                assert (f'href="/rows/{block["measure"]}.csv"' in text) or not block["total"]


def test_a_find_that_is_spoken_of_is_there(enter: Enter, nothing: Workspace) -> None:
    text = enter(nothing).get("/decisions").text
    assert "Look for words in them with: <b>Find</b>." in text
    assert '<button class="btn">Find</button>' in text
