"""Pages as HTML: what is drawn, and that nothing of others can act."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from kithkin.model.page import Chart, Person
from kithkin.render import cells
from kithkin.render.html import Door, NavGroup, NavItem, document, fragment
from tests.render.golden import check
from tests.render.made import HOSTILE, page
from tests.render.samples import SAMPLES

VOID = {"meta", "link", "br", "img", "input"}


class Reader(HTMLParser):
    """Collects elements, attributes and text, and checks that every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> without a beginning"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.mark.parametrize("name", SAMPLES)
def test_golden(name: str) -> None:
    check(f"{name}.html", fragment(SAMPLES[name], Door(rows=4)))


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_acts(name: str) -> None:
    read = Reader(fragment(SAMPLES[name]))
    assert not {"script", "img", "iframe", "object", "style", "form", "i", "link"} & set(read.elements)
    for _, attribute, value in read.attributes:
        assert attribute != "style"
        assert not attribute.startswith("on")
        assert attribute not in ("href", "src", "xlink:href")
        if attribute not in ("aria-label", "data-l"):
            assert "javascript:" not in value


@pytest.mark.parametrize("name", SAMPLES)
def test_ids_are_single_and_labels_point_to_them(name: str) -> None:
    read = Reader(fragment(SAMPLES[name]))
    ids = Counter(value for _, attribute, value in read.attributes if attribute == "id")
    assert not [key for key, count in ids.items() if count > 1]
    assert {value for _, attribute, value in read.attributes if attribute == "aria-labelledby"} <= set(ids)


def test_hostile_names_are_shown_as_text() -> None:
    text = Reader(fragment(SAMPLES["hostile"])).text
    for k in (0, 1, 4, 5, 6, 8, 10):
        assert HOSTILE[k] in text
    assert not set(text) & set("\u202e\u0000\u001b\u0007\ud800")


@pytest.mark.parametrize("name", ["ties", "growth", "mirror", "hostile"])
def test_every_part_of_a_chart_is_in_its_table(name: str) -> None:
    door = Door(rows=1000)
    for block in SAMPLES[name].blocks:
        if not isinstance(block, Chart):
            continue
        alternative = (
            fragment(page("one", "One?", block), door).split('<details class="same">')[1].split("</details>")[0]
        )
        table = Reader(alternative).text
        for row in cells.listed(block.rows).items:
            for show in cells.columns_of(block):
                assert " ".join(cells.text(row, show).split()) in table


def test_layers_that_are_not_known_have_no_figure() -> None:
    html = fragment(SAMPLES["following_closed"])
    read = Reader(html)
    assert html.count("stratum-unknown") == 3
    assert html.count('<span class="stratum-n"></span>') == 3
    assert "0 to" not in read.text
    assert 'class="tick"' not in html


def test_large_figures() -> None:
    html = fragment(SAMPLES["following_open"])
    assert '<span class="stratum-n">12,215</span>' in html
    assert '<p class="fig-n">512</p>' in html
    assert '<p class="fig-b">between 430 and 600</p>' in html
    assert '<p class="fig-n">312</p>' in html


def test_links_are_the_doors() -> None:
    def of(person: Person) -> str:
        return f"/person/{person.id}"

    door = Door(
        person=of, measure=lambda name: f"/query/{name}", layer=lambda layer: f"/ties?layer={layer.name}",
        sort=lambda _, show: f"?sort={show.column}", decide=lambda *_: Markup("<form></form>"),
        above=lambda _: Markup("<hr class=above>"),
    )  # fmt: skip
    html = (
        fragment(SAMPLES["ties"], door) + fragment(SAMPLES["following_open"], door) + fragment(SAMPLES["inbox"], door)
    )
    for part in (
        'href="/person/x:1000"',
        'href="/query/tie_strength"',
        'href="/ties?layer=alive"',
        'href="?sort=layer"',
    ):
        assert part in html
    assert html.count("<form></form>") == 4
    assert "<hr class=above>" in html
    assert 'aria-sort="descending"' in html


def test_a_hostile_address_stays_an_attribute() -> None:
    html = fragment(SAMPLES["hostile"], Door(person=lambda person: f"/person/{person.id}"))
    assert "<img" not in html
    assert "<script" not in html


def test_document_with_navigation() -> None:
    nav = [
        NavGroup("Your following", [NavItem("Following", "/following", True), NavItem("Inbox", "/inbox", waiting=3)])
    ]
    html = document("A <b>page</b>", fragment(SAMPLES["empty"]), nav, scripts=("keys.js",))
    read = Reader(html.replace("<!doctype html>", ""))
    assert "<title>A &lt;b&gt;page&lt;/b&gt; – Kithkin</title>" in html
    assert 'aria-current="page"' in html
    assert read.elements["script"] == 1
    assert "Content-Security-Policy" not in html
