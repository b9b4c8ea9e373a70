"""Large made-up inputs, to measure speed with: an X archive of any size, and the log of a large following."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from kithkin.example import texts, x_export
from kithkin.example.person import EGO, NOTICE, Mint, Post, World, world_of

TextLayout = Literal["pretty", "one-line", "crlf", "bom"]

START: Final = datetime(2016, 6, 1, tzinfo=UTC)
_NUMBER: Final = 7_000_000_000_000_000_001
_TIME: Final = datetime(2001, 1, 1, tzinfo=UTC)
KINDS: Final = ("like", "reply", "repost", "mention", "quote")


def big_x_archive(path: Path, megabytes: float, layout: TextLayout = "pretty", seed: int = 1) -> int:
    """Write an X archive whose `tweets.js` has at least so many megabytes (10**6 bytes); return its number of tweets.

    `layout` varies what a reader must bear: `pretty` as X writes it, `one-line` without any line end, `crlf`
    with the line ends of Windows, `bom` with a byte order mark in front.
    """
    world = world_of(0, seed)
    named = {name: items for name, items in x_export.files(world) if name != "tweets"}
    count, size = 0, 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(zipfile.ZipInfo("made-up.txt", x_export.FIXED_TIME), NOTICE)
        for name, items in named.items():
            archive.writestr(zipfile.ZipInfo(f"data/{name}.js", x_export.FIXED_TIME), x_export.script(name, items))
        info = zipfile.ZipInfo("data/tweets.js", x_export.FIXED_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as file:
            for piece in _tweets(seed, layout):
                size += file.write(piece)
                count += 1
                if size >= megabytes * 10**6:
                    break
            file.write(b"]" if layout == "one-line" else b"\r\n]" if layout == "crlf" else b"\n]")
        counts = {name: len(items) for name, items in named.items()} | {"tweets": count}
        archive.writestr(zipfile.ZipInfo("data/manifest.js", x_export.FIXED_TIME), x_export.manifest(world, counts))
    return count


def _tweets(seed: int, layout: TextLayout) -> Iterator[bytes]:
    """Yield the tweets one by one, each with what stands before it."""
    chance, mint, at = random.Random(seed), Mint(), START
    kinds = [_tweet(chance, layout) for _ in range(200)]
    number, time = str(_NUMBER).encode(), x_export.written(_TIME).encode()
    end = {"one-line": b"", "crlf": b"\r\n"}.get(layout, b"\n")
    before = (b"\xef\xbb\xbf" if layout == "bom" else b"") + b"window.YTD.tweets.part0 = [" + end
    while True:
        at += timedelta(seconds=chance.randint(20, 900))
        own = str(mint.number(at)).encode()
        tweet = kinds[chance.randrange(len(kinds))].replace(number, own).replace(time, x_export.written(at).encode())
        yield before + tweet
        before = b"," + end


def _tweet(chance: random.Random, layout: TextLayout) -> bytes:
    """Return a tweet as text, with a number and a time that stand for those it will have."""
    language, words = chance.choice(texts.POSTS)
    text = texts.filled(chance, words, chance.randrange(10**9))
    others = world_of(5, chance.randrange(10**6))
    kind = chance.choice(("post", "reply", "repost", "quote"))
    to = next(iter(others.people)) if kind != "post" else None
    post = Post(_NUMBER, _TIME, text, language, kind, to, _NUMBER - (9_000_000 << 22))
    item = {"tweet": x_export.Tweets(World(others.ego, others.people)).one(post)}
    return x_export.packed(item) if layout == "one-line" else _indented(item, "\r\n" if layout == "crlf" else "\n")


def _indented(item: x_export.Item, end: str) -> bytes:
    return x_export.pretty(item).replace("\n", end).encode()


def network_log(folder: Path, accounts: int = 100_000, interactions: int = 1_000_000, seed: int = 1) -> Path:
    """Write `follows.csv` and `interactions.csv` of one ego with so many followers; return the folder.

    As on real networks a few talk much and most never: who acts falls off steeply. Seven acts in ten are towards
    the ego, two are the ego's own, one is between others; times rise over three years.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "made-up.txt").write_text(NOTICE, encoding="utf-8")
    chance = random.Random(seed)
    begin = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    with (folder / "follows.csv").open("w", encoding="utf-8") as file:
        file.write("follower_id,followed_id,at\n")
        file.writelines(f"p{n},{EGO},{begin + n * 30}\n" for n in range(accounts))
    with (folder / "interactions.csv").open("w", encoding="utf-8") as file:
        file.write("actor_id,target_id,kind,at\n")
        file.writelines(_acts(chance, accounts, interactions))
    return folder


def _acts(chance: random.Random, accounts: int, interactions: int) -> Iterator[str]:
    begin, step = int(datetime(2023, 6, 1, tzinfo=UTC).timestamp()), 3 * 365 * 86_400 / max(interactions, 1)
    some = chance.random
    for place in range(interactions):
        person, draw, kind = f"p{int(accounts * some() ** 4)}", some(), KINDS[int(5 * some() ** 2)]
        ends = (
            f"{person},{EGO}"
            if draw < 0.7
            else f"{EGO},{person}"
            if draw < 0.9
            else f"{person},p{int(accounts * some())}"
        )
        yield f"{ends},{kind},{begin + int(place * step)}\n"
