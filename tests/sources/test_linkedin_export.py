"""LinkedIn's export: each file's rows by hand, older layouts, whose it is, damage, a real export."""

# ruff: noqa: E501  # lines of the made-up files are as long as the platform's

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from kithkin.model.source import Member, Options
from kithkin.model.tables import NETWORK_KINDS
from kithkin.sources._archive import open_archive
from kithkin.sources.linkedin_export import LinkedInExport
from kithkin.workspace import Workspace
from tests.sources.told import Told, damaged, told
from tests.worlds.memory import MemoryArchive

ADA, BO, CY = "linkedin:ada-quill", "linkedin:bo-tamsin", "linkedin:cy-verdant"
DEE = "linkedin:name:dee fennel#"
TITLE = "Complete_LinkedInDataExport_06-02-2026.zip"
POST = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7458194261025673216"

FILES: dict[str, bytes | str] = {
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
        "Twitter Handles,Websites,Instant Messengers\r\n"
        'Ada,Quill,,,,Weaver,"Cloth, mostly",,,"Little Hampden",[adaquill],[PERSONAL:https://mill.example/@ada],\r\n'
    ),
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\r\nAda@Mill.example,Yes,Yes,1/2/20\r\n",
    "Connections.csv": (
        'Notes:\r\n"When exporting, some addresses are missing, ""as set"" by each."\r\n\r\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
        "Bo,Tamsin,https://de.linkedin.com/in/Bo-Tamsin/?trk=1,bo@loom.example,Loom,Dyer,24 May 2023\r\n"
        "Dee,Fennel,,,,,01/31/19\r\n"
        ",,,,,,03 Jan 2020\r\n"
        "Cy,Verdant,https://www.linkedin.com.evil.example/in/cy,,=1+1,,some day\r\n"
    ),
    "Invitations.csv": (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\r\n"
        'Bo Tamsin,Ada Quill,"5/20/23, 10:00 AM","Hello, Ada",INCOMING,https://www.linkedin.com/in/bo-tamsin,\r\n'
        'Ada Quill,Eve Marl,"6/1/26, 9:30 PM",,OUTGOING,,https://www.linkedin.com/in/eve-marl\r\n'
    ),
    "messages.csv": (
        '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL","TO","RECIPIENT PROFILE URLS","DATE",'
        '"SUBJECT","CONTENT","FOLDER","ATTACHMENTS","IS MESSAGE DRAFT","IS CONVERSATION DRAFT"\r\n'
        "c1,,Bo Tamsin,https://www.linkedin.com/in/bo-tamsin,Ada Quill,https://www.linkedin.com/in/ada-quill,"
        '2026-05-01 09:00:00 UTC,Wool,"<p>Dear Ada,</p><p>see https://loom.example &amp; tell</p>",INBOX,,No,No\r\n'
        'c2,Fair,Ada Quill,https://www.linkedin.com/in/ada-quill,"Bo Tamsin, Cy Verdant",'
        '"https://www.linkedin.com/in/bo-tamsin,https://www.linkedin.com/in/cy-verdant",2026-05-02 09:00:00 UTC,,'
        '"Both of you:\nFriday?",ARCHIVE,,No,No\r\n'
        "c3,,Ada Quill,https://www.linkedin.com/in/ada-quill,Dee Fennel,,2026-05-03 09:00:00 UTC,,unsent,INBOX,,Yes,No\r\n"
    ),
    "Comments_123456.csv": 'Date,Link,Message\r\n2026-05-08 09:00:00,' + POST + ',"He said \\"well, well\\"\nand left"\r\n',
    "Reactions_123456.csv": f"Date,Type,Link\r\n2026-05-09 09:00:00,EMPATHY,{POST}\r\n",
    "Shares_123456.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"
        "2026-05-01 10:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7450000000000000000,"
        "Linen is back,,,PUBLIC\r\n"
    ),
    "Endorsement_Received_Info.csv": (
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status\r\n"
        "2026/03/01 10:00:00 UTC,Weaving,Bo,Tamsin,www.linkedin.com/in/bo-tamsin,ACCEPTED\r\n"
    ),
    "Recommendations_Given.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\r\n"
        'Cy,Verdant,Fields,Grower,"A patient grower","06/30/25, 3:04 PM",VISIBLE\r\n'
    ),
    "Member_Follows_123456.csv": (
        "Date,FullName,Status\r\n2024-01-01 08:00:00,Fay Ochre,Active\r\n2025-01-01 08:00:00,Fay Ochre,Unfollow\r\n"
    ),
    "Company Follows.csv": "Organization,Followed On\r\nLoom & Sons,Mon Sep 15 17:23:45 UTC 2025\r\n",
    "ImportedContacts.csv": (
        "Source,FirstName,LastName,Emails,PhoneNumbers,CreatedAt\r\nPHONE,Gil,Madder,gil@dye.example,+1 555 0100,\r\n"
    ),
    "guide_messages.csv": "CONVERSATION ID,FROM,TO,DATE,CONTENT,FOLDER\r\nc9,Guide,Ada Quill,2026-05-01,hello,INBOX\r\n",
    "Votes_123456.csv": f"Date,Link,OptionText\r\n2026-05-09 09:00:00,{POST},Blue\r\n",
}  # fmt: skip


def read(files: dict[str, bytes | str] | None = None, *me: str, title: str = TITLE) -> Told:
    return told(LinkedInExport(), FILES if files is None else files, *me, title=title)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_it_is_recognised_by_its_columns() -> None:
    source = LinkedInExport()
    assert source.recognises(MemoryArchive(FILES), Options()) > 0.9
    assert source.recognises(MemoryArchive({"a/B/Connections.csv": FILES["Connections.csv"]}), Options()) > 0.9
    assert source.recognises(MemoryArchive({"messages.csv": "a,b\n1,2\n"}), Options()) == 0
    assert source.recognises(MemoryArchive({"Profile.csv": FILES["Profile.csv"]}), Options()) == 0
    assert source.belongs(MemoryArchive({}, TITLE)) == source.belongs(
        MemoryArchive({}, TITLE.replace(".zip", "_2.zip"))
    )
    assert source.knows(Member("guide_messages.csv", 1))
    assert not source.knows(Member("notes.txt", 1))


def test_connections_are_ties_of_a_day() -> None:
    found = read()
    day = at(2023, 5, 24), at(2023, 5, 24, 23, 59, 59, 999999)
    connections = [row for row in found.rows["follows"] if row["kind"] == "connection"]
    assert [(r["follower_id"], r["followed_id"]) for r in connections] == [
        (BO, ADA), (DEE, ADA), ("linkedin:name:cy verdant#", ADA),
    ]  # fmt: skip
    first = connections[0]
    assert (first["followed_at"], first["followed_at_earliest"], first["followed_at_latest"]) == (None, *day)
    assert connections[1]["followed_at_earliest"] == at(2019, 1, 31)
    assert connections[2]["followed_at_earliest"] is None
    assert found.not_used["Connections.csv"] == 1
    assert found.accounted("Connections.csv") == 4
    assert [(p.place, p.records) for p in found.problems if p.member == "Connections.csv"] == [("line 8", 0)]
    assert ("linkedin:bo-tamsin", "Bo Tamsin", "Loom", "Dyer") in found.table(
        "accounts", "account_id", "name", "organisation", "position"
    )
    assert (BO, "mail:bo@loom.example", "claimed-link") in found.table("account_links", "from_id", "to_id", "evidence")


def test_a_name_is_linked_with_the_only_address_that_bears_it() -> None:
    links = read().table("account_links", "from_id", "to_id", "evidence")
    assert ("linkedin:name:cy verdant#", CY, "name-alike") in links
    assert not [link for link in links if link[0] == DEE]
    two = {**FILES, "Connections.csv": str(FILES["Connections.csv"]) + "Cy,Verdant,,,,,01 Jan 2020\r\n"}
    assert not [link for link in read(two).table("account_links", "from_id") if link[0].startswith("linkedin:name:cy")]


def test_a_name_that_one_message_partner_bears_is_a_suggestion_and_never_a_merge(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / "export" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "export" / name).write_bytes(data.encode() if isinstance(data, str) else data)
    space = Workspace.open(tmp_path / "space")
    space.take_in(tmp_path / "export")
    persons = {row["account_id"]: row["person_id"] for row in space.rows("identities").to_pylist()}
    named = next(account for account in persons if account.startswith("linkedin:name:cy verdant#"))
    assert persons[named] == named
    assert persons[CY] == CY
    suggested = [set(row.values()) for row in space.rows("merge_suggestions").to_pylist()]
    assert any({named, CY} <= row for row in suggested)


def test_connections_of_one_name_are_kept_apart() -> None:
    more = "Dee,Fennel,,,Loom,,02 Feb 2020\r\nAda,Quill,,,,,03 Feb 2020\r\nDee,Fennel,,,Loom,,02 Feb 2020\r\n"
    found = read({**FILES, "Connections.csv": str(FILES["Connections.csv"]) + more})
    ties = {row["follower_id"] for row in found.rows["follows"] if row["kind"] == "connection"}
    assert {DEE, "linkedin:name:dee fennel 2#", "linkedin:name:ada quill 2#"} <= ties
    assert ADA not in ties
    names = {row["account_id"]: row["name"] for row in found.rows["accounts"] if row.get("name")}
    assert names["linkedin:name:dee fennel 2#"] == "Dee Fennel"


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("Recommendations_Received.csv", 'Bo,Tamsin,Loom,Dyer,"Good cloth","06/30/25, 3:04 PM",VISIBLE'),
        ("Recommendations_Given.csv", 'Bo,Tamsin,Loom,Dyer,"Good dyes","06/30/25, 3:04 PM",VISIBLE'),
        ("Member_Follows_1.csv", "2024-01-01 08:00:00,Bo Tamsin,Active"),
        ("Endorsement_Given_Info.csv", "2026/03/01 10:00:00 UTC,Dyeing,Bo,Tamsin,,ACCEPTED"),
    ],
)
def test_who_is_named_without_an_address_is_called_so_and_may_be_the_connection_of_the_name(
    file: str, line: str
) -> None:
    headers = {
        "R": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
        "M": "Date,FullName,Status",
        "E": "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,Endorsement Status",
    }
    files: dict[str, bytes | str] = {name: FILES[name] for name in ("Profile.csv", "Connections.csv")}
    found = read(files | {file: f"{headers[file[0]]}\r\n{line}\r\n"})
    (name,) = {
        one for one, _, evidence in found.table("account_links", "from_id", "to_id", "evidence") if "tamsin#" in one
    }
    assert (name, BO, "name-alike") in found.table("account_links", "from_id", "to_id", "evidence")
    assert (name, "Bo Tamsin") in found.table("accounts", "account_id", "name")


def test_whoever_is_in_messages_and_invitations_has_the_name_that_stands_there() -> None:
    asked = 'Fay Ash,Ada Former,"5/20/23, 10:00 AM",,INCOMING,,\r\n'
    found = read({**FILES, "Invitations.csv": str(FILES["Invitations.csv"]) + asked})
    names = {row["account_id"]: row["name"] for row in found.rows["accounts"] if row.get("name")}
    assert names["linkedin:eve-marl"] == "Eve Marl"
    assert names["linkedin:cy-verdant"] == "Cy Verdant"
    assert names["linkedin:name:fay ash#"] == "Fay Ash"
    ends = ("sender_id", "recipient_id", "from_id", "to_id", "follower_id", "followed_id", "actor_id", "target_id")
    met = {row[end] for rows in found.rows.values() for row in rows for end in ends if row.get(end)}
    # Nobody is there who is in no row: the owner's former name is the owner, whose mail address is an account too.
    assert {row["account_id"] for row in found.rows["accounts"]} - met <= {"mail:ada@mill.example"}


def test_invitations_run_both_ways() -> None:
    found = read()
    columns = "from_id", "to_id", "kind", "state", "text"
    assert found.table("requests", *columns) == [
        (BO, ADA, "connection", "accepted", "Hello, Ada"),
        (ADA, "linkedin:eve-marl", "connection", "unknown", None),
    ]
    first = found.rows["requests"][0]
    # The zone is not stated, so the instant may be half a day off either way.
    assert first["requested_at"] == at(2023, 5, 20, 10)
    assert first["requested_at_earliest"] == at(2023, 5, 19, 20)
    assert first["requested_at_basis"] == "inferred"


def test_messages_have_a_row_per_recipient() -> None:
    found = read()
    columns = "sender_id", "recipient_id", "recipient_count", "folder", "sent_at", "text", "link_count", "thread_id"
    assert found.table("messages", *columns) == [
        (BO, ADA, 1, "inbox", at(2026, 5, 1, 9), "Dear Ada,\nsee https://loom.example & tell", 1, "linkedin:c1"),
        (ADA, BO, 2, "archive", at(2026, 5, 2, 9), "Both of you:\nFriday?", 0, "linkedin:c2"),
        (ADA, CY, 2, "archive", at(2026, 5, 2, 9), "Both of you:\nFriday?", 0, "linkedin:c2"),
        (ADA, DEE, 1, "draft", at(2026, 5, 3, 9), "unsent", 0, "linkedin:c3"),
    ]
    assert found.accounted("messages.csv") == found.used["messages.csv"] == 3
    assert "guide_messages.csv" not in found.used


@pytest.mark.parametrize(
    ("to", "urls", "expected"),
    [
        ("Tamsin, Bo, PhD,Cy Dove", "bo-tamsin,cy-dove", {"bo-tamsin", "cy-dove"}),
        ("Tamsin, Bo;Cy Dove", "bo-tamsin; cy-dove", {"bo-tamsin", "cy-dove"}),
        ("Gone Away,Cy Dove", ",cy-dove", {"name:gone away#", "cy-dove"}),
        (
            "LinkedIn Member,Tamsin, Bo,Cy Dove",
            "bo-tamsin,cy-dove",
            {"name:linkedin member c1 2#", "bo-tamsin", "cy-dove"},
        ),
        ("Tamsin, Bo", "", {"name:tamsin#", "name:bo#"}),
    ],
)
def test_a_comma_within_a_recipients_name_makes_no_other_recipient(to: str, urls: str, expected: set[str]) -> None:
    addresses = re.sub(r"[\w-]+", lambda slug: IN + slug[0], urls)
    body = f'c1,,Ada Quill,{IN}ada-quill,"{to}","{addresses}",2026-05-01 09:00:00 UTC,,hello,INBOX\r\n'
    header = SENDERS_ONLY.replace("TO,", "TO,RECIPIENT PROFILE URLS,")
    found = read({"Profile.csv": FILES["Profile.csv"], "messages.csv": header + body})
    assert {one.removeprefix("linkedin:") for (one,) in found.table("messages", "recipient_id")} == expected
    assert set(*found.table("messages", "recipient_count")[:1]) == {len(expected)}


SENDERS_ONLY = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\r\n"
IN = "https://www.linkedin.com/in/"


def senders_only(*lines: tuple[str, str, str, str]) -> Told:
    """Return what is read of messages without their recipients' addresses: conversation, sender, address, recipients."""
    body = "".join(
        f'{thread},,{name},{IN}{slug},"{to}",2026-05-01 09:00:0{number} UTC,,hello,INBOX\r\n'
        for number, (thread, name, slug, to) in enumerate(lines)
    )
    return read({"Profile.csv": FILES["Profile.csv"], "messages.csv": SENDERS_ONLY + body})


@pytest.mark.parametrize("turn", [1, -1])
def test_a_recipient_has_the_address_of_the_only_sender_of_the_name_in_the_conversation(turn: int) -> None:
    lines = [("c1", "Ada Quill", "ada-quill", "Bo Tamsin"), ("c1", "Bo Tamsin", "bo-tamsin", "Ada Quill")]
    found = senders_only(*lines[::turn])
    assert sorted(found.table("messages", "sender_id", "recipient_id")) == [(ADA, BO), (BO, ADA)]
    assert not [row for row in found.table("account_links", "from_id") if "tamsin" in row[0]]


def test_a_recipients_name_stays_a_name_where_several_may_bear_it() -> None:
    name = "linkedin:name:bo tamsin#"
    mine = ("Ada Quill", "ada-quill", "Bo Tamsin")
    bo = "Bo Tamsin", "bo-tamsin"
    elsewhere = senders_only(("c1", *mine), ("c2", *bo, "Ada Quill"))
    assert (ADA, name) in elsewhere.table("messages", "sender_id", "recipient_id")
    assert (name, BO, "name-alike") in elsewhere.table("account_links", "from_id", "to_id", "evidence")
    two = senders_only(("c1", *bo, "Ada Quill"), ("c1", *mine), ("c1", "bo tamsin", "bo-2", "Ada Quill"))
    assert (ADA, name) in two.table("messages", "sender_id", "recipient_id")
    namesake = senders_only(("c1", *bo, "Ada Quill,Bo Tamsin"), ("c1", *mine))
    assert (ADA, name) in namesake.table("messages", "sender_id", "recipient_id")
    assert (BO, name) in namesake.table("messages", "sender_id", "recipient_id")
    gone = senders_only(("c1", "LinkedIn Member", "gone", "Ada Quill"), ("c1", *mine[:2], "LinkedIn Member"))
    assert "linkedin:gone" not in [to for (to,) in gone.table("messages", "recipient_id")]


def test_acts_know_their_post_and_not_its_author() -> None:
    found = read()
    acts = {row["kind"]: row for row in found.rows["interactions"]}
    assert acts["comment"]["target_id"] is acts["reaction"]["target_id"] is None
    assert acts["comment"]["target_post_id"] == "linkedin:activity:7458194261025673216"
    assert acts["comment"]["target_posted_at"].replace(microsecond=0) == at(2026, 5, 7, 16, 41, 18)
    assert ("comment", 'He said "well, well"\nand left') in found.table("posts", "kind", "text")
    assert ("post", "Linen is back") in found.table("posts", "kind", "text")
    assert (acts["endorse"]["actor_id"], acts["endorse"]["target_id"]) == (BO, ADA)
    assert (acts["recommend"]["actor_id"], acts["recommend"]["target_id"]) == (ADA, "linkedin:name:cy verdant#")


def test_a_comment_under_an_own_post_is_no_tie() -> None:
    own = str(FILES["Comments_123456.csv"]).replace("activity%3A7458194261025673216", "activity%3A7450000000500000000")
    (act,) = [
        row for row in read({**FILES, "Comments_123456.csv": own}).rows["interactions"] if row["kind"] == "comment"
    ]
    assert act["target_id"] == ADA


def test_follows_end_where_the_history_says_so() -> None:
    found = read()
    follows = [row for row in found.rows["follows"] if row["kind"] == "follow"]
    assert [(r["followed_id"], r["followed_at"], r.get("ended_at")) for r in follows] == [
        ("linkedin:name:fay ochre#", at(2024, 1, 1, 8), at(2025, 1, 1, 8)),
        ("linkedin:name:loom & sons#", at(2025, 9, 15, 17, 23, 45), None),
    ]
    assert found.used["Member_Follows_123456.csv"] == 2


def test_contacts_and_own_addresses() -> None:
    found = read()
    assert found.table("contacts", "name", "account_id", "phone") == [
        ("Gil Madder", "mail:gil@dye.example", ""),
        ("Gil Madder", "", "+1 555 0100"),
    ]
    assert ("mail:ada@mill.example", True) in found.table("accounts", "account_id", "is_self")
    links = found.table("account_links", "from_id", "to_id", "evidence")
    assert (ADA, "mail:ada@mill.example", "same-account") in links
    assert (ADA, "x:@adaquill", "claimed-link") in links
    assert (ADA, "mastodon:ada@mill.example", "claimed-link") in links


def test_coverage_states_every_kind_both_ways() -> None:
    found = read()
    said = {(row["kind"], row["direction"]) for row in found.rows["coverage"]}
    assert said >= {(kind, direction) for kind in NETWORK_KINDS["linkedin"] for direction in ("in", "out")}
    assert found.coverage("messages", "message", "in") == ("all", "id", "exact")
    assert found.coverage("follows", "connection", "in") == ("all", "id", "day")
    assert found.coverage("follows", "follow", "in")[0] == "none"
    assert found.coverage("interactions", "reaction", "in")[0] == "none"
    assert found.coverage("interactions", "reaction", "out") == ("some", "none", "exact")
    assert found.coverage("requests", "connection", "in")[0] == "some"
    assert found.seen == [at(2026, 6, 2)]
    basic = {name: FILES[name] for name in ("Connections.csv", "messages.csv", "Invitations.csv")}
    (row,) = [r for r in read(basic).rows["coverage"] if (r["kind"], r["direction"]) == ("reaction", "out")]
    assert (row["completeness"], row["remedy"]) == ("none", "your complete LinkedIn export")


def test_whose_export_it_is() -> None:
    def owners(found: Told) -> list[str]:
        return [
            row["account_id"] for row in found.rows["accounts"] if row.get("is_self") and row["network"] == "linkedin"
        ]

    assert owners(read()) == [ADA]
    assert owners(read({"Invitations.csv": FILES["Invitations.csv"]})) == ["linkedin:name:ada quill#"]
    many = str(FILES["messages.csv"])
    for number in range(4):
        many += f"d{number},,P{number},,Ada Quill,https://www.linkedin.com/in/ada-quill,2026-05-01 09:00:00 UTC,,x,INBOX,,No,No\r\n"
    assert owners(read({"messages.csv": many})) == [ADA]
    alone = {"Connections.csv": FILES["Connections.csv"]}
    unknown = read(alone)
    assert owners(unknown) == ["linkedin:owner#"]
    assert [p.way_on for p in unknown.problems if "whose" in p.what] == [
        "Say `kithkin me linkedin:…` with your profile's name."
    ]
    said = read(alone, "linkedin:ada-quill")
    assert owners(said) == [ADA]
    assert not [p for p in said.problems if "whose" in p.what]


def test_two_layouts_of_the_same_facts_give_the_same_rows() -> None:
    new = FILES["Connections.csv"]
    bare = (
        "\ufeffConnected On,Position,Company,Email Address,URL,Last Name,First Name,\n"
        "2023-05-24,Dyer,Loom,bo@loom.example,http://linkedin.com/in/bo-tamsin,Tamsin,Bo,\n"
        "31 Jan 2019,,,,,Fennel,Dee,\n"
        ",,,,,,,\n"
    )
    one = read({**FILES, "Connections.csv": str(new).rsplit("Cy,", 1)[0]})
    two = read(
        {
            **{f"Export/{name}": data for name, data in FILES.items() if name != "Connections.csv"},
            "x/connections.csv": bare,
        }
    )
    assert one.rows["follows"] == two.rows["follows"]
    assert one.rows["accounts"] == two.rows["accounts"]
    assert one.rows["messages"] == two.rows["messages"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_any_encoding(encoding: str) -> None:
    files: dict[str, bytes | str] = {name: str(data).encode(encoding) for name, data in FILES.items()}
    assert read(files).rows == read().rows


def test_a_cut_file_gives_what_came_before_and_one_problem() -> None:
    whole = read()
    text = str(FILES["messages.csv"]).encode()
    for cut in (len(text) - 30, text.index(b"Both of") + 4, text.index(b"c2,"), len(text) - 1):
        found = read({**FILES, "messages.csv": text[:cut]})
        mine = found.rows.get("messages", [])
        assert mine == whole.rows["messages"][: len(mine)]
        assert found.failed("messages.csv") == (0 if text[:cut].endswith((b"\n", b"\r")) else 1)
        if found.failed("messages.csv"):
            assert found.coverage("messages", "message", "in")[0] == "some"


def test_one_bad_line_never_ends_a_file() -> None:
    lines = [
        "Bo,Tamsin,https://www.linkedin.com/in/bo-tamsin,,,,24 May 2023",
        'Half,"open,,,,,01 Jan 2020',
        "Far,Future,,,,,01 Jan 2099",
        "Too,few",
        "To\0o,long,,,,,01 Jan 2020," + "x" * 5_000_000,
        "حسن,كريم,,,,,01 Jan 2020",
    ]
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    found = read({**FILES, "Connections.csv": header + "\r\n".join(lines) + "\r\n"})
    names = [row["follower_id"] for row in found.rows["follows"] if row["kind"] == "connection"]
    assert names == [BO, "linkedin:name:far future#", "linkedin:name:حسن كريم#"]
    assert found.accounted("Connections.csv") == 6
    assert sorted(p.place for p in found.problems if p.member == "Connections.csv") == [
        "line 3",
        "line 5",
        "line 6",
    ]


@given(damaged(FILES))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(LinkedInExport(), files, title=TITLE)


def test_a_real_export_is_accounted_for() -> None:
    data = os.environ.get("KITHKIN_DATA")
    if not data:
        pytest.skip("KITHKIN_DATA is not set")
    folder = Path(data) / "linkedin"
    found = told(LinkedInExport(), open_archive([folder]))
    counted: Counter[str] = Counter()
    for name in ("Connections.csv", "Invitations.csv", "messages.csv"):
        lines = (folder / name).read_text("utf-8-sig").splitlines(keepends=True)
        counted[name] = sum(1 for _ in csv.DictReader(lines[3:] if name == "Connections.csv" else lines))
        assert found.accounted(name) == counted[name]
        assert found.failed(name) == 0
    assert len(found.rows["requests"]) == counted["Invitations.csv"]
    assert len({row["message_id"] for row in found.rows["messages"]}) == counted["messages.csv"]
    with_name = [
        r
        for r in csv.DictReader((folder / "Connections.csv").read_text("utf-8-sig").splitlines()[3:])
        if r["First Name"]
    ]
    assert len(found.rows["follows"]) == len(with_name)


def test_a_message_to_nobody_who_is_named_came_to_the_owner() -> None:
    found = senders_only(("c1", "Bo Tamsin", "bo-tamsin", ""), ("c2", "Ada Quill", "ada-quill", ""))
    assert found.table("messages", "sender_id", "recipient_id") == [(BO, ADA), (ADA, None)]
    unowned = read({"messages.csv": SENDERS_ONLY + f"c1,,Bo,{IN}bo,,2026-05-01 09:00:00 UTC,,hello,INBOX\r\n"})
    assert unowned.table("messages", "recipient_id") == [(None,)]
