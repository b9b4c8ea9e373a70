"""Mail: mbox, Maildir, Gmail Takeout and public list archives, made up here; real lists where KITHKIN_DATA is set."""

from __future__ import annotations

import mailbox as standard
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.source import Batch, Member, NotUsed, Options, Problem, Record, Row, Seen, Source, Yielded
from kithkin.sources._mail_folders import folder_of_labels, folder_of_path
from kithkin.sources._mail_headers import dated, people, says_reply, words
from kithkin.sources._mail_text import own_words
from kithkin.sources.mailbox import Mailbox
from tests.worlds.memory import MemoryArchive

ENVELOPE = "From 123@xxx Mon Apr 07 14:31:02 +0000 2025"
ME = "ann@example.org"


def mail(body: str = "Hello.", envelope: str = ENVELOPE, **fields: str) -> str:
    """Return one mail of an mbox; `message_id` becomes Message-Id, and so on."""
    given_fields = {
        "from_": "Ben <ben@example.net>",
        "to": f"Ann <{ME}>",
        "date": "Mon, 7 Apr 2025 14:30:00 +0200",
    } | fields
    head = "".join(
        f"{name.strip('_').replace('_', '-').title()}: {value}\n"
        for name, value in given_fields.items()
        if value != "-"
    )
    return f"{envelope}\n{head}\n{body}\n\n"


def read(files: dict[str, bytes | str] | str | bytes, *me: str) -> list[Yielded]:
    archive = MemoryArchive(files if isinstance(files, dict) else {"All mail.mbox": files})
    return list(Mailbox().read(archive, Options(me=me)))


def rows(items: list[Yielded], table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in items:
        if isinstance(item, Record):
            found += [dict(row.values) for row in item.rows if row.table == table]
        elif isinstance(item, Batch) and table in item.tables:
            columns = item.tables[table]
            found += [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return found


def counted(items: list[Yielded]) -> int:
    total = 0
    for item in items:
        match item:
            case Record():
                total += 1
            case Batch():
                total += item.used
            case NotUsed():
                total += item.count
            case Problem():
                total += item.records
    return total


def test_it_is_a_source_and_knows_mail_by_its_content() -> None:
    assert isinstance(Mailbox(), Source)
    yes: list[dict[str, bytes | str]] = [
        {"x": mail()},
        {"INBOX/cur/1:2,S": mail(envelope="")[1:]},
        {"a.eml": "From: a@example.org\nDate: x\n\nHi"},
        {"crlf.txt": mail().replace("\n", "\r\n")},
    ]
    no: list[dict[str, bytes | str]] = [
        {},
        {"x": "From here on"},
        {"cur/1": "no"},
        {"x.txt": "From: a@b.c\nTo: d@e.f\n\n"},
    ]
    assert [Mailbox().recognises(MemoryArchive(files), Options()) for files in yes] == [0.9] * 4
    assert [Mailbox().recognises(MemoryArchive(files), Options()) for files in no] == [0.0] * 4


def test_one_row_per_recipient() -> None:
    items = read(
        mail(to=f'"Doe, Ann" <{ME}>, cleo@example.com', cc=f"CLEO@example.com, {ME.upper()}", message_id="<1@x>"), ME
    )
    found = rows(items, "messages")
    assert [(row["sender_id"], row["recipient_id"], row["recipient_count"]) for row in found] == [
        ("mail:ben@example.net", f"mail:{ME}", 2),
        ("mail:ben@example.net", "mail:cleo@example.com", 2),
    ]
    assert {row["message_id"] for row in found} == {"mail:1@x"}
    assert {row["sent_at"] for row in found} == {datetime(2025, 4, 7, 12, 30, tzinfo=UTC)}
    assert {row["account_id"]: row["name"] for row in rows(items, "accounts")}[f"mail:{ME}"] == "Doe, Ann"


def test_threads_by_references_and_by_the_chain() -> None:
    items = read(
        mail(message_id="<3@x>", in_reply_to="<2@x>")
        + mail(message_id="<2@x>", in_reply_to="<1@x>")
        + mail(message_id="<4@x>", references="<0@x> <3@x>"),
        ME,
    )
    found = {row["message_id"]: row for row in rows(items, "messages")}
    assert found["mail:3@x"]["reply_to_message_id"] == "mail:2@x"
    assert found["mail:3@x"]["thread_id"] == found["mail:2@x"]["thread_id"] == "mail:1@x"
    assert found["mail:4@x"]["thread_id"] == "mail:0@x"


def test_whose_mailbox_it_is_and_what_it_covers() -> None:
    received = [mail(message_id=f"<{n}@x>", delivered_to=ME) for n in range(3)]
    sent = mail(
        from_=f"Ann <{ME}>",
        to="ben@example.net",
        x_gmail_labels="Gesendet,Ge=?UTF-8?Q?=C3=B6?=ffnet",
        message_id="<9@x>",
    )
    items = read("".join(received) + sent)
    assert [row["account_id"] for row in rows(items, "accounts") if row["is_self"]] == [f"mail:{ME}"]
    assert {(row["direction"], row["completeness"]) for row in rows(items, "coverage")} == {
        ("in", "all"),
        ("out", "all"),
    }
    assert next(row for row in rows(items, "messages") if row["message_id"] == "mail:9@x")["folder"] == "sent"
    alone = read("".join(received))
    assert {row["completeness"] for row in rows(alone, "coverage")} == {"some"}


def test_a_mailbox_without_an_owner_says_how_to_name_one() -> None:
    problems = [item for item in read(mail() + mail(to="cleo@example.com")) if isinstance(item, Problem)]
    assert [(item.records, "kithkin me" in item.way_on) for item in problems] == [(0, True)]


def test_a_blind_copy_reaches_the_owner() -> None:
    row = rows(read(mail(to="undisclosed-recipients:;", delivered_to=ME), ME), "messages")[0]
    assert row["recipient_id"] == f"mail:{ME}"


@pytest.mark.parametrize(
    ("name", "value", "is_bulk"),
    [
        ("auto_submitted", "auto-replied", True),
        ("auto_submitted", "no", False),
        ("precedence", "bulk", True),
        ("precedence", "first-class", False),
        ("list_unsubscribe", "<https://example.com/u>", True),
        ("list_id", "News <news.example.com>", True),
        ("feedback_id", "1:2:example", True),
        ("return_path", "<>", True),
        ("return_path", "<ben@example.net>", False),
    ],
)
def test_bulk_mail_carries_its_header(name: str, value: str, is_bulk: bool) -> None:
    evidence = rows(read(mail(**{name: value}), ME), "messages")[0]["bulk_evidence"]
    assert evidence == (f"{name.replace('_', '-').title()}: {value}" if is_bulk else None)


@pytest.mark.parametrize(
    ("author", "says"),
    [
        ("Shop <NoReply@shop.example>", "From: noreply@shop.example"),
        ("no-reply@shop.example", "From: no-reply@shop.example"),
        ("shop-do_not_reply+17@mail.shop.example", "From: shop-do_not_reply+17@mail.shop.example"),
        ("bounces+17@shop.example", "From: bounces+17@shop.example"),
        ("noreply <ben@example.net>", None),
        ("ben@noreply.example", None),
        ("eno.replyson@example.net", None),
    ],
)
def test_an_address_that_nobody_reads_is_evidence_by_itself(author: str, says: str | None) -> None:
    assert rows(read(mail(from_=author), ME), "messages")[0]["bulk_evidence"] == says


def list_mail(**fields: str) -> str:
    head = {
        "list_id": "Bakers <bakers.example.org>",
        "list_post": "<mailto:bakers@example.org>",
        "to": "bakers@example.org",
    }
    return mail(**(head | fields))


def test_list_mail_becomes_posts_and_replies_even_before_their_question() -> None:
    items = read(
        list_mail(from_="Cleo <cleo@example.com>", message_id="<2@x>", in_reply_to="<1@x>", subject="Re: Yeast")
        + list_mail(message_id="<1@x>", subject="Yeast", delivered_to=ME)
        + mail(delivered_to=ME, message_id="<7@x>"),
        ME,
    )
    posts = {row["post_id"]: row for row in rows(items, "posts")}
    assert {row["community_id"] for row in posts.values()} == {"mail:list:bakers.example.org"}
    assert (posts["mail:2@x"]["kind"], posts["mail:2@x"]["reply_to_id"]) == ("reply", "mail:ben@example.net")
    acts = [(row["actor_id"], row["target_id"], row["kind"]) for row in rows(items, "interactions")]
    assert acts == [("mail:cleo@example.com", "mail:ben@example.net", "reply")]
    assert len(rows(items, "messages")) == 1


@pytest.mark.parametrize(
    ("fields", "author", "name"),
    [
        ({"reply_to": "Ben Ek <ben@example.net>"}, "ben@example.net", "Ben Ek"),
        ({"reply_to": "bakers@example.org, ben@example.net"}, "ben@example.net", "Ben"),
        ({"reply_to": "bakers@example.org", "x_original_from": "ben@example.net"}, "ben@example.net", "Ben"),
        ({"reply_to": "bakers@example.org"}, "bakers@example.org", "Ben via Bakers"),
    ],
)
def test_the_author_of_mail_that_a_list_sends_as_its_own(fields: dict[str, str], author: str, name: str) -> None:
    first = list_mail(from_="Ben via Bakers <bakers@example.org>", message_id="<1@x>", **fields)
    items = read(first + list_mail(from_="Cleo <cleo@example.com>", message_id="<2@x>", in_reply_to="<1@x>"), ME)
    assert rows(items, "posts")[0]["author_id"] == f"mail:{author}"
    assert rows(items, "interactions")[0]["target_id"] == f"mail:{author}"
    assert (f"mail:{author}", name) in {(row["account_id"], row["name"]) for row in rows(items, "accounts")}


def test_own_copy_of_list_mail_is_a_post_once() -> None:
    sent = mail(from_=ME, to="bakers@example.org", message_id="<5@x>", x_gmail_labels="Sent")
    items = read(sent + list_mail(message_id="<1@x>", delivered_to=ME) + list_mail(from_=ME, message_id="<5@x>"), ME)
    assert len(rows(items, "posts")) == 2
    assert rows(items, "messages") == []
    assert counted(items) == 3


ARCHIVE = (
    "From ben at example.net  Thu Nov  1 11:19:12 2001\nFrom: ben at example.net (Ben B. Ek)\n"
    "Date: Thu Nov  1 11:19:12 2001\nSubject: [Bakers] Yeast\nMessage-ID: <1@x>\n\nHow much?\n\n"
    "From cleo at example.com  Fri Nov  2 11:19:12 2001\nFrom: cleo at example.com (Cleo)\n"
    "Date: Fri Nov  2 11:19:12 2001\nSubject: [Bakers] Re: Yeast\nIn-Reply-To: <1@x>\n"
    "Message-ID: <2@x>\n\nA little.\n\n"
)


def test_a_public_list_archive_is_nobodys() -> None:
    items = read({"2001-November.txt": ARCHIVE})
    posts = rows(items, "posts")
    assert [row["author_id"] for row in posts] == ["mail:ben@example.net", "mail:cleo@example.com"]
    assert {row["community_id"] for row in posts} == {"mail:list:bakers"}
    assert posts[0]["posted_at"] == datetime(2001, 11, 1, 11, 19, 12, tzinfo=UTC)
    assert posts[0]["posted_at_latest"] - posts[0]["posted_at_earliest"] == timedelta(hours=26)
    assert [row["kind"] for row in posts] == ["post", "reply"]
    stated = {(r["table_name"], r["direction"], r["completeness"]) for r in rows(items, "coverage")}
    assert stated == {("posts", "among", "all"), ("interactions", "among", "all"), ("messages", "among", "none")}
    assert {row["name"] for row in rows(items, "accounts")} == {"Ben B. Ek", "Cleo"}
    seen = next(item for item in items if isinstance(item, Seen))
    assert seen.observed_at >= posts[1]["posted_at_latest"]


def test_two_archives_cover_their_own_spans() -> None:
    items = read({"2001-November.txt": ARCHIVE, "2005-May.txt": ARCHIVE.replace("Nov", "May").replace("2001", "2005")})
    spans = {
        (r["covered_from"].year, r["covered_until"].year) for r in rows(items, "coverage") if r["table_name"] == "posts"
    }
    assert spans == {(2001, 2001), (2005, 2005)}


def test_from_lines_in_bodies_and_their_quoting() -> None:
    patch = f"From {'0' * 40} Mon Sep 17 00:00:00 2001\nFrom: x\n"
    body = f"One.\n\nFrom here on it is text.\n>From there too.\n\n{patch}"
    text = mail(body, message_id="<1@x>") + mail(message_id="<2@x>")
    for data in (text, text.replace("\n", "\r\n")):
        found = rows(read(data, ME), "messages")
        assert len(found) == 2
        assert "\nFrom there too." in found[0]["text"]


def test_dates() -> None:
    known = datetime(2025, 4, 7, 12, 30, tzinfo=UTC)
    good = "by mx; Mon, 7 Apr 2025 12:30:00 +0000"
    cases = {
        ("Mon, 7 Apr 2025 14:30:00 +0200", ""): known,
        ("tomorrow", good): known,
        ("Fri, 1 Jan 2038 00:00:00 +0000", good): known,
        ("Thu, 1 Jan 1970 00:00:00 +0000", good): known,
        ("Mon, 31 Feb 2025 14:30:00 +0200", "from x"): None,
        ("", ""): None,
    }
    for (date, received), expected in cases.items():
        assert dated({"date": [date], "received": [received]}, "", None).at == expected
    assert dated({}, ENVELOPE, None).at == datetime(2025, 4, 7, 14, 31, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("Mon, 07 Apr 2025 16:31:02 GMT+0200", "2025-04-07T14:31:02"),
        ("Mon Apr 07 2025 16:31:02 GMT-0700 (PDT)", "2025-04-07T23:31:02"),
        ("Mon, 07 Apr 2025 16:31:02 +02:00", "2025-04-07T14:31:02"),
        ("Mon, 07 Apr 2025 16:31:02 +0200\x00", "2025-04-07T14:31:02"),
        ("07-Apr-2025 16:31:02 GMT", "2025-04-07T16:31:02"),
        ("Sat, 30 Jun 2012 23:59:60 +0000", "2012-06-30T23:59:59"),
        ("Mon, 07 Apr 2025 4:31:02 PM +0000", None),
    ],
)
def test_odd_zones_and_leap_seconds(date: str, at: str | None) -> None:
    expected = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
    assert dated({"date": [date]}, "", None).at == expected


def test_a_zone_that_is_not_known_leaves_a_day_open() -> None:
    for date in ("07-Apr-2025 16:31:02 MEZ", "Mon, 07 Apr 2025 16:31:02 MEZ"):
        found = dated({"date": [date]}, "", None)
        assert found.earliest is not None
        assert found.at is not None
        assert found.earliest < found.at


@pytest.mark.parametrize("date", ["Tue, 8 Apr 2100 09:00:00 +0200", "Tue, 8 Apr 1969 09:00:00 +0200", "yesterday"])
def test_a_date_that_cannot_be_true_gives_way_to_another_with_a_doubt(date: str) -> None:
    stamp = "by mx.example.net; Tue, 8 Apr 2025 07:00:00 +0000"
    items = read(mail(date=date, received=stamp))
    assert [row["sent_at"] for row in rows(items, "messages")] == [datetime(2025, 4, 8, 7, tzinfo=UTC)]
    assert [(p.place, p.records) for p in items if isinstance(p, Problem) and "Its Date" in p.what] == [("byte 0", 0)]


def test_a_mail_without_a_date_is_kept_with_a_doubt() -> None:
    items = read({"a.eml": mail(envelope="", date="-").lstrip()}, ME)
    assert rows(items, "messages")[0]["sent_at"] is None
    assert [item.records for item in items if isinstance(item, Problem)] == [0]


def test_missing_ids_are_made_from_the_mail_and_equal_mails_count_once() -> None:
    items = read(mail("One") + mail("Two") + mail("One"), ME)
    assert len({row["message_id"] for row in rows(items, "messages")}) == 2
    assert [item for item in items if isinstance(item, NotUsed)] == [NotUsed("All mail.mbox")]
    assert counted(items) == 3


def test_charsets_encodings_and_parts() -> None:
    parts = (
        "--b\nContent-Type: text/html\n\n<p>No</p>\n--b\nContent-Type: text/plain; charset=iso-8859-1\n"
        "Content-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe\n--b\nContent-Type: text/plain\n"
        "Content-Disposition: attachment\n\nsecret\n--b--\n"
    )
    cases = {
        parts: {"content_type": 'multipart/mixed; boundary="b"'},
        "--b\n\nGrüße\n--b--": {"content_type": "multipart/mixed; boundary=b"},
        "R3LDvMOfZQ==": {"content_transfer_encoding": "base64", "content_type": "text/plain; charset=utf-8"},
        "<style>x{}</style><p>Gr&uuml;&szlig;e</p>": {"content_type": "text/html"},
        "Grüße": {"content_type": "text/plain; charset=no-such-thing"},
    }
    for body, fields in cases.items():
        assert rows(read(mail(body, **fields), ME), "messages")[0]["text"] == "Grüße"


INNER = (
    "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain\n\n{plain}\n--i\n{html}\n--i--\n"
)
HTML = "Content-Type: text/html\n\n<p>Words</p>"


@pytest.mark.parametrize("plain", ["Words", " "])
@pytest.mark.parametrize("after", ["", "\n", "\n\nwhat no program shows\n\n"])
def test_words_within_parts_come_before_a_lists_footer_and_what_stands_after_the_last_part(
    plain: str, after: str
) -> None:
    within = INNER.format(plain=plain, html=HTML)
    pdf = "Content-Type: application/pdf\n\nJVBE"
    footer = "" if plain == " " else "--o\nContent-Type: text/plain\n\nThe list's footer\n"
    body = f"--o\n{within}\n{footer}--o\n{pdf}\n--o--{after}"
    assert rows(read(mail(body, content_type="multipart/mixed; boundary=o"), ME), "messages")[0]["text"] == "Words"


def test_quotations_go_and_words_stay() -> None:
    assert own_words(
        "Yes.\n\nOn Monday Jane wrote:\n> Shall we?\n>> No\n\nAt ten.\n-- \nBen"
    ) == "Yes.\n\nAt ten.\n-- \nBen".replace("-- ", "--")
    assert own_words("Ja.\n\nAm Montag schrieb Jane:\n\n> So?\n") == "Ja."
    assert own_words("New.\n\n-----Original Message-----\nFrom: x\nOld.") == "New."
    assert own_words("She wrote:\nnothing") == "She wrote:\nnothing"


def test_names_and_addresses() -> None:
    def pairs(value: str) -> list[tuple[str, str]]:
        return [(one.name, one.address) for one in people([value])]

    assert pairs("=?utf-8?q?J=C3=B6rg?= <J@EXAMPLE.org>") == [("Jörg", "j@example.org")]
    assert pairs("jane.roe at example.org (Jane)") == [("Jane", "jane.roe@example.org")]
    assert pairs('"Roe, Jane"   jane@example.org') == [("Roe, Jane", "jane@example.org")]
    assert pairs("'jane@example.org' <Jane@example.org>") == [("jane@example.org", "jane@example.org")]
    assert pairs("jane@old.example <jane@example.org>") == [("jane@old.example", "jane@example.org")]
    assert pairs("'jane@example.org'") == [("", "jane@example.org")]
    assert pairs("jane@example.org,") == [("", "jane@example.org")]
    assert pairs("a@example.org; b@example.org <c@example.org>")[0] == ("", "a@example.org")
    assert pairs("nobody") == pairs("") == pairs("undisclosed-recipients:;") == []
    assert words("=?no-such?q?x?= \x1b[31m\u202e =?utf-8?b?!!?=").isprintable()
    assert says_reply("[Bakers] RE: Yeast")
    assert not says_reply("Reading list")


def test_folders_in_the_accounts_language() -> None:
    cases = {
        "Posteingang,Wichtig": "inbox",
        'Reisen,"Envoyés"': "sent",
        '"Kategorie: ""Neuigkeiten, mehr""",Spam': "spam",
        "下書き": "draft",
        "Arbeit": "archive",
    }
    assert {labels: folder_of_labels(labels) for labels in cases} == cases
    assert folder_of_path("Takeout/Mail/Gesendet.mbox") == "sent"
    assert folder_of_path("Maildir/.Drafts/cur/1:2,S") == "draft"
    assert folder_of_path("box/cur/1") is None


def test_a_maildir_is_one_mail_per_file() -> None:
    plain = {
        f"Maildir/{place}": mail(envelope="", message_id=f"<{n}@x>")[1:]
        for n, place in enumerate(("cur/1:2,S", ".Sent/cur/2", "new/3", "cur/4;2,DS", "cur/D:2,"))
    }
    items = read({**plain, "Maildir/dovecot.index": b"\x00"}, ME)
    assert [row["folder"] for row in rows(items, "messages")] == ["inbox", "sent", "inbox", "draft", "inbox"]
    assert counted(items) == 5


@pytest.mark.parametrize("name", ["Maildir/tmp/5.x", "INBOX.msf", "INBOX.mbox/table_of_contents", "dovecot.index"])
def test_what_lies_beside_mails_is_known(name: str) -> None:
    assert Mailbox().knows(Member(name, 1))
    assert not Mailbox().knows(Member("tmp/photos/one.raw", 1))


def test_the_number_on_the_line_above_a_gmail_mail_is_nobody() -> None:
    items = read(mail(envelope="From 123@xxx Mon Apr 07 14:31:02 +0000 2025", from_="-"), ME)
    assert rows(items, "messages") == []
    assert [item.records for item in items if isinstance(item, Problem)] == [1]


@pytest.mark.parametrize(
    "odd",
    [
        {"from_": "-"},
        {"from_": "\x00<<>>@@,,;"},
        {"to": ",".join(f"p{n}@example.org" for n in range(5000))},
        {"subject": "=?utf-8?q?" + "=FF" * 5000 + "?="},
        {"references": "<x@y> " * 20_000},
        {"content_type": "multipart/mixed; boundary=b"},
        {"date": "9" * 500},
        {"x_gmail_labels": '"' * 999},
        {"received": ";" * 999},
    ],
)
def test_hostile_headers_are_counted_once(odd: dict[str, str]) -> None:
    assert counted(read(mail(**odd) + mail(message_id="<2@x>"), ME)) == 2


def test_long_mails_are_cut_and_the_next_is_found() -> None:
    items = read(
        mail("x" * 3_000_000, message_id="<1@x>") + mail("y\n" * 900_000, message_id="<2@x>") + mail("end"), ME
    )
    found = rows(items, "messages")
    assert len(found) == 3
    assert max(len(row["text"]) for row in found) <= 20_000


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 1200))
def test_cut_anywhere_the_mails_before_remain(size: int) -> None:
    data = "".join(mail(f"Mail {n}", message_id=f"<{n}@x>") for n in range(5)).encode()
    whole = [row["message_id"] for row in rows(read(data, ME), "messages")]
    items = read(data[:size], ME)
    found = [row["message_id"] for row in rows(items, "messages") if not row["message_id"].startswith("mail:sha256")]
    assert found == whole[: len(found)]
    if size and size < len(data) and not data[:size].endswith(b"\n") and size > 60:
        assert any(isinstance(item, Problem) for item in items)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 600))
def test_noise_never_raises(noise: bytes, place: int) -> None:
    data = (mail(message_id="<1@x>") + list_mail(message_id="<2@x>")).encode()
    read(data[:place] + noise + data[place:])
    read({"a.eml": noise, "cur/1": b"From: a@b.c\nDate: x\n\n" + noise})


def test_rows_name_only_columns_that_exist() -> None:
    from kithkin.model.tables import TABLES

    for item in read(mail(delivered_to=ME) + list_mail(message_id="<2@x>"), ME):
        named: list[Row] = list(item.rows) if isinstance(item, Record) else []
        for row in named:
            assert set(row.values) <= {column.name for column in TABLES[row.table].columns}


@pytest.mark.parametrize("number", range(3))
def test_real_lists_are_all_accounted_for(number: int) -> None:
    folder = Path(os.environ.get("KITHKIN_DATA", "/nowhere")) / "mail/public-lists/tests/data"
    if not folder.is_dir():
        pytest.skip("KITHKIN_DATA does not hold the public lists")
    path = sorted([*folder.glob("*.txt"), *folder.glob("*/*.mbox")])[number]
    items = read({path.name: path.read_bytes()})
    mails = list(standard.mbox(str(path), create=False))
    assert counted(items) == len(mails)
    ids = {f"mail:{str(one['message-id']).strip().strip('<>')}" for one in mails if one["message-id"]}
    assert {row["post_id"] for row in rows(items, "posts")} == ids


def test_blanks_in_a_name_are_one() -> None:
    assert people(["Ann" + " " * 30_000 + "Roe  <ann@example.org>"]) == [("Ann Roe", "ann@example.org")]
    assert people(["a" + " " * 30_000 + "b"]) == []


def test_a_thousand_nested_comments_in_an_address_are_no_fault() -> None:
    from kithkin.sources._mail_headers import people

    assert [person.address for person in people(["(" * 20_000 + " ann@example.org, ben@example.org"])] == [
        "ann@example.org",
        "ben@example.org",
    ]
