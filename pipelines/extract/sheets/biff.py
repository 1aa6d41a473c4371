"""The record stream of XLS and ET files (BIFF5 and BIFF8).

Belongs here: records, strings that run over several records, packed numbers.
Does not: what becomes of cells (`xls_source`). Source: [MS-XLS], Excel 97-2007 binary format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

BIFF8 = 0x0600
CONTINUE = 0x003C
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08


@dataclass(frozen=True, slots=True)
class Record:
    """One record with the pieces that continue it: `pieces[0]` is its own data."""

    kind: int
    pieces: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        return self.pieces[0]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """Records from an offset on, each with its CONTINUE records. Ends where the stream is cut off."""
    kind = -1
    pieces: list[bytes] = []
    position, end = start, len(stream)
    while position + 4 <= end:
        next_kind, length = struct.unpack_from("<HH", stream, position)
        data = stream[position + 4 : position + 4 + length]
        position += 4 + length
        if next_kind == CONTINUE and pieces:
            pieces.append(data)
            continue
        if pieces:
            yield Record(kind, tuple(pieces))
        kind, pieces = next_kind, [data]
    if pieces:
        yield Record(kind, tuple(pieces))


class StringReader:
    """Reads strings out of a record; their characters may be cut by the border of a piece."""

    def __init__(self, pieces: tuple[bytes, ...], offset: int = 0) -> None:
        self._pieces = pieces
        self._piece = 0
        self._offset = offset

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to read."""
        last = len(self._pieces) - 1
        return self._piece > last or (self._piece == last and self._offset >= len(self._pieces[last]))

    def _take(self, count: int) -> bytes:
        taken = b""
        while count > 0 and self._piece < len(self._pieces):
            chunk = self._pieces[self._piece][self._offset : self._offset + count]
            taken += chunk
            count -= len(chunk)
            self._offset += len(chunk)
            if self._offset >= len(self._pieces[self._piece]) and count > 0:
                self._piece, self._offset = self._piece + 1, 0
        return taken

    def _number(self, size: int) -> int:
        return int.from_bytes(self._take(size), "little")

    def string(self, length_size: int = 2) -> str:
        """The next string of BIFF8 with its length, flags, characters; formatting is skipped."""
        count = self._number(length_size)
        flags = self._number(1)
        runs = self._number(2) if flags & _RICH else 0
        extra = self._number(4) if flags & _EXTENDED else 0
        text = self._characters(count, bool(flags & _WIDE))
        self._take(runs * 4 + extra)
        return text

    def _characters(self, count: int, wide: bool) -> str:
        parts = []
        while count > 0 and self._piece < len(self._pieces):
            piece = self._pieces[self._piece]
            if self._offset >= len(piece):
                self._piece, self._offset = self._piece + 1, 0
                if self._piece >= len(self._pieces):
                    break
                # A continuing piece says anew whether its characters are wide.
                wide = bool(self._number(1) & _WIDE)
                continue
            size = 2 if wide else 1
            available = min(count, (len(piece) - self._offset) // size)
            if available == 0:
                break
            raw = piece[self._offset : self._offset + available * size]
            parts.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._offset += available * size
            count -= available
        return "".join(parts)


def shared_strings(record: Record) -> list[str]:
    """The strings of an SST record."""
    if len(record.data) < 8:
        return []
    (unique,) = struct.unpack_from("<I", record.data, 4)
    reader = StringReader(record.pieces, 8)
    strings: list[str] = []
    while len(strings) < unique and not reader.is_done:
        strings.append(reader.string())
    return strings


def packed_number(raw: int) -> str:
    """The decimal text of an RK value."""
    if raw & 0x02:
        value: float = (raw - (1 << 32) if raw & 0x80000000 else raw) >> 2
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))
    return decimal_text(value / 100 if raw & 0x01 else value)


def decimal_text(value: float) -> str:
    """The shortest decimal text that stands for a stored number; whole numbers without `.0`."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
