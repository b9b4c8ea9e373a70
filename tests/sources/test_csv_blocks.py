"""A CSV read in blocks gives what it gives line by line: cells, places and problems, however it is damaged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kithkin.model.source import Problem
from kithkin.sources import _csv_blocks
from kithkin.sources._csv import Line, look, needs, read_csv
from kithkin.sources._csv_blocks import Block, read_blocks
from tests.worlds.memory import MemoryArchive

PIECES = ["a", "é", ",", '"', '""', "\n", "\r\n", "\r", " ", '","', '"\n', ',"', "a,b\n", 'x,"y\nz"\n', "\0", "\ufffd"]


def both(body: str | bytes, *, must_end: bool = False) -> tuple[list[Line | Problem], list[Line | Problem], int]:
    """Return what a table of two columns gives line by line, what it gives in blocks, and how many blocks there were."""
    head = b"Notes:\n\none,two\r\n"
    data = head + (body.encode() if isinstance(body, str) else body)
    archive = MemoryArchive({"table.csv": data})
    member = archive.members[0]
    shape = look(archive, member, needs("one", "two"))
    assert shape is not None
    found = list(read_blocks(archive, member, shape, must_end=must_end))
    slow = list(read_csv(archive, member, shape, must_end=must_end))
    return slow, list(_lines(found)), sum(isinstance(one, Block) for one in found)


def _lines(found: list[Block | Line | Problem]) -> Iterator[Line | Problem]:
    for one in found:
        if isinstance(one, Block):
            yield from one.lines()
        else:
            yield one


def _sorted(found: list[Line | Problem]) -> list[str]:
    """Return what was found with the doubt about characters first, which a block tells before its lines."""
    told = [repr(one) if isinstance(one, Problem) else f"{one.place}: {sorted(one.cells.items())}" for one in found]
    return sorted(told, key=lambda text: "decoded" not in text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(8, 60), st.booleans())
@example('a,b\n"c\nd",e\n\nf,"g ""h"""\n', 20, True)
@example("a,b\nx\nc,d\n", 60, True)
@example("a,b\nc,d", 60, True)
def test_blocks_give_what_lines_give(body: str, size: int, must_end: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_csv_blocks, "BLOCK", size)
        slow, fast, _ = both(body, must_end=must_end)
    assert _sorted(fast) == _sorted(slow)


def test_a_sound_file_is_read_in_blocks_alone() -> None:
    slow, fast, blocks = both('a,b\n\n"c\nd","e, ""f"""\n ,\n')
    assert fast == slow
    assert [line.place for line in fast if isinstance(line, Line)] == ["line 4", "line 6"]
    assert blocks == 1


def test_characters_that_were_lost_are_told_once() -> None:
    slow, fast, blocks = both('a,b\nc\ufffd,d\n"\ufffd\n",e\n')
    assert _sorted(fast) == _sorted(slow)
    assert blocks == 1
    assert sum(isinstance(one, Problem) for one in fast) == 1
