"""Cases put together: a person, a band, the evidence that belongs to it, and what speaks against it.

A case's row has a person in any column, and where known `judgement_id`, `band`, `says`, `signs`, `missing`
(the fact without which nobody can tell), `against`, `precision_measured`, and `judged_id` where it is an account that
is judged. An evidence row has the same `judgement_id`, an instant in any column, `quote` (words of others) with
`span_from` and `span_to` (the words that counted), `says`, `judged_id` where these words are what is judged, and
`is_against` where it speaks against the judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from kithkin.model import dates
from kithkin.model.page import Cases, Listed, Person
from kithkin.render import cells, words

#: How many of two boxes a band fills, one for each kind of sign that it needs. `cannot_tell` is drawn dashed.
BOXES: Final = {"likely": 2, "possible": 1, "none": 0, "cannot_tell": 0}
#: Characters of others' words that are shown before what counted, of what counted, and behind it.
AROUND: Final = 1000
_ID: Final = "judgement_id"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of others: what stands before the words that counted, these words, and what stands behind."""

    before: str = ""
    counted: str = ""
    behind: str = ""

    @property
    def whole(self) -> str:
        """The words without the mark."""
        return self.before + self.counted + self.behind


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a person can look up: when, which words, and what was read in them; `judged_id` says whose words they are.

    It is the id of the message, post or account whose words were judged, empty for a time or another's copy.
    """

    when: date | None
    quote: Quote
    says: str
    judged_id: str = ""

    @property
    def moment(self) -> str:
        """When, in words; empty where it is not known."""
        return "" if self.when is None else dates.day(self.when)


@dataclass(frozen=True, slots=True)
class Case:
    """One judgement."""

    person: Person | None
    band: str
    says: str
    evidence: tuple[Evidence, ...]
    against: tuple[str, ...]
    judgement_id: str
    judged_id: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is about the user, so that what it says is its heading."""
        return self.person is not None and self.person.id == "self"

    @property
    def heading(self) -> str:
        """The first sentence of what is said."""
        first, dot, _ = self.says.partition(". ")
        return first + dot.strip()

    @property
    def rest(self) -> str:
        """What is said behind the first sentence."""
        return self.says.removeprefix(self.heading).strip()

    @property
    def band_words(self) -> str:
        """The band as it is always written beside its boxes."""
        return cells.BANDS.get(self.band, words.line(self.band))


def judged(cases: Cases) -> tuple[Case, ...]:
    """Return the cases of a block, each with its own evidence."""
    evidence = cells.listed(cases.evidence).items if cases.evidence is not None else ()
    return tuple(_case(row, evidence) for row in cells.listed(cases.rows).items)


def _case(row: Mapping[str, Any], evidence: Iterable[Mapping[str, Any]]) -> Case:
    """Return one case; evidence without a judgement's id belongs to every case."""
    key = row.get(_ID)
    own = [item for item in evidence if item.get(_ID) in (None, key)]
    spoken = [
        _beginning(words.line(str(item.get("says") or item.get("quote") or "")))
        for item in own
        if item.get("is_against")
    ]
    return Case(
        person=_first(row, Person),
        band=str(row.get("band") or ""),
        says=_says(row),
        evidence=tuple(_evidence(item) for item in own if not item.get("is_against")),
        against=tuple(text for text in (*_many(row.get("against")), *spoken) if text),
        judgement_id=str(key or ""),
        judged_id=str(row.get("judged_id") or ""),
    )


def _says(row: Mapping[str, Any]) -> str:
    """Return what a case says; where nobody can tell, the fact that is missing."""
    said = _beginning(words.line(str(row.get("says") or "")))
    missing = words.line(str(row.get("missing") or ""))
    return " ".join(part for part in (said, f"Missing: {missing}." if missing else "") if part)


def _evidence(row: Mapping[str, Any]) -> Evidence:
    """Return one row of evidence."""
    says, judged_id = _beginning(words.line(str(row.get("says") or ""))), str(row.get("judged_id") or "")
    return Evidence(_first(row, date), _quote(row), says, judged_id)


def _quote(row: Mapping[str, Any]) -> Quote:
    """Return a quote, split where the words that counted begin and end.

    The spans count characters of the text as it was written, so it is split first and cleaned then. Of very long words
    those around what counted are shown.
    """
    raw = str(row.get("quote") or row.get("text") or "")
    start, end = row.get("span_from"), row.get("span_to")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(raw):
        return Quote(_beginning(raw))
    before = raw[max(0, start - AROUND) : start]
    return Quote(f"{'…' * (start > AROUND)}{words.clean(before)}", _beginning(raw[start:end]), _beginning(raw[end:]))


def _beginning(text: str) -> str:
    """Return clean words, the end of very long ones replaced by an ellipsis."""
    return words.clean(words.cut(text, AROUND))


def _first(row: Mapping[str, Any], kind: type[Any]) -> Any:
    """Return the first value of a row that is of this kind."""
    return next((value for value in row.values() if isinstance(value, kind)), None)


def _many(value: Any) -> tuple[str, ...]:
    """Return one text or several as several clean lines."""
    if value is None:
        return ()
    items = value if isinstance(value, list | tuple) else (value,)
    return tuple(words.line(str(item)) for item in items)


@dataclass(frozen=True, slots=True)
class Based:
    """One line of what an answer is based on: its mark (full, half, none), where and until when, and what it shows."""

    mark: str
    where: str
    shows: str = ""

    @property
    def says(self) -> str:
        """The whole line."""
        return ": ".join(part for part in (self.where, self.shows) if part)


_MARKS: Final = {"all": "full", "some": "half", "full": "full", "half": "half", "none": "none"}
MARK_WORDS: Final = {"full": "read", "half": "partly read", "none": "not there"}


def based(rows: Listed) -> tuple[Based, ...]:
    """Return the coverage line: from each row `network`, `state` or `completeness`, `says`, and until when."""
    return tuple(_based(row) for row in rows.items)


def _based(row: Mapping[str, Any]) -> Based:
    """Return one row of coverage; an unknown state counts as partly read."""
    mark = _MARKS.get(str(row.get("state") or row.get("completeness") or ""), "half")
    network = words.network_name(str(row.get("network") or ""))
    until = next((row[name] for name in ("covered_until", "until_at", "until_on") if row.get(name)), None)
    said = words.line(str(row.get("says") or ""))
    dated = f"{network} to {dates.day(until)}{_acts(row.get('acts_until'))}" if isinstance(until, date) else network
    return Based(mark, dated[:1].upper() + dated[1:], said)


def _acts(until: Any) -> str:
    """Return until when is known what happened, where lists reach further, and how to ask for then."""
    if not isinstance(until, datetime):
        return ""
    then = f"--as-of {until.date().isoformat()}"  # the day's beginning, which is covered whatever hour the last act has
    return f", but what was said and done there to {dates.day(until)} only (to look at then: {then})"
