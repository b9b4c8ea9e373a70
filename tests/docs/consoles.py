"""Console blocks of the documentation: commands, each with the output that is shown for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

ELISION = "…"


@dataclass
class Step:
    """One command and the lines shown below it; `…` on a line of its own stands for any lines, within one for any text."""

    page: str
    line: int
    command: str
    shown: list[str] = field(default_factory=list)

    def difference(self, output: str) -> str:
        """Return which shown line the output lacks, or nothing; spaces at the end and runs of them do not count."""
        lines = [_plain(line) for line in output.splitlines() if line.strip()]
        place, may_skip = 0, False
        for shown in (line for line in self.shown if line.strip()):
            if shown.strip() == ELISION:
                may_skip = True
                continue
            pattern = re.compile(".*".join(re.escape(part) for part in _plain(shown).split(ELISION)))
            here = range(place, len(lines) if may_skip else min(place + 1, len(lines)))
            found = next((number for number in here if pattern.fullmatch(lines[number])), None)
            if found is None:
                return f"{self.page}:{self.line}: {self.command}\nnot printed there: {shown}\nprinted:\n{output}"
            place, may_skip = found + 1, False
        return "" if may_skip or place >= len(lines) else f"{self.page}:{self.line}: {self.command}\nmore:\n{output}"

    def renewed(self, output: str) -> list[str]:
        """Return the shown lines, those that are no longer printed replaced by the likest line that is."""
        printed = [line.rstrip() for line in output.splitlines()]
        plain = {_plain(line) for line in printed}
        return [
            line
            if ELISION in line or _plain(line) in plain
            else next(iter(get_close_matches(line, printed, n=1, cutoff=0.5)), line)
            for line in self.shown
        ]


def renew(page: Path, outputs: list[tuple[Step, str]]) -> None:
    """Write the renewed lines of a page's steps; figures in its prose are left to a reader."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for step, output in outputs:
        lines[step.line : step.line + len(step.shown)] = step.renewed(output)
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _plain(line: str) -> str:
    return " ".join(line.split())


def steps(page: Path) -> list[Step]:
    """Return the steps of a page's console blocks, in order."""
    found: list[Step] = []
    is_open = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            is_open = line == "```console"
        elif is_open and line.startswith("$ "):
            found.append(Step(page.name, number, line[2:].split("  #")[0].strip()))
        elif is_open:
            found[-1].shown.append(line)
    return found


def code_lines(text: str) -> list[str]:
    """Return the lines of code of a page, fenced or indented, and its spans of code."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    indented = [line.strip() for line in prose.splitlines() if line.startswith("    ")]
    spans = re.findall(r"`([^`\n]+)`", prose)
    return [line.strip().removeprefix("$ ") for block in fenced for line in block.splitlines()] + indented + spans
