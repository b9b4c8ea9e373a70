"""The plan: what is kept and what passes through, and merging of what hardly any row holds."""

from __future__ import annotations

import importlib
import json
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kithkin.model.errors import KithkinError
from kithkin.model.source import Options
from kithkin.workspace import Workspace, cache
from kithkin.workspace.workspace import person_in
from tests.shell.worlds import EVENTS, FOLLOWS, answers, workspace


def kept(space: Workspace, name: str) -> bool:
    """Return whether the cache holds the rows of a measure."""
    with space.plan() as plan:
        return plan.cache.has(plan.key(name))


def test_a_result_of_other_code_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    space.rows("exchanges")
    assert kept(space, "exchanges")
    monkeypatch.setattr(cache, "code", lambda: b"newer code of the same version")
    assert not kept(space, "exchanges")
    assert all((Path(cache.__file__).parent / name).is_file() for name in cache.MAKERS)


def test_of_a_whole_network_rows_that_are_read_once_are_not_kept(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS), ("interactions", EVENTS))
    passed = answers(space, "following_breakdown")
    assert not kept(space, "standing")
    assert not kept(space, "audience")
    assert passed["following_breakdown"]
    for file in (tmp_path / "workspace" / "cache").glob("*.parquet"):
        file.unlink()
    answers(space, "audience", "standing")
    assert kept(space, "standing")
    assert kept(space, "audience")
    assert answers(space, "following_breakdown") == passed


def test_of_an_ego_they_are_kept_for_the_page_that_lists_them(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS), ("interactions", EVENTS))
    space.say("me", accounts=["local:ann"])
    sizes = {row[1]: row[3] for row in answers(space, "following_breakdown")["following_breakdown"]}
    assert sizes["audience"] == 4
    assert kept(space, "standing")
    assert kept(space, "audience")


def test_columns_that_no_import_holds_are_null_after_merging_and_of_their_type(tmp_path: Path) -> None:
    apart = workspace(tmp_path, ("follows", FOLLOWS))
    alone = apart.rows("accounts").schema
    apart.take_in(_more(tmp_path))
    both = apart.rows("accounts")
    assert {field.name: field.type for field in both.schema} == {field.name: field.type for field in alone}
    assert both.num_rows == len(set(both["account_id"].to_pylist())) == 6
    assert both["bio"].null_count == both.num_rows
    assert set(both["network"].to_pylist()) == {"local"}


def _more(folder: Path) -> Path:
    path = folder / "more.csv"
    path.write_text(FOLLOWS.replace("eve", "fay"), encoding="utf-8")
    return path


def test_before_anything_was_seen_accounts_are_merged_as_they_are_now(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS))
    space.take_in(_more(tmp_path))
    accounts = space.rows("accounts").sort_by("account_id")
    for year in (2001, 2002):
        assert space.rows("accounts", as_of=datetime(year, 1, 1, tzinfo=UTC)).sort_by("account_id") == accounts
        assert len(_merged(space)) == 1


def _merged(space: Workspace) -> list[Path]:
    """Return the files of the cache that hold merged accounts."""
    import pyarrow.parquet as pq

    files = (space.store.folder / "cache").glob("*.parquet")
    return [path for path in files if "import_id" in (names := pq.read_schema(path).names) and "account_id" in names]


def test_of_several_who_may_be_meant_those_without_a_name_are_told_by_their_accounts(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS.replace("cat", "bea").replace("dan", "bet")))
    with space.plan() as plan, pytest.raises(KithkinError, match="be may be any of 3 people") as told:
        person_in(plan, "be")
    assert str(told.value.way_on) == "Say which: local:bea, local:ben, local:bet"


def test_a_number_is_the_account_of_that_number_and_not_part_of_others(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", "follower_id,followed_id\n2,32\n132,2\n320,32\n32,320\n"))
    with space.plan() as plan:
        assert person_in(plan, "32") == "local:32"
        assert person_in(plan, "2") == "local:2"
        assert person_in(plan, "13") == "local:132"
        with pytest.raises(KithkinError, match="3 may be any of 3 people"):
            person_in(plan, "3")


def _linkedin(folder: Path, day: str, **files: str) -> Path:
    """Write a LinkedIn export of Mia's, made on that day of 2025 (MM-DD)."""
    path = folder / f"Basic_LinkedInDataExport_{day}-2025.zip"
    mia = "https://www.linkedin.com/in/mia"
    asked = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    asked += f'Mia Me,Fay Bee,"9/1/25, 10:00 AM",,OUTGOING,{mia},https://www.linkedin.com/in/fay\n'
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {
            "Profile": "First Name,Last Name,Headline\nMia,Me,\n",
            "Invitations": asked,
            **files,
        }.items():
            archive.writestr(f"{name}.csv", text)
    return path


CONNECTIONS = "First Name,Last Name,URL,Connected On\nFay,Bee,https://www.linkedin.com/in/fay,01 Jan 2025\n"
GURUS = "Date,Status,FullName\n" + "".join(f"2025-02-0{n} 10:00:00,Active,Guru {n}\n" for n in range(1, 9))


def test_an_export_of_the_connections_alone_does_not_end_what_is_followed(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    space.take_in(_linkedin(tmp_path, "11-01", Connections=CONNECTIONS, Member_Follows=GURUS))
    space.take_in(_linkedin(tmp_path, "12-01", Connections=CONNECTIONS))
    reads = "select kind, is_current, count(*) as ties from {follows} group by kind, is_current"
    assert _counted(space, reads) == [("connection", True, 1), ("follow", True, 8)]
    assert answers(space, "churn")["churn"] == []


def test_who_is_only_a_name_is_counted_once_and_not_missed(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    space.take_in(_linkedin(tmp_path, "11-01", Connections=CONNECTIONS, Member_Follows=GURUS))
    newer = GURUS + "2025-11-20 10:00:00,Active,Guru 9\n"
    space.take_in(_linkedin(tmp_path, "12-01", Connections=CONNECTIONS, Member_Follows=newer))
    reads = "select kind, is_current, count(*) as ties from {follows} where is_current group by kind, is_current"
    assert _counted(space, reads) == [("connection", True, 1), ("follow", True, 9)]
    assert answers(space, "churn")["churn"] == []


def test_a_list_says_nothing_of_the_time_before_it_was_made(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    more = CONNECTIONS + "Gus,Bee,https://www.linkedin.com/in/gus,02 Jan 2025\n"
    space.take_in(_linkedin(tmp_path, "11-01", Connections=more))
    space.take_in(_linkedin(tmp_path, "12-01", Connections=CONNECTIONS))
    counts = {
        month: space.rows("audience", as_of=datetime(2025, month, 15, tzinfo=UTC)).num_rows for month in (10, 11, 12)
    }
    assert counts == {10: 2, 11: 2, 12: 1}
    assert space.rows("churn", as_of=datetime(2025, 11, 15, tzinfo=UTC)).num_rows == 0
    assert space.rows("churn").num_rows == 1


def test_two_exports_of_one_owner_who_is_only_a_name_show_one_list_of_friends(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    for year, names in ((2024, ("Ann Ek", "Bob Ek")), (2025, ("Bob Ek", "Cat Ek"))):
        path = tmp_path / f"facebook-mia-{year}-11-01-x.zip"
        with zipfile.ZipFile(path, "w") as archive:
            friends = [{"name": name, "timestamp": 1_600_000_000} for name in names]
            archive.writestr("connections/friends/your_friends.json", json.dumps({"friends_v2": friends}))
            removed = {"deleted_friends_v2": [{"name": "Zoe Ek", "timestamp": 1_600_000_000}]}
            archive.writestr("connections/friends/removed_friends.json", json.dumps(removed))
            profile = {"name": {"full_name": "Mia Me"}, "registration_timestamp": 1_300_000_000}
            archive.writestr("personal_information/profile_information.json", json.dumps({"profile_v2": profile}))
        space.take_in(path)
    friends_now = [row["ego_id"] for row in space.rows("audience").to_pylist()]
    assert len(friends_now) == 2
    ended = [row["alter_id"].split("#")[0] for row in space.rows("churn").to_pylist()]
    assert ended == ["facebook:name:zoe ek"]
    # Bob's tie bears the same second in both exports: he is one person, and nobody is asked.
    bobs = [row["account_count"] for row in space.rows("people").to_pylist() if row["name"] == "Bob Ek"]
    assert bobs == [2]
    assert space.rows("merge_suggestions").num_rows == 0
    with space.plan() as plan:
        links = plan.engine.rows(f"select from_id, to_id, evidence from {plan.relation('account_links')}")
    linked = {
        str(row[end]).split("#")[0]
        for row in links
        if row["evidence"] == "same-account"
        for end in ("from_id", "to_id")
    }
    assert "facebook:name:bob ek" in linked


def _mails(folder: Path) -> Path:
    """Write a mailbox: two mails from Ann to both addresses of the user, one to one, one to both of Ann's and to Bob."""
    both, anns = "me@a.example, me@b.example", "ann@x.example, ann@y.example, bob@x.example"
    mails = [
        ("ann@x.example", both),
        ("ann@x.example", both),
        ("ann@x.example", "me@a.example"),
        ("me@b.example", anns),
    ]
    text = "".join(
        f"From {one} Mon Mar  3 10:00:00 2025\nFrom: {one}\nTo: {to}\nMessage-ID: <{n}@x.example>\n"
        f"Date: Mon, 3 Mar 2025 1{n}:00:00 +0000\nSubject: s\n\nHello {n}\n\n"
        for n, (one, to) in enumerate(mails)
    )
    path = folder / "inbox.mbox"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mail_to_two_addresses_of_one_person_is_one(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    space.take_in(_mails(tmp_path), options=Options(me=("me@a.example", "me@b.example")))
    space.say("merge", accounts=["mail:ann@x.example", "mail:ann@y.example"])
    assert {(row[1], row[4]): row[5] for row in answers(space, "exchanges")["exchanges"]} == {
        ("mail:ann@x.example", "in"): 3,
        ("mail:ann@x.example", "out"): 1,
        ("mail:bob@x.example", "out"): 1,
    }
    counted = "select recipient_count, count(*) as rows from {messages} group by recipient_count"
    assert _counted(space, counted, "messages") == [(1, 3), (2, 2)]
    assert space.rows("messages").num_rows == 8


def test_a_message_in_two_exports_is_one_message(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    for year in (2022, 2023):
        space.take_in(_chat(tmp_path, year))
    anns = [row["account_id"] for row in space.rows("accounts").to_pylist() if row["name"] == "Ann Ek"]
    once = {(min(anns), "in"): 1, (min(anns), "out"): 1}
    assert {(row[1], row[4]): row[5] for row in answers(space, "exchanges")["exchanges"]} == once
    counted = "select recipient_count, count(*) as rows from {messages} group by recipient_count"
    assert _counted(space, counted, "messages") == [(1, 2)]
    space.say("merge", accounts=anns)
    assert {(row[1], row[4]): row[5] for row in answers(space, "exchanges")["exchanges"]} == once
    assert space.rows("messages").num_rows == 4
    # What makes her one person, and the user too, is among the rows, now and as of then, beside what exports say.
    for as_of in (None, datetime(2030, 1, 1, tzinfo=UTC)):
        links = space.rows("account_links", as_of=as_of).to_pylist()
        assert {(row["from_id"], row["to_id"]) for row in links if row["import_id"] is None} >= {tuple(sorted(anns))}
        assert {row["evidence"] for row in links if row["import_id"] is None} == {"same-account"}
    # The user's word that they are two goes before the message that both exports hold; it stays one message.
    space.say("unmerge", accounts=anns)
    (newer,) = {row["sender_id"] for row in space.rows("messages").to_pylist() if row["import_id"].startswith("2-")} & {
        *anns
    }
    rows = {(row[1], row[4]): row[5] for row in answers(space, "exchanges")["exchanges"]}
    assert rows == {(newer, "in"): 1, (newer, "out"): 1}


def _chat(folder: Path, year: int) -> Path:
    """Write a Facebook export of Mia's with one message from Ann and one to her."""
    path = folder / f"facebook-mia-{year}-11-01-x.zip"
    said = {"sender_name": "Ann Ek", "timestamp_ms": 1_600_000_000_000, "content": "Hello"}
    answer = {"sender_name": "Mia Me", "timestamp_ms": 1_600_000_100_000, "content": "Hello too"}
    people = [{"name": "Ann Ek"}, {"name": "Mia Me"}]
    with zipfile.ZipFile(path, "w") as archive:
        chat = {
            "participants": people,
            "messages": [answer, said],
            "title": "Ann Ek",
            "thread_path": f"inbox/ann_1234567/{year}",
        }
        archive.writestr("messages/inbox/ann_1234567/message_1.json", json.dumps(chat))
        profile = {"profile_v2": {"name": {"full_name": "Mia Me"}}}
        archive.writestr("profile_information/profile_information.json", json.dumps(profile))
    return path


def _counted(space: Workspace, sql: str, name: str = "follows") -> list[tuple[object, ...]]:
    with space.plan() as plan:
        return sorted(tuple(row.values()) for row in plan.base.rows(sql.format(**{name: plan.relation(name)})))


KERNEL = """
from kithkin.model.measure import measure


@measure(grain=("ego_id",), source="made up")
def doubled(egos):
    from one._twice import twice

    return twice(egos)
"""


def test_a_kernels_key_holds_the_private_modules_that_it_uses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def code(folder: str, step: str, other: str) -> Any:
        (tmp_path / folder / "one").mkdir(parents=True)
        texts = {"doubled": KERNEL, "_twice": "from one import _step", "_step": step, "_other": other, "__init__": ""}
        for name, text in texts.items():
            (tmp_path / folder / "one" / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path / folder))
        for name in [name for name in sys.modules if name.split(".")[0] == "one"]:
            monkeypatch.delitem(sys.modules, name)
        return importlib.import_module("one.doubled").doubled.module_code()

    before = code("a", "FACTOR = 2", "")
    assert code("b", "FACTOR = 2", "what the kernel does not use") == before
    assert code("c", "FACTOR = 3", "") != before
