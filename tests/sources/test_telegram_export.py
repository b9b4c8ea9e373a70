"""Telegram's export: a whole account and one chat, old and new ids, what is open to many, damage."""

# ruff: noqa: E501  # lines of the made-up files are as long as the program's

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from kithkin.model.source import Options
from kithkin.sources import _json
from kithkin.sources._telegram_file import account_of
from kithkin.sources.telegram_export import TelegramExport
from tests.sources.told import damaged, told
from tests.worlds.memory import MemoryArchive


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2024, 3, day, hour, tzinfo=UTC)


def message(number: int, sender: str, name: str | None, text: Any, when: datetime, **more: Any) -> dict[str, Any]:
    """Return a message as Telegram writes it on a machine whose clock is two hours ahead."""
    clock = (when + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S")
    unixtime = str(int(when.timestamp()))
    common = {"id": number, "type": "message", "date": clock, "date_unixtime": unixtime}
    return {**common, "from": name, "from_id": sender, **more, "text": text, "text_entities": []}


def service(number: int, when: datetime) -> dict[str, Any]:
    return {
        "id": number, "type": "service", "date": when.strftime("%Y-%m-%dT%H:%M:%S"), "actor": "Bo Tamsin",
        "actor_id": "user22", "action": "phone_call", "text": "", "text_entities": [],
    }  # fmt: skip


def dated(**times: Any) -> Any:
    """Return what is told of one message with these times, which is otherwise whole."""
    one = message(1, "user22", "Bo Tamsin", "Hello", at(1)) | times
    chat = {"name": "Bo Tamsin", "type": "personal_chat", "id": 22, "messages": [one]}
    return told(TelegramExport(), {"result.json": json.dumps(chat)}, "telegram:11")


@pytest.mark.parametrize("count", ["-8640000", "4116441600", "99999999999999", "9" * 30, "1", 7, "-" + "9" * 30])
def test_a_count_that_cannot_be_true_gives_way_to_the_clock_and_is_counted(count: Any) -> None:
    found = dated(date_unixtime=count)
    assert found.table("messages", "sent_at", "sent_at_basis") == [(at(1, 12), "inferred")]
    assert [(p.place, p.records) for p in found.problems if "cannot be true" in p.what] == [("one message", 0)]


@pytest.mark.parametrize(("count", "year"), [("-8640000", 1969), ("4116441600", 2100), ("9" * 30, 9999), (None, 1969)])
def test_a_time_that_cannot_be_true_is_handed_on_to_be_told(count: Any, year: int) -> None:
    ((sent_at,),) = dated(date_unixtime=count, date="1969-05-01T10:00:00").table("messages", "sent_at")
    assert sent_at.year == year


@pytest.mark.parametrize("date", [None, 7, "yesterday", ["2024"]])
def test_a_message_without_a_time_is_kept_and_counted(date: Any) -> None:
    found = dated(date_unixtime=None, date=date)
    assert found.table("messages", "sent_at", "text") == [(None, "Hello")]
    assert [(p.place, p.records) for p in found.problems if "cannot be read" in p.what] == [("one message", 0)]


@pytest.mark.parametrize("broken", [None, 7, "x", [7]])
def test_a_list_that_is_none_is_a_problem_and_the_rest_is_read(broken: Any) -> None:
    chat = {"name": "Bo", "type": "personal_chat", "id": 22, "messages": [message(1, "user22", "Bo", "Hello", at(1))]}
    odd = {"name": "Cy", "type": "personal_chat", "id": 23, "messages": broken if broken != [7] else {"a": 1}}
    lists = {
        "personal_information": {"user_id": 11},
        "chats": {"list": [chat, odd, broken]},
        "left_chats": broken,
        "contacts": {"list": broken and str(broken)},
    }
    found = told(TelegramExport(), {"result.json": json.dumps(lists)}, "telegram:11")
    places = [p.place for p in found.problems if "no list" in p.what]
    assert places == ["chats, item 2", "chats, item 3", "contacts", "left_chats"]
    assert found.table("messages", "text") == [("Hello",)]
    assert found.coverage("messages", "message", "in")[0] == "some"


LINK = ["Look: ", {"type": "link", "text": "dye.example"}, " \U0001f9f6"]
LIKED = [
    {
        "type": "emoji",
        "count": 1,
        "emoji": "+",
        "recent": [{"from": "Ann", "from_id": "user11", "date": "2024-03-02T12:30:00"}],
    }
]
PERSONAL: dict[str, Any] = {
    "name": "Bo Tamsin", "type": "personal_chat", "id": 22, "messages": [
        message(1, "user22", "Bo Tamsin", "Shall we meet?", at(1)),
        message(2, "user11", "Ann Weaver", LINK, at(1, 11), reply_to_message_id=1),
        service(3, at(1, 12)),
        message(4, "user22", "Bo Tamsin", "", at(2), photo="(File not included.)", reactions=LIKED),
    ],
}  # fmt: skip
GROUP = {
    "name": "Loom {room}", "type": "private_group", "id": 5, "messages": [
        message(7, "user22", "Bo Tamsin", "Hello both", at(3)),
        message(8, "user33", None, "Hello \u2028 you", at(3, 11)),
    ],
}  # fmt: skip
PUBLIC = {
    "name": "Dyers", "type": "public_supergroup", "id": 900, "messages": [
        message(1, "user44", "Cy Verdant", "Madder or woad?", at(4)),
        message(2, "user11", "Ann Weaver", ["Ask ", {"type": "mention", "text": "@Woadman"}], at(4, 11), reply_to_message_id=1),
        message(3, "user44", "Cy Verdant", [{"type": "mention_name", "text": "Bo", "user_id": 22}, {"type": "mention", "text": "@annw"}], at(5)),
    ],
}  # fmt: skip
CHANNEL = {
    "name": "Wool news",
    "type": "public_channel",
    "id": 901,
    "messages": [message(5, "channel901", "Wool news", "Shearing", at(6))],
}
BOT = {"name": "Clock", "type": "bot_chat", "id": 77, "messages": [message(9, "user77", "Clock", "Ding", at(6))]}
SAVED = {"type": "saved_messages", "id": 11, "messages": [message(6, "user11", "Ann Weaver", "milk", at(7))]}
EMPTY: dict[str, Any] = {"name": None, "type": "personal_chat", "id": 66, "messages": []}
WHOLE: dict[str, Any] = {
    "about": "Here is the data you requested.",
    "personal_information": {
        "user_id": 11, "first_name": "Ann", "last_name": "Weaver", "phone_number": "+1 555 0100", "username": "@annw", "bio": "Wool.",
    },
    "profile_pictures": [{"date": "2024-01-01T00:00:00", "photo": "profile_pictures/a.jpg"}],
    "contacts": {"about": "Your contacts.", "list": [
        {"user_id": 22, "first_name": "Bo", "last_name": "T", "phone_number": "+1 555 0101", "date": "2020-01-01T00:00:00"},
        {"first_name": "Dee", "last_name": "", "phone_number": "+1 555 0102", "date": "2020-01-01T00:00:00"},
        {"date": "2020-01-01T00:00:00", "date_unixtime": "1577836800"},
    ]},
    "frequent_contacts": {"about": "Often.", "list": [{"id": 22, "category": "people", "type": "user", "name": "Bo", "rating": 3.5}]},
    "chats": {"about": "This page lists all chats.", "list": [PERSONAL, EMPTY, GROUP, BOT, SAVED]},
    "left_chats": {"about": "Left.", "list": [PUBLIC, CHANNEL]},
}  # fmt: skip
NAME = "DataExport_2024-03-08/result.json"
FILES: dict[str, bytes | str] = {NAME: json.dumps(WHOLE, indent=1, ensure_ascii=False)}
SENT = "sender_id", "recipient_id", "recipient_count", "text", "sent_at"
ANN, BO, CY = "telegram:11", "telegram:22", "telegram:44"


def one_chat(chat: dict[str, Any]) -> dict[str, bytes | str]:
    return {"ChatExport_2024-03-08/result.json": json.dumps(chat, indent=1)}


def test_a_whole_account_by_hand() -> None:
    found = told(TelegramExport(), FILES)
    assert found.table("messages", *SENT) == [
        (BO, ANN, 1, "Shall we meet?", at(1)),
        (ANN, BO, 1, "Look: dye.example \U0001f9f6", at(1, 11)),
        (BO, ANN, 1, None, at(2)),
        (BO, ANN, 2, "Hello both", at(3)),
        (BO, "telegram:33", 2, "Hello both", at(3)),
        ("telegram:33", ANN, 2, "Hello \u2028 you", at(3, 11)),
        ("telegram:33", BO, 2, "Hello \u2028 you", at(3, 11)),
        ("telegram:77", ANN, 1, "Ding", at(6)),
    ]
    assert [row["link_count"] for row in found.rows["messages"]][:3] == [0, 1, None]
    assert [row["bulk_evidence"] for row in found.rows["messages"]][-2:] == [None, "bot"]
    assert found.table("messages", "message_id", "reply_to_message_id")[1] == ("telegram:22:2", "telegram:22:1")
    assert found.seen == [at(7)]
    # 12 messages, of which a call and a note to oneself are not used; one's own page, three contacts, a picture, a rating.
    assert (found.used[NAME], found.not_used[NAME], found.failed(NAME)) == (13, 5, 0)


def test_what_is_open_to_many_is_a_community() -> None:
    found = told(TelegramExport(), FILES)
    assert found.table("posts", "author_id", "kind", "community_id", "reply_to_id", "text") == [
        (CY, "post", "telegram:channel900", None, "Madder or woad?"),
        (ANN, "reply", "telegram:channel900", CY, "Ask @Woadman"),
        (CY, "post", "telegram:channel900", None, "Bo@annw"),
        ("telegram:channel901", "post", "telegram:channel901", None, "Shearing"),
    ]
    assert found.table("interactions", "kind", "actor_id", "target_id") == [
        ("reaction", ANN, BO),
        ("reply", ANN, CY),
        ("mention", ANN, "telegram:@woadman"),
        ("mention", CY, BO),
        ("mention", CY, ANN),
    ]


def test_a_reaction_bears_the_time_by_the_clock_of_its_message() -> None:
    (row,) = (row for row in told(TelegramExport(), FILES).rows["interactions"] if row["kind"] == "reaction")
    assert row["happened_at"] == at(2).replace(minute=30)
    assert row["happened_at_latest"] - row["happened_at_earliest"] == timedelta(hours=2)
    assert row["happened_at_basis"] == "inferred"


def test_who_is_who() -> None:
    found = told(TelegramExport(), FILES)
    rows = {row["account_id"]: row for row in found.rows["accounts"]}
    assert [row["account_id"] for row in found.rows["accounts"] if row.get("is_self")] == [ANN]
    assert (rows[ANN]["handle"], rows[ANN]["name"], rows[ANN]["bio"]) == ("annw", "Ann Weaver", "Wool.")
    assert rows[BO]["name"] == "Bo Tamsin"
    assert {one for one, row in rows.items() if row.get("is_organisation")} == {
        "telegram:77", "telegram:channel900", "telegram:channel901",
    }  # fmt: skip
    assert found.table("account_links", "from_id", "to_id", "evidence") == [("telegram:@annw", ANN, "same-account")]
    assert found.table("contacts", "name", "account_id", "phone") == [
        ("Bo T", BO, ""),
        ("Bo T", "", "+1 555 0101"),
        ("Dee", "", "+1 555 0102"),
    ]


def test_coverage() -> None:
    found = told(TelegramExport(), FILES)
    for direction in ("in", "out"):
        assert found.coverage("messages", "message", direction) == ("all", "id", "exact")
        assert found.coverage("interactions", "reply", direction) == ("some", "id", "exact")
    one = told(TelegramExport(), one_chat(GROUP), ANN)
    assert one.coverage("interactions", "reaction", "in") == ("none", "none", "none")


def test_a_group_of_ones_own_messages_hides_what_others_wrote() -> None:
    mine = {**GROUP, "messages": [message(7, "user11", "Ann Weaver", "Anybody?", at(3))]}
    data = json.dumps(
        {**WHOLE, "chats": {"about": "", "list": [PERSONAL, mine]}, "left_chats": {"about": "", "list": []}}
    )
    found = told(TelegramExport(), {NAME: data})
    assert found.table("messages", *SENT)[-1] == (ANN, None, None, "Anybody?", at(3))
    assert found.coverage("messages", "message", "in")[0] == "some"
    assert found.coverage("messages", "message", "out")[0] == "all"


def test_one_chat_tells_who_its_owner_is() -> None:
    found = told(TelegramExport(), one_chat(PERSONAL))
    assert [row["recipient_id"] for row in found.rows["messages"]] == [ANN, BO, ANN]
    assert [row["account_id"] for row in found.rows["accounts"] if row.get("is_self")] == [ANN]
    assert found.coverage("messages", "message", "in")[0] == "some"


def test_one_group_does_not_tell_and_can_be_told() -> None:
    found = told(TelegramExport(), one_chat(GROUP))
    assert [p.what for p in found.problems if not p.records][-1] == "The export does not tell which account is yours."
    assert [row["direction"] for row in found.rows["coverage"]] == ["among"]
    mine = told(TelegramExport(), one_chat(GROUP), ANN)
    assert ANN in {row["recipient_id"] for row in mine.rows["messages"]}


def test_ids_and_times_of_old_exports() -> None:
    old = {"name": "Bo", "type": "personal_chat", "id": (1 << 32) + 22, "messages": [
        {"id": 1, "type": "message", "date": "2019-05-01T10:00:00", "from": "Bo", "from_id": 22, "text": "a"},
        {"id": 2, "type": "message", "date": "2019-05-01T11:00:00", "from": "Ann", "from_id": (1 << 32) + 11, "text": "b"},
    ]}  # fmt: skip
    found = told(TelegramExport(), one_chat(old))
    assert found.table("messages", "sender_id", "recipient_id") == [(BO, ANN), (ANN, BO)]
    row = found.rows["messages"][0]
    assert row["sent_at"] == datetime(2019, 5, 1, 10, tzinfo=UTC)
    assert row["sent_at_basis"] == "inferred"
    assert row["sent_at_earliest"] == datetime(2019, 4, 30, 20, tzinfo=UTC)


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("window", [256, 4096, 1 << 20])
def test_every_layout_and_window_says_the_same(
    indent: int | None, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = told(TelegramExport(), FILES).rows
    monkeypatch.setattr(_json, "WINDOW", window)
    assert told(TelegramExport(), {NAME: json.dumps(WHOLE, indent=indent)}).rows == whole


def test_characters_that_are_no_json_are_mended() -> None:
    data = json.dumps(PERSONAL, indent=1).replace("Shall we meet?", "Shall\\x1Fwe \\\\x1F?")
    found = told(TelegramExport(), {NAME: data})
    assert found.rows["messages"][0]["text"] == "Shall\x1fwe \\x1F?"
    assert found.failed(NAME) == 0


def test_recognised_by_content() -> None:
    def score(name: str, data: bytes | str) -> float:
        return TelegramExport().recognises(MemoryArchive({name: data}), Options())

    assert score("anything.json", FILES[NAME]) > 0.9
    assert score("a.json", json.dumps(GROUP)) > 0.9
    assert score("a.json", json.dumps({"about": "x", "chats": {"about": "y", "list": []}})) > 0.9
    assert score("result.json", json.dumps({"messages": [], "type": "other"})) == 0
    assert score("result.json", "[]") == 0


def test_html_is_refused_with_how_to_ask_for_json() -> None:
    page = '<!DOCTYPE html>\n<html>\n <head>\n  <meta charset="utf-8"/>\n<title>Exported Data</title>\n </head>\n <body>\n  <div class="page_wrap">'
    archive = MemoryArchive({"messages.html": page, "css/style.css": ""})
    assert TelegramExport().recognises(archive, Options()) == 0.8
    (problem,) = (problem for problem in told(TelegramExport(), archive).problems if problem.records)
    assert "JSON" in problem.way_on


def test_a_file_that_was_cut_off_says_so_once() -> None:
    data = str(FILES[NAME])
    for end in range(3000, len(data) - 1, 97):
        found = told(TelegramExport(), {NAME: data[:end]})
        assert found.failed(NAME) == 1, end
        assert found.coverage("messages", "message", "out")[0] == "some" if found.rows.get("messages") else True


def test_what_is_bad_in_a_chat_does_not_hide_the_next() -> None:
    chats = [{**PERSONAL, "messages": [*PERSONAL["messages"], {"id": 99, "type": "message", "text": "x"}]}, GROUP]
    found = told(TelegramExport(), {NAME: json.dumps({**WHOLE, "chats": {"about": "", "list": chats}})})
    assert [(p.place, p.records) for p in found.problems if p.records] == [("chat 1, message 5", 1)]
    assert "telegram:chat5" in {row["thread_id"] for row in found.rows["messages"]}


@given(damaged(FILES))
@settings(max_examples=80, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(TelegramExport(), files)


def test_the_longest_numbers_of_accounts_are_read_and_no_longer_ones() -> None:
    assert account_of(f"channel{'9' * 19}") == f"telegram:channel{'9' * 19}"
    assert account_of(f"channel{'9' * 20}") is None
    assert account_of("9" * 20) is None
