"""The size of a following over time, as CSV: an own log, a statistics site, a platform's daily figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, reduce
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kithkin.model.ids import handle_id
from kithkin.model.source import Archive, Batch, Member, Options, Problem, Row, Seen, Yielded
from kithkin.sources._claims import HORIZON, Coverage, batch, ceiling, observed
from kithkin.sources._csv import Line, Shape, encoding_of, look
from kithkin.sources._moments import moment
from kithkin.sources._profiles import account_of

if TYPE_CHECKING:
    from kithkin.sources._csv_blocks import Block

#: Nobody counted followers before.
_FIRST_DAY: Final = date(1997, 1, 1)
_DATES: Final = ("date", "day", "countedon", "timestamp", "time", "datum", "fecha", "data")
_TOTALS: Final = ("followers", "followercount", "followerscount", "totalfollowers", "followerstotal", "subscribers")
_FOLLOWING: Final = ("following", "followingcount", "followingtotal", "friends", "friendscount")
_GAINED: Final = ("newfollows", "newfollowers", "followersgained", "gained", "gainedcount")
_LOST: Final = ("unfollows", "unfollowers", "followerslost", "lost", "lostcount")
_CHANGES: Final = ("differenceinfollowersfrompreviousday", "followersdelta", "followerschange", "delta", "change")
_ACCOUNTS: Final = ("accountid", "account", "profile", "handle", "username", "urlm", "url")
_NETWORKS: Final = ("network", "platform")
#: The word for following in the languages that Meta's metric names were seen or are likely in.
_METRIC: Final = re.compile(r"follow|abonn|seguid|seguit|volg|obserw", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"(?<![a-z])(facebook|instagram|threads|tiktok|linkedin|mastodon|bluesky|youtube|twitter|x)(?![a-z])", re.IGNORECASE
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARLESS: Final = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3})[a-z]*|([A-Za-z]{3})[a-z]* (\d{1,2})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}\b")
_NUMBER: Final = re.compile(r"([+-]?)(\d{1,3}(?:[,. '\u00a0\u202f]\d{3}){1,6}|\d{1,15})(?:\.(\d{1,3}))?\s*([KkMm]?)")
#: No count is larger.
_MOST: Final = 10**18
_SCALES: Final = {"": 1, "k": 1_000, "m": 1_000_000}


_COUNTS: Final = ("follower_count", "following_count", "gained_count", "lost_count")
#: Lines of a file without years that are read.
_MOST_YEARLESS: Final = 100_000


class _Series(msgspec.Struct):
    """One file: which network it is of, how it writes dates, and the newest of its days.

    `yearless` holds the day of each line where the dates bear no year; such a file is short.
    """

    member: Member
    shape: Shape
    network: str
    is_own: bool
    until: date
    day_first: bool = False
    yearless: list[date | None] | None = None
    newest: date | None = None

    def days(self, block: Block, number: int) -> Any:
        """Return the days of lines, the first of which has this number."""
        import pyarrow as pa

        from kithkin.sources._columns import each

        if self.yearless is None:
            return each(block.first(*_DATES), lambda text: _day(text, self.day_first, self.until), pa.date32())
        some = self.yearless[number : number + len(block)]
        return pa.array([*some, *[None] * (len(block) - len(some))], pa.date32())


class FollowerCounts:
    """Counts over time; a day's gain is kept as a gain and never summed up to a total."""

    name = "follower-counts"
    title = "Follower counts over time"
    how_to_get = "Keep a log (date, followers), or save the daily figures of X, TikTok or Meta Business Suite as CSV."
    holds = "How many followers an account had, gained or lost on each day."
    lacks = "Who they are."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: a date and a count of followers."""
        if options.form == self.name:
            return 1.0
        return 0.9 if any(_shape(archive, member) for member in archive.members) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file is known to lie beside: none is."""
        del member
        return False

    def belongs(self, archive: Archive) -> str | None:
        """Return None: each file stands alone."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield one count per line."""
        horizon = ceiling(archive)
        found = [(member, shape) for member in archive.members if (shape := _shape(archive, member))]
        series = [_series(archive, member, shape, options, horizon) for member, shape in found]
        days = [one.newest for one in series if one.newest]
        until = horizon
        for said in observed(archive, _end(max(days)) if days else None):
            until = said.observed_at if isinstance(said, Seen) else until
            yield said
        for one in series:
            yield from _rows(archive, one, options, until)


def _shape(archive: Archive, member: Member) -> Shape | None:
    if not member.base.endswith((".csv", ".tsv", ".txt")):
        return None
    shape = look(archive, member, _counts_followers)
    if shape is None or "primary" not in shape.columns:
        return shape
    return shape if _METRIC.search(_preamble(archive, member, shape)) else None


def _counts_followers(columns: frozenset[str]) -> bool:
    """Return whether a header has a date and a count of followers, and no more than one person's."""
    counts = {*_TOTALS, *_GAINED, *_LOST, *_CHANGES[:3]}
    is_meta = columns - {""} == {"date", "primary"}
    is_web = {"date", "count", "urlm"} <= columns
    return bool(columns & set(_DATES)) and (bool(columns & counts) or is_meta or is_web)


def _preamble(archive: Archive, member: Member, shape: Shape) -> str:
    """Return the lines before the header."""
    head = archive.head(member)
    return " ".join(head.decode(encoding_of(head), "replace").splitlines()[: shape.lines_before])


def _series(archive: Archive, member: Member, shape: Shape, options: Options, horizon: datetime) -> _Series:
    """Look through one file for whose it is and how it writes dates, which only the whole of it tells."""
    from kithkin.sources._csv_blocks import read_columns

    columns = set(shape.columns)
    own = {"newfollows": "x", _CHANGES[0]: "tiktok", "sponsoredfollowers": "linkedin"}
    network = next((name for column, name in own.items() if column in columns), "")
    is_own = bool(network) or "primary" in columns
    named = _NAMED.search(_preamble(archive, member, shape) if "primary" in columns else "") or _NAMED.search(
        member.base
    )
    network = (
        options.network
        or network
        or ("x" if named and named[1].lower() == "twitter" else named[1].lower() if named else "")
    )
    if not network and len(options.me) == 1 and ":" in options.me[0]:
        network = options.me[0].partition(":")[0]  # who says whose followers they are says where, too
    series = _Series(member, shape, network, is_own, horizon.date())
    texts, newest = list[str](), dict[bool, date]()
    is_yearless, after_twelve = False, (set[bool](), set[bool]())
    for block in read_columns(archive, member, shape):
        if isinstance(block, Problem):
            continue
        dates = block.first(*_DATES)
        texts += dates.slice(0, _MOST_YEARLESS - len(texts)).to_pylist()
        for text in dates.unique().to_pylist():
            is_yearless = is_yearless or _YEARLESS.fullmatch(text) is not None
            if slashed := _SLASHED.match(text):
                for place, seen in enumerate(after_twelve, 1):
                    seen.add(int(slashed[place]) > 12)
            for day_first in (False, True):
                if day := _day(text, day_first, series.until):
                    newest[day_first] = max(day, newest.get(day_first, day))
    # Whether days or months come first is told by the whole file.
    series.day_first = True in after_twelve[0] and True not in after_twelve[1]
    series.newest = newest.get(series.day_first)
    if is_yearless:
        series.yearless = _yearless(texts, horizon)
        series.newest = max(filter(None, series.yearless), default=None)
    return series


@lru_cache(1 << 12)
def _day(text: str, day_first: bool, until: date) -> date | None:
    """Return the day of a line; None for a text that is none, and for a day that no count can be of."""
    found = moment(text, day_first=day_first, assume_utc=True)
    return found.earliest.date() if found and _FIRST_DAY <= found.earliest.date() <= until else None


def _yearless(texts: Sequence[str], horizon: datetime) -> list[date | None]:
    """Return the days of a list without years, counted back from the date of its file."""
    pairs = [_day_and_month(text) for text in texts]
    if horizon >= HORIZON:
        return [None] * len(texts)
    known = [pair for pair in pairs if pair]
    rising = sum(1 for a, b in pairwise(known) if 0 < (b[0] * 31 + b[1]) - (a[0] * 31 + a[1]) < 31)
    is_rising = rising * 2 >= len(known) - 1
    year, last = horizon.year, (horizon.month, horizon.day)
    days: list[date | None] = []
    for pair in reversed(pairs) if is_rising else pairs:
        if pair is None:
            days.append(None)
            continue
        year -= pair > last
        last = pair
        try:
            days.append(date(year, *pair))
        except ValueError:
            days.append(None)
    return days[::-1] if is_rising else days


def _day_and_month(text: str) -> tuple[int, int] | None:
    found = _YEARLESS.fullmatch(text)
    name = (found[2] or found[3]).lower() if found else ""
    return (_MONTHS.index(name) + 1, int(found[1] or found[4])) if found and name in _MONTHS else None


def _rows(archive: Archive, series: _Series, options: Options, until: datetime) -> Iterator[Yielded]:
    """Yield the lines of one file, and what it covers."""
    from kithkin.sources._csv_blocks import read_columns

    member, network = series.member.name, series.network or "local"
    counting = _Counting(series, network, next((me for me in options.me if me.startswith(f"{network}:")), None))
    for block in read_columns(archive, series.member, series.shape):
        if isinstance(block, Problem):
            yield block
        else:
            yield from counting.read(block)
    if not series.is_own and any(account.endswith(":owner#") for _, account in counting.spans):
        way_on = "Say `--network` and `--me`, or add columns `network` and `account`."
        yield Problem(member, "", "The file does not say whose followers it counts.", way_on, 0)
    claims = (
        _claims(account, span, until, is_own=series.is_own or account in options.me)
        for (_, account), span in sorted(counting.spans.items())
    )
    yield from batch(list(chain.from_iterable(claims)))


class _Counting:
    """One pass over one file; `spans` holds the first and the last day of each account, by the network named beside it."""

    def __init__(self, series: _Series, network: str, owner: str | None) -> None:
        self._series, self._network, self._owner = series, network, owner
        self._names = _counted_in(frozenset(series.shape.columns))
        self._lines = 0
        self.spans: dict[tuple[str, str], tuple[date, date]] = {}

    def read(self, block: Block) -> Iterator[Batch | Problem]:
        """Yield the counts of a block, and what is wrong with lines of it."""
        import pyarrow.compute as pc

        days, (counts, is_doubtful) = self._series.days(block, self._lines), _counts(block, self._names)
        self._lines += len(block)
        has_count = reduce(pc.or_, (count.is_valid() for count in counts.values()))
        is_used = pc.and_(days.is_valid(), has_count)
        if used := is_used.true_count:
            accounts = self._accounts(block, is_used, days.filter(is_used))
            columns = {**accounts, **{name: count.filter(is_used) for name, count in counts.items()}}
            yield Batch(self._series.member.name, used, {"follower_counts": columns})
        faulty = pc.indices_nonzero(pc.or_(is_doubtful, pc.invert(is_used)))
        told = zip(block.lines(faulty.to_pylist()), days.take(faulty).is_valid(), is_used.take(faulty), strict=True)
        for line, is_day, is_read in told:
            yield from self._problems(line, is_day=is_day.as_py(), is_read=is_read.as_py())

    def _accounts(self, block: Block, is_used: Any, days: Any) -> dict[str, Any]:
        """Return whose followers the lines count, and when."""
        import numpy as np
        import pyarrow as pa

        from kithkin.sources._columns import combinations

        cells = [block.first(*names).filter(is_used) for names in (_NETWORKS, _ACCOUNTS)]
        first, codes = combinations(cells)
        said = list(zip(*(column.take(pa.array(first)).to_pylist() for column in cells), strict=True))
        pairs = [(where.lower() or self._network, account) for where, account in said]
        accounts = [_account(text, where) or self._owner or f"{where}:owner#" for where, text in pairs]
        numbers = days.cast(pa.int32()).to_numpy()
        earliest, latest = numbers[first], numbers[first]
        np.minimum.at(earliest, codes, numbers)
        np.maximum.at(latest, codes, numbers)
        ends = (pa.array(ends, pa.int32()).cast(pa.date32()).to_pylist() for ends in (earliest, latest))
        for (where, _), account, start, end in zip(pairs, accounts, *ends, strict=True):
            since, until = self.spans.get((where, account), (start, end))
            self.spans[where, account] = min(since, start), max(until, end)
        each = pa.array(codes)
        networks = [account.partition(":")[0] for account in accounts]
        named = {"account_id": pa.array(accounts, pa.string()), "network": pa.array(networks, pa.string())}
        return {**{name: column.take(each) for name, column in named.items()}, "counted_on": days}

    def _problems(self, line: Line, *, is_day: bool, is_read: bool) -> Iterator[Problem]:
        """Yield what is wrong with a line."""
        texts = (line.first(*columns) for columns in self._names.values())
        doubts = [f"{text[:40]!r} is not a count." for text in texts if text and _counted(text) is None]
        if not is_day:
            text, series = line.first(*_DATES), self._series
            found = moment(text, day_first=series.day_first, assume_utc=True)
            is_late = found is not None and found.earliest.date() > series.until
            why = (
                "is not a day" if found is None else "lies after the date of its file" if is_late else "is too long ago"
            )
            doubts = [f"{text[:40]!r} {why}."]
        elif not is_read:
            doubts = doubts[:1] or ["The line holds no count."]
        for doubt in doubts:
            yield Problem(self._series.member.name, line.place, doubt, "", 0 if is_read else 1)


def _claims(account: str, span: tuple[date, date], until: datetime, *, is_own: bool) -> list[Row]:
    """Return what the counts of one account cover: totals of its followers, nobody's name."""
    network = account.partition(":")[0]
    claims = Coverage(network, account, until)
    start = datetime.combine(span[0], time(), UTC)
    end = min(_end(span[1]), until)
    claims.say(
        "follows", "follow", "in", "some", identity="count", timing="day", since=start, until=max(start, end),
        remedy=f"your {network} export",
    )  # fmt: skip
    own = [Row("accounts", {"account_id": account, "network": network, "is_self": True})] if is_own else []
    return [*own, *(claims.rows(remedy=f"your {network} export") if is_own else claims.stated())]


@lru_cache(1 << 14)
def _account(said: str, network: str) -> str | None:
    """Return whose followers a line counts, where it says so."""
    if not said:
        return None
    if "/" in said:
        # An address in a web archive holds the profile's own behind its date.
        return account_of(said[said.rfind("http") :] if said.rfind("http") > 0 else said)
    return said if ":" in said else handle_id(network, said)


def _counted_in(columns: frozenset[str]) -> dict[str, list[str]]:
    """Return the columns of a file that hold each count, and those that hold a change."""
    names: dict[str, Sequence[str]] = dict(zip(_COUNTS, (_TOTALS, _FOLLOWING, _GAINED, _LOST), strict=True))
    if "sponsoredfollowers" in columns or "primary" in columns:
        # What these platforms call a total is the total of one day's gain.
        names = {"gained_count": ("totalfollowers", "primary")}
    elif "urlm" in columns:
        names = {"follower_count": ("count",)}
    there = {name: [column for column in several if column in columns] for name, several in names.items()}
    return {name: several for name, several in there.items() if several}


def _counts(block: Block, names: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], Any]:
    """Return the counts of lines, null where there is none, and in which lines one could not be read."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from kithkin.sources._columns import each, is_blank

    counts, is_doubtful = dict[str, Any](), pa.repeat(False, len(block))
    for name, columns in names.items():
        texts = block.first(*columns)
        counts[name] = each(texts, _counted, pa.int64())
        is_doubtful = pc.or_(is_doubtful, pc.and_(counts[name].is_null(), pc.invert(is_blank(texts))))
    change = each(block.first(*_CHANGES), _number, pa.int64())
    gained, lost = (counts.get(name, pa.nulls(len(block), pa.int64())) for name in ("gained_count", "lost_count"))
    # A change is looked at only where no gain is told.
    change = pc.if_else(gained.is_null(), change, pa.scalar(None, pa.int64()))
    is_loss = pc.fill_null(pc.less(change, 0), False)
    counts["gained_count"] = pc.if_else(is_loss, gained, pc.coalesce(gained, change))
    counts["lost_count"] = pc.if_else(is_loss, pc.negate(change), lost)
    return counts, is_doubtful


def _counted(text: str) -> int | None:
    """Return a count, None where a text is none."""
    number = _number(text)
    return number if number is not None and number >= 0 else None


def _number(text: str) -> int | None:
    """Return a whole number written with or without groups, or rounded as in 12.3K."""
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    found = _NUMBER.fullmatch(text.strip().lstrip("'").replace("\u2212", "-"))
    if not found:
        return None
    sign, digits, fraction, scale = found.groups()
    if fraction and not scale and int(fraction):
        return None
    whole = int(re.sub(r"\D", "", digits))
    number = whole * _SCALES[scale.lower()]
    number += int(float(f"0.{fraction}") * _SCALES[scale.lower()] + 0.5) if fraction and scale else 0
    if number > _MOST:
        return None
    return -number if sign == "-" else number


def _end(day: date) -> datetime:
    """Return the last instant of a day."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1, microseconds=-1)
