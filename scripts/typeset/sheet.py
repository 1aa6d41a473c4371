"""Pages of the PDF: canvas, text, paragraphs, page numbers, orientation.

Belongs here: putting text and rules on paper, starting pages. Does not: content, table layout.
Output is the same bytes every time: no dates, no random identifiers.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from scripts.typeset.ruled import Align, wrap

FONT = "NotoSansSC"
TITLE = "武汉市东西湖区大数据中心2023年部门预算公开"
BODY_SIZE, BODY_LEADING = 14.0, 26.0
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 78.0, 84.0, 78.0
# Tables use the paper's width; the narrative keeps the wide margins of an official letter.
TABLE_MARGIN = 42.0
# A line with more room left than this (in characters) is not spread to the right margin.
_WIDEST_SPREAD = 5.0
_FOOTER_FROM_BOTTOM = 40.0
_FOOTER_SIZE = 10.5
_NOTICE_FROM_BOTTOM, _NOTICE_SIZE = 22.0, 7.5


def find_font() -> Path:
    """The TrueType font file of the development dependency that carries it (its code is not imported)."""
    spec = importlib.util.find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise SystemExit("the font package is not installed; install the development dependencies")
    return Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"


class MissingGlyphError(ValueError):
    """The font cannot print a character; printing a box instead would be a silent loss."""


class Sheet:
    """The document being printed; `y` is the distance of the cursor from the page's top.

    `notice` stands at the foot of every page, below its number.
    """

    def __init__(self, target: str, *, title: str = TITLE, notice: str = "") -> None:
        font = TTFont(FONT, str(find_font()))
        pdfmetrics.registerFont(font)
        self._glyphs = font.face.charToGlyph
        self._canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._notice = notice
        self.width: float = A4[0]
        self.height: float = A4[1]
        self.number = 0
        self._numbered = False
        self.y = 0.0

    def start_page(self, *, wide: bool = False, numbered: bool = True) -> None:
        """Finish the page in hand and begin another, portrait or landscape A4."""
        self._finish_page()
        self.width, self.height = landscape(A4) if wide else A4
        self._canvas.setPageSize((self.width, self.height))
        self.number += 1
        self._numbered = numbered
        self.y = MARGIN_TOP

    def _finish_page(self) -> None:
        if self.number == 0:
            return
        if self._numbered:
            label = f"— {self.number} —"
            self.text(label, 0, self.height - _FOOTER_FROM_BOTTOM, _FOOTER_SIZE, self.width, "center")
        if self._notice:
            self.text(self._notice, 0, self.height - _NOTICE_FROM_BOTTOM, _NOTICE_SIZE, self.width, "center")
        self._canvas.showPage()

    def save(self) -> None:
        """Finish the last page and write the file."""
        self._finish_page()
        before = rl_config.useA85
        # Plain bytes in streams: a quarter smaller. The switch is global, so it is put back.
        rl_config.useA85 = 0
        try:
            self._canvas.save()
        finally:
            rl_config.useA85 = before

    @property
    def bottom(self) -> float:
        """Distance of the text area's lower edge from the page's top."""
        return self.height - MARGIN_BOTTOM

    def measure(self, text: str, size: float) -> float:
        """Printed width of a text."""
        return float(pdfmetrics.stringWidth(text, FONT, size))

    def text(
        self,
        text: str,
        x: float,
        baseline: float,
        size: float,
        width: float = 0.0,
        align: Align = "left",
        *,
        bold: bool = False,
        char_space: float = 0.0,
    ) -> None:
        """Print one line with its baseline at a distance from the top, aligned within `width`."""
        for char in text:
            if ord(char) not in self._glyphs:
                raise MissingGlyphError(f"no glyph for {char!r} in {text!r}")
        spare = width - self.measure(text, size)
        x += {"left": 0.0, "center": spare / 2, "right": spare}[align]
        line = self._canvas.beginText(x, self.height - baseline)
        line.setFont(FONT, size)
        line.setCharSpace(char_space)
        # Only one weight is at hand: a stroked outline makes a heading darker, as word processors do.
        line.setTextRenderMode(2 if bold else 0)
        self._canvas.setLineWidth(size / 40)
        line.textOut(text)
        line.setTextRenderMode(0)
        self._canvas.drawText(line)

    def rule(self, x0: float, top: float, x1: float, bottom: float, thickness: float = 0.5) -> None:
        """Draw one straight rule."""
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x0, self.height - top, x1, self.height - bottom)

    def paragraph(self, text: str, *, indent: float = 2.0, bold: bool = False, align: Align = "left") -> None:
        """Print a paragraph with a first-line indent (in characters), over as many pages as it takes."""
        size, left = BODY_SIZE, MARGIN_SIDE
        width = self.width - 2 * MARGIN_SIDE
        lines = wrap(text, width, size, self.measure, indent * size)
        for number, line in enumerate(lines):
            if self.y + BODY_LEADING > self.bottom:
                self.start_page()
            shift = indent * size if number == 0 else 0.0
            spare = width - shift - self.measure(line, size)
            is_last = number == len(lines) - 1
            spread = (
                spare / (len(line) - 1)
                if align == "left" and not is_last and spare < _WIDEST_SPREAD * size
                else 0.0
            )
            self.y += BODY_LEADING
            self.text(line, left + shift, self.y, size, width - shift, align, bold=bold, char_space=spread)
