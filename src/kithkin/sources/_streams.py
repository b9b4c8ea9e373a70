"""Streams that unpack while counting: a bomb, a lie or a cut is met by `Refused`, never by full memory."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from kithkin.model.errors import Refused

CHUNK: Final = 1 << 20
MAX_MEMBER_BYTES: Final = 64 << 30
MAX_TOTAL_BYTES: Final = 256 << 30
#: Deflate cannot pack tighter than 1 to 1032; the tightest true export of one size stays below a tenth of that.
MAX_RATIO: Final = 400
RATIO_COUNTS_FROM: Final = 64 << 20

_AGAIN: Final = "Download it again, then import the new file."


class Meter:
    """Counts the bytes that came out of one archive, all members together."""

    def __init__(self, limit: int = MAX_TOTAL_BYTES) -> None:
        self.count, self.limit = 0, limit

    def add(self, count: int) -> None:
        """Count bytes given out; raise `Refused` where they are too many."""
        self.count += count
        if self.count > self.limit:
            raise Refused(f"The archive unpacks to more than {self.limit:,} bytes.")


class Slice(io.RawIOBase, BinaryIO):
    """The bytes of a file from `start`, `size` many; closes the file with itself."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._left = file, size
        self.taken = 0
        file.seek(start)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        self.taken += len(data)
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


class Unpacked(io.RawIOBase):
    """The unpacked bytes of one member, checked against the size and checksum that its archive declares.

    They lie there as they are (`stored`), deflated without a head (`deflate`) or as frames of Zstandard (`zstd`).
    """

    def __init__(self, data: Slice, size: int, crc32: int | None, meter: Meter, packing: str) -> None:
        self._data, self._size, self._crc32, self._meter = data, size, crc32, meter
        self._step = _reader(data, packing)
        self._given = self._sum = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one step goes; 0 at the end, where size and checksum are compared."""
        out = self._step(len(buffer))
        if not out:
            self._check_end()
            return 0
        self._given += len(out)
        self._meter.add(len(out))
        self._check_size()
        if self._crc32 is not None:
            self._sum = zlib.crc32(out, self._sum)
        buffer[: len(out)] = out
        return len(out)

    def _check_size(self) -> None:
        # Where nothing declares a checksum, the size may be that of a gzip file: lists of what was kept once said so.
        if self._crc32 is not None and self._given > self._size:
            raise Refused("It is larger than the archive says.", _AGAIN)
        if self._given > MAX_MEMBER_BYTES:
            raise Refused(f"It unpacks to more than {MAX_MEMBER_BYTES:,} bytes.")
        if self._given > RATIO_COUNTS_FROM and self._given > MAX_RATIO * self._data.taken:
            raise Refused(f"It unpacks to more than {MAX_RATIO} times its size, as a bomb does.")

    def _check_end(self) -> None:
        if self._given < self._size:
            raise Refused("It is shorter than the archive says: damaged or cut off.", _AGAIN)
        if self._crc32 is not None and self._sum != self._crc32:
            raise Refused("Its checksum is wrong: some of it is damaged.", _AGAIN)

    def close(self) -> None:
        self._data.close()
        super().close()


def _reader(data: Slice, packing: str) -> Callable[[int], bytes]:
    """Return what gives at most so many unpacked bytes as it is asked for, and none at the end."""
    match packing:
        case "stored":
            return data.read
        case "deflate":
            return _inflating(data)
        case "zstd":
            return _frames(data)
    raise Refused(f"It is packed by {packing}, which is not known here.", "Update Kithkin to read it.")


def _inflating(data: Slice) -> Callable[[int], bytes]:
    unpacker, waiting = zlib.decompressobj(-zlib.MAX_WBITS), b""

    def read(size: int) -> bytes:
        nonlocal waiting
        while not unpacker.eof:
            waiting = waiting or data.read(CHUNK // 8)
            if not waiting:
                raise Refused("It ends too early: the archive is damaged or was cut off.", _AGAIN)
            try:
                out = unpacker.decompress(waiting, size)
            except zlib.error:
                raise Refused("Its packed bytes are damaged.", _AGAIN) from None
            waiting = unpacker.unconsumed_tail
            if out:
                return out
        return b""

    return read


def _frames(data: Slice) -> Callable[[int], bytes]:
    import pyarrow as pa

    frames = pa.CompressedInputStream(pa.PythonFile(data, mode="r"), "zstd")

    def read(size: int) -> bytes:
        try:
            return bytes(frames.read(size))
        except OSError:
            raise Refused("Its packed bytes are damaged.", _AGAIN) from None

    return read


#: Where an unpacker stands: bytes given out, bytes of the file read, packed bytes waiting, the unpacker itself.
State = tuple[int, int, bytes, Any]


class Gunzip(io.RawIOBase, BinaryIO):
    """A gzip file that can be sought in: the unpacker's state is kept every 64 MB, so memory stays small.

    `states` may be shared by several readers of one file: what one has passed, another need not unpack again.
    """

    EVERY: Final = 64 << 20

    def __init__(self, file: BinaryIO, meter: Meter, states: list[State] | None = None) -> None:
        self._file, self._meter = file, meter
        self._unpacker = zlib.decompressobj(31)
        self._waiting = b""
        self._place = self._taken = 0
        self._states = states if states is not None else []
        if not self._states:
            self._states.append((0, 0, b"", self._unpacker.copy()))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one step goes; 0 at the end."""
        out = self._step(len(buffer))
        self._place += len(out)
        self._meter.add(len(out))
        if self._place > RATIO_COUNTS_FROM and self._place > MAX_RATIO * self._taken:
            raise Refused(f"It unpacks to more than {MAX_RATIO} times its size, as a bomb does.")
        if self._place - self._states[-1][0] >= self.EVERY:
            self._states.append((self._place, self._file.tell(), self._waiting, self._unpacker.copy()))
        buffer[: len(out)] = out
        return len(out)

    def read(self, size: int = -1) -> bytes:
        """Return exactly `size` bytes, fewer only at the end."""
        out = bytearray()
        while (missing := size - len(out)) > 0:
            chunk = bytearray(min(missing, CHUNK))
            count = self.readinto(chunk)
            if not count:
                break
            out += chunk[:count]
        return bytes(out)

    def _step(self, size: int) -> bytes:
        while True:
            if self._unpacker.eof:
                self._waiting = self._unpacker.unused_data or self._waiting
                if not self._waiting.strip(b"\x00") and not self._refill():
                    return b""
                self._unpacker = zlib.decompressobj(31)
            if not self._waiting and not self._refill():
                raise Refused("The file ends too early: the download was cut off.", _AGAIN)
            try:
                out = self._unpacker.decompress(self._waiting, size)
            except zlib.error:
                raise Refused("Its packed bytes are damaged.", _AGAIN) from None
            self._waiting = self._unpacker.unconsumed_tail
            if out:
                return out

    def _refill(self) -> bool:
        self._waiting = self._file.read(CHUNK // 8)
        self._taken += len(self._waiting)
        return bool(self._waiting.strip(b"\x00"))

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place counted from the beginning; beyond the end means the end."""
        if whence != os.SEEK_SET:
            raise io.UnsupportedOperation("only places counted from the beginning")
        state = [each for each in self._states if each[0] <= offset][-1]
        if not state[0] <= self._place <= offset:
            self._place, at, self._waiting, unpacker = state
            self._file.seek(at)
            self._unpacker = unpacker.copy()
        while self._place < offset and self.read(min(offset - self._place, CHUNK)):
            pass
        return self._place

    def close(self) -> None:
        self._file.close()
        super().close()
