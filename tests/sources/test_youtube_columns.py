"""The words of YouTube's comments are the same as whole columns and one by one."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

from kithkin.sources._youtube_columns import texts
from kithkin.sources._youtube_words import words

PIECES = [
    '{"text":"',
    '"}',
    ",",
    '"',
    "\\",
    "\\n",
    "\\u0041",
    "\n",
    "\t",
    "\x7f",
    "\u2028",
    "blue é 🌊",
    " ",
    "{",
    "}",
    "[]",
]
CELLS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@given(st.lists(CELLS | CELLS.map(lambda text: f'{{"text":"{text}"}}'), max_size=6))
@example(['{"text":"blue"}', '{"text":""}', "", '{"text":"a"},{"text":"b"}', '{"text":"a\n"}', '{"text":"a"}\n', " 1 "])
def test_a_column_of_comments_says_what_each_comment_says(cells: list[str]) -> None:
    assert texts(pa.array(cells, pa.string())).to_pylist() == [words(cell) for cell in cells]


def test_a_comment_of_one_piece_is_what_it_holds() -> None:
    assert texts(pa.array(['{"text":"Blue, and deep 🌊"}', '{"text":""}'])).to_pylist() == ["Blue, and deep 🌊", None]
