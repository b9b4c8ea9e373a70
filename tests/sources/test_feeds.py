"""Feeds from files: RSS, Atom, JSON Feed and OPML, all made up here."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.source import Batch, NotUsed, Options, Problem, Record, Seen, Source, Yielded
from kithkin.sources.feeds import Feeds, feed_address, site_id, site_of
from tests.worlds.memory import MemoryArchive

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Ann bakes</title><link>https://ann.example.org/</link><language>en</language>
<atom:link rel="self" href="https://ann.example.org/feed.xml"/>
<item><title>Rye &amp; oats</title><link>https://ann.example.org/rye</link><guid>https://ann.example.org/rye</guid>
<pubDate>Mon, 07 Apr 2025 14:30:00 +0200</pubDate>
<description><![CDATA[<p>Take <a href="https://example.com">flour</a>.</p><script>alert(1)</script>]]></description></item>
<item><title>Two</title><guid isPermaLink="false">17</guid><pubDate>no day</pubDate>
<author>ben@example.net (Ben)</author></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Cleo</title>
<link href="https://cleo.example.org"/><author><name>Cleo</name></author>
<entry><id>tag:cleo.example.org,2025:1</id><title>Hello</title><updated>2025-05-01T10:00:00Z</updated>
<content type="html">&lt;b&gt;Hi&lt;/b&gt;</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Dan",
        "home_page_url": "https://dan.example.org",
        "items": [
            {
                "id": "1",
                "url": "https://dan.example.org/1",
                "content_text": "One",
                "date_published": "2025-06-01T00:00:00Z",
            },
            {"id": 2, "content_html": "<p>Two</p>", "authors": [{"name": "Eve", "url": "https://eve.example.org/"}]},
            7,
        ],
    }
)
OPML = """<opml version="2.0"><body><outline text="Food">
<outline type="rss" title="Ann bakes" xmlUrl="https://ann.example.org/feed.xml" htmlUrl="https://ann.example.org/"/>
<outline type="rss" text="Odd" xmlUrl="javascript:alert(1)"/></outline></body></opml>"""


def read(files: dict[str, bytes | str], *me: str) -> list[Yielded]:
    return list(Feeds().read(MemoryArchive(files), Options(me=me)))


def rows(items: list[Yielded], table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in items:
        if isinstance(item, Record):
            found += [dict(row.values) for row in item.rows if row.table == table]
        elif isinstance(item, Batch) and table in item.tables:
            columns = item.tables[table]
            found += [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return found


def outcome(items: list[Yielded]) -> tuple[int, int, int]:
    """Return records used, not used and problems."""
    used = sum(isinstance(item, Record) for item in items)
    not_used = sum(item.count for item in items if isinstance(item, NotUsed))
    return used, not_used, sum(item.records for item in items if isinstance(item, Problem))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a feed was fetched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_it_is_a_source_and_knows_feeds_by_their_content() -> None:
    assert isinstance(Feeds(), Source)
    yes: list[dict[str, bytes | str]] = [
        {"a.xml": RSS}, {"b": ATOM}, {"c.json": JSON_FEED}, {"d.opml": OPML}, {"e.xml": RSS.encode("utf-16")},
    ]  # fmt: skip
    no: list[dict[str, bytes | str]] = [{}, {"a.xml": "<html><rss></html>"}, {"b.json": "{}"}, {"c.xml": "<feed/>"}]
    assert [Feeds().recognises(MemoryArchive(files), Options()) for files in yes] == [0.9] * 5
    assert [Feeds().recognises(MemoryArchive(files), Options()) for files in no] == [0.0] * 4


def test_rss() -> None:
    items = read({"feed.xml": RSS})
    one, two = rows(items, "posts")
    assert (one["text"], one["title"], one["link_count"]) == ("Take flour.", "Rye & oats", 1)
    assert one["posted_at"] == datetime(2025, 4, 7, 12, 30, tzinfo=UTC)
    assert (one["post_id"], one["author_id"]) == ("web:https://ann.example.org/rye", "web:ann.example.org")
    assert (two["post_id"], two["posted_at"]) == ("web:ann.example.org#17", None)
    assert [item.place for item in items if isinstance(item, Problem)] == ["entry 2"]
    assert two["author_id"] == "web:ann.example.org#ben"
    assert outcome(items) == (2, 0, 0)
    assert next(item for item in items if isinstance(item, Seen)).observed_at == one["posted_at"]
    assert {row["completeness"] for row in rows(items, "coverage")} == {"some"}
    assert rows(items, "account_links")[0]["from_id"] == "web:ann.example.org/feed.xml"


def test_a_feed_all_of_whose_entries_name_one_person_is_theirs() -> None:
    signed = ATOM.replace("<author><name>Cleo</name></author>", "").replace(
        "<entry>", "<entry><author><name>C. L.</name></author>"
    )
    assert {row["author_id"] for row in rows(read({"a.atom": signed}), "posts")} == {"web:cleo.example.org"}


def test_whose_feed_it_is_and_where_a_profile_has_one() -> None:
    assert site_of(MemoryArchive({"feed.xml": RSS})) == "web:ann.example.org"
    assert site_of(MemoryArchive({"d.opml": OPML})) is None
    assert site_of(MemoryArchive({"page.html": "<html></html>"})) is None
    assert feed_address("x", "https://ann.example.org/feed/") == "https://ann.example.org/feed/"
    assert feed_address("x", "https://ann.example.org/") is None
    assert feed_address("mastodon", "https://example.social/@ann") == "https://example.social/@ann.rss"


def test_atom_and_json_feed() -> None:
    items = read({"a.atom": ATOM, "d.json": JSON_FEED})
    posts = {row["post_id"]: row for row in rows(items, "posts")}
    assert posts["web:tag:cleo.example.org,2025:1"]["text"] == "Hi"
    assert posts["web:tag:cleo.example.org,2025:1"]["author_id"] == "web:cleo.example.org"
    assert posts["web:dan.example.org#1"]["posted_at"] == datetime(2025, 6, 1, tzinfo=UTC)
    assert posts["web:dan.example.org#2"]["author_id"] == "web:eve.example.org"
    assert outcome(items) == (3, 0, 1)


def test_opml_names_accounts_and_follows_only_for_somebody() -> None:
    items = read({"d.opml": OPML})
    assert outcome(items) == (1, 1, 1)
    found = {row["account_id"]: row["url"] for row in rows(items, "accounts")}
    assert found == {
        "web:ann.example.org": "https://ann.example.org/",
        "web:ann.example.org/feed.xml": "https://ann.example.org/feed.xml",
    }
    assert rows(items, "follows") == []
    follows = rows(read({"d.opml": OPML}, "web:me.example.org"), "follows")
    assert [(row["follower_id"], row["followed_id"]) for row in follows] == [
        ("web:me.example.org", "web:ann.example.org")
    ]


@pytest.mark.parametrize("text", [RSS, ATOM])
@pytest.mark.parametrize("broken", ["<b>never closed", "5 < 6 & 7", "&nosuch;", "</wrong>"])
def test_what_is_not_xml_in_a_feed_is_a_problem_with_its_line_and_the_rest_is_read(text: str, broken: str) -> None:
    odd = text.replace("<title>Two", f"<title>Two {broken}").replace("<title>Hello", f"<title>Hello {broken}")
    items = read({"x.xml": odd})
    used, not_used, lost = outcome(items)
    whole = outcome(read({"x.xml": text}))
    assert (used + lost, not_used) == (whole[0], whole[1])
    line = next(number for number, line in enumerate(odd.split("\n"), 1) if broken in line)
    places = [item.place for item in items if isinstance(item, Problem) and "not XML" in item.what]
    assert len(places) == 1
    assert line <= int(places[0].removeprefix("line "))


def test_an_entry_that_is_lost_among_what_is_not_xml_is_counted() -> None:
    items = read({"x.xml": RSS.replace("<item><title>Two", "<item <title>Two & <![CDATA[<item>]]>")})
    used, _, lost = outcome(items)
    assert used + lost == 2


@pytest.mark.parametrize("broken", ["<br>", "&", "</wrong>", "<outline text=x/>", "<outline <"])
def test_what_is_not_xml_in_a_list_is_a_problem_with_its_line_and_the_rest_is_read(broken: str) -> None:
    more = "".join(f'<outline title="T&amp;{n}" xmlUrl="https://{n}.example.org/feed"/>\n' for n in range(3))
    items = read({"x.opml": OPML.replace("</outline></body>", f"</outline>\n{broken}\n{more}</body>")})
    names = [row["name"] for row in rows(items, "accounts")]
    assert [name for name in names if name.startswith("T&")] == ["T&0", "T&1", "T&2"]
    (fault,) = [item for item in items if isinstance(item, Problem) and "not XML" in item.what]
    assert int(fault.place.removeprefix("line ")) >= 4
    assert fault.records == ("<outline" in broken)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    for text in (RSS, ATOM, OPML):
        body = text.split("?>", 1)[-1]
        items = read({"x.xml": f'<?xml version="1.0" encoding="{encoding}"?>{bomb}{body}'.encode(encoding)})
        assert outcome(items) == (0, 0, 1)


def test_a_name_of_a_file_is_not_opened() -> None:
    items = list(Feeds().read(MemoryArchive({"x.xml": b"/etc/passwd"}), Options(form="feeds")))
    assert rows(items, "posts") == []


@settings(max_examples=60, deadline=None)
@given(st.integers(200, 900), st.sampled_from([RSS, ATOM, JSON_FEED, OPML]))
def test_cut_anywhere_a_prefix_remains(size: int, text: str) -> None:
    data = text.encode()
    cut = data[: min(size, len(data) - 3)]
    whole = [
        item.rows
        for item in read({"x.xml": data} if text != JSON_FEED else {"x.json": data})
        if isinstance(item, Record)
    ]
    items = read({"x.xml": cut} if text != JSON_FEED else {"x.json": cut})
    posts = [item.rows[0].values["text" if text != OPML else "name"] for item in items if isinstance(item, Record)]
    assert posts == [row[0].values["text" if text != OPML else "name"] for row in whole][: len(posts)]
    assert any(isinstance(item, Problem) and item.records for item in items)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 900), st.sampled_from([RSS, ATOM, JSON_FEED, OPML]))
def test_noise_never_raises(noise: bytes, place: int, text: str) -> None:
    data = text.encode()
    read({"x.xml": data[:place] + noise + data[place:], "y.json": data[:place] + noise + data[place:]})


def test_deep_nesting_does_not_end_it() -> None:
    read({"x.xml": RSS.replace("<title>Two", "<title>" + "<b>" * 50_000)})
    read({"x.opml": OPML.replace("<outline text", "<outline>" * 50_000 + "<outline text")})
    read({"x.json": JSON_FEED.replace("[7", "[" * 50_000)})


def test_addresses_of_sites() -> None:
    assert site_id("http://www.Example.org/") == site_id("https://example.org") == "web:example.org"
    assert site_id("javascript:alert(1)") is site_id("") is site_id("https://user@example.org") is None
