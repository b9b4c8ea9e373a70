"""Large made-up exports of chats and comments, laid out as their own writers do: Telegram, WhatsApp, Reddit, YouTube."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from benchmarks.speed.exports import Chance

BEGIN: Final = datetime(2020, 1, 1, tzinfo=UTC)
_CHATS: Final = 20
_OWN: Final = 7_000_001
_REDDIT: Final = "https://www.reddit.com/r"


def telegram(records: int) -> Iterator[str]:
    """Yield a whole export of Telegram Desktop: chats of two, one private group, printed as Telegram prints them."""
    chance, each = Chance(21), max(records // _CHATS, 1)
    yield '{\n "about": "Here is the data you requested.",\n "personal_information": {\n  "user_id": 7000001,\n'
    yield '  "first_name": "Ada",\n  "last_name": "Quill",\n  "username": "@ada_quill"\n },\n'
    yield ' "chats": {\n  "about": "This page lists all chats from this export.",\n  "list": ['
    for chat in range(_CHATS):
        kind, number = ("private_supergroup", 9_000_000) if chat == 0 else ("personal_chat", 8_000_000 + chat)
        head = f'   {{\n    "name": "Loom {chat}",\n    "type": "{kind}",\n    "id": {number},\n    "messages": ['
        yield f"{',' if chat else ''}\n{head}"
        for place in range(each):
            other = 8_000_001 + place % 7 if chat == 0 else number
            sender = _OWN if place % 2 else other
            yield f"{',' if place else ''}\n{_telegram(chance, chat * each + place, place, sender)}"
        yield "\n    ]\n   }"
    yield "\n  ]\n }\n}"


def _telegram(chance: Chance, number: int, place: int, sender: int) -> str:
    at, name, text = BEGIN + timedelta(minutes=number), f"Person {sender % 1000}", chance.words(2, 20)
    if place % 50 == 49:
        return (
            f'     {{\n      "id": {place + 1},\n      "type": "service",\n      "date": "{at:%Y-%m-%dT%H:%M:%S}",\n'
            f'      "date_unixtime": "{at:%s}",\n      "actor": "{name}",\n      "actor_id": "user{sender}",\n'
            '      "action": "phone_call",\n      "duration_seconds": 61,\n      "text": "",\n      "text_entities": []\n     }'
        )
    entities = f'[\n       {{\n        "type": "plain",\n        "text": "{text}"\n       }}\n      ]'
    written = f'"{text}"'
    if place % 15 == 7:
        address = f'{{\n        "type": "link",\n        "text": "https://dye.example/{number}"\n       }}'
        written = f'[\n       "{text} ",\n       {address},\n       ""\n      ]'
        entities = entities[:-8] + f",\n       {address}\n      ]"
    answer = f'      "reply_to_message_id": {place},\n' if place % 8 == 5 else ""
    return (
        f'     {{\n      "id": {place + 1},\n      "type": "message",\n      "date": "{at:%Y-%m-%dT%H:%M:%S}",\n'
        f'      "date_unixtime": "{at:%s}",\n      "from": "{name}",\n      "from_id": "user{sender}",\n'
        f'{answer}      "text": {written},\n      "text_entities": {entities}\n     }}'
    )


def whatsapp(records: int) -> Iterator[str]:
    """Yield a chat of two as an iPhone exports it: some messages of several lines, pictures left out, calls."""
    chance, names = Chance(22), ("Ada Quill", "Bo Loom")
    for number in range(records):
        at, name = BEGIN + timedelta(seconds=97 * number), names[number * 7 % 5 % 2]
        text = chance.words(2, 20)
        if number % 12 == 5:
            text += f"\r\n{chance.words(1, 8)}"
        elif number % 20 == 7:
            text = "\u200eimage omitted"
        elif number % 400 == 9:
            text = "\u200eMissed voice call"
        elif number % 30 == 11:
            text += f" https://dye.example/{number}"
        mark = "\u200e" if text[:1] == "\u200e" else ""
        yield f"{mark}[{at:%d/%m/%Y, %H:%M:%S}] {name}: {text}\r\n"


def reddit_comments(records: int) -> Iterator[str]:
    """Yield the comments of a Reddit export."""
    chance = Chance(23)
    yield "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\r\n"
    for number in range(records):
        key, thread, place = f"c{number:06x}", f"1{number // 3:06x}", f"loom{number % 97}"
        link, at = f"{_REDDIT}/{place}/comments/{thread}/madder_and_woad/", BEGIN + timedelta(minutes=number)
        parent = f"t1_c{number - 1:06x}" if number % 3 else f"t3_{thread}"
        yield f"{key},{link}{key}/,{at:%Y-%m-%d %H:%M:%S} UTC,,{place},0,{link},{parent},{_body(chance, number)},\r\n"


def reddit_posts(records: int) -> Iterator[str]:
    """Yield the posts of a Reddit export."""
    chance = Chance(24)
    yield "id,permalink,date,ip,subreddit,gildings,title,url,body\r\n"
    for number in range(records):
        key, place, at = f"1{number:06x}", f"loom{number % 97}", BEGIN + timedelta(minutes=number)
        path = f"/r/{place}/comments/{key}/madder_and_woad/"
        yield (
            f"{key},https://www.reddit.com{path},{at:%Y-%m-%d %H:%M:%S} UTC,,{place},0,{chance.words(2, 9)},{path},"
            f"{_body(chance, number)}\r\n"
        )


def reddit_messages(records: int) -> Iterator[str]:
    """Yield the private messages of a Reddit export."""
    chance = Chance(25)
    yield "id,permalink,thread_id,date,ip,from,to,subject,body\r\n"
    for number in range(records):
        key, at, ends = (
            f"m{number:06x}",
            BEGIN + timedelta(minutes=number),
            ["ada_quill", f"bo_loom{number // 2 % 997}"],
        )
        sender, other = ends if number % 2 else ends[::-1]
        yield (
            f"{key},https://www.reddit.com/message/messages/{key},m{number // 2 * 2:06x},{at:%Y-%m-%d %H:%M:%S} UTC,,{sender},"
            f"{other},{chance.words(1, 4)},{_body(chance, number)}\r\n"
        )


def reddit_chats(records: int) -> Iterator[str]:
    """Yield the chats of a Reddit export."""
    chance = Chance(26)
    yield (
        "message_id,created_at,updated_at,username,message,thread_parent_message_id,channel_url,subreddit,channel_name,"
        "conversation_type\r\n"
    )
    for number in range(records):
        at, room = BEGIN + timedelta(minutes=number), number // 40
        name = f"bo_loom{room % 997}" if number % 2 else "ada_quill"
        yield (
            f"k{number:07x},{at:%Y-%m-%d %H:%M:%S} UTC,,{name},{_body(chance, number)},,sendbird_group_{room},,,direct\r\n"
        )


def reddit_statistics(_records: int) -> Iterator[str]:
    """Yield what a Reddit export says of its owner."""
    yield "statistic,value\r\naccount name,ada_quill\r\nexport time,2030-01-01 00:00:00 UTC\r\n"


def _body(chance: Chance, number: int) -> str:
    text = chance.words(3, 25)
    if number % 9 == 4:
        return f'"{text}, said ""{chance.words(1, 4)}""\n{chance.words(2, 8)}"'
    return f"see https://dye.example/{number} {text}" if number % 20 == 3 else text


def youtube_comments(records: int) -> Iterator[str]:
    """Yield the comments of YouTube as Takeout writes them."""
    chance = Chance(27)
    yield (
        "Comment ID,Channel ID,Comment create timestamp,Price,Parent comment ID,Post ID,Video ID,Comment text,"
        "Top-level comment ID\n"
    )
    for number in range(records):
        at, parent = BEGIN + timedelta(seconds=97 * number, microseconds=number % 10**6), ""
        if number % 3:
            parent = f"Ugx{number // 3 * 3:010d}AaABAg"
        pieces = [{"text": chance.words(3, 25)}]
        if number % 9 == 4:
            pieces += [{"text": "\n"}, {"text": f'see "https://dye.example/{number}"'}]
        text = ",".join(json.dumps(piece, separators=(",", ":")) for piece in pieces).replace('"', '""')
        yield (
            f"Ugx{number:010d}AaABAg,UCadaquill0123456789abcd,{at.isoformat(timespec='microseconds')},0,{parent},,"
            f'v{number // 5:010d},"{text}",\n'
        )


def youtube_subscriptions(records: int) -> Iterator[str]:
    """Yield the subscriptions of YouTube as Takeout writes them."""
    chance = Chance(28)
    yield "Channel Id,Channel Url,Channel Title\n"
    for number in range(records):
        channel = f"UC{number:022d}"
        yield f"{channel},http://www.youtube.com/channel/{channel},{chance.words(1, 3)}\n"
