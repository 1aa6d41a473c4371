"""The bare text of a DOC or WPS file, read from the file itself: what a conversion is checked against.

Belongs here: the piece table, figures of the text. Does not: tables or layout.
Source: [MS-DOC], 2.4.1 (retrieving text).
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterator

from pipelines.extract.model import UnreadableDocument
from pipelines.extract.office.ole_streams import ole_file, read_stream

BROKEN = "DOCUMENT_BROKEN"
_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_CCP_TEXT, _FC_CLX = 0x4C, 0x01A2
_PIECES = 0x02
_COMPRESSED = 0x40000000
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*\x15")
_FIGURE = re.compile(r"\d[\d,]*\.\d+")


def doc_text(content: bytes) -> str:
    """The main text; paragraphs end in `\\r`, table cells in `\\x07`. Raises `UnreadableDocument`."""
    with ole_file(content, BROKEN) as ole:
        if not ole.exists("WordDocument"):
            raise UnreadableDocument(BROKEN, "the file holds no Word document")
        stream = read_stream(ole, "WordDocument", BROKEN)
        if len(stream) < _FC_CLX + 8 or struct.unpack_from("<H", stream)[0] != _MAGIC:
            raise UnreadableDocument(BROKEN, "not a document of Word 97 or later")
        (flags,) = struct.unpack_from("<H", stream, 0x0A)
        if flags & _ENCRYPTED:
            raise UnreadableDocument("OFFICE_ENCRYPTED", "the document opens only with a password")
        table_name = "1Table" if flags & _SECOND_TABLE else "0Table"
        if not ole.exists(table_name):
            raise UnreadableDocument(BROKEN, f"stream {table_name} is missing")
        table = read_stream(ole, table_name, BROKEN)
    (length,) = struct.unpack_from("<I", stream, _CCP_TEXT)
    start, size = struct.unpack_from("<II", stream, _FC_CLX)
    try:
        text = "".join(_pieces(stream, table[start : start + size]))
    except struct.error as error:
        raise UnreadableDocument(BROKEN, f"the table of pieces is cut off: {error}") from error
    return _FIELD_CODE.sub("", text[:length])


def _pieces(stream: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while at < len(clx) and clx[at] != _PIECES:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (size,) = struct.unpack_from("<I", clx, at + 1)
    count = (size - 4) // 12
    plc = at + 5
    positions = struct.unpack_from(f"<{count + 1}I", clx, plc)
    for index in range(count):
        (place,) = struct.unpack_from("<I", clx, plc + 4 * (count + 1) + 8 * index + 2)
        length = positions[index + 1] - positions[index]
        if place & _COMPRESSED:
            begin = (place & ~_COMPRESSED) // 2
            yield stream[begin : begin + length].decode("cp1252", "replace")
        else:
            yield stream[place : place + 2 * length].decode("utf-16-le", "replace")


def figures(texts: Iterator[str] | list[str]) -> Counter[str]:
    """Decimal figures as often as they are printed."""
    return Counter(figure for text in texts for figure in _FIGURE.findall(text))


def doc_figures(content: bytes) -> Counter[str]:
    """Decimal figures of the main text of a DOC; cells and paragraphs keep figures apart."""
    return figures(re.split("[\r\x07\x0b\x0c]", doc_text(content)))
