"""The lines of a WhatsApp chat: where a message begins, who wrote it, what WhatsApp itself wrote, and its date.

A chat is text for the eye. Its dates are written as the telephone's region has them, so which of the numbers is
the day is learnt from all dates of a chat together; where they do not tell, the date stays open between both.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from kithkin.sources._moments import Moment

#: WhatsApp puts it in front of what it writes itself, on an iPhone.
LEFT_TO_RIGHT: Final = "\u200e"
MARKS: Final = "\ufeff\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_HEAD: Final = re.compile(
    r"(\[)?(\d{1,4})([-/.])\s?(\d{1,2})\3\s?(\d{1,4})\.?[,\u060c]?\s(?:([^\W\d]{1,5})(?:\s|(?<=[午前後上晨晚전후])))?"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s?([AaPp])\.?\s?[Mm]\.?)?(\]|\s[-\u2013]|:)\s(.*)",
    re.DOTALL,
)
#: The halves of the day where their words stand before the clock: Korean, Chinese, Japanese, Turkish.
_MORNING: Final = frozenset({"오전", "上午", "午前", "凌晨", "清晨", "早上", "öö"})
_AFTERNOON: Final = frozenset({"오후", "下午", "午後", "中午", "傍晚", "晚上", "ös"})
_SENDER: Final = re.compile(r"([^\n]{1,100}?):(?:\s(.*)|$)", re.DOTALL)
#: A group's subject stands in quotation marks: such a line was written by WhatsApp, whatever colons it has.
_QUOTED: Final = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")
#: An attached file, or the remark that a message was edited, at the end of a message.
_REMARK: Final = re.compile(r"\s*\u200e<[^<>\n]{3,300}>$|\s*<This message was edited>$")
_LONGEST_REMARK: Final = 400
_ALL_MEDIA: Final = re.compile(r"<[^<>\n]{3,60}>")
_ATTACHED: Final = re.compile(r"[^\n]{1,200}\.\w{2,5} \([^()\n]{3,40}\)(?:\n|$)")
#: "image omitted" in the languages of which it is known.
_OMITTED: Final = re.compile(
    r".{0,60}\b(?:omitted|weggelassen|ausgelassen|omise?s?|absente?|retirée?|manquante?|omess[oa]|esclus[oa]|non inclus[oa]"
    r"|omitid[oa]|não revelad[oa]|weggelaten|udeladt|utelatt|uteslute[nt]|pominięt\w|vynechan\w|vynechán\w?|отсутствует"
    r"|не добавлен\w?)\W*",
    re.IGNORECASE,
)
DELETED: Final = frozenset({
    "this message was deleted", "you deleted this message", "diese nachricht wurde gelöscht",
    "du hast diese nachricht gelöscht", "ce message a été supprimé", "vous avez supprimé ce message",
    "se eliminó este mensaje", "eliminaste este mensaje", "esta mensagem foi apagada", "mensagem apagada",
    "apagou esta mensagem", "você apagou esta mensagem", "questo messaggio è stato eliminato",
    "hai eliminato questo messaggio", "dit bericht is verwijderd", "u hebt dit bericht verwijderd",
})  # fmt: skip
#: WhatsApp began in 2009; what is later than 2100 is another calendar.
_FIRST_YEAR, _LAST_YEAR = 2009, 2100


class Style(NamedTuple):
    """How a telephone writes the head of a message: bracket, dash or colon, and what stands between day and month."""

    kind: str
    separator: str


class Date(NamedTuple):
    """Three numbers, of which one is the year; whether the first one is shows in its digits."""

    one: int
    two: int
    three: int
    is_year_first: bool

    def readings(self, order: str) -> list[tuple[int, int, int]]:
        """Return year, month and day by an order, or by every order that may be where it is not known."""
        if self.is_year_first:
            return [(self.one, self.three, self.two) if order == "ydm" else (self.one, self.two, self.three)]
        year = self.three + 2000 if self.three < 100 else self.three
        by_day, by_month = (year, self.two, self.one), (year, self.one, self.two)
        return {"dmy": [by_day], "mdy": [by_month]}.get(order, [by_day, by_month])


class Entry(msgspec.Struct):
    """One message, or one remark of WhatsApp: its line, its date and time of day, its sender if any, its text."""

    line: int
    style: Style
    date: Date
    clock: tuple[int, int, int | None]
    sender: str
    text: str


class Orders(msgspec.Struct):
    """What the dates of one style tell about their order."""

    is_day_first: bool = False
    is_month_first: bool = False
    is_day_second: bool = False
    has_day_and_month: bool = False
    back_by_day: int = 0
    back_by_month: int = 0
    _before: Date | None = None

    def learn(self, date: Date) -> None:
        """Take in a date; within a chat they only grow."""
        if date.is_year_first:
            self.is_day_second |= date.two > 12
            return
        self.has_day_and_month = True
        self.is_day_first |= date.one > 12
        self.is_month_first |= date.two > 12
        if self._before is not None:
            self.back_by_day += date.readings("dmy") < self._before.readings("dmy")
            self.back_by_month += date.readings("mdy") < self._before.readings("mdy")
        self._before = date

    def begin(self) -> None:
        """Begin another chat."""
        self._before = None

    def order(self, style: Style) -> str:
        """Return `dmy`, `mdy`, `ymd`, `ydm`, or nothing where the dates do not tell."""
        if not self.has_day_and_month:
            return "ydm" if self.is_day_second else "ymd"
        if self.is_day_first != self.is_month_first:
            return "dmy" if self.is_day_first else "mdy"
        if self.is_day_first:
            return ""
        if style.separator == ".":  # no region writes the month first with dots
            return "dmy"
        if bool(self.back_by_day) != bool(self.back_by_month):
            return "mdy" if self.back_by_day else "dmy"
        return ""


class Heads(msgspec.Struct):
    """Finds the heads of messages; the first one in a chat settles how the others look."""

    style: Style | None = None
    _found: list[Entry] = []

    def entry(self, line: str, number: int) -> Entry | None:
        """Return the entry that a line begins, or None where it goes on with the one before."""
        found = _HEAD.match(line.lstrip(MARKS))
        if found is None:
            return None
        bracket, one, separator, two, three, word, hour, minute, second, half, end, rest = found.groups()
        kind = end.strip().replace("\u2013", "-")
        style = Style(kind, separator)
        digits = len(one), len(three)
        is_date = (digits[0] == 4 and digits[1] <= 2) or (digits[0] <= 2 and digits[1] in (2, 4))
        if not is_date or (kind == "]") != bool(bracket) or style != (self.style or style):
            return None
        self.style = style
        clock = _hours(int(hour), word or "", half or ""), int(minute), int(second) if second else None
        sender, text = _split(rest)
        return Entry(number, style, Date(int(one), int(two), int(three), len(one) == 4), clock, sender, text)


def _hours(hour: int, word: str, half: str) -> int:
    """Return the hour of the day, by the half of the day that stands before the clock or behind it, if any does."""
    is_late = half in "Pp" if half else word.casefold() in _AFTERNOON
    return hour % 12 + 12 * is_late if half or is_late or word.casefold() in _MORNING else hour


def _split(rest: str) -> tuple[str, str]:
    """Return sender and text of what follows the date; no sender where WhatsApp wrote it."""
    found = _SENDER.match(rest)
    if found is None or _QUOTED.search(found[1]):
        return "", rest
    return found[1].strip(MARKS + " ").removeprefix("~").strip(MARKS + " \u202f\u00a0"), found[2] or ""


def sender_in(name: str) -> str:
    """Return a name as it stands before a colon, without marks; nothing where no person bears it."""
    return _split(f"{name}: ")[0]


def said(text: str) -> tuple[bool, str | None]:
    """Return whether a person sent this, and the words; None for a file, a picture or what was deleted.

    Examples
    --------
    >>> said("Hello"), said("<Media omitted>"), said("\u200eMissed voice call")
    ((True, 'Hello'), (True, None), (False, None))
    """
    is_own = text.startswith(LEFT_TO_RIGHT)
    bare = _without_remarks(text.strip()).strip(MARKS + " ")
    if not bare or bare.lower().rstrip(".") in DELETED or _ALL_MEDIA.fullmatch(bare):
        return True, None
    if is_own or LEFT_TO_RIGHT in bare:
        is_media = _OMITTED.fullmatch(bare.rsplit(LEFT_TO_RIGHT, 1)[-1].strip()) is not None
        if is_own or is_media:
            return is_media, None
    attached = _ATTACHED.match(bare)
    words = (bare[attached.end() :] if attached else bare).replace(LEFT_TO_RIGHT, "").strip()
    return True, words or None


def _without_remarks(text: str) -> str:
    """Return a text without the remarks at its end: a file, that it was edited, or both."""
    for _ in range(3):
        found = _REMARK.search(text, max(len(text) - _LONGEST_REMARK, 0))
        if found is None:
            break
        text = text[: found.start()]
    return text


def moment_of(entry: Entry, order: str) -> Moment | None:
    """Return when an entry was written; between both days where it is not known which number is the day.

    The zone of the telephone is not said: a time is taken as UTC, within a day.
    """
    found = []
    hour, minute, second = entry.clock
    for year, month, day in entry.date.readings(order):
        try:
            at = datetime(year, month, day, hour, minute, second or 0, tzinfo=UTC)
        except ValueError:
            continue
        if _FIRST_YEAR <= year < _LAST_YEAR:
            found.append(at)
    if not found:
        return None
    width = timedelta(seconds=59 if second is None else 0)
    earliest, latest = min(found) - timedelta(hours=14), max(found) + timedelta(hours=12) + width
    return Moment(found[0] if min(found) == max(found) else None, earliest, latest, "inferred")
