"""The documentation hangs together: every link leads somewhere, every page is reached, the reference is current."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kithkin.cli import commands
from kithkin.sources import SOURCES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
INDEX = DOCS / "index.md"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def links(page: Path) -> list[tuple[Path, str]]:
    """Return where the relative links of a page lead, each with its anchor; code is left out."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    targets = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    parted = [link.partition("#") for link in targets]
    return [((page.parent / path).resolve() if path else page, anchor) for path, _, anchor in parted]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made of them where Markdown is shown."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in links(page):
        assert target.exists(), f"{name_of(page)} leads to {target.name}, which is not there"
        assert target.is_relative_to(ROOT)
        assert not anchor or anchor in anchors(target), f"{name_of(page)} leads to #{anchor}"


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set[Path](), [INDEX.resolve()]
    while waiting:
        page = waiting.pop()
        if page.suffix == ".md" and page not in reached:
            reached.add(page)
            waiting += [target for target, _ in links(page)]
    assert {page.resolve() for page in DOCS.rglob("*.md")} <= reached


def test_every_source_has_a_page_that_says_how_to_get_it() -> None:
    rows = dict(
        re.findall(r"^\| `([\w-]+)` \| .*?\]\((how-to/[\w-]+\.md)\) \|$", INDEX.read_text("utf-8"), re.MULTILINE)
    )
    assert set(rows) == {source.name for source in SOURCES}
    for path in rows.values():
        text = (DOCS / path).read_text(encoding="utf-8")
        for part in ("kithkin import", "What it holds", "annot show"):
            assert part in text or "What it can show" in text, f"{path} lacks: {part}"


def test_every_command_is_in_the_reference() -> None:
    text = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    for name, command in commands.commands.items():
        section = text.partition(f"\n## kithkin {name}\n")[2].partition("\n## ")[0]
        assert (command.help or "").split("\n")[0].split()[:3] == section.partition("\n\n  ")[2].split()[:3], name


def check(program: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(program), "--check"], capture_output=True, text=True, check=False)


def test_the_reference_is_current() -> None:
    done = check(DOCS / "generate.py")
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_a_reference_that_is_not_current_is_found(tmp_path: Path) -> None:
    shutil.copy(DOCS / "generate.py", tmp_path)
    shutil.copytree(DOCS / "reference", tmp_path / "reference")
    page = tmp_path / "reference" / "tables.md"
    page.write_text(page.read_text(encoding="utf-8").replace("follower", "fan"), encoding="utf-8")
    done = check(tmp_path / "generate.py")
    assert done.returncode == 1
    assert "tables.md is not current" in done.stdout
    assert "fan" in page.read_text(encoding="utf-8"), "a check must not write"


@pytest.mark.parametrize("page", [p for p in PAGES if "reference" not in p.parts], ids=name_of)
def test_a_page_is_said_in_plain_text(page: Path) -> None:
    """One title, no line too long to read in an editor but for tables and output, no place of one machine."""
    text = page.read_text(encoding="utf-8")
    prose = FENCED.sub("", text)
    assert len(re.findall(r"^# ", prose, re.MULTILINE)) >= 1
    assert not re.search(r"/work/|/root/|/home/|\bTO" + r"DO\b", text)
    for line in prose.splitlines():
        assert len(line) <= 140 or line.startswith(("|", "![")), f"{name_of(page)}: {line}"


def test_every_decision_says_why_and_what_was_measured() -> None:
    for page in sorted((DOCS / "decisions").glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        assert re.match(rf"# {int(page.name[:4])}\. ", text), page.name
        parts = ("**Context.**", "**Decision.**", "**Consequences.**", "**Measured.**")
        assert [part for part in parts if part in text] == list(parts), page.name
