"""Large made-up lists of people and small acts: address books, tables, the lists of Mastodon, Instagram, Facebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from benchmarks.speed.exports import Chance

BEGIN: Final = datetime(2020, 1, 1, tzinfo=UTC)
_BEGIN_SECONDS: Final = round(BEGIN.timestamp())
_GOOGLE: Final = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Address 1 - Extended Address,Website 1 - Label,Website 1 - Value"
)
_OUTLOOK: Final = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,"
    "Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home State,Home Postal Code,"
    "Home Country/Region,Other City,Business Fax,Business Phone,Business Phone 2,Car Phone,Company Main Phone,Home Fax,"
    "Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Phone,Pager,Primary Phone,Radio Phone,Telex,Account,Anniversary,"
    "Assistant's Name,Birthday,Categories,Children,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,"
    "E-mail 2 Type,E-mail 2 Display Name,Gender,Hobby,Initials,Keywords,Language,Location,Manager's Name,Notes,"
    "Office Location,Priority,Profession,Sensitivity,Spouse,User 1,User 2,Web Page"
)


def _phone(number: int) -> str:
    return f"+1 555 {number // 10_000 % 1000:03d} {number % 10_000:04d}"


def cards(records: int) -> Iterator[str]:
    """Yield an address book as telephones write it: vCard 3.0, some with a place, a note, a profile, a photograph."""
    chance = Chance(4)
    for number in range(records):
        given, family = chance.words(1, 1).title(), f"{chance.words(1, 1).title()}{number}"
        yield f"BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Mill//Books 1.0//EN\r\nN:{family};{given};;;\r\nFN:{given} {family}\r\n"
        if number % 3 == 0:
            yield f"ORG:{chance.words(1, 2).title()}\\, Sons;Weaving\r\n"
        yield f"EMAIL;type=INTERNET;type=HOME;type=pref:{given}.{family}@loom.example\r\n"
        yield f"TEL;type=CELL;type=VOICE;type=pref:{_phone(number)}\r\n"
        if number % 4 == 0:
            yield f"item1.ADR;type=HOME;type=pref:;;{number} Mill Lane;{chance.words(1, 1).title()};;HP1;England\r\n"
            yield "item1.X-ABADR:gb\r\n"
        if number % 5 == 0:
            yield f"NOTE:met at {chance.words(6, 12)}\\, \r\n asked for {chance.words(2, 6)}\r\n"
        if number % 7 == 0:
            yield f"X-SOCIALPROFILE;type=twitter:http://twitter.com/{given}{number}\r\n"
        if number % 25 == 0:
            yield "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(chance.key(72).upper() for _ in range(40)) + "\r\n"
        yield f"REV:{BEGIN + timedelta(hours=number % 40_000):%Y-%m-%dT%H:%M:%SZ}\r\nEND:VCARD\r\n"


def google(records: int) -> Iterator[str]:
    """Yield the contacts of Google as CSV."""
    yield f"{_GOOGLE}\r\n"
    yield from _contacts(_GOOGLE, records, 5, {
        "First Name": "given", "Last Name": "family", "Organization Name": "firm", "Notes": "note", "Labels": "labels",
        "E-mail 1 - Value": "mail", "E-mail 2 - Value": "second", "Phone 1 - Value": "phone",
        "Address 1 - Formatted": "place", "Website 1 - Value": "web",
    })  # fmt: skip


def outlook(records: int) -> Iterator[str]:
    """Yield the contacts of Outlook as CSV."""
    yield f"{_OUTLOOK}\r\n"
    yield from _contacts(_OUTLOOK, records, 6, {
        "First Name": "given", "Last Name": "family", "Company": "firm", "Notes": "note", "Categories": "labels",
        "E-mail Address": "mail", "E-mail 2 Address": "second", "Mobile Phone": "phone", "Home City": "place",
        "Web Page": "web",
    })  # fmt: skip


def _contacts(header: str, records: int, seed: int, where: dict[str, str]) -> Iterator[str]:
    chance, columns = Chance(seed), [where.get(column, "") for column in header.split(",")]
    for number in range(records):
        given, family = chance.words(1, 1).title(), f"{chance.words(1, 1).title()}{number}"
        person = {
            "given": given, "family": family, "labels": "* myContacts", "phone": _phone(number),
            "mail": f"{given}.{family}@loom.example",
            "firm": f'"{chance.words(1, 2).title()}, Sons"' if number % 3 == 0 else "",
            "second": f"{family}@home.example" if number % 6 == 0 else "",
            "place": f'"{number} Mill Lane\n{chance.words(1, 1).title()}"' if number % 4 == 0 else "",
            "note": f'"met at ""{chance.words(4, 9)}"""' if number % 5 == 0 else "",
            "web": f"https://x.com/{given}{number}" if number % 7 == 0 else "",
        }  # fmt: skip
        yield ",".join([person.get(column, "") for column in columns]) + "\r\n"


def actor(_records: int) -> Iterator[str]:
    """Yield the profile of a Mastodon archive."""
    yield json.dumps({
        "@context": "https://www.w3.org/ns/activitystreams", "id": "https://mill.example/users/ada", "type": "Person",
        "preferredUsername": "ada", "name": "Ada Quill", "url": "https://mill.example/@ada",
        "outbox": "outbox.json", "likes": "likes.json", "published": "2017-01-01T00:00:00Z",
    })  # fmt: skip


def likes(records: int) -> Iterator[str]:
    """Yield the likes of a Mastodon archive: addresses of posts."""
    chance = Chance(7)
    yield '{"@context":"https://www.w3.org/ns/activitystreams","id":"likes.json","type":"OrderedCollection","orderedItems":['
    for number in range(records):
        host, user, key = chance.randrange(300), chance.words(1, 1), chance.randrange(10**17, 10**18)
        yield f'{"," if number else ""}"https://host{host}.example/users/{user}/statuses/{key}"'
    yield "]}"


def following(records: int) -> Iterator[str]:
    """Yield whom somebody follows, as Mastodon writes it."""
    chance = Chance(8)
    yield "Account address,Show boosts,Notify on new posts,Languages\n"
    for number in range(records):
        yield f"{chance.words(1, 1)}{number}@host{chance.randrange(300)}.example,true,false,\n"


def lists(records: int) -> Iterator[str]:
    """Yield the lists of a Mastodon account."""
    chance = Chance(9)
    for number in range(records):
        yield f"list {number % 40},{chance.words(1, 1)}{number}@host{chance.randrange(300)}.example\n"


def instagram_followers(records: int) -> Iterator[str]:
    """Yield a list of followers of Instagram."""
    yield from _listed("[", "]", (_follower(number, "p") for number in range(records)))


def instagram_following(records: int) -> Iterator[str]:
    """Yield whom somebody follows on Instagram."""
    yield from _listed('{"relationships_following":[', "]}", (_follower(number, "q") for number in range(records)))


def _follower(number: int, letter: str) -> dict[str, Any]:
    handle, at = f"{letter}{number * 7919 % 10_000_019}", _BEGIN_SECONDS + number * 40
    part = {"href": f"https://www.instagram.com/{handle}", "value": handle, "timestamp": at}
    return {"title": "", "media_list_data": [], "string_list_data": [part]}


def instagram_likes(records: int) -> Iterator[str]:
    """Yield the likes of an Instagram export."""
    chance = Chance(10)

    def like(number: int) -> dict[str, Any]:
        """Return one like."""
        part = {
            "href": f"https://www.instagram.com/p/{chance.key(11)}/",
            "value": "\u00f0\u009f\u0091\u008d",
            "timestamp": _BEGIN_SECONDS + number * 40,
        }
        return {"title": f"p{number * 7919 % 20_011}", "string_list_data": [part]}

    yield from _listed('{"likes_media_likes":[', "]}", (like(number) for number in range(records)))


def instagram_comments(records: int) -> Iterator[str]:
    """Yield the comments of an Instagram export."""
    chance = Chance(11)

    def comment(number: int) -> dict[str, Any]:
        """Return one comment."""
        values = {
            "Comment": {"value": f"{chance.words(3, 15)} @p{number % 977}"},
            "Media Owner": {"value": f"p{number * 7919 % 20_011}"},
            "Time": {"timestamp": _BEGIN_SECONDS + number * 40},
        }
        return {"media_list_data": [{"uri": ""}], "string_map_data": values}

    yield from _listed("[", "]", (comment(number) for number in range(records)))


def profile(_records: int) -> Iterator[str]:
    """Yield the profile of an Instagram export."""
    values = {"Username": {"value": "ada"}, "Name": {"value": "Ada Quill"}}
    yield json.dumps({"profile_user": [{"string_map_data": values}]})


def facebook_friends(records: int) -> Iterator[str]:
    """Yield the friends of a Facebook export."""
    friends = ({"name": f"Bo Loom{number}", "timestamp": _BEGIN_SECONDS + number * 40} for number in range(records))
    yield from _listed('{"friends_v2":[', "]}", friends)


def facebook_reactions(records: int) -> Iterator[str]:
    """Yield the reactions of a Facebook export."""

    def reaction(number: int) -> dict[str, Any]:
        """Return one reaction."""
        data = [{"reaction": {"reaction": "LIKE", "actor": "Ada Quill"}}]
        title = f"Ada Quill likes Bo Loom{number * 7919 % 20_011}'s {('post', 'photo')[number % 2]}."
        return {"timestamp": _BEGIN_SECONDS + number * 40, "data": data, "title": title}

    yield from _listed("[", "]", (reaction(number) for number in range(records)))


def facebook_comments(records: int) -> Iterator[str]:
    """Yield the comments of a Facebook export."""
    chance = Chance(12)

    def comment(number: int) -> dict[str, Any]:
        """Return one comment."""
        at = _BEGIN_SECONDS + number * 40
        inner = {"timestamp": at, "comment": chance.words(3, 20), "author": "Ada Quill"}
        title = f"Ada Quill {('commented on', 'replied to')[number % 2]} Bo Loom{number * 7919 % 20_011}'s post."
        return {"timestamp": at, "data": [{"comment": inner}], "title": title}

    yield from _listed('{"comments_v2":[', "]}", (comment(number) for number in range(records)))


def facebook_profile(_records: int) -> Iterator[str]:
    """Yield the profile of a Facebook export."""
    yield json.dumps({"profile_v2": {"name": {"full_name": "Ada Quill"}, "registration_timestamp": _BEGIN_SECONDS}})


def _listed(opening: str, closing: str, found: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield a list as JSON."""
    yield opening
    for number, item in enumerate(found):
        yield f"{',' if number else ''}{json.dumps(item, separators=(',', ':'))}"
    yield closing


def counts(records: int) -> Iterator[str]:
    """Yield a log of the followers of two thousand accounts, day by day."""
    yield "date,network,account,followers,following\n"
    for number in range(records):
        day, person = BEGIN + timedelta(days=number // 2000), number % 2000
        yield f"{day:%Y-%m-%d},mastodon,mastodon:p{person}@mill.example,{1000 + number % 3571},{300 + number % 97}\n"


def table(records: int) -> Iterator[str]:
    """Yield messages in the table form."""
    chance = Chance(13)
    yield "message_id,network,thread_id,sender_id,recipient_id,recipient_count,sent_at,text,link_count,folder\n"
    for number in range(records):
        person, at = number * 7919 % 20_011, BEGIN + timedelta(minutes=number % 2_000_000)
        ends = (f"mill:p{person}", "mill:ada")
        sender, other = ends if number % 2 else ends[::-1]
        text = f'"{chance.words(3, 15)}, and ""{chance.words(1, 2)}"""'
        yield f"mill:m{number},mill,mill:t{person},{sender},{other},1,{at:%Y-%m-%dT%H:%M:%SZ},{text},0,inbox\n"


def feed(records: int, seed: int = 0) -> Iterator[str]:
    """Yield a feed in RSS as sites write it, with the whole of each entry."""
    chance, site = Chance(14 + seed), f"https://site{seed}.example"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    yield 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>'
    yield f'<title>Site {seed}</title><link>{site}/</link><atom:link href="{site}/feed" rel="self"/>'
    yield "<description>Weaving</description><language>en</language>\n"
    for number in range(records):
        at, words = BEGIN + timedelta(hours=number), chance.words(60, 200)
        yield f"<item><title>{chance.words(3, 8)}</title><link>{site}/{number}</link><dc:creator>Ada Quill</dc:creator>"
        yield f'<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate><guid isPermaLink="false">{site}/?p={number}</guid>'
        yield f"<description>{chance.words(10, 20)}</description><content:encoded><![CDATA[<p>{words}</p>"
        yield f'<p>See <a href="{site}/{number // 2}">this</a>.</p>]]></content:encoded></item>\n'
    yield "</channel></rss>\n"
