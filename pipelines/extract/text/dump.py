"""Reads a plain text dump whose tables are runs of tab-separated lines.

Belongs here: decoding, cutting the text into lines and table fragments, undoing the dump's own markup.
Does not: titles, headers, joining (see `assemble`). A dump has no geometry: places are line and field.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from pipelines.extract.model import Grid, GridCell, Page, Spot, TextLine, UnreadableDocument
from pipelines.extract.text.cjk import close_up

METHOD = "text"
_CHECKED_BOX = re.compile(r"<input\b[^>]*\bchecked\b[^>]*>", re.IGNORECASE)
_EMPTY_BOX = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|br|div|span)\b[^>]*>", re.IGNORECASE)


def decode(content: bytes) -> str:
    """Text of a dump in UTF-8, UTF-16 (with mark) or GB18030.

    `UnreadableDocument` when it is none of them or holds nothing.
    """
    if not content.strip():
        raise UnreadableDocument("FILE_EMPTY", "the file holds no text")
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument("TEXT_UNDECODABLE", "the text is neither UTF-8 nor UTF-16 nor GB18030")


def without_markup(text: str) -> str:
    """Tick boxes as ☑/☐, paragraph tags dropped: the dump's tool wrote HTML inside cells."""
    text = _CHECKED_BOX.sub("☑", text)
    text = _EMPTY_BOX.sub("☐", text)
    return _TAG.sub("", text).strip()


class TextDumpEngine:
    """Engine for tab-separated dumps: one endless page, one grid per run of lines that holds tabs."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield the one page; `UnreadableDocument` when the bytes are not text."""
        items: list[TextLine | Grid] = []
        block: list[tuple[int, str]] = []
        for number, line in enumerate([*decode(content).splitlines(), ""], start=1):
            if line.strip() or "\t" in line:
                block.append((number, line))
            elif block:
                items.extend(_read_block(block))
                block = []
        yield Page(number=1, width=0.0, height=0.0, rotation=0, method=METHOD, items=tuple(items))


def _read_block(block: list[tuple[int, str]]) -> list[TextLine | Grid]:
    """Lines between two blank lines: one grid if any of them holds a tab, plain lines otherwise."""
    if any("\t" in line for _, line in block):
        return [_grid(block)]
    return [
        TextLine(text=close_up(without_markup(line)), spot=Spot(1, None, f"line {number}"))
        for number, line in block
    ]


def _grid(block: list[tuple[int, str]]) -> Grid:
    rows = [(number, line.split("\t")) for number, line in block]
    cells = [
        GridCell(
            row=row,
            column=column,
            text=close_up(without_markup(text)),
            spot=Spot(1, None, f"line {number}, field {column + 1}"),
        )
        for row, (number, fields) in enumerate(rows)
        for column, text in enumerate(fields)
    ]
    return Grid(
        row_count=len(rows),
        column_count=max(len(fields) for _, fields in rows),
        cells=tuple(cells),
        spot=Spot(1, None, f"lines {rows[0][0]}-{rows[-1][0]}"),
        spans_known=False,
    )
