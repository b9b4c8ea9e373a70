"""The rules of the house, as a test. Exceptions stand in one visible list that may only shrink."""

from __future__ import annotations

import ast
import re
import statistics
import tokenize
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from kithkin.cli import commands
from kithkin.measures import MEASURES
from kithkin.model.tables import TABLES
from kithkin.pages import PAGES
from kithkin.sources import SOURCES

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "src" / "kithkin"
FILES: Final = sorted(PACKAGE.rglob("*.py"))

MOST_LINES_OF_A_FILE: Final = 500
MOST_LINES_OF_A_FUNCTION: Final = 60

#: What breaks a rule today; nothing may be added here without a decision record.
EXCEPTIONS: Final[frozenset[str]] = frozenset()

BANNED_NAMES: Final = re.compile(r"^(get_|compute_|calculate_)|(^|_)(utils?|helpers?|common(?!_ground))(_|$)")
UNDONE: Final = re.compile(r"\b(TO" + "DO|FIX" + r"ME|X" + r"XX)\b")
ELSEWHERE: Final = re.compile(r"/work/|/root/|\.\./shared|pypi\.org|npmjs|registry\.|deb\.debian", re.IGNORECASE)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, Function)]


@cache
def length(function: Function) -> int:
    """Return the lines of a function, docstring and texts of several lines (SQL) apart."""
    last = function.end_lineno or function.lineno
    texts = 0
    for node in ast.walk(function):
        is_text = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        if is_text and node.end_lineno and node.end_lineno > node.lineno:  # type: ignore[attr-defined]
            texts += node.end_lineno - node.lineno  # type: ignore[attr-defined]
    return last - function.lineno + 1 - texts


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_short_whole_and_at_home(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES_OF_A_FILE
    assert not UNDONE.search(text)
    assert not ELSEWHERE.search(text)
    assert not BANNED_NAMES.search(path.stem)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_function_is_short_and_well_named(path: Path) -> None:
    for function in functions(path):
        where = f"{name_of(path)}:{function.name}"
        if where in EXCEPTIONS:
            continue
        assert length(function) <= MOST_LINES_OF_A_FUNCTION, where
        assert not BANNED_NAMES.search(function.name), where


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_public_name_is_documented_and_typed(path: Path) -> None:
    tree = parsed(path)
    if path.name != "__init__.py" or tree.body:
        assert ast.get_docstring(tree), f"{name_of(path)} does not say what it is"
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name_of(path)}:{node.name} has no docstring"
    for function in functions(path):
        assert function.returns is not None, f"{name_of(path)}:{function.name} does not say what it returns"


def parts(folder: str) -> list[str]:
    return sorted(path.stem for path in (PACKAGE / folder).glob("*.py") if not path.stem.startswith("_"))


def test_every_part_is_in_its_list() -> None:
    assert parts("measures") == sorted(measure.name for measure in MEASURES)
    assert parts("pages") == sorted(page.name for page in PAGES)
    assert parts("sources") == sorted(source.name.replace("-", "_") for source in SOURCES)


@pytest.mark.parametrize("source", parts("sources"))
def test_every_source_has_tests_of_its_name(source: str) -> None:
    assert (ROOT / "tests" / "sources" / f"test_{source}.py").exists()


def test_every_kernel_has_tests_of_its_name() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "measures").glob("test_*.py"))
    for measure in MEASURES:
        if measure.form == "kernel":
            assert measure.name in text, f"no test mentions the kernel {measure.name}"


def test_every_command_measure_and_table_is_in_the_reference() -> None:
    reference = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").glob("*.md")}
    for command in commands.commands:
        assert f"kithkin {command}" in reference["commands"]
    for measure in MEASURES:
        assert f"## {measure.name}\n" in reference["measures"]
    for table in TABLES:
        assert f"## {table}\n" in reference["tables"]


def test_every_page_and_source_has_a_sentence_of_its_own() -> None:
    assert len({page.summary for page in PAGES}) == len(PAGES)
    for source in SOURCES:
        assert all(getattr(source, fact).strip() for fact in ("title", "how_to_get", "holds", "lacks"))


def test_profile_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Print, not test, what the admired projects are measured by."""
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in FILES]
    sizes = sorted(length(function) for path in FILES for function in functions(path))
    comments = sum(_comments(path) for path in FILES)
    with capsys.disabled():
        print(
            f"\n{len(FILES)} files, {sum(lines):,} lines; median file {statistics.median(lines):.0f}; median function "
            f"{statistics.median(sizes):.0f}, 95th percentile {sizes[int(0.95 * len(sizes))]}; "
            f"{100 * comments / sum(lines):.1f} comments per 100 lines"
        )


def _comments(path: Path) -> int:
    with path.open("rb") as file:
        return sum(token.type == tokenize.COMMENT for token in tokenize.tokenize(file.readline))
