"""Reddit's export by hand: texts, acts towards people unnamed, messages and chats, whose it is, damage."""

# ruff: noqa: E501  # lines of the made-up files are as long as Reddit's

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings

from kithkin.model.source import Options
from kithkin.sources.reddit_export import RedditExport
from tests.sources.told import Told, damaged, told
from tests.worlds.memory import MemoryArchive

TITLE = "export_Ann_Weaver_20260602.zip"
AT = "https://www.reddit.com/r/dyeing/comments"
FILES: dict[str, bytes | str] = {
    "statistics.csv": "statistic,value\naccount name,Ann_Weaver\nexport time,2026-06-02 08:00:00 UTC\nregistration date,2015-01-02 03:04:05 UTC\nemail verified,True\n",
    "posts.csv": f"id,permalink,date,ip,subreddit,gildings,title,url,body\n1abc2,{AT}/1abc2/madder/,2026-05-01 10:00:00 UTC,,Dyeing,0,Madder,/r/dyeing,\"Red, see https://dye.example\"\n",
    "comments.csv": "\ufeffid,permalink,date,ip,subreddit,gildings,link,parent,body,media\n"
    f"cc1,{AT}/9xyz9/woad/cc1/,2026-05-02 10:00:00 UTC,,dyeing,0,{AT}/9xyz9/woad/,t3_9xyz9,\"Blue\nand deep\",\n"
    f"cc2,{AT}/9xyz9/woad/cc2/,2026-05-03 10:00:00 UTC,,dyeing,0,{AT}/9xyz9/woad/,t1_dd7,Yes,\n",
    "messages.csv": "id,permalink,thread_id,date,ip,from,to,subject,body\n"
    "m1,https://www.reddit.com/message/messages/m1,m1,2026-05-04 10:00:00 UTC,,Bo_Tamsin,Ann_Weaver,wool,Is it for sale?\n"
    "m2,https://www.reddit.com/message/messages/m2,m1,2026-05-04 11:00:00 UTC,,Ann_Weaver,Bo_Tamsin,re: wool,It is\n"
    "m3,https://www.reddit.com/message/messages/m3,,2026-05-05 10:00:00 UTC,,reddit,Ann_Weaver,Welcome,Rules\n"
    "m4,https://www.reddit.com/message/messages/m4,,2026-05-05 11:00:00 UTC,,Ann_Weaver,#dyeing,Hello,To all who keep it\n",
    "chat_history.csv": "message_id,created_at,updated_at,username,message,thread_parent_message_id,channel_url,subreddit,channel_name,conversation_type\n"
    "k1,2026-05-06 10:00:00 UTC,,cy_verdant,Hello,,room-1,,,direct\nk2,2026-05-06 10:01:00 UTC,,Ann_Weaver,Hello yourself,,room-1,,,direct\n",
    "friends.csv": "username,note\nBo_Tamsin,\n",
    "subscribed_subreddits.csv": "subreddit\nDyeing\n",
    "post_votes.csv": f"id,permalink,direction\n9xyz9,{AT}/9xyz9/woad/,up\n8xyz8,{AT}/8xyz8/bad/,down\n",
    "comment_headers.csv": "id,permalink,date,ip,subreddit,gildings,link,parent\ncc1,,,,,,,\n",
    "ip_logs.csv": "date,ip\n",
}  # fmt: skip
ANN, BO, CY, DYEING = "reddit:@ann_weaver", "reddit:@bo_tamsin", "reddit:@cy_verdant", "reddit:r/dyeing"


def read(files: dict[str, bytes | str] | None = None, *me: str, title: str = "reddit.zip") -> Told:
    return told(RedditExport(), FILES if files is None else files, *me, title=title)


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_texts_and_acts() -> None:
    found = read()
    assert found.table(
        "posts", "post_id", "kind", "text", "thread_id", "community_id", "reply_to_post_id", "posted_at"
    ) == [
        ("reddit:t3_1abc2", "post", "Red, see https://dye.example", "reddit:t3_1abc2", DYEING, None, at(5, 1)),
        ("reddit:t1_cc1", "comment", "Blue\nand deep", "reddit:t3_9xyz9", DYEING, "reddit:t3_9xyz9", at(5, 2)),
        ("reddit:t1_cc2", "reply", "Yes", "reddit:t3_9xyz9", DYEING, "reddit:t1_dd7", at(5, 3)),
    ]
    assert found.table("interactions", "kind", "actor_id", "target_id", "target_post_id", "happened_at") == [
        ("comment", ANN, None, "reddit:t3_9xyz9", at(5, 2)),
        ("reply", ANN, None, "reddit:t1_dd7", at(5, 3)),
        ("like", ANN, None, "reddit:t3_9xyz9", None),
    ]
    assert (found.used["post_votes.csv"], found.not_used["post_votes.csv"]) == (1, 1)


def test_messages_and_chats_name_both_sides() -> None:
    found = read()
    assert found.table("messages", "sender_id", "recipient_id", "text", "sent_at", "folder", "bulk_evidence") == [
        (BO, ANN, "Is it for sale?", at(5, 4), "inbox", None),
        (ANN, BO, "It is", at(5, 4, 11), "sent", None),
        ("reddit:@reddit", ANN, "Rules", at(5, 5), "inbox", "sent by Reddit"),
        (ANN, DYEING, "To all who keep it", at(5, 5, 11), "sent", None),
        (CY, ANN, "Hello", at(5, 6), "inbox", None),
        (ANN, CY, "Hello yourself", at(5, 6, 10, 1), "sent", None),
    ]
    assert [row["thread_id"] for row in found.rows["messages"]][:2] == ["reddit:t4_m1"] * 2


def test_whom_the_owner_follows() -> None:
    assert read().table("follows", "follower_id", "followed_id", "kind") == [
        (ANN, BO, "follow"),
        (ANN, DYEING, "follow"),
    ]


def test_whose_it_is_and_when() -> None:
    found = read()
    assert found.seen == [datetime(2026, 6, 2, 8, tzinfo=UTC)]
    rows = {row["account_id"]: row for row in found.rows["accounts"]}
    assert [one for one, row in rows.items() if row.get("is_self")] == [ANN]
    assert (rows[ANN]["handle"], rows[ANN]["created_at"]) == ("Ann_Weaver", datetime(2015, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert rows[BO]["handle"] == "Bo_Tamsin"
    assert [one for one, row in rows.items() if row.get("is_organisation")] == [DYEING]
    rest = {name: data for name, data in FILES.items() if name != "statistics.csv"}
    assert read(rest, title=TITLE).rows["posts"][0]["author_id"] == ANN
    assert read(rest, "reddit:@ann_weaver").rows["posts"][0]["author_id"] == ANN
    unknown = read(rest)
    assert unknown.rows["posts"][0]["author_id"] == "reddit:name:owner of this export#"
    assert "The export does not tell whose it is." in [problem.what for problem in unknown.problems]


def test_coverage() -> None:
    found = read()
    assert found.coverage("messages", "message", "in") == ("all", "handle", "exact")
    assert found.coverage("interactions", "comment", "out") == ("some", "none", "exact")
    assert found.coverage("interactions", "reply", "in") == ("none", "none", "none")
    assert found.coverage("posts", "post", "out")[0] == "all"
    without = read({name: data for name, data in FILES.items() if name != "chat_history.csv"})
    assert without.coverage("messages", "message", "out")[0] == "some"


def test_a_line_that_says_nothing_is_a_problem_of_its_own() -> None:
    lines = str(FILES["messages.csv"]) + ",,,2026-05-07 10:00:00 UTC,,,,,x\nshort\n"
    found = read({**FILES, "messages.csv": lines})
    assert [problem.place for problem in found.problems if problem.records] == ["line 6", "line 7"]
    assert found.coverage("messages", "message", "in")[0] == "some"


def test_a_file_in_parts_is_read_in_all_of_them() -> None:
    other = str(FILES["comments.csv"]).replace("cc1,", "ee1,").replace("cc2,", "ee2,")
    parts: dict[str, bytes | str] = {"comments_1.csv": FILES["comments.csv"], "comments_2.csv": other}
    assert len(read({**{n: d for n, d in FILES.items() if n != "comments.csv"}, **parts}).rows["posts"]) == 5


def test_recognised_by_content() -> None:
    def score(*names: str) -> float:
        return RedditExport().recognises(MemoryArchive({name: FILES[name] for name in names}), Options())

    assert score(*FILES) > 0.95
    assert score("comments.csv") > 0.9
    assert score("friends.csv", "subscribed_subreddits.csv", "statistics.csv") == 0


@given(damaged(FILES))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(RedditExport(), files)


def test_a_time_of_another_form_is_told_by_itself() -> None:
    body = str(FILES["posts.csv"])
    lines = body + "".join(
        body.split("\n")[1].replace("1abc2,", f"2abc{n},").replace("2026-05-01 10:00:00 UTC", time) + "\n"
        for n, time in enumerate(["2026-05-01T10:00:00+02:00", "long ago"])
    )
    found = dict(read({**FILES, "posts.csv": lines}).table("posts", "post_id", "posted_at"))
    assert found["reddit:t3_1abc2"] == at(5, 1)
    assert found["reddit:t3_2abc0"] == at(5, 1, 8)
    assert found["reddit:t3_2abc1"] is None


def test_a_chat_of_many_is_told_of_the_owner_alone() -> None:
    head = str(FILES["chat_history.csv"]).split("\n")[0]
    lines = [f"k{n},2026-05-06 10:00:00 UTC,,person_{n},Hello,,room,,,group" for n in range(30)]
    found = read({**FILES, "chat_history.csv": "\n".join([head, *lines, ""])})
    rows = [row for row in found.rows["messages"] if row["thread_id"] == "reddit:chat:room"]
    assert {(row["recipient_id"], row["recipient_count"]) for row in rows} == {(ANN, 30)}
