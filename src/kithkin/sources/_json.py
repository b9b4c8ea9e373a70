"""JSON from an export: a long list read in windows of bounded size, a small document read whole.

The list may stand on one line or be printed prettily, with any line ends, a byte order mark, and a
JavaScript assignment in front (`window.YTD.tweets.part0 = [`). A window ends between two items. Where that
is, is guessed from how the first item begins, and the guess is proven by decoding: a piece of a list that is
valid JSON when put in brackets ends between two items. Where the guess fails, brackets are counted.
An item that cannot be read is told apart from its neighbours and given back as `Bad`.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.sources._brackets import boundaries

WINDOW: Final = 1 << 20
#: Where a document holds many lists, most of them are short.
SMALL_WINDOW: Final = 1 << 17
#: The longest item that is waited for, such as a conversation of years; a longer one counts as damaged.
MAX_ITEM: Final = 128 << 20
#: An item longer than this, in which another one seems to begin, counts as damaged.
LONG_ITEM: Final = 16 << 20
MAX_WHOLE: Final = 64 << 20
CHUNK: Final = 1 << 20
#: An assignment in front of the list, and blanks behind it, are no longer than this.
NEAR: Final = 400

#: So many places are looked at for the beginning of an item before brackets are counted.
_GUESSES: Final = 20
_BLANK: Final = b" \t\r\n;"
_OPEN, _CLOSE = b"[]"
_FIRST_KEY: Final = re.compile(rb'\s*(\{\s*"[^"\\]{0,200}")')
_RAW_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
#: An escape in a string; the groups are half of a pair that stands alone, and what JavaScript has but JSON has not.
_ESCAPE: Final = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|x([0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
#: What a decoder raises where it cannot read.
UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_ANYTHING: Final = msgspec.json.Decoder()
_CUT_OFF: Final = "The file ends in the middle of its list: it was cut off."


class Bad(msgspec.Struct, frozen=True):
    """An item, or the rest of a list, that cannot be read; `records=0` is a doubt about what was read."""

    place: str
    what: str
    way_on: str = ""
    records: int = 1


def items(stream: BinaryIO, kind: Any = Any, *, under: str = "") -> Iterator[list[Any] | Bad]:
    """Yield the items of a JSON list in batches, each of type `kind`; text that should be a number is read as one.

    With `under`, the list is the value of that key of an object, and what follows the list is not looked at.
    A list that breaks off gives what came before and one `Bad`.
    """
    return _Windows(stream, kind, under).batches()


def lists(stream: BinaryIO, kind: Any = Any, *, under: str) -> Iterator[tuple[bytes, Iterator[list[Any] | Bad] | None]]:
    """Yield every list that stands under the key `under`, wherever in a document, with what stands before it.

    The items come as from `items`, and are all taken before the next list is asked for. What stands behind the
    last list comes with None: the pieces with `"under": []` between them are the document without the lists.
    """
    return _Windows(stream, kind, under, SMALL_WINDOW).lists()


def value_of(raw: msgspec.Raw, place: str = "") -> Any | Bad:
    """Return an item that was taken from a list as it stands (`kind=msgspec.Raw`), or `Bad` at this place."""
    value, fault = decoded(_ANYTHING, bytes(raw))
    return Bad(place, fault) if fault else value


def whole(stream: BinaryIO, kind: Any = Any, limit: int = MAX_WHOLE) -> Any | Bad:
    """Return a small JSON document, with or without an assignment in front, or `Bad`."""
    try:
        data = stream.read(limit + 1)
    except (Refused, OSError) as error:
        return Bad("", _said(error))
    if len(data) > limit:
        return Bad("", f"It is larger than {limit:,} bytes.")
    data = data.removeprefix(b"\xef\xbb\xbf")
    value, fault = decoded(msgspec.json.Decoder(kind, strict=False), data[_start(data) :].rstrip(_BLANK))
    return Bad("", fault) if fault else value


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects without Python looking through all of them for circles again and again; there are none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _said(error: Exception) -> str:
    return error.what if isinstance(error, Refused) else f"It cannot be read: {error}."


def _start(head: bytes | bytearray) -> int:
    """Return where the JSON begins: after the assignment, where there is one."""
    return 0 if head.lstrip()[:1] in (b"[", b"{") else head.find(b"=", 0, NEAR) + 1


def decoded(decoder: Any, data: bytes | bytearray) -> tuple[Any, str]:
    """Return the value, mended where it had to be, and an empty text; or None and what is wrong."""
    for attempt in (data, None):
        try:
            return decoder.decode(_mended(data) if attempt is None else attempt), ""
        except msgspec.ValidationError as error:
            return None, f"It is not of the expected form: {error}."
        except RecursionError:
            return None, "It is nested too deeply."
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            fault = f"It is damaged: {error}."
    return None, fault


def _mended(data: bytes | bytearray) -> bytes:
    """Return JSON in which what is no character is replaced: bad UTF-8, control characters, halves of pairs."""
    text = data.decode("utf-8", "replace").encode()
    return _ESCAPE.sub(_escape, _RAW_CONTROL.sub(b" ", text))


def _escape(found: re.Match[bytes]) -> bytes:
    """Return an escape as JSON has it."""
    if found[1]:
        return rb"\ufffd"
    return rb"\u00" + found[2] if found[2] else found[0]


class _Windows:
    """One pass over a list: a buffer, where in it the next item begins, and how many items came before."""

    def __init__(self, stream: BinaryIO, kind: Any, under: str, window: int = 1 << 60) -> None:
        self._read = getattr(stream, "read1", stream.read)
        self._many = msgspec.json.Decoder(list[kind], strict=False)
        self._one = msgspec.json.Decoder(kind, strict=False)
        self._under, self._window = under, min(window, WINDOW)
        self._opening, self._is_of_texts = b"", False
        self._buffer, self._start, self._count = bytearray(), 0, 0
        self._is_ended = self._is_closed = False
        self._fault = ""

    def batches(self) -> Iterator[list[Any] | Bad]:
        """Yield batches of items, and what is bad in between."""
        self._fill(self._window)
        if not self._open():
            yield Bad("", self._fault or "It does not hold the list that it should, or was cut off.")
            return
        yield from self._items()

    def lists(self) -> Iterator[tuple[bytes, Iterator[list[Any] | Bad] | None]]:
        """Yield what stands before each list and its items, then what stands behind the last."""
        key, before = re.compile(rb'"%s"\s*:\s*\[' % re.escape(self._under.encode())), bytearray()
        while True:
            self._fill(self._window + NEAR)
            found = key.search(self._buffer, self._start)
            end = found.start() if found else len(self._buffer) - (0 if self._is_ended else NEAR)
            before += self._buffer[self._start : max(end, self._start)]
            self._start = found.end() if found else max(end, self._start)
            if found:
                first = _FIRST_KEY.match(self._buffer, self._start)
                self._opening, self._is_closed = bytes(first[1]) if first else b"", False
                yield bytes(before), self._items()
                before.clear()
            elif self._is_ended or len(before) > MAX_WHOLE:
                yield bytes(before), None
                return

    def _items(self) -> Iterator[list[Any] | Bad]:
        """Yield the items of the list that has been opened, up to its end."""
        while not self._is_closed:
            left = len(self._buffer) - self._start
            if self._guess():
                yield self._batch
            else:
                yield from self._counted()
            progress = left > len(self._buffer) - self._start
            self._fill(self._window if progress else 2 * left + self._window)
        if self._fault:
            yield Bad("", self._fault, records=0)

    def _fill(self, size: int) -> None:
        """Read on until `size` bytes lie ahead, the file ends, or its stream is refused."""
        before = max(self._start - 1, 0)  # one byte stays in front of the items, for a bracket
        del self._buffer[:before]
        self._start -= before
        while (missing := size + self._start - len(self._buffer)) > 0 and not self._is_ended:
            try:
                chunk = self._read(min(missing, CHUNK))
            except (Refused, OSError) as error:
                chunk, self._fault = b"", _said(error)
            self._is_ended = not chunk
            self._buffer += chunk

    def _open(self) -> bool:
        """Find the list, and how its items begin."""
        buffer = self._buffer
        if buffer.startswith(b"\xef\xbb\xbf"):
            del buffer[:3]
        if self._under:
            key = re.search(rb'"%s"\s*:' % re.escape(self._under.encode()), buffer)
            place = key.end() if key else len(buffer)
        else:
            place = _start(buffer)
        bracket = re.compile(rb"\s*\[").match(buffer, place)
        if bracket is None:
            return False
        self._start = bracket.end()
        first = _FIRST_KEY.match(buffer, self._start)
        self._opening = bytes(first[1]) if first else b""
        place = _skipped_blanks(buffer, self._start)
        self._is_of_texts = buffer[place : place + 1] == b'"'
        return True

    def _guess(self) -> bool:
        """Take the items up to the last place that looks like the beginning of one, if all of them can be read."""
        buffer, start = self._buffer, self._start
        if self._is_ended:
            following = len(buffer)
            end = following - 1
            while end > start and buffer[end] in _BLANK:
                end -= 1
            if self._under or buffer[end] != _CLOSE:
                return False
        else:
            following, end = len(buffer), -1
            # Other items hold texts behind commas too, so this is guessed only where the list begins with a text.
            opening = self._opening or (b'"' if self._is_of_texts else b"")
            for _ in range(_GUESSES):
                # What is inside an item may begin as items do, but seldom behind a comma.
                following = buffer.rfind(opening, start + 1, following) if opening else -1
                end = self._comma_before(following)
                if end >= 0 or following < 0:
                    break
            if end < 0:
                return False
        window = buffer[start - 1 : end + 1]
        window[0], window[-1] = _OPEN, _CLOSE
        try:
            with uncollected():
                self._batch: list[Any] = self._many.decode(window)
        except UNREADABLE:
            return False
        self._count += len(self._batch)
        self._is_closed, self._start = self._is_ended, following
        return True

    def _comma_before(self, place: int) -> int:
        """Return where the comma before an item is that begins at `place`; -1 where there is none."""
        low = max(self._start, place - NEAR)
        before = self._buffer[low : max(place, low)].rstrip()
        return low + len(before) - 1 if before.endswith(b",") else -1

    def _counted(self) -> Iterator[list[Any] | Bad]:
        """Yield the items whose ends show when brackets are counted, each decoded by itself."""
        rest = bytes(self._buffer[self._start :])
        commas, close = boundaries(rest)
        if close is not None and not self._is_last(rest, close):
            close = None
        begin, batch = 0, list[Any]()
        for end in commas if close is None else [*commas, close]:
            piece = rest[begin:end]
            if end == close and not piece.strip():
                break
            item, fault = decoded(self._one, piece)
            self._count += 1
            if not fault:
                batch.append(item)
            else:
                if batch:
                    yield batch
                    batch = []
                yield Bad(f"item {self._count}", fault)
                resumption = self._resumption(begin, end) if "damaged" in fault else -1
                if resumption >= 0:
                    self._start = resumption
                    return
            begin = end + 1
        if batch:
            yield batch
        self._start += begin if close is None else close + 1
        if close is not None:
            self._is_closed = True
            if not self._under and rest[close + 1 :].strip(_BLANK):
                yield Bad("", "There is more after the end of its list, which was not read.", records=0)
        elif self._is_ended or len(rest) - begin > MAX_ITEM or self._is_overlong(len(rest) - begin):
            yield self._torn()

    def _is_last(self, rest: bytes, close: int) -> bool:
        """Return whether the list ends at this bracket, and does not only seem to because of damage."""
        if self._under:
            return True
        if not self._is_ended and len(rest) - close < NEAR:
            return False
        return not rest[close + 1 :].strip(_BLANK) or self._resumption(close, len(rest)) < 0

    def _is_overlong(self, size: int) -> bool:
        """Return whether what seems one item is more likely several, of which the first has lost its end."""
        return size > LONG_ITEM and self._resumption(0, size) >= 0

    def _resumption(self, begin: int, end: int) -> int:
        """Return where behind `begin` something looks like the beginning of an item; -1 where nothing does."""
        place = _skipped_blanks(self._buffer, self._start + begin)
        while self._opening:
            place = self._buffer.find(self._opening, place + 1, self._start + end)
            if place < 0 or self._comma_before(place) >= 0:
                return place
        return -1

    def _torn(self) -> Bad:
        """Give up an item that never ends: go on at the next, or end here."""
        left = len(self._buffer) - self._start
        resumption = self._resumption(0, left)
        if resumption >= 0:
            self._start = resumption
            self._count += 1
            return Bad(f"item {self._count}", "It is damaged: it has no end.")
        self._is_closed = True
        fault, self._fault = self._fault, ""
        if not self._is_ended:
            return Bad(f"item {self._count + 1}", f"It is longer than {MAX_ITEM:,} bytes; the rest was not read.")
        return Bad(f"after item {self._count}", fault or _CUT_OFF)


def _skipped_blanks(data: bytearray, place: int) -> int:
    """Return the first place from here on that is not blank."""
    while data[place : place + 1].isspace():
        place += 1
    return place
