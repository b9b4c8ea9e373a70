"""What one line of each LinkedIn file becomes; `linkedin_export` finds the files and the owner."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote

import msgspec

from kithkin.model.ids import account_id, handle_id, mail_id, name_id
from kithkin.model.source import Row, when
from kithkin.sources._csv import Line
from kithkin.sources._moments import Moment, moment
from kithkin.sources._plain import link_count, once, plain
from kithkin.sources._profiles import account_of, linkedin_slug

NETWORK: Final = "linkedin"
#: Who is gone has one common name; two of them are not one person.
NAMELESS: Final = frozenset({"linkedin member", "linkedin user", "deleted member"})
FOLDERS: Final = {
    "inbox": "inbox", "archive": "archive", "archived": "archive", "spam": "spam", "sent": "sent", "other": "filtered",
    "filtered": "filtered", "requests": "requests", "message_requests": "requests", "draft": "draft", "drafts": "draft",
}  # fmt: skip
_PLACEHOLDER: Final = re.compile(r"\[[a-z_ ]{1,30}\]")
_URN: Final = re.compile(r"urn:li:(activity|ugcPost|share|groupPost|article):(\d{5,25})")
_COMMENT: Final = re.compile(r"urn:li:comment:\([^()]{1,200},(\d{5,25})\)")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BIRTH: Final = datetime(2003, 5, 5, tzinfo=UTC)


class UnreadableError(Exception):
    """A line that cannot become a row; the message says why, in one sentence."""


class Owner(msgspec.Struct):
    """Whose export it is: the id that rows bear, all ids known, and the name as the export writes it."""

    account_id: str = f"{NETWORK}:owner#"
    others: set[str] = msgspec.field(default_factory=set)
    name: str = ""


class Context(msgspec.Struct):
    """What the whole export says that a single line needs."""

    owner: Owner
    until: datetime
    connected: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    own_posts: frozenset[int] = frozenset()
    follows: dict[str, FollowHistory] = {}
    bearers: Mapping[int, str] = {}
    doubts: list[str] = []
    unnamed: int = 0
    #: By name that several connections bear, or the owner does too: each connection's facts, with its number.
    namesakes: dict[str, dict[tuple[str, ...], int]] = {}

    def person(self, name: str, url: str = "", within: str = "") -> str | None:
        """Return the id of a person: by profile address, else by name; None where there is neither.

        `within` tells apart the people who have no name of their own, such as by their conversation.
        """
        name = clean(name)
        if slug := linkedin_slug(clean(url)):
            return account_id(NETWORK, slug)
        if not name:
            return None
        if folded(name) in NAMELESS:
            return name_id(NETWORK, f"{name} {within}")
        return self.owner.account_id if folded(name) == folded(self.owner.name) else name_id(NETWORK, name)

    def recipient(self, name: str, url: str, thread: str, place: int) -> str | None:
        """Return the id of a recipient; one without an address has that of the only sender of this name in the thread."""
        slug = "" if linkedin_slug(clean(url)) else self.bearers.get(spoken_of(thread, clean(name)))
        if slug and folded(name) != folded(self.owner.name):
            return account_id(NETWORK, slug)
        return self.person(name, url, f"{thread} {place}")

    def columns(self, name: str, text: str, *, assume_utc: bool = False) -> dict[str, Any]:
        """Return the four columns of an instant, open on both sides with a doubt where the text is no date."""
        if not text:
            return when(name, None, latest=self.until)
        found = moment(text, assume_utc=assume_utc)
        if found is None:
            self.doubts.append(f"{text[:40]!r} is not a date.")
            return when(name, None, latest=self.until)
        return found.columns(name, self.until)


class FollowHistory(msgspec.Struct):
    """What Member_Follows says of one name: when followed, when ended, and the line that speaks last."""

    followed: Moment | None
    ended: Moment | None
    place: str
    at: datetime


def clean(text: str) -> str:
    """Return a cell without the placeholders that LinkedIn leaves in some."""
    text = text.strip()
    return "" if text.startswith("[") and _PLACEHOLDER.fullmatch(text) else text


@once
def folded(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.casefold().split())


def spoken_of(thread: str, name: str) -> int:
    """Return what a name within a conversation is kept by: a number, so that many conversations fit the memory."""
    return hash((thread, folded(name)))


def full_name(line: Line, first: str = "firstname", last: str = "lastname") -> str:
    """Return first and last name as one."""
    return f"{clean(line.first(first))} {clean(line.first(last))}".strip()


def key_of(*parts: str) -> str:
    """Return a key that the same facts give in every export."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def profile(account: str, **columns: Any) -> Row:
    """Return an `accounts` row with what is known."""
    return Row("accounts", {"account_id": account, "network": NETWORK, **{k: v for k, v in columns.items() if v}})


def link(from_id: str, to_id: str, evidence: str, says: str) -> Row:
    """Return an `account_links` row."""
    return Row("account_links", {"from_id": from_id, "to_id": to_id, "evidence": evidence, "says": says})


def connection(context: Context, line: Line) -> list[Row]:
    """Return the tie to a connection, what is known of it, and its mail address as a claim of one person."""
    name = full_name(line)
    alter = _connected(context, line, name)
    if alter is None:
        context.unnamed += 1
        return []
    tie = {"follower_id": alter, "followed_id": context.owner.account_id, "network": NETWORK, "kind": "connection"}
    rows = [
        Row("follows", {**tie, **context.columns("followed_at", line.first("connectedon"))}),
        profile(alter, name=name, organisation=clean(line.first("company")), position=clean(line.first("position"))),
    ]
    for address in addresses(line.first("emailaddress")):
        rows.append(link(alter, mail_id(address), "claimed-link", "LinkedIn shows this address of the connection"))
    return rows


def _connected(context: Context, line: Line, name: str) -> str | None:
    """Return who a connection is; of several of one name and without an address each but the first has a number."""
    alter, known = context.person(name, line.first("url")), context.namesakes.get(folded(name))
    if alter is None or known is None or linkedin_slug(clean(line.first("url"))):
        return alter
    number = known.setdefault(tuple(map(line.first, ("connectedon", "company", "position"))), len(known) + 1)
    if number == 1:
        return alter
    context.doubts.append("Another connection, or you, bears the same name: they are kept apart by a number.")
    return name_id(NETWORK, f"{name} {number}")


def addresses(text: str) -> list[str]:
    """Return the mail addresses in a cell."""
    return [part for part in re.split(r"[\s,;]+", text) if re.fullmatch(r"[^@\s<>]{1,64}@[^@\s<>]{1,255}", part)]


def invitation(context: Context, line: Line) -> list[Row]:
    """Return the request, in whichever direction it ran."""
    owner, direction = context.owner.account_id, line.first("direction").upper()
    asker = context.person(line.first("from"), line.first("inviterprofileurl"))
    asked = context.person(line.first("to"), line.first("inviteeprofileurl"))
    if direction == "OUTGOING":
        asker = owner
    elif direction == "INCOMING":
        asked = owner
    if asker is None or asked is None:
        raise UnreadableError("The invitation does not name who asked whom.")
    sent, alter = line.first("sentat"), asked if asker == owner else asker
    values = {"from_id": asker, "to_id": asked, "network": NETWORK, "kind": "connection"}
    return [
        Row(
            "requests",
            {
                "request_id": account_id(NETWORK, key_of("request", asker, asked, sent)),
                **values,
                **context.columns("requested_at", sent),
                "state": "accepted" if alter in context.connected else "unknown",
                "text": plain(line.first("message")) or None,
            },
        )
    ]


def split_names(text: str, known: frozenset[str]) -> list[str]:
    """Return the names of a list that is separated by commas, which names can hold too: known names stay whole."""
    if "," not in text and ";" not in text:
        return [text.strip()] if text.strip() else []
    pieces = [piece.strip() for piece in re.split(r"[,;]", text)]
    names: list[str] = []
    start = 0
    while start < len(pieces):
        width = next((w for w in (4, 3, 2) if folded(", ".join(pieces[start : start + w])) in known), 1)
        names.append(", ".join(pieces[start : start + width]))
        start += width
    return [name for name in names if name]


def ends_of(names: list[str], urls: str) -> list[tuple[str, str]]:
    """Return whom a message went to, each as name and address, either of which may be empty.

    Where there are not as many addresses as names, a name may hold a comma: then the addresses are trusted, and only
    who has left LinkedIn goes without one.
    """
    cells = re.split(r"\s*[,;]\s*|\s+", urls.strip())
    if len(cells) == len(names):
        return list(zip(names, cells, strict=True))
    if any(map(linkedin_slug, cells)):
        return [("", url) for url in cells] + [(name, "") for name in names if folded(name) in NAMELESS]
    return [(name, "") for name in names]


def recipients(context: Context, line: Line, sender: str | None) -> list[str]:
    """Return whom a message went to, each once and without its sender; addresses are trusted before names."""
    ends = ends_of(split_names(line.first("to"), context.names), line.first("recipientprofileurls"))
    thread = line.first("conversationid")
    found = [context.recipient(name, url, thread, place) for place, (name, url) in enumerate(ends)]
    to = list(dict.fromkeys(person for person in found if person and person != sender))
    if to or sender is None or not context.owner.name or sender in {context.owner.account_id, *context.owner.others}:
        return to
    return [context.owner.account_id]  # what another wrote to nobody who is named came to whose export it is


def folder_of(folder: str, is_draft: str) -> str | None:
    """Return a message's folder in our words."""
    if is_draft.lower() in {"yes", "true", "1"}:
        return "draft"
    return FOLDERS.get(folder.lower().replace(" ", "_"))


def message(context: Context, line: Line) -> list[Row]:
    """Return one row per recipient; a message whose recipients are not named has one, without a recipient."""
    thread, sent = line.first("conversationid"), line.first("date")
    sender = context.person(line.first("from"), line.first("senderprofileurl"), thread)
    if sender is None and not thread:
        raise UnreadableError("The message names neither its sender nor its conversation.")
    raw, text = line.first("content"), plain(line.first("content"))
    to: list[str | None] = [*recipients(context, line, sender)] or [None]
    values = {
        "message_id": account_id(NETWORK, key_of("message", thread, sent, sender or "", raw)),
        "network": NETWORK,
        "thread_id": account_id(NETWORK, thread) if thread else None,
        "sender_id": sender,
        "recipient_count": len(to),
        **context.columns("sent_at", sent, assume_utc=True),
        "text": text,
        "subject": plain(line.first("subject")) or None,
        "link_count": link_count(text),
        "folder": folder_of(line.first("folder"), line.first("ismessagedraft")),
    }
    return [Row("messages", {**values, "recipient_id": person}) for person in to]


def target(url: str) -> tuple[str | None, int | None]:
    """Return the post that an address names and its number, or neither."""
    found = _URN.search(unquote(unquote(url)))
    return (account_id(NETWORK, f"{found[1]}:{found[2]}"), int(found[2])) if found else (None, None)


def written(number: int | None) -> datetime | None:
    """Return when LinkedIn made this number, or None where it tells no time: its upper bits are milliseconds."""
    if number is None or number >> 22 > 4_102_444_800_000:
        return None
    at = _EPOCH + timedelta(milliseconds=number >> 22)
    return at if at > _BIRTH else None


def act(context: Context, kind: str, key: str, line: Line, url: str, **columns: Any) -> Row:
    """Return what the owner did to a post; whose post it was LinkedIn says only of the owner's own."""
    post, number = target(url)
    # The share and the activity of one post have numbers made within a few seconds.
    is_own = number is not None and any((number >> 22) // 5000 + d in context.own_posts for d in (-1, 0, 1))
    return Row(
        "interactions",
        {
            "interaction_id": account_id(NETWORK, key),
            "network": NETWORK,
            "actor_id": context.owner.account_id,
            "target_id": context.owner.account_id if is_own else None,
            "kind": kind,
            **context.columns("happened_at", line.first("date")),
            "target_post_id": post,
            "target_posted_at": written(number),
            "thread_id": post,
            **columns,
        },
    )


def comment(context: Context, line: Line) -> list[Row]:
    """Return the comment as a text of the owner and as an act."""
    url, text = line.first("link"), plain(line.first("message", "comment"))
    found = _COMMENT.search(unquote(unquote(url)))
    key = f"comment:{found[1]}" if found else f"comment:{key_of(url, line.first('date'), text)}"
    post = own_post(context, account_id(NETWORK, key), "comment", line, text, url)
    post["reply_to_post_id"] = post["thread_id"] = target(url)[0]
    return [Row("posts", post), act(context, "comment", key, line, url, post_id=post["post_id"])]


def own_post(context: Context, post: str, kind: str, line: Line, text: str | None, url: str) -> dict[str, Any]:
    """Return the columns of a text of the owner."""
    return {
        "post_id": post,
        "network": NETWORK,
        "author_id": context.owner.account_id,
        "kind": kind,
        **context.columns("posted_at", line.first("date")),
        "text": text,
        "link_count": link_count(text),
        "url": url or None,
    }


def reaction(context: Context, line: Line) -> list[Row]:
    """Return the reaction; every type is one kind."""
    url = line.first("link")
    if not url:
        raise UnreadableError("The reaction does not say to what.")
    return [act(context, "reaction", f"reaction:{target(url)[0] or key_of(url)}", line, url)]


def share(context: Context, line: Line) -> list[Row]:
    """Return a post of the owner."""
    url, text = line.first("sharelink"), plain(line.first("sharecommentary"))
    post = target(url)[0] or account_id(NETWORK, key_of("share", line.first("date"), text))
    return [Row("posts", own_post(context, post, "post", line, text, url))]


def repost(context: Context, line: Line) -> list[Row]:
    """Return a repost without words of the owner's own."""
    url = line.first("link")
    key = f"repost:{target(url)[0] or key_of(url, line.first('date'))}"
    post = own_post(context, account_id(NETWORK, key), "repost", line, None, url)
    post["quoted_post_id"] = target(url)[0]
    return [Row("posts", post), act(context, "repost", key, line, url, post_id=post["post_id"])]


def endorsement(context: Context, line: Line) -> list[Row]:
    """Return an endorsement, either way: the column names say who endorsed whom."""
    is_received = any(name.startswith("endorser") for name in line.cells)
    who = "endorser" if is_received else "endorsee"
    name, url = full_name(line, f"{who}firstname", f"{who}lastname"), line.first(f"{who}publicurl")
    return regard(
        context, line, "endorse", name, url, line.first("endorsementdate"), line.first("skillname"), is_received
    )


def recommendation(is_received: bool) -> Callable[[Context, Line], list[Row]]:
    """Return the reader of recommendations in one direction, which only the file's name tells."""

    def read(context: Context, line: Line) -> list[Row]:
        """Return one recommendation."""
        url, date = line.first("url", "publicurl"), line.first("creationdate")
        return regard(context, line, "recommend", full_name(line), url, date, line.first("text"), is_received)

    return read


def regard(
    context: Context, line: Line, kind: str, name: str, url: str, date: str, what: str, is_received: bool
) -> list[Row]:
    """Return one act of regard and what it shows of the other person."""
    owner, alter = context.owner.account_id, context.person(name, url)
    if alter is None:
        raise UnreadableError("The line does not name the other person.")
    actor, to = (alter, owner) if is_received else (owner, alter)
    values: dict[str, Any] = {"interaction_id": account_id(NETWORK, key_of(kind, actor, to, what)), "network": NETWORK}
    values |= {"actor_id": actor, "target_id": to, "kind": kind, **context.columns("happened_at", date)}
    if alter in context.connected:
        # Connections.csv describes them as of now, this line as of then.
        return [Row("interactions", values)]
    firm, position = clean(line.first("company")), clean(line.first("jobtitle"))
    return [Row("interactions", values), profile(alter, name=name, organisation=firm, position=position)]


def member_follow(context: Context, line: Line) -> list[Row]:
    """Return the follow as the last line about this name leaves it; the lines before it say no more."""
    name = clean(line.first("fullname", "name"))
    history = context.follows.get(folded(name))
    if not name or history is None:
        raise UnreadableError("The line does not name whom.")
    if history.place != line.place:
        return []
    alter = context.person(name) or ""
    tie = {"follower_id": context.owner.account_id, "followed_id": alter, "network": NETWORK, "kind": "follow"}
    began = history.followed.columns("followed_at") if history.followed else when("followed_at", None)
    ended = history.ended.columns("ended_at") if history.ended else {}
    return [Row("follows", {**tie, **began, **ended}), profile(alter, name=name)]


def company_follow(context: Context, line: Line) -> list[Row]:
    """Return the follow of an organisation."""
    name = clean(line.first("organization", "organisation", "company"))
    if not name:
        raise UnreadableError("The line does not name the organisation.")
    alter = name_id(NETWORK, name)
    tie = {"follower_id": context.owner.account_id, "followed_id": alter, "network": NETWORK, "kind": "follow"}
    row = Row("follows", {**tie, **context.columns("followed_at", line.first("followedon"))})
    return [row, profile(alter, name=name, is_organisation=True)]


def contact(_context: Context, line: Line) -> list[Row]:
    """Return one row per address of a contact that the owner had given to LinkedIn."""
    name = full_name(line) or line.first("fullname")
    mails = addresses(line.first("emails", "email", "emailaddress"))
    slugs = [i for url in re.split(r"[\s,;]+", line.first("profiles")) if (i := account_of(url))]
    phones = [p.strip() for p in re.split(r"[,;]", line.first("phonenumbers", "phone")) if p.strip()]
    if not (name or mails or slugs or phones):
        raise UnreadableError("The contact has neither a name nor an address.")
    entry = {
        "contact_id": account_id(NETWORK, key_of("contact", name, *sorted(mails), *sorted(phones))),
        "name": name or None,
        "place": line.first("location", "addresses") or None,
        "organisation": line.first("companies", "company") or None,
    }
    ids = list(dict.fromkeys([*(mail_id(m) for m in mails), *slugs]))
    ways: Iterable[tuple[str, str]] = [*((i, "") for i in ids), *(("", p) for p in phones)] or [("", "")]
    rows = [Row("contacts", {**entry, "account_id": account, "phone": phone}) for account, phone in ways]
    return [*rows, *(link(i, ids[0], "contacts-book", "one entry of the contacts given to LinkedIn") for i in ids[1:])]


def own_profile(context: Context, line: Line) -> list[Row]:
    """Return the owner as the export describes them, and the accounts they name as their own."""
    owner, name = context.owner.account_id, full_name(line)
    rows = [
        profile(
            owner,
            name=name,
            bio=plain(line.first("summary")),
            position=clean(line.first("headline")),
            place=clean(line.first("geolocation", "address")),
            is_self=True,
        )
    ]
    for handle in re.findall(r"@?(\w{1,30})", line.first("twitterhandles")):
        rows.append(link(owner, handle_id("x", handle), "claimed-link", "named in the owner's LinkedIn profile"))
    for word in re.split(r"[\[\],;\s]+", line.first("websites")):
        if other := account_of(word[word.find("http") :] if "http" in word else ""):
            rows.append(link(owner, other, "claimed-link", "named in the owner's LinkedIn profile"))
    return rows


def own_address(context: Context, line: Line) -> list[Row]:
    """Return a mail address of the owner."""
    rows: list[Row] = []
    for address in addresses(line.first("emailaddress")):
        is_confirmed = line.first("confirmed").lower() in {"yes", "true"}
        evidence = "same-account" if is_confirmed else "claimed-link"
        rows.append(link(context.owner.account_id, mail_id(address), evidence, "an address of the LinkedIn account"))
        if is_confirmed:
            rows.append(Row("accounts", {"account_id": mail_id(address), "network": "mail", "is_self": True}))
    if not rows:
        raise UnreadableError("The line holds no mail address.")
    return rows
