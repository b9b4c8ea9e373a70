"""YouTube's part of a Takeout by hand: subscriptions in any language, comments of every generation, damage."""

# ruff: noqa: E501  # lines of the made-up files are as long as Google's

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings

from kithkin.model.source import Options
from kithkin.sources.youtube_takeout import YouTubeTakeout
from tests.sources.told import Told, damaged, told
from tests.worlds.memory import MemoryArchive

TITLE = "takeout-20260602T080000Z-001.zip"
ME, LOOM, WOAD = (f"UC{name:_<22}" for name in ("ann", "loom", "woad"))
FOLDER = "Takeout/YouTube and YouTube Music"
SUBSCRIPTIONS = (
    "Channel Id,Channel Url,Channel Title\r\n"
    f'{LOOM},http://www.youtube.com/channel/{LOOM},"The Loom, live"\r\n{WOAD},http://www.youtube.com/channel/{WOAD},Woad\r\n\r\n'
)
COMMENTS = (
    "Channel ID,Comment Create Timestamp,Price,Comment ID,Parent Comment ID,Video ID,Comment Text\r\n"
    f'{ME},2026-05-01T10:00:00.5+00:00,0,Ugx1,,vid42,"{{""text"":""Blue, ""}},{{""text"":""and deep""}}"\r\n'
    f'{ME},2026-05-02T10:00:00+00:00,0,Ugx1.a,Ugx1,vid42,"{{""takeoutSegments"":[{{""text"":""Deeper""}}]}}"\r\n\r\n\r\n'
)
OLD = f"Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment text,Top-level comment ID\nUgx9,{ME},2015-01-01T00:00:00+00:00,0,,,vid9,123,\n"
CHATS = f'Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,Live Chat Text\nChat1,{ME},2026-05-03T10:00:00+00:00,0,live1,"{{""text"":""Hello""}}"\n'
FILES: dict[str, bytes | str] = {
    f"{FOLDER}/subscriptions/subscriptions.csv": SUBSCRIPTIONS,
    f"{FOLDER}/comments/comments.csv": COMMENTS,
    f"{FOLDER}/comments/comments(1).csv": OLD,
    f"{FOLDER}/live chats/live chats.csv": CHATS,
    f"{FOLDER}/history/watch-history.json": "[]",
}


def read(files: dict[str, bytes | str] | None = None, *me: str, title: str = TITLE) -> Told:
    return told(YouTubeTakeout(), FILES if files is None else files, *me, title=title)


def test_subscriptions() -> None:
    found = read()
    assert found.table("follows", "follower_id", "followed_id", "kind") == [
        (f"youtube:{ME}", f"youtube:{LOOM}", "follow"),
        (f"youtube:{ME}", f"youtube:{WOAD}", "follow"),
    ]
    assert found.table("accounts", "account_id", "name")[0] == (f"youtube:{LOOM}", "The Loom, live")
    assert found.seen == [datetime(2026, 6, 2, 8, tzinfo=UTC)]


def test_columns_of_channels_are_known_by_what_they_hold() -> None:
    german = SUBSCRIPTIONS.replace("Channel Id,Channel Url,Channel Title", "Kanal-ID,Kanal-URL,Kanaltitel")
    found = read({"Abos.csv": german})
    assert [row["followed_id"] for row in found.rows["follows"]] == [f"youtube:{LOOM}", f"youtube:{WOAD}"]
    assert "The export does not tell which channel is yours." in [problem.what for problem in found.problems]
    assert read({"Abos.csv": german}, f"youtube:{ME}").rows["follows"][0]["follower_id"] == f"youtube:{ME}"


def test_comments_of_every_generation() -> None:
    assert read().table("posts", "post_id", "kind", "text", "thread_id", "reply_to_post_id") == [
        ("youtube:Ugx9", "comment", "123", "youtube:vid9", "youtube:vid9"),
        ("youtube:Ugx1", "comment", "Blue, and deep", "youtube:vid42", "youtube:vid42"),
        ("youtube:Ugx1.a", "reply", "Deeper", "youtube:vid42", "youtube:Ugx1"),
        ("youtube:Chat1", "comment", "Hello", "youtube:live1", "youtube:live1"),
    ]
    acts = read().table("interactions", "kind", "actor_id", "target_id", "happened_at")
    assert acts[1] == ("comment", f"youtube:{ME}", None, datetime(2026, 5, 1, 10, 0, 0, 500_000, tzinfo=UTC))


def test_comments_in_another_language_are_told() -> None:
    strange = COMMENTS.replace("Comment ID", "Kommentar-ID").replace("Comment Text", "Kommentartext")
    found = read({**FILES, f"{FOLDER}/comments/comments.csv": strange})
    assert [problem.records for problem in found.problems if "English" in problem.way_on] == [1]


def test_coverage() -> None:
    found = read()
    assert found.coverage("follows", "follow", "out") == ("all", "id", "none")
    assert found.coverage("follows", "follow", "in") == ("none", "none", "none")
    assert found.coverage("interactions", "comment", "out") == ("some", "none", "exact")


def test_recognised_by_content() -> None:
    def score(data: str) -> float:
        return YouTubeTakeout().recognises(MemoryArchive({"a.csv": data}), Options())

    assert score(SUBSCRIPTIONS) > 0.9
    assert score(COMMENTS) > 0.9
    assert score("a,b,c\nUCx,http://example.org,x\n") == 0


@given(damaged(FILES))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(YouTubeTakeout(), files)


def test_comments_of_an_unusual_form_keep_their_words() -> None:
    lone, deep = r'{""text"":""half \ud83d""}', '{""takeoutSegments"":' * 2000
    cells = [lone, deep, '{""text"":5}', "{not JSON", '{""text"":""a""},{""text"":""b""}']
    lines = "".join(f'{ME},2026-05-01T10:00:00+00:00,0,Ugy{n},,vid,"{cell}"\n' for n, cell in enumerate(cells))
    found = read({"comments.csv": COMMENTS.split("\n", maxsplit=1)[0] + "\n" + lines})
    assert [text for (text,) in found.table("posts", "text")] == [
        "half \ufffd",
        '{"takeoutSegments":' * 2000,
        None,
        "{not JSON",
        "ab",
    ]
