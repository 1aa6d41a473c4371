"""Printed lines of a page are read: once, twice where figures stand or the first reading is weak.

Belongs here: which lines are read how often, putting readings and shapes together. All pictures of a round
go to the models together. Does not: where the lines are (`cells`, `outside`), what to believe (`agreement`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.ocr.agreement import (
    SURE_TEXT,
    Settled,
    is_figure_like,
    pieces_of,
    settle_figure,
    settle_text,
)
from pipelines.extract.ocr.ink import Blob, InkLine, LinePicture, picture_of
from pipelines.extract.ocr.marks import box_of, dash_of, is_speck, slash_of, with_boxes
from pipelines.extract.ocr.recogniser import Reader, Seen
from pipelines.extract.ocr.sheet import Sheet

# Margins (above, beside) of the picture in heights of the line: the first reading is set tightly, where the
# model is at its best; the second sees the same print at another size.
_TIGHT, _LOOSE = (0.05, 0.15), (0.2, 0.25)


# Pixels of the scanner: lower print is read twice; figures lower still are never certain, whatever the
# model says (it takes 3 for 5 and is sure).
_SMALL_PRINT, _LEGIBLE = 13.0, 10.0


@dataclass(frozen=True, slots=True)
class LineRead:
    """What one printed line says. `flags` are words of `evidence`; `score` is the model's mean score."""

    line: InkLine
    text: str
    flags: tuple[str, ...]
    score: float


def read_lines(sheet: Sheet, lines: Sequence[InkLine], reader: Reader) -> list[LineRead]:
    """Read printed lines; the result has one entry for each, in their order."""
    signs = [_sign(sheet, line) for line in lines]
    to_read = [i for i, sign in enumerate(signs) if sign is None]
    pictures = {i: _picture(sheet, lines[i], _TIGHT) for i in to_read}
    first = dict(zip(to_read, reader.read([pictures[i].pixels for i in to_read]), strict=True))
    again = [i for i in to_read if _is_small(sheet, lines[i]) or _needs_second_reading(first[i])]
    second = dict(
        zip(again, reader.read([_picture(sheet, lines[i], _LOOSE).pixels for i in again]), strict=True)
    )
    result = []
    for index, (line, sign) in enumerate(zip(lines, signs, strict=True)):
        if sign is not None:
            flags = ("ocr", "ocr_mark") if sign else ("ocr", "ocr_doubt")
            result.append(LineRead(line, sign, flags, 1.0))
        else:
            result.append(_settled(sheet, line, pictures[index], first[index], second.get(index)))
    return result


def _sign(sheet: Sheet, line: InkLine) -> str | None:
    """What a line is by its shape alone: a dash, a slash, "" for a speck that says nothing legible."""
    sign = dash_of(line, sheet.em) or slash_of(line, sheet.ink, sheet.em)
    return "" if sign is None and is_speck(line, sheet.em) else sign


def _picture(sheet: Sheet, line: InkLine, margins: tuple[float, float]) -> LinePicture:
    return picture_of(sheet.clean, line.box, sheet.em, *margins)


def _is_small(sheet: Sheet, line: InkLine) -> bool:
    """Whether the scanner gave the line so few pixels that the model may be sure of a wrong character."""
    return line.height * sheet.native < _SMALL_PRINT


def _is_illegible(sheet: Sheet, line: InkLine) -> bool:
    return line.height * sheet.native < _LEGIBLE


def _is_sealed(sheet: Sheet, line: InkLine) -> bool:
    """Whether ink of a seal lies on the line."""
    if sheet.seal is None:
        return False
    x0, y0, x1, y1 = line.box
    return bool(sheet.seal[y0:y1, x0:x1].any())


def _needs_second_reading(seen: Seen) -> bool:
    return seen.worst < SURE_TEXT or any(c.isdigit() for c in seen.text) or is_figure_like(seen.text)


def _settled(sheet: Sheet, line: InkLine, picture: LinePicture, first: Seen, second: Seen | None) -> LineRead:
    boxes = [(b.middle[0], sign) for b in line.blobs if (sign := _box(sheet, b)) is not None]
    text, has_boxes = first.text, False
    if boxes:
        height = picture.pixels.shape[0]
        text, has_boxes = with_boxes(
            first, boxes, sheet.em, [picture.left + place * height for place in first.places]
        )
    if has_boxes:
        weak = first.mean < SURE_TEXT or _is_illegible(sheet, line)
        return LineRead(
            line, text.strip(), ("ocr", "ocr_mark", *(("ocr_doubt",) if weak else ())), first.mean
        )
    if second is not None and any(c.isdigit() for c in first.text + second.text):
        settled = settle_figure(first, second, pieces_of([(b.x0, b.x1) for b in line.blobs]))
    else:
        settled = settle_text(first, second, is_small=_is_small(sheet, line))
    if not settled.text:
        # Ink that says nothing is not nothing.
        settled = Settled("", True)
    if _is_sealed(sheet, line) or _is_illegible(sheet, line):
        settled = Settled(settled.text, True)
    flags = ("ocr", "ocr_doubt") if settled.is_doubtful else ("ocr",)
    return LineRead(line, settled.text, flags, max(first.mean, second.mean if second else 0.0))


def _box(sheet: Sheet, blob: Blob) -> str | None:
    return box_of(blob, sheet.ink, sheet.em)
