"""Opens PDF bytes with pdfplumber and pdfminer and reads the marks of single pages: the reference reading.

Belongs here: every call into those libraries, their coordinates and colours, unreadable files.
Does not: understanding marks. To read with another library, write another module like this one.
"""

from __future__ import annotations

import io
import logging
import math
import struct
import zlib
from collections.abc import Callable
from typing import Any, TypeVar

import pdfplumber
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipelines.extract.model import Box, UnreadableDocument
from pipelines.extract.page.columns import BrokenPageError
from pipelines.extract.page.marks import Fill, Glyph, RawPage, Stroke, em_box

# A fill thinner than this (points) is a rule drawn as an area; office programs draw borders so.
MAX_RULE_THICKNESS = 3.1
_LEVEL_TOLERANCE = 1.0
_INVISIBLE_MODES = (3, 7)
_WHITE = 0.98
# What pdfminer lets through from damaged files: it has no common exception.
PARSE_ERRORS = (
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


# Its complaints about odd fonts come by the hundred and change nothing; real failures are exceptions.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


T = TypeVar("T")


class PdfplumberFile:
    """A PDF opened with pdfplumber, for single pages. Raises `UnreadableDocument` as PDFium's file does."""

    def __init__(self, content: bytes) -> None:
        self._document = _open(content)
        try:
            self._pages = self._document.pages
        except PARSE_ERRORS as error:
            raise UnreadableDocument("PDF_BROKEN", f"page tree: {_cause(error)}") from error

    def close(self) -> None:
        """Give the memory back."""
        self._document.close()

    def page(self, number: int) -> RawPage:
        """The marks of a page (from 1). Raises `BrokenPageError`."""
        return self.audit(number, lambda page: _read_page(self._document, page, number))

    def audit(self, number: int, reading: Callable[[Any], T]) -> T:
        """What `reading` makes of pdfplumber's own page object. Raises `BrokenPageError`."""
        if not 1 <= number <= len(self._pages):
            raise BrokenPageError(number, f"pdfplumber finds {len(self._pages)} pages")
        page = self._pages[number - 1]
        try:
            return reading(page)
        except PARSE_ERRORS as error:
            raise BrokenPageError(number, _cause(error)) from error
        finally:
            page.close()


def _open(content: bytes) -> PDF:
    try:
        return pdfplumber.open(io.BytesIO(content), raise_unicode_errors=False)
    except PARSE_ERRORS as error:
        causes = (error, *error.args, error.__cause__)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed) for cause in causes):
            raise UnreadableDocument(
                "PDF_ENCRYPTED", "the file can only be opened with a password"
            ) from error
        raise UnreadableDocument("PDF_BROKEN", _cause(error)) from error


def _cause(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
    return f"{type(inner).__name__}: {inner}".strip(": ")[:300]


class _Device(PDFPageAggregator):
    """Collects marks; leaves out text in invisible rendering modes (the text layer of scans has them)."""

    _is_invisible = False

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._is_invisible = textstate.render in _INVISIBLE_MODES
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance = super().render_char(*args, **kwargs)
        if self._is_invisible:
            self.cur_item._objs.pop()
        return advance


def _read_page(document: PDF, page: Any, number: int) -> RawPage:
    device = _Device(document.rsrcmgr, pageno=number, laparams=None)
    PDFPageInterpreter(document.rsrcmgr, device).process_page(page.page_obj)
    layout = device.get_result()
    crop = _crop_margins(page)
    marks = _Marks(-crop[3], layout.height - crop[0])
    marks.take(layout)
    return RawPage(
        number=number,
        width=float(layout.width - crop[1] - crop[3]),
        height=float(layout.height - crop[0] - crop[2]),
        rotation=int(page.rotation),
        glyphs=tuple(marks.glyphs),
        strokes=tuple(marks.strokes),
        fills=tuple(marks.fills),
        has_images=marks.has_images,
    )


def _crop_margins(page: Any) -> tuple[float, float, float, float]:
    """What the visible page leaves out of the media box at top, right, bottom, left after rotation."""
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    margins = [media[3] - crop[3], media[2] - crop[2], crop[1] - media[1], crop[0] - media[0]]
    margins = [max(0.0, float(m)) for m in margins]
    for _ in range(int(page.rotation) % 360 // 90):
        margins = [margins[3], *margins[:3]]
    if margins[1] + margins[3] >= abs(media[2] - media[0]) or margins[0] + margins[2] >= abs(
        media[3] - media[1]
    ):
        return (0.0, 0.0, 0.0, 0.0)
    return (margins[0], margins[1], margins[2], margins[3])


class _Marks:
    """Turns layout objects into records; the libraries count from the bottom left of the media box."""

    def __init__(self, shift_x: float, top_edge: float) -> None:
        self._dx = shift_x
        self._top = top_edge
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.fills: list[Fill] = []
        self.has_images = False

    def take(self, container: LTContainer[Any]) -> None:
        """Collect everything in a page or in a figure (form object) on it, in drawing order."""
        for item in container:
            if isinstance(item, LTChar):
                self._take_char(item)
            elif isinstance(item, LTCurve):
                self._take_path(item)
            elif isinstance(item, LTImage):
                self.has_images = True
            elif isinstance(item, LTContainer):
                self.take(item)

    def _box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        return Box(
            min(x0, x1) + self._dx, self._top - max(y0, y1), max(x0, x1) + self._dx, self._top - min(y0, y1)
        )

    def _take_char(self, char: LTChar) -> None:
        a, b, _, _, e, f = char.matrix
        angle = math.degrees(math.atan2(b, a)) % 360
        sideways = 45 < angle % 180 < 135
        size = float(char.width if sideways else char.height)
        box = em_box(self._box(*char.bbox), e + self._dx, self._top - f, size, angle)
        self.glyphs.append(
            Glyph(
                text=char.get_text(),
                box=box,
                baseline=self._top - f,
                size=size,
                angle=angle,
                font=str(char.fontname),
                is_white=_is_white(char.graphicstate.ncolor, char.ncs),
                order=len(self.glyphs),
            )
        )

    def _take_path(self, path: LTCurve) -> None:
        box = self._box(*path.bbox)
        if path.stroke:
            self._take_stroke(path, box, _is_white(path.stroking_color, None))
        elif path.fill:
            width, height = box.x1 - box.x0, box.bottom - box.top
            is_white = _is_white(path.non_stroking_color, None)
            if min(width, height) <= MAX_RULE_THICKNESS:
                self._take_thin_fill(box, width, height, is_white)
            else:
                self.fills.append(Fill(box, is_white))
        if path.stroke and path.fill:
            self.fills.append(Fill(box, _is_white(path.non_stroking_color, None)))

    def _take_stroke(self, path: LTItem, box: Box, is_white: bool) -> None:
        if isinstance(path, LTRect):
            x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
            edges = (
                (x0, top, x1, top),
                (x0, bottom, x1, bottom),
                (x0, top, x0, bottom),
                (x1, top, x1, bottom),
            )
            self.strokes.extend(Stroke(Box(*edge), is_white) for edge in edges)
        elif isinstance(path, LTLine):
            self._take_segment(box, is_white)
        elif isinstance(path, LTCurve):
            for (ax, ay), (bx, by) in zip(path.pts, path.pts[1:], strict=False):
                self._take_segment(self._box(ax, ay, bx, by), is_white)

    def _take_segment(self, box: Box, is_white: bool) -> None:
        """Level and upright segments are rules; slanted ones (a crossed-out corner cell) are not."""
        if min(box.x1 - box.x0, box.bottom - box.top) <= _LEVEL_TOLERANCE:
            self.strokes.append(Stroke(box, is_white))

    def _take_thin_fill(self, box: Box, width: float, height: float, is_white: bool) -> None:
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        level = Stroke(Box(box.x0, y, box.x1, y), is_white)
        upright = Stroke(Box(x, box.top, x, box.bottom), is_white)
        if max(width, height) <= MAX_RULE_THICKNESS:
            # A dot of a dotted border may belong to a rule in either direction.
            self.strokes.extend((level, upright))
        else:
            self.strokes.append(level if width >= height else upright)


def _is_white(color: Any, space: Any) -> bool:
    """Whether a colour prints nothing on white paper; unknown colour spaces count as ink."""
    if space is not None and str(space.name).lstrip("/") not in (
        "DeviceGray",
        "DeviceRGB",
        "DeviceCMYK",
        "ICCBased",
    ):
        return False
    values = color if isinstance(color, tuple | list) else (color,)
    if not values or not all(isinstance(v, int | float) for v in values):
        return False
    if len(values) == 4:
        return all(v <= 1 - _WHITE for v in values)
    return len(values) in (1, 3) and all(v >= _WHITE for v in values)
