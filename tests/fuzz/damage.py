"""Ways in which an export breaks: bytes of a file, values in it, and the archive around it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from random import Random

NOISE = (
    b"\0", b"\xff\xfe", b'"', b"\\", b"\n", b",", b"{", b"}", b"[", b"]", b"null", b"9" * 400, b"-1e999", b"\xed\xa0\x80",
    b"\\ud800", b"\xef\xbb\xbf", b"=1+1", b"<" * 50, b"\r", b"\x1a", b"99999999999999999999", "\u202e".encode(), b"NaN",
)  # fmt: skip
VALUES = (
    b"null", b"true", b"-1", b"0", b"1e400", b'""', b'"x"', b"[]", b"{}", b"[[[]]]", b'{"a":{"b":null}}', b'"\\ud800"',
    b'"9999-99-99T99:99:99Z"', b'"0001-01-01T00:00:00+14:00"', b"99999999999999999999999", b'"\\u0000"', b"1.5",
)  # fmt: skip
_VALUE = re.compile(
    rb'(?<=: )("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)|(?<=":)("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)'
)


def cut(data: bytes, random: Random) -> bytes:
    """Return the beginning of a file."""
    return data[: random.randrange(len(data) + 1)]


def garbage(data: bytes, random: Random) -> bytes:
    """Return a file with random bytes over some of it."""
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.randbytes(random.choice((1, 2, 8, 200))) + data[at + random.choice((0, 1, 8, 200)) :]
    return data


def noise(data: bytes, random: Random) -> bytes:
    """Return a file with a few bytes that mean something where they should not stand."""
    for _ in range(random.randint(1, 3)):
        at, what = random.randrange(len(data) + 1), random.choice(NOISE)
        data = data[:at] + what + data[at + random.choice((0, len(what))) :]
    return data


def wrong_types(data: bytes, random: Random) -> bytes:
    """Return a file of JSON with some values of another type."""
    found = list(_VALUE.finditer(data))
    for match in sorted(random.sample(found, min(len(found), random.randint(1, 6))), key=re.Match.start, reverse=True):
        data = data[: match.start()] + random.choice(VALUES) + data[match.end() :]
    return data


def repeated(data: bytes, random: Random) -> bytes:
    """Return a file in which a part stands twice, or is missing."""
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:] if random.random() < 0.5 else data[:start] + data[end:]


def mojibake(data: bytes, random: Random) -> bytes:
    """Return a file written in another character set than it is read in."""
    text = data.decode("utf-8", "replace") + random.choice(("é", "日本", "😀", "\u200f"))
    return text.encode(random.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7")), "replace")


def nested(data: bytes, random: Random) -> bytes:
    """Return a file with a value nested very deeply."""
    depth, (left, right) = random.choice((60, 2000, 200_000)), random.choice(((b"[", b"]"), (b'{"a":', b"}")))
    deep = left * depth + b"1" + (right * depth if random.random() < 0.7 else b"")
    return put(data, deep, random)


def long_string(data: bytes, random: Random) -> bytes:
    """Return a file with a string of ten megabytes."""
    return put(data, b'"' + random.choice((b"a", b"<", b"&", b" ", b"\\", b"@x ", b"(")) * 10_000_000 + b'"', random)


def put(data: bytes, what: bytes, random: Random) -> bytes:
    """Return a file with something in place of one of its values, or anywhere in a file that has none."""
    found = list(_VALUE.finditer(data))
    if not found:
        at = random.randrange(len(data) + 1)
        return data[:at] + what + data[at:]
    match = random.choice(found)
    return data[: match.start()] + what + data[match.end() :]


def empty(data: bytes, random: Random) -> bytes:
    """Return nothing, or only blanks."""
    del data
    return random.choice((b"", b" ", b"\n\n", b"\0" * 1000))


FILES: tuple[Callable[[bytes, Random], bytes], ...] = (
    cut, cut, garbage, garbage, noise, noise, wrong_types, wrong_types, wrong_types, repeated, mojibake, empty,
)  # fmt: skip
HEAVY: tuple[Callable[[bytes, Random], bytes], ...] = (nested, long_string)


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return files as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def _entries(data: bytes) -> list[int]:
    """Return where the entries of a ZIP's directory begin."""
    return [match.start() for match in re.finditer(b"PK\x01\x02", data)]


def _changed(data: bytes, random: Random, offset: int, form: str, value: int) -> bytes:
    out, entries = bytearray(data), _entries(data)
    struct.pack_into(form, out, random.choice(entries) + offset, value)
    return bytes(out)


def lying_size(data: bytes, random: Random) -> bytes:
    """Return a ZIP that says a file unpacks to another size."""
    return _changed(data, random, 24, "<L", random.choice((0, 1, 100, 0xFFFFFFFE)))


def lying_packed_size(data: bytes, random: Random) -> bytes:
    """Return a ZIP that says a file is packed in another size, so that it overlaps the next."""
    return _changed(data, random, 20, "<L", random.choice((0, 1, 5000, 0x7FFFFFFF)))


def wrong_checksum(data: bytes, random: Random) -> bytes:
    """Return a ZIP with a checksum that is not the file's."""
    return _changed(data, random, 16, "<L", random.randrange(1 << 32))


def overlapping(data: bytes, random: Random) -> bytes:
    """Return a ZIP in which one entry points into another."""
    return _changed(data, random, 42, "<L", random.randrange(max(len(data) // 2, 1)))


def encrypted(data: bytes, random: Random) -> bytes:
    """Return a ZIP that says a file is encrypted."""
    return _changed(data, random, 8, "<H", 1)


def strange_method(data: bytes, random: Random) -> bytes:
    """Return a ZIP with a file packed in another way."""
    return _changed(data, random, 10, "<H", random.choice((1, 9, 12, 14, 93, 99, 65535)))


def linked(data: bytes, random: Random) -> bytes:
    """Return a ZIP with a file that says it is a link, a pipe or a device."""
    return _changed(data, random, 38, "<L", random.choice((0o120777, 0o010644, 0o020644, 0o060644)) << 16)


def renamed(data: bytes, random: Random) -> bytes:
    """Return a ZIP with a name that leads out, or is no name."""
    out, entry = bytearray(data), random.choice(_entries(data))
    length = struct.unpack_from("<H", out, entry + 28)[0]
    name = random.choice(
        (b"../../../etc/passwd", b"/etc/passwd", b"C:\\windows", b"a\0b", b"\xff\xfe", b"..", b".", b"//")
    )
    out[entry + 46 : entry + 46 + length] = (name * length)[:length] if length < len(name) else name.ljust(length, b"x")
    return bytes(out)


def twice(data: bytes, random: Random) -> bytes:
    """Return a ZIP with each name twice."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for info in random.sample(archive.infolist(), min(3, len(archive.infolist()))):
            archive.writestr(zipfile.ZipInfo(info.filename), b"another")
    return out.getvalue()


def nested_archive(data: bytes, random: Random) -> bytes:
    """Return a ZIP that holds itself."""
    out = io.BytesIO(data)
    try:
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(random.choice(("inner.zip", "data/inner.zip", "data/tweets.zip")), data)
    except struct.error:  # it was damaged before, so that its directory cannot be written anew
        return data
    return out.getvalue()


ARCHIVES: tuple[Callable[[bytes, Random], bytes], ...] = (
    cut, garbage, noise, repeated, lying_size, lying_packed_size, wrong_checksum, overlapping, encrypted,
    strange_method, linked, renamed, twice, nested_archive,
)  # fmt: skip
