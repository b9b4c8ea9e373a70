"""The terminal door: options, exit statuses, sentences, no traceback."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from kithkin.cli import commands, main
from kithkin.workspace import Workspace
from kithkin.workspace.journal import Entry, Kind
from kithkin.workspace.telling import told, undone
from tests.contracts.exports import as_zip
from tests.shell.worlds import FOLLOWS, events

Captured = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as done:
        return int(done.code or 0)
    return 0


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tables, and the workspace into which they were imported."""
    folder = tmp_path_factory.mktemp("imported")
    where = folder / "workspace"
    assert run("import", "-w", where, "--as", "interactions", events(folder)) == 0
    assert run("import", "-w", where, "--as", "follows", events(folder, FOLLOWS, "follows.csv")) == 0
    return folder


@pytest.fixture
def space(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of them, and its workspace the one that commands are about."""
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("KITHKIN_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


@pytest.mark.parametrize("name", list(commands.commands))
def test_every_command_has_help_with_an_example_and_the_shared_options(name: str, capsys: Captured) -> None:
    assert run(name, "--help") == 0
    text = capsys.readouterr().out
    assert "Example" in text
    for option in ("--workspace", "--as-of", "--json", "--hide-names", "--debug"):
        assert option in text


def test_import_prints_counts_that_sum(tmp_path: Path, capsys: Captured) -> None:
    where = tmp_path / "w"
    assert run("import", "--json", "--workspace", where, "--as", "interactions", events(tmp_path)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["records"] == told["used"] + told["not_used"] + told["problems"] == 5
    assert told["rows"]["interactions"] == 5
    for one in told["imports"]:
        for file in one["files"]:
            assert file["records"] == file["used"] + file["not_used"] + file["problems"]


def test_import_tells_files_by_their_ends_and_days_as_pages_do(tmp_path: Path, capsys: Captured) -> None:
    listed = tmp_path / "export" / "connections" / "followers_and_following"
    listed.mkdir(parents=True)
    items = [{"string_list_data": [{"value": "p1", "timestamp": 1_772_582_400}]}]
    (listed / "followers_1.json").write_text(json.dumps(items))
    (listed / "following.json").write_text(json.dumps({"relationships_following": items}))
    assert run("import", "--workspace", tmp_path / "w", tmp_path / "export") == 0
    told = capsys.readouterr().out
    assert "followers_1.json " in told
    assert "following.json " in told
    assert "as of 4 March 2026." in told


def test_rows_come_in_four_forms(space: Path, tmp_path: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert run("rows", "interactions", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 5
    assert rows[0]["happened_at"].endswith("Z")
    assert rows[0]["actor_id"].startswith("local:")
    assert run("rows", "interactions", "--format", "csv") == 0
    assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == 5
    assert run("rows", "interactions") == 0
    assert "5 of 5 rows" in capsys.readouterr().err
    out = tmp_path / "rows.parquet"
    assert run("rows", "exchanges", "--format", "parquet", "-o", out) == 0
    assert out.read_bytes().startswith(b"PAR1")
    assert run("rows", "interactions", "--hide-names", "--json") == 0
    assert "ann" not in capsys.readouterr().out


def test_a_cell_that_a_spreadsheet_would_run_is_defused(space: Path, capsys: Captured) -> None:
    assert run("note", "local:ann", '=HYPERLINK("http://evil.example")') == 0
    capsys.readouterr()
    assert run("rows", "decisions", "--format", "csv") == 0
    assert "'=HYPERLINK" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["report", "digest", "backup", "rows"])
def test_a_folder_that_is_not_there_is_said_before_any_work(
    command: str, space: Path, capsys: Captured, tmp_path: Path
) -> None:
    file = str(tmp_path / "nowhere" / "x.html")
    given = {"report": ("-o", file), "digest": ("-o", file), "backup": (file,), "rows": ("people", "-o", file)}
    assert run(command, *given[command]) == 2
    assert "nowhere is not there. Make it first" in capsys.readouterr().err


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_entry_has_plain_words(kind: str) -> None:
    entry = Entry("j1", datetime(2026, 1, 2, tzinfo=UTC), kind, ("x:@an", "x:@bo"), {"until": "2026-01-02T00:00:00Z"})
    for said in (told(entry, ["An", "Bo"]), undone(entry, ["An", "Bo"])):
        assert "_" not in said
        assert kind == "undo" or "Something" not in said
    assert "2 January 2026" in undone(msgspec.structs.replace(entry, kind="read_until"), [])


def test_a_measure_that_is_not_there_is_answered_with_the_nearest_names(space: Path, capsys: Captured) -> None:
    assert run("query", "reciprocty") == 1
    said = capsys.readouterr().err
    assert "Close to it: reciprocity" in said
    assert len(said) < 300


def test_one_row_is_told_in_the_singular_and_a_number_in_plain_words(tmp_path: Path, capsys: Captured) -> None:
    one = tmp_path / "acts.csv"
    one.write_text("actor_id,target_id,kind,at\nbob,ann,message,2024-12-02T00:00:00Z\n")
    assert run("import", "-w", tmp_path / "space", "--as", "interactions", one) == 0
    assert "1 interaction." in (said := capsys.readouterr().out)
    assert "1 interactions" not in said
    assert run("serve", "--port", "abc") == 2
    assert "'abc' is not a valid whole number" in capsys.readouterr().err


def test_decide_undo_merge_unmerge_me(space: Path, capsys: Captured) -> None:
    assert run("decide", "local:ben", "advisor", "--because", "answers", "--topic", "print") == 0
    assert run("decide", "local:ben", "end") == 2
    assert run("decide", "local:ben", "destroy") == 2
    assert run("decisions", "--json") == 0
    assert "answers" in capsys.readouterr().out
    assert run("undo") == 0
    said = capsys.readouterr().out
    assert "Undone: " in said
    assert "is an advisor of yours." in said
    assert run("undo") == 1
    assert run("merge", "local:ben", "local:cat", "--because", "told me") == 0
    assert run("merge", "local:ben", "local:cat") == 2
    assert run("unmerge", "local:ben", "local:cat") == 0
    assert run("me", "local:ann") == 0
    assert run("me", "ann") == 2
    assert run("following") == 0
    assert "follow you on Local" in capsys.readouterr().out
    assert run("not-me", "local:ann") == 0


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("person", "nobody-at-all"), 1, "Nobody here is called"),
        (("rows", "nothing"), 1, "no table or measure"),
        (("query", "nothing"), 1, "no measure"),
        (("forget", "9-000000000000"), 1, "no import"),
        (("forget",), 2, "Name an import"),
        (("import", "/no/such/file"), 2, "does not exist"),
        (("following", "--as-of", "yesterday"), 2, "is not a date"),
        (("following", "--set", "x.y=1"), 2, "no setting"),
        (("ties", "--sort", "wealth"), 2, "no column"),
        (("sources", "nothing"), 1, "no source"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    space: Path, arguments: tuple[str, ...], status: int, says: str, capsys: Captured
) -> None:
    assert run(*arguments) == status
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


def test_an_unknown_file_is_named_and_stops_no_other(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    where = tmp_path / "w"
    assert run("import", "-w", where, tmp_path / "photo.jpg", events(tmp_path)) == 1
    assert "photo.jpg" in capsys.readouterr().err
    assert Workspace.open(where).rows("interactions").num_rows == 5


@pytest.mark.parametrize("form", ["interactions", "follows"])
def test_a_table_of_which_nothing_could_be_read_is_refused_and_not_kept(
    form: str, tmp_path: Path, capsys: Captured
) -> None:
    table = tmp_path / "lettres.csv"
    table.write_text("expediteur,destinataire,objet,jour,genre\nanne,bea,x,2026-01-01,lettre\n", encoding="utf-8")
    where = tmp_path / "w"
    assert run("import", "-w", where, "--as", form, table, events(tmp_path)) == 1
    said = capsys.readouterr().err
    assert "Nothing in lettres.csv could be read." in said
    assert {"follows": "follower_id, followed_id", "interactions": "actor_id, target_id"}[form] in said
    assert len(Workspace.open(where).imports()) == 1


@pytest.mark.parametrize("network", ["Facebook", "Instagram"])
def test_an_export_in_html_is_refused_with_the_way_to_json(network: str, tmp_path: Path, capsys: Captured) -> None:
    lists = {"Facebook": "friends/your_friends", "Instagram": "followers_and_following/followers_1"}
    files = {f"connections/{lists[network]}.html": b"<html></html>", "start_here.html": b"<html></html>"}
    export = as_zip(files, tmp_path / f"{network.lower()}-jane-2024-01-01.zip")
    where = tmp_path / "w"
    assert run("import", "-w", where, export, events(tmp_path)) == 1
    said = capsys.readouterr().err
    assert f"This {network} export is in HTML" in said
    assert "choose the format JSON" in said
    assert len(Workspace.open(where).imports()) == 1


def test_the_first_line_that_could_not_be_read_is_named_where_all_are_lost(tmp_path: Path, capsys: Captured) -> None:
    table = tmp_path / "t.csv"
    table.write_text("actor_id,target_id,at\na,b,once\nb,a,twice\n", encoding="utf-8")
    assert run("import", "-w", tmp_path / "w", table) == 1
    assert "Nothing in t.csv could be read. Line 2: The time" in capsys.readouterr().err


@pytest.mark.parametrize("header", ["follower_id,followed_id,at", "date,followers", "Name,Given Name,E-mail 1 - Value"])
def test_a_table_of_nothing_but_its_header_is_refused_and_not_kept(
    header: str, tmp_path: Path, capsys: Captured
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(header + "\n", encoding="utf-8")
    assert run("import", "-w", tmp_path / "w", table) == 1
    assert "t.csv holds no rows, at most the names of its columns." in capsys.readouterr().err
    assert not Workspace.open(tmp_path / "w").imports()


def test_a_table_in_utf_16_is_told_how_to_be_saved(tmp_path: Path, capsys: Captured) -> None:
    table = tmp_path / "t.csv"
    table.write_text("actor_id,target_id\na,b\n", encoding="utf-16")
    assert run("import", "-w", tmp_path / "w", "--as", "follows", table) == 1
    assert "UTF-16. Save it as CSV in UTF-8" in capsys.readouterr().err


def test_as_of_answers_for_an_earlier_instant(space: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert run("rows", "exchanges", "--as-of", "2026-01-15", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 4


def test_workspaces_are_listed_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert run("import", "--workspace", "family", "--as", "interactions", events(tmp_path)) == 0
    capsys.readouterr()
    assert run("workspaces") == 0
    assert capsys.readouterr().out.startswith("family: 1 import, in ")
    assert run("workspaces", "--json") == 0
    assert "family" in capsys.readouterr().out


def test_sources_backup_restore_rebuild(space: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("sources") == 0
    assert "x-archive" in capsys.readouterr().out
    assert run("backup", tmp_path / "b.zip") == 0
    assert run("restore", tmp_path / "b.zip", "--workspace", tmp_path / "again") == 0
    assert run("rebuild") == 0
    assert run("query", "reciprocity") == 0
    assert "select" in capsys.readouterr().out
    assert run("query", "burstiness") == 0
    assert "def burstiness" in capsys.readouterr().out


def test_an_older_backup_is_written_over_with_force_alone(space: Path, tmp_path: Path, capsys: Captured) -> None:
    older = tmp_path / "b.zip"
    older.write_bytes(b"an older backup")
    assert run("backup", older) == 1
    assert "is there already" in capsys.readouterr().err
    assert older.read_bytes() == b"an older backup"
    assert run("backup", older, "--force") == 0
    assert older.read_bytes().startswith(b"PK")


def test_the_demo_takes_no_workspace(tmp_path: Path, capsys: Captured) -> None:
    assert run("demo", "-w", tmp_path / "w") == 2
    assert "it uses no other" in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom kithkin.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'duckdb', 'pyarrow', 'numpy', 'sqlglot', 'pyspark', 'rich.console', 'scipy'} & set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_python_can_be_asked_to_run_it() -> None:
    done = subprocess.run([sys.executable, "-m", "kithkin", "--help"], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Usage: kithkin ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete(shell: str) -> None:
    code = "from kithkin.cli import main; main()"
    environment = {**os.environ, "_KITHKIN_COMPLETE": f"{shell}_source"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "_KITHKIN_COMPLETE" in done.stdout


def test_forgetting_a_person_leaves_no_trace(space: Path) -> None:
    assert run("note", "local:ben", "a secret about ben") == 0
    assert run("forget", "--person", "local:ben") == 0
    left = b"".join(path.read_bytes() for path in space.rglob("*") if path.is_file())
    assert b"local:ben" not in left
    assert b"secret" not in left
    assert Workspace.open(space).rows("interactions").num_rows == 3


@pytest.mark.parametrize("command", [("rows", "exchanges"), ("people",), ("connect",)])
def test_no_number_of_rows_breaks_a_command(command: tuple[str, ...], space: Path, capsys: Captured) -> None:
    assert run(*command, "--limit", "-5") == 2
    assert "-5 is no number of rows. Say 0 or more." in capsys.readouterr().err
    for limit in ("0", "99999999999999999999"):
        assert run(*command, "--limit", limit) == 0


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        RuntimeError('IO Error: "No space left on device", "errno":"28"'),
    ],
)
def test_a_full_disk_is_told_as_what_it_is(
    error: Exception, space: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise type(error)(*error.args)  # the one given would keep alive all that it passed through

    monkeypatch.setattr("kithkin.workspace.workspace.Workspace.say", full)
    monkeypatch.setattr("kithkin.workspace.workspace.Workspace.page_of", full)
    for command in (("following",), ("report", "-o", str(space.parent / "r.html"))):
        assert run(*command) == 1
        assert "The disk is full, and nothing was left half done. Free some space" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_whole_leaves_the_one_before(
    space: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(path: Path, text: str, encoding: str) -> None:
        path.write_bytes(text[:100].encode(encoding))
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "out" / "report.html"
    file.parent.mkdir()
    file.write_bytes(b"the report before")
    monkeypatch.setattr(Path, "write_text", cut)
    assert run("report", "-o", str(file)) == 1
    assert "The disk is full" in capsys.readouterr().err
    assert [(path.name, path.read_bytes()) for path in file.parent.iterdir()] == [("report.html", b"the report before")]


def test_rows_can_be_written_to_what_is_no_file(space: Path) -> None:
    assert run("rows", "accounts", "--format", "csv", "-o", os.devnull) == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    "command",
    [
        ("rows", "ties"),
        ("query", "turns"),
        ("report", "-o", "r.html"),
        ("digest",),
        ("undo",),
        ("rebuild",),
        ("note", "a", "b"),
    ],
)
def test_a_workspace_with_a_slip_in_its_name_is_not_made(
    command: tuple[str, ...], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*command, "-w", str(tmp_path / "slip")) == 1
    assert "There is no workspace at" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", ["0001-01-01", "1969-12-31", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_an_instant_that_nothing_can_be_asked_of_is_refused(space: Path, when: str, capsys: Captured) -> None:
    assert run("following", "--as-of", when) == 2
    said = capsys.readouterr().err
    assert "failed" not in said
    assert when in said


def test_words_that_are_no_text_are_words_that_nobody_bears(space: Path, capsys: Captured) -> None:
    broken = os.fsdecode(b"a\xff")
    assert run("person", broken) == 1
    assert "Nobody here is called a\ufffd." in capsys.readouterr().err
    assert run("ties", "--q", broken) == 0
    assert run("note", "local:ben", broken) == 0
    assert run("decisions") == 0
    assert "a\ufffd" in capsys.readouterr().out


def test_nobody_is_named_by_no_word(space: Path, capsys: Captured) -> None:
    for command in (("person", ""), ("merge", " ", "local:ben"), ("decide", "", "keep")):
        assert run(*command) == 2
        assert "failed" not in capsys.readouterr().err


def test_a_terminal_that_lacks_a_letter_stops_nothing_and_data_keep_theirs(tmp_path: Path) -> None:
    acts = tmp_path / "acts.csv"
    acts.write_text("actor_id,target_id,kind,at\nжан,ann,message,2024-12-02T00:00:00Z\n", encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "KITHKIN_WORKSPACE": str(tmp_path / "w")}
    begin = [sys.executable, "-m", "kithkin"]

    def printed(*arguments: str) -> bytes:
        return subprocess.run([*begin, *arguments], env=environment, check=True, capture_output=True).stdout

    printed("import", "--as", "interactions", str(acts))
    assert b"local:???" in printed("rows", "interactions")
    for form in ("csv", "json"):
        assert "local:жан" in printed("rows", "interactions", "--format", form).decode()


def test_what_to_say_next_names_the_workspace_that_was_named(tmp_path: Path, capsys: Captured) -> None:
    where = tmp_path / "my own"
    assert run("import", "-w", where, "--as", "interactions", events(tmp_path)) == 0
    said = capsys.readouterr().err
    assert f"Say: kithkin -w '{where}' me local:" in said
    assert f"Now: kithkin -w '{where}' network" in said
    for words in (("me", "local:ann"), ("dismiss", "local:ann")):
        assert run("-w", where, *words) == 0
        assert capsys.readouterr().out.count(f"kithkin -w '{where}' undo") == 1


def test_an_account_that_no_import_names_is_kept_and_told_of(space: Path, capsys: Captured) -> None:
    assert run("me", "local:ann") == 0
    assert "No import" not in capsys.readouterr().out
    assert run("me", "local:anm") == 0
    assert "No import names local:anm so far" in capsys.readouterr().out


def test_one_of_anything_is_told_in_the_singular(space: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("note", "local:ben", "met at the fair") == 0
    assert run("forget", "2") == 1
    assert run("rows", "interactons") == 1
    assert "Close to it: interactions" in capsys.readouterr().err
    assert run("forget", "--person", "local:ben") == 0
    said = capsys.readouterr().out
    assert "1 journal entry" in said
    assert "_" not in said.split(". ")[0]
    assert run("rebuild") == 0
    assert "Read 0 imports again. 2 imports could not be" in capsys.readouterr().out
