"""Which source reads what: folders of downloads, parts that tell nothing, files that nobody reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithkin.model.errors import KithkinError, NotFound
from kithkin.model.source import Options
from kithkin.sources import _archive
from kithkin.sources._archive import open_archive
from kithkin.workspace import Workspace
from kithkin.workspace.choosing import Chosen, PassedOver, choose, ranking
from tests.contracts.exports import EXPORTS, as_folder, as_zip
from tests.shell.worlds import events
from tests.sources.test_mailbox import mail


def chosen(*paths: Path) -> tuple[dict[str, list[str]], list[KithkinError]]:
    found, unread = choose(paths, Options())
    named: dict[str, list[str]] = {}
    for one in found:
        named.setdefault(one.source.name, []).append("+".join(path.name for path in one.paths))
    return named, unread


def put(folder: Path, name: str, packed: str = "") -> Path:
    """Write the made-up export of a source, as a ZIP or as a folder, below a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = EXPORTS[name].files
    return as_zip(files, folder / packed) if packed else as_folder(files, folder)


def test_a_folder_of_downloads_is_looked_through(tmp_path: Path) -> None:
    put(tmp_path, "x-archive", "a.zip")
    put(tmp_path / "meta/ig", "instagram-export")
    put(tmp_path / "meta/fb", "facebook-export")
    put(tmp_path / "deep/deeper", "mastodon-archive", "m.zip")
    put(tmp_path, "contacts")
    put(tmp_path, "linkedin-export")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / ".hidden").write_text("x")
    found, unread = chosen(tmp_path)
    linked = found.pop("linkedin-export")
    assert [set(name.split("+")) for name in linked] == [set(EXPORTS["linkedin-export"].files)]
    assert found == {
        "x-archive": ["a.zip"],
        "instagram-export": ["ig"],
        "facebook-export": ["fb"],
        "mastodon-archive": ["m.zip"],
        "contacts": ["all.vcf", "google.csv"],
    }
    (over,) = unread
    assert isinstance(over, PassedOver)
    assert "photo.jpg" in str(over)
    assert ".hidden" not in str(over)


def test_an_export_that_was_zipped_twice_is_named_with_the_way_on(tmp_path: Path) -> None:
    inner = put(tmp_path / "in", "facebook-export", "facebook-jane.zip")
    found, (error,) = chosen(as_zip({"facebook-jane.zip": inner.read_bytes()}, tmp_path / "again.zip"))
    assert not found
    assert "it holds facebook-jane.zip (It is an archive inside the archive, which is not opened)." in error.what
    assert error.way_on == "Unpack the outer archive, then import the folder that it makes."


@pytest.mark.parametrize("name", ["instagram-export", "linkedin-export", "contacts"])
def test_a_broken_archive_and_a_picture_among_downloads_stop_no_other(name: str, tmp_path: Path) -> None:
    put(tmp_path / "deep", name)
    put(tmp_path, "mailbox", "m.zip")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    (tmp_path / "table.csv").write_text("colour,size\nred,3\n")
    found, unread = chosen(tmp_path)
    assert set(found) == {name, "mailbox"}
    (over,) = unread
    assert isinstance(over, PassedOver)
    assert (
        "cut.zip (The file ends too early: the download was cut off), photo.jpg, table.csv (closest guess: Edge list"
        in str(over)
    )


@pytest.mark.parametrize("name", [name for name in EXPORTS if name != "edge-list"])
def test_an_export_in_a_folder_is_one(name: str, tmp_path: Path) -> None:
    found, unread = chosen(put(tmp_path / "it", name))
    assert found == {name: ["it"]}
    assert not unread


def test_two_exports_of_one_kind_side_by_side_are_two(tmp_path: Path) -> None:
    put(tmp_path / "one", "instagram-export")
    put(tmp_path / "two", "instagram-export")
    assert chosen(tmp_path)[0] == {"instagram-export": ["one", "two"]}


def test_a_part_that_tells_nothing_goes_with_its_export(tmp_path: Path) -> None:
    name = "facebook-janeroe-2022-06-01-AbCdEf{}.zip"
    first = as_zip(EXPORTS["facebook-export"].files, tmp_path / name.format(1))
    second = as_zip({"photos_and_videos/1.jpg": b"\xff\xd8"}, tmp_path / name.format(2))
    found, unread = choose([second, first], Options())
    assert [set(one.paths) for one in found] == [{first, second}]
    assert not unread


def test_a_table_that_only_looks_like_one_is_not_taken_from_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "x-archive", "a.zip")
    table = tmp_path / "numbers.txt"
    table.write_text("".join(f"{n} {n + 1}\n" for n in range(50)))
    found, unread = chosen(tmp_path)
    assert list(found) == ["x-archive"]
    assert "numbers.txt" in str(unread[0])
    assert list(chosen(table)[0]) == ["edge-list"]


def test_what_nobody_reads_is_named_with_what_would_help(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(b"\x00\x01")
    found, (error,) = chosen(path)
    assert not found
    assert "letter.docx" in str(error)
    assert "kithkin sources" in str(error)
    with pytest.raises(NotFound):
        Workspace.open(tmp_path / "w").take_in(path)


def test_what_was_passed_over_is_no_failure(tmp_path: Path) -> None:
    put(tmp_path / "d", "x-archive", "a.zip")
    (tmp_path / "d" / "photo.jpg").write_bytes(b"\xff\xd8")
    (one,) = Workspace.open(tmp_path / "w").take_in(tmp_path / "d")
    assert one.confidence > 0.9


def test_the_next_best_is_told(tmp_path: Path) -> None:
    found, _ = choose([put(tmp_path / "m", "mastodon-archive")], Options())
    assert isinstance(found[0], Chosen)
    assert found[0].next_best == "activity-streams 0.70"


def test_where_nobody_is_me_the_likeliest_are_named(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "w")
    taken = space.take_in(events(tmp_path), options=Options(form="interactions"))
    asked = space.unowned(taken)
    assert asked == {taken[0].manifest.import_id: ("local:ann", "local:ben", "local:cat")}
    space.me("local:ann")
    assert not space.unowned(taken)
    told = space.take_in(as_zip(EXPORTS["x-archive"].files, tmp_path / "x.zip"))
    assert not space.unowned(told)


def test_likeliest_is_who_met_most_others_not_who_did_most(tmp_path: Path) -> None:
    acts = [f"loud,{other},reply,2024-01-0{day}T10:00:00Z" for other in "ab" for day in range(1, 10)]
    acts += [f"me,friend{number},reply,2024-02-01T10:00:00Z" for number in range(12)]
    path = tmp_path / "acts.csv"
    path.write_text("\n".join(["actor_id,target_id,kind,at", *acts, ""]), encoding="utf-8")
    space = Workspace.open(tmp_path / "w")
    (likeliest,) = space.unowned(space.take_in(path, options=Options(form="interactions"))).values()
    assert likeliest == ("local:me", "local:loud", "local:a")


def test_mail_and_an_address_book_in_one_archive_are_both_read(tmp_path: Path) -> None:
    files: dict[str, bytes] = {
        "Takeout/Mail/All.mbox": (mail() + mail("Second.", **{"In-Reply-To": "<1@example.org>"})).encode(),
        "Takeout/Contacts/All/all.vcf": EXPORTS["contacts"].files["all.vcf"],
        "Takeout/Contacts/All/ada.jpg": b"\xff\xd8",
        "Takeout/archive_browser.html": b"<html></html>",
        "Takeout/Chrome/odd.bin": b"\0",
    }
    space = Workspace.open(tmp_path / "w")
    taken = space.take_in(as_zip(files, tmp_path / "takeout.zip"))
    assert {one.manifest.source for one in taken} == {"mailbox", "contacts"}
    told = [tally.file for one in taken for tally in space.store.tallies(one.manifest) if tally.file]
    assert sorted(told) == sorted(files)
    assert {name: one.manifest.total("problems") for one in taken for name in [one.manifest.source]}["mailbox"] == 0
    counts = {name: space.rows(name).num_rows for name in ("messages", "contacts")}
    assert min(counts.values()) > 0
    space.rebuild()
    assert {name: space.rows(name).num_rows for name in counts} == counts
    assert all(one.was_there for one in space.take_in(tmp_path / "takeout.zip"))


@pytest.mark.parametrize("kept", [3, 8_192])
def test_one_other_file_among_very_many_mails_is_found(
    kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of most mails no whole head is kept; what lies among or beside them is still seen, however it begins."""
    monkeypatch.setattr(_archive, "_HEADS", kept)
    for number in range(40):
        put_mail(tmp_path / "Maildir/cur" / f"{number}.M{number}P7.mill:2,S", number)
    assert chosen(tmp_path)[0] == {"mailbox": [tmp_path.name]}
    put(tmp_path / "books", "contacts")
    assert chosen(tmp_path) == ({"mailbox": ["Maildir"], "contacts": ["books"]}, [])
    card = b"\xef\xbb\xbf" + b" \r\n" * 50 + b"begin:vcard\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n"
    (tmp_path / "Maildir/cur/zz").write_bytes(card)
    with open_archive([tmp_path / "Maildir"]) as archive:
        assert [source.name for score, source in ranking(archive, Options()) if score] == ["contacts", "mailbox"]


def put_mail(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(mail(message_id=f"<{number}@mill.example>", envelope="").lstrip())
