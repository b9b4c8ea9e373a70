"""The headers of a mail: fields, people, times, threads, lists and what marks a machine's mail.

Everything here takes damaged and hostile headers: a field is bounded, a word in an unknown charset stays as
it is, an address that is none is left out.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_tz
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from kithkin.model.source import when
from kithkin.sources._plain import once

Fields = Mapping[str, list[str]]

_WANTED: Final = frozenset(
    {
        "from",
        "sender",
        "reply-to",
        "to",
        "x-original-from",
        "cc",
        "bcc",
        "date",
        "received",
        "subject",
        "message-id",
        "in-reply-to",
        "references",
        "delivered-to",
        "x-original-to",
        "envelope-to",
        "x-envelope-to",
        "list-id",
        "list-post",
        "list-unsubscribe",
        "x-beenthere",
        "x-mailing-list",
        "mailing-list",
        "precedence",
        "auto-submitted",
        "feedback-id",
        "x-autoreply",
        "x-autorespond",
        "return-path",
        "x-gmail-labels",
        "x-gm-thrid",
        "archived-at",
        "content-disposition",
        "content-type",
        "content-transfer-encoding",
    }
)
_FIELD: Final = re.compile(rb"^([!-9;-~]{1,80})[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)", re.MULTILINE)
_FOLD: Final = re.compile(r"\r?\n[ \t]+")
_END: Final = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_MAX_VALUE: Final = 32 << 10
_MAX_FIELDS: Final = 30

_ID: Final = re.compile(r"<([^<>\s]{1,400})>")
_ADDRESS: Final = r"[^\s<>()\[\],;:\"@]{1,200}@[^\s<>()\[\],;:\"@]{1,200}"
_BARE: Final = re.compile(_ADDRESS)
_ANGLED: Final = re.compile(rf"\s*([^<>@,]*?|[^<>,;:\"]*?)\s*<({_ADDRESS})>\s*")
# Public archives write "jane at example.org" against harvesters.
_OBSCURED: Final = re.compile(
    r"\s*<?([\w.+=-]{1,200})(?: at | AT |\(a\)|\(at\)| \[at\] )([\w-]+(?:\.[\w-]+)+)>?\s*(?:\((.*)\))?\s*"
)
_COMMENT: Final = re.compile(r"\(([^()]*)\)")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_TAG: Final = re.compile(r"\s*(?:[A-Za-z]{2,3}:\s*)*\[([\w][\w .+-]{0,60})\]")
_REPLY: Final = re.compile(
    r"[\s'\"]*(?:\[[^\]]{1,80}\]\s*)?(?:re|aw|antw|sv|vs|rv|odp|ynt|res)(?:\[\d+\])?\s*:", re.IGNORECASE
)
_MAILTO: Final = re.compile(rf"mailto:({_ADDRESS})|({_ADDRESS})", re.IGNORECASE)
_ENVELOPE: Final = re.compile(r"From\s+(\S+(?: at \S+)?)\s+(.*)")
_ZONE: Final = re.compile(r"[+-]\d{4}\b|\b(?:UTC?|GMT|Z|[ECMP][SD]T)\b")
_NO_OFFSET: Final = frozenset({"+0000", "-0000", "UT", "UTC", "GMT", "Z"})
#: How some programs write a zone: `GMT+0200`, `+02:00`.
_ODD_ZONE: Final = re.compile(r"\b(?:GMT|UTC) ?(?=[+-]\d\d)|(?<=[+-]\d\d):(?=\d\d\b)")
_HALF_DAY: Final = re.compile(r"\d ?[AP]M\b", re.IGNORECASE)
_USUAL: Final = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4})(?: \([A-Z]{3,4}\))?",
    re.ASCII,
)
_MONTHS: Final = {"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * n : 3 * n + 3]: n + 1 for n in range(12)}
#: Headers of mail that went through a list that people write to.
_THROUGH: Final = ("list-post", "x-beenthere", "x-mailing-list", "mailing-list")
#: Where a list that writes "Jane via List" and its own address into From names the author.
_AUTHOR_BEHIND_LIST: Final = ("x-original-from", "reply-to")
_VIA: Final = re.compile(r" via [^@]*$")
#: Nobody wrote mail with a date before this one.
_EARLIEST: Final = datetime(1975, 1, 1, tzinfo=UTC)


class Person(NamedTuple):
    """A name, possibly empty, and a mail address in lower case."""

    name: str
    address: str


_NOT_ITS_DATE: Final = "Its Date cannot be true or cannot be read; the time is that of its delivery."


class Dated(NamedTuple):
    """When a mail was sent; `doubt` says what is wrong with it, `at` is None where it cannot be known."""

    at: datetime | None
    earliest: datetime | None
    latest: datetime | None
    basis: str
    doubt: str = ""

    def columns(self, name: str) -> dict[str, Any]:
        """Return the four columns of the instant `name`."""
        return when(name, self.at, earliest=self.earliest, latest=self.latest, basis=self.basis)


def split(data: bytes) -> tuple[str, bytes, bytes | None]:
    """Return a mail's envelope line (or nothing), its header block, and its body; None where no body begins."""
    envelope = ""
    data = data.lstrip(b"\xef\xbb\xbf\r\n")
    while data.startswith((b"From ", b">From ")):
        line, _, data = data.partition(b"\n")
        envelope = envelope or line.decode("utf-8", "replace").strip()
    end = _END.search(data)
    return (envelope, data, None) if end is None else (envelope, data[: end.start()], data[end.end() :])


def fields(block: bytes) -> dict[str, list[str]]:
    """Return the fields of a header block that mean something here, unfolded, by lower-case name."""
    found: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(block):
        if (key := _key(name)) and len(kept := found.setdefault(key, [])) < _MAX_FIELDS:
            text = _decoded(value[:_MAX_VALUE])
            kept.append((_FOLD.sub(" ", text) if "\n" in text else text).strip())
    return found


@lru_cache(1 << 12)
def _key(name: bytes) -> str:
    """Return a field's name in lower case, empty where it means nothing here."""
    key = name.decode("ascii").lower()
    return key if key in _WANTED else ""


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def first(head: Fields, name: str) -> str:
    """Return a field's first value, empty where there is none."""
    values = head.get(name)
    return values[0] if values else ""


def words(value: str) -> str:
    """Return a field's text with encoded words decoded and without characters that are not seen."""
    if "=?" in value:
        with contextlib.suppress(HeaderParseError, ValueError):
            value = "".join(_word(part, charset) for part, charset in decode_header(value))
    # Printable ASCII is what nearly all are, and has nothing to take out.
    return " ".join((value if value.isascii() and value.isprintable() else _UNSEEN.sub(" ", value)).split())


def _word(part: Any, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return str(part.decode(charset or "utf-8", "replace"))
    except LookupError:
        return str(part.decode("latin-1"))


def people(values: Iterable[str]) -> list[Person]:
    """Return the people that address fields name, each address once, in their order."""
    found: dict[str, Person] = {}
    for value in values:
        for person in _named(value):
            found.setdefault(person.address, person)
    return list(found.values())


# The people of a mail were met shortly before, or not for long; they take half a kilobyte to remember.
@partial(once, most=1 << 12)
def _named(value: str) -> tuple[Person, ...]:
    """Return the people that one field names."""
    return tuple(
        Person(words(name).strip("'\" ,;")[:200], address.strip("'").lower())
        for name, address in _pairs(" ".join(value.split()))  # a pattern takes long over very many blanks
        if _BARE.fullmatch(address.strip("'"))
    )


def _pairs(value: str) -> Iterator[tuple[str, str]]:
    """Yield (name, address) pairs: the common form, what archives obscured, names without brackets, then all else."""
    if angled := _ANGLED.fullmatch(value):
        yield angled[1], angled[2]
    elif "@" not in value and (obscured := _OBSCURED.fullmatch(value)):
        yield obscured[3] or "", f"{obscured[1]}@{obscured[2]}"
    elif "<" not in value and len(bare := _BARE.findall(value)) == 1:
        comment = _COMMENT.search(value)
        yield comment[1] if comment else value.replace(bare[0], ""), bare[0]
    elif value:
        try:
            pairs = [pair for pair in getaddresses([value]) if "@" in pair[1]]
        except RecursionError:  # thousands of nested comments: no address book writes that
            pairs = []
        yield from pairs or (("", address) for address in _BARE.findall(value))


def ids(value: str) -> list[str]:
    """Return the message ids in a field: those in angle brackets, or the one word that stands there without."""
    found = _ID.findall(value)
    bare = value.strip().strip("<>")
    return found or ([bare] if bare and len(bare) <= 400 and " " not in bare and "@" in bare else [])


def parents(head: Fields) -> list[str]:
    """Return the ids of the mails above this one: the thread's root first, the answered mail last."""
    above = ids(first(head, "references"))
    answered = ids(first(head, "in-reply-to"))
    if answered and answered[0] not in above[-1:]:
        above = [one for one in above if one != answered[0]] + answered[:1]
    return above


def tag(head: Fields) -> str:
    """Return the name in square brackets that lists put before a subject, in lower case."""
    found = _TAG.match(words(first(head, "subject")))
    return found[1].strip().lower() if found else ""


def says_reply(subject: str) -> bool:
    """Return whether a subject begins as answers do."""
    return _REPLY.match(subject) is not None


def envelope_sender(envelope: str) -> Person | None:
    """Return the address that an mbox's own line names, where it is one: Gmail writes a number at `xxx` there."""
    found = _ENVELOPE.fullmatch(envelope)
    named = people([found[1]]) if found else []
    return named[0] if named and not named[0].address.endswith("@xxx") else None


def dated(head: Fields, envelope: str, limit: datetime | None) -> Dated:
    """Return when a mail was sent: by its Date, else by the last server's stamp, else by the mbox's own line.

    A date far from the stamp of the server that took the mail in is not believed. `limit` is the file's own date.
    """
    stated = first(head, "date")
    date = _time(stated)
    found = _chosen(date, head, envelope, limit)
    # What stands in for a date that is given and cannot be true is a guess.
    is_other = stated.strip() and (date is None or found.at != date.start)
    return found._replace(doubt=found.doubt or _NOT_ITS_DATE) if is_other else found


def _chosen(date: _Time | None, head: Fields, envelope: str, limit: datetime | None) -> Dated:
    """Return the most likely of the times that a mail bears."""
    stamp = _time(first(head, "received").rpartition(";")[2])
    day = timedelta(days=1)
    if date and stamp:
        return (date if stamp.start - 30 * day <= date.start <= stamp.start + day else stamp).dated("read")
    if date and limit and date.start <= limit + day:
        return date.dated("read")
    line = _ENVELOPE.fullmatch(envelope)
    written = _time(line[2]) if line else None
    ends = [end for end in (written and written.start, limit) if end]
    if date and ends and date.start > max(ends) + day:
        date = None
    if found := date or stamp:
        return found.dated("read")
    if written:
        return written.dated("inferred")
    return Dated(None, None, None, "inferred", "It has no date that can be read.")


class _Time(NamedTuple):
    """An instant; without a zone it may be of any."""

    start: datetime
    has_zone: bool

    def dated(self, basis: str) -> Dated:
        if self.has_zone:
            return Dated(self.start, self.start, self.start, basis)
        # The clocks of the earth run from twelve hours behind to fourteen ahead of UTC.
        return Dated(self.start, self.start - timedelta(hours=14), self.start + timedelta(hours=12), "inferred")


def _time(text: str) -> _Time | None:
    """Return the instant of an RFC 5322 date or a C library's one, or None."""
    text = text.strip()
    if not text or len(text) > 200 or _HALF_DAY.search(text):
        return None
    if (found := _USUAL.fullmatch(text)) and (common := _usual(*found.groups())):
        return common if common.start >= _EARLIEST else None
    try:
        text = _ODD_ZONE.sub("", _UNSEEN.sub(" ", text))
        parts = parsedate_tz(text)
        if parts is None:
            return None
        at = datetime(*parts[:5], min(parts[5], 59), tzinfo=UTC)  # a leap second has the number 60
        # The parser takes zones that it does not know for UTC, so a zone counts only where it is one it knows.
        offset, zones = parts[9] or 0, _ZONE.findall(text)
        has_zone = bool(zones) and (offset != 0 or zones[-1] in _NO_OFFSET) and abs(offset) <= 14 * 3600
        at -= timedelta(seconds=offset) if has_zone else timedelta(0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _Time(at, has_zone) if at >= _EARLIEST else None


def _usual(day: str, month: str, year: str, hour: str, minute: str, second: str, zone: str) -> _Time | None:
    """Return the instant of a date as nearly all programs write it; None where it needs a closer look."""
    hours, minutes = int(zone[1:3]), int(zone[3:])
    offset = timedelta(hours=hours, minutes=minutes)
    if month not in _MONTHS or hours >= 14 or minutes >= 60:
        return None
    try:
        at = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None
    return _Time(at - offset if zone[0] == "+" else at + offset, has_zone=True)


def discussion_list(head: Fields) -> tuple[str, str] | None:
    """Return the id and the address (or nothing) of the list that a mail went through, if people write to that list."""
    if not any(name in head for name in _THROUGH):
        return None
    post = first(head, "list-post")
    address = next((found for name in _THROUGH if (found := _list_address(first(head, name)))), "")
    named = list_id(first(head, "list-id"))
    if post.strip().upper().startswith("NO") or not address:
        return None
    return (named or address.replace("@", "."), address)


def author(head: Fields) -> Person | None:
    """Return who wrote a mail. A list that puts its own address into From names the author elsewhere in the headers."""
    named = people(head.get("from", ())[:1]) or people(head.get("sender", ())[:1])
    if not named:
        return None
    through = discussion_list(head)
    if through is None or named[0].address != through[1]:
        return named[0]
    for field in _AUTHOR_BEHIND_LIST:
        others = [person for person in people(head.get(field, ())) if person.address != through[1]]
        if len(others) == 1:
            return others[0] if others[0].name else Person(_VIA.sub("", named[0].name).strip("' "), others[0].address)
    return named[0]


def _list_address(value: str) -> str:
    found = _MAILTO.search(value)
    return (found[1] or found[2]).lower() if found else ""


def list_id(value: str) -> str:
    """Return a list's id: what stands in angle brackets, in lower case."""
    inside = re.search(r"<([^<>]{1,250})>", value)
    return " ".join((inside[1] if inside else value[:250]).split()).lower()


def bulk_evidence(head: Fields) -> str | None:
    """Return the header that marks bulk, list or automatic mail, with its value; None for mail like a person's.

    The sender's address is such a header too, where nobody reads what is sent to it.
    """
    for name, marks in _MARKS.items():
        if (value := first(head, name)) and marks(value.strip().lower()):
            return f"{name.title()}: {words(value)[:200]}"
    author = next(iter(people(head.get("from", ()))), None)
    return f"From: {author.address}" if author and _UNREAD.search(author.address) else None


#: The part before the @ of an address that a machine writes from: noreply, shop-no-reply, bounces+17, notifications.
_UNREAD: Final = re.compile(
    r"^[^@]*(?<![a-z])(?:no|do[._-]?not|dont)[._-]?reply(?![a-z])[^@]*@|^(?:bounces?|mailer-daemon|notifications?|newsletters?)[+=@]"
)
#: Headers of mail that no person wrote to one person, the plainest first, each with which values mean so.
_MARKS: Final[dict[str, Callable[[str], bool]]] = {
    "auto-submitted": lambda value: not value.startswith("no"),
    "precedence": lambda value: value in {"bulk", "list", "junk", "auto_reply"},
    "list-unsubscribe": bool,
    "list-id": bool,
    "feedback-id": bool,
    "x-autoreply": bool,
    "x-autorespond": bool,
    "return-path": lambda value: value == "<>",
}
