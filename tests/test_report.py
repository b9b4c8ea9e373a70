"""The report: one file, nothing else needed, nothing else allowed."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from msgspec.structs import replace

from kithkin.report import report
from tests.render.samples import SAMPLES
from tests.render.test_html import Reader

ALL = list(SAMPLES.values())


def test_it_stands_alone() -> None:
    html = report(ALL)
    read = Reader(html.replace("<!doctype html>", ""))
    assert not read.elements["script"]
    for tag, attribute, value in read.attributes:
        assert attribute != "style"
        assert not attribute.startswith("on")
        if attribute in ("href", "src"):
            assert value.startswith("#") or (tag == "link" and value == "data:,")
    assert not re.findall(r"url\((?!#|\"data:font/woff2;base64,)", html)
    assert "@import" not in html


def test_its_style_is_allowed_by_its_hash_and_nothing_else_is() -> None:
    html = report(ALL)
    style = html.split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy == [
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "form-action 'none'; base-uri 'none'"
    ]


def test_contents_lead_to_every_section() -> None:
    html = report(ALL)
    links = re.findall(r'<a href="#(q\d+)">', html)
    assert links == [f"q{k}" for k in range(1, len(ALL) + 1)]
    assert re.findall(r'<section id="(q\d+)"', html) == links
    assert html.count("<h1>") == 1


def test_tables_stop_at_a_hundred_rows_and_say_so() -> None:
    html = report([SAMPLES["ties"]])
    table = html.split("All two-way ties, table")[1].split("</table>")[0]
    assert table.count("<tr") == 101
    assert "The first 100 of 640." in table


def test_made_up_and_hidden_are_said() -> None:
    assert "Everything here is made up" in report([SAMPLES["ties"]])
    assert "Some of this is made up" in report(ALL)
    assert "hidden in some sections" in report(ALL)
    real = [replace(drawn, is_made_up=False, is_hidden=True) for drawn in ALL]
    assert "made up" not in report(real).split("</header>")[0]
    assert "others are hidden." in report(real)


def test_a_report_of_nothing() -> None:
    assert "No questions" in report([])


def test_the_owner_is_only_text() -> None:
    html = report([replace(SAMPLES["empty"], workspace="<script>\u202ex")])
    assert "<script>" not in html
    assert "in the workspace &lt;script&gt;x." in html


def test_the_same_pages_give_the_same_report() -> None:
    assert report(ALL) == report(ALL)
