"""Commands are found in the words of a page, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kithkin.render import commands, html

FOUND = {
    "Choose one with: kithkin decide PERSON advisor --because WHY --topic TOPIC.": [
        "kithkin decide PERSON advisor --because WHY --topic TOPIC"
    ],
    "Say it with: kithkin me ACCOUNT, or look with: kithkin following --person ACCOUNT.": [
        "kithkin me ACCOUNT", "kithkin following --person ACCOUNT",
    ],
    "Import a table: kithkin import --as interactions FILE --workspace NAME": [
        "kithkin import --as interactions FILE --workspace NAME"
    ],
    "Not interested? kithkin dismiss PERSON, and they stay away.": ["kithkin dismiss PERSON"],
    "All of it: kithkin digest. Quiet ones first.": ["kithkin digest"],
    "Decide each with `kithkin decide`; nothing is sent.": ["kithkin decide"],
    'Say so: kithkin label "some of its words" does-not-sell. Your answers stay.': [
        'kithkin label "some of its words" does-not-sell'
    ],
    "`in`: they left you; `out`: you left them.": ["in", "out"],
    "All of it as a file: kithkin rows network_overview --format csv -o FILE": [
        "kithkin rows network_overview --format csv -o FILE"
    ],
    "Kithkin answers from your own exports.": [],
    "A ` alone, and another\n` below.": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_what_would_be_typed_is_found(text: str, found: list[str]) -> None:
    assert [stretch.text for stretch in commands.stretches(text) if stretch.is_typed] == found


@given(st.text("kithn` decideABC-.,;\n", max_size=60))
def test_no_word_is_lost(text: str) -> None:
    assert "".join(stretch.text for stretch in commands.stretches(text)).replace("`", "") == text.replace("`", "")


def test_parts() -> None:
    assert commands.parts("kithkin merge x:1 'mail:a b'") == ["merge", "x:1", "mail:a b"]
    assert commands.parts("in") == []
    assert commands.parts("kithkin 'unended") == []


def test_a_command_is_shown_or_the_door_puts_its_own_way_there() -> None:
    text = "Look: kithkin import FILE <b>."
    assert html.told(text, html.Door()) == 'Look: <code class="command">kithkin import FILE</code> &lt;b&gt;.'
    door = html.Door(command=lambda _: Markup("<a>here</a>"))
    assert html.told(text, door) == "Look: <a>here</a> &lt;b&gt;."
    assert html.told("`in`", door) == "<code>in</code>"
