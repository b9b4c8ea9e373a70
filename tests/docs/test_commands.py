"""The commands of the README and the tutorial run, and print what is shown for them."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import click
import pytest

from kithkin.cli import commands, main
from tests.docs.consoles import ELISION, Step, code_lines, renew, steps

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
SLOW_TO_SET_UP = re.compile(r"make (\w+)")


def machine(folder: Path) -> dict[str, str]:
    """Return the environment of a new user's machine below a folder: a home of its own, and `kithkin` in the path."""
    for name in ("home", "bin"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    program = folder / "bin" / "kithkin"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from kithkin.cli import main; main()" "$@"\n')
    program.chmod(0o755)
    # A reader's Python keeps its bytecode: a command that compiles all modules anew takes twice as long.
    left_out = ("KITHKIN", "XDG", "PYTEST", "PYTHONDONTWRITEBYTECODE")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    home = {"HOME": str(folder / "home"), "COLUMNS": "100", "PYTHONUNBUFFERED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    return kept | home | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}


Run = Callable[[str, Path, dict[str, str]], tuple[int, str]]


def in_shell(command: str, work: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command as a reader would, from the start of a process to its end; return its status and what it printed."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=work,
        check=False,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout


def in_process(command: str, work: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command of Kithkin without the start of a process, which takes longer than most answers; others in a shell."""
    if not command.startswith("kithkin "):
        return in_shell(command, work, environment)
    out, status = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), 0
    with (
        patch.dict(os.environ, environment, clear=True),
        contextlib.chdir(work),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        try:
            main(shlex.split(command)[1:])
        except SystemExit as done:
            status = int(done.code or 0)
    out.seek(0)
    return status, out.read()


def follow(page: Path, folder: Path, run: Run) -> None:
    """Run the steps of a page one after the other, as one who reads it would; KITHKIN_RENEW=1 renews what is shown."""
    environment, work = machine(folder), folder / "work"
    work.mkdir(exist_ok=True)
    outputs: list[tuple[Step, str]] = []
    for step in steps(page):
        command = stand_in(step)
        status, printed = run(command, work, environment)
        is_refusal = any(line.startswith("kithkin: ") for line in step.shown)
        assert (status != 0) == is_refusal, f"{page.name}:{step.line}: {command}\n{printed}"
        outputs.append((step, printed))
    if os.environ.get("KITHKIN_RENEW"):
        renew(page, outputs)
        outputs = list(zip(steps(page), (output for _, output in outputs), strict=True))
    problems = [problem for step, output in outputs if (problem := step.difference(output))]
    assert not problems, "\n".join([*problems, "If this is right: KITHKIN_RENEW=1, then read the difference."])


def stand_in(step: Step) -> str:
    """Return what is run for a command: of make only what follows once the environment is set up."""
    if not (target := SLOW_TO_SET_UP.fullmatch(step.command)):
        return step.command
    if target[1] == "demo":
        return "kithkin demo"
    return f"make --no-print-directory -C {shlex.quote(str(ROOT))} {target[1]}"


def test_the_readme_runs(example: Path, tmp_path: Path) -> None:
    """With an X archive among the downloads and a network's tables in the folder, as a reader would have them."""
    (tmp_path / "work").mkdir()
    (tmp_path / "home" / "Downloads").mkdir(parents=True)
    for archive in example.glob("twitter-*.zip"):
        shutil.copy(archive, tmp_path / "home" / "Downloads")
    for table in ("follows.csv", "interactions.csv"):
        shutil.copy(example / "open-network" / table, tmp_path / "work")
    follow(ROOT / "README.md", tmp_path, in_shell)


def test_the_tutorial_runs(tmp_path: Path) -> None:
    follow(DOCS / "tutorial" / "example-person.md", tmp_path, in_process)


def test_both_show_what_is_printed() -> None:
    shown = [
        line
        for page in (ROOT / "README.md", DOCS / "tutorial" / "example-person.md")
        for s in steps(page)
        for line in s.shown
    ]
    assert sum(line.strip() not in ("", ELISION) for line in shown) > 60


def test_a_line_that_is_not_printed_is_found() -> None:
    step = Step("page", 1, "kithkin", ["a 1", ELISION, "c … e"])
    assert not step.difference("a 1\nb\nc d e\n")
    assert "not printed" in step.difference("a 1\nb\nc d f\n")
    assert "not printed" in step.difference("b\na 1\nc d e\n")
    assert "more" in step.difference("a 1\nc d e\nf\n")


def test_a_figure_that_changed_is_renewed() -> None:
    step = Step("page", 1, "kithkin", ["in all 10 9", ELISION, "as … before"])
    assert step.renewed("in all 12 9\nmore\nas it was before\n") == ["in all 12 9", ELISION, "as … before"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_is_named_exists(page: Path) -> None:
    """Its name and options, everywhere; names in capitals and paths stand for the reader's own."""
    for line in code_lines(page.read_text(encoding="utf-8")):
        if re.match(r"kithkin (?!KI)[-a-z]", line) and ELISION not in line and "OPTIONS" not in line:
            known(shlex.split(line, comments=True)[1:], f"{page.name}: {line}")


def known(words: list[str], where: str) -> None:
    """Raise unless click accepts the command's name and the names of its options."""
    with click.Context(commands, info_name="kithkin") as outer:
        try:
            _, rest, _ = commands.make_parser(outer).parse_args(words)
            if not rest:
                return
            command = commands.get_command(outer, rest[0])
            assert command, where
            with click.Context(command, info_name=rest[0], parent=outer) as inner:
                command.make_parser(inner).parse_args(rest[1:])
        except click.BadOptionUsage:
            return  # an option that is named without its value
        except click.UsageError as error:
            pytest.fail(f"{where}: {error.message}")


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = {line for line in code_lines(page.read_text(encoding="utf-8")) if re.fullmatch(r"make [a-z-]+", line)}
        assert {line.removeprefix("make ") for line in named} <= targets, page.name
