"""Small PDFs that the tests of the PDF engine typeset themselves.

Belongs here: pages with one hazard each. Does not: assertions. Coordinates are points from the page's
bottom left, as PDF has them.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from scripts.typeset.sheet import find_font

FONT = "SampleSans"
WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]


def make_pdf(*pages: Draw, encrypt: object = None) -> bytes:
    """A PDF with one page for each drawing function."""
    pdfmetrics.registerFont(TTFont(FONT, str(find_font())))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, encrypt=encrypt)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def table(canvas: Canvas, *, x: float = 100, top: float = 700) -> None:
    """Three columns, a two-row header with merged cells, two body rows (the last name in two lines).

    科目名称 spans both header rows; 基本支出 spans two columns.
    """
    xs = (x, x + 120, x + 200, x + 280)
    ys = (top, top - 20, top - 40, top - 60, top - 90)
    for y in (ys[0], ys[2], ys[3], ys[4]):
        canvas.line(xs[0], y, xs[3], y)
    canvas.line(xs[1], ys[1], xs[3], ys[1])
    for edge in (xs[0], xs[1], xs[3]):
        canvas.line(edge, ys[0], edge, ys[4])
    canvas.line(xs[2], ys[1], xs[2], ys[4])
    text = canvas.drawString
    text(x + 4, top - 24, "科目名称")
    text(x + 124, top - 14, "基本支出")
    text(x + 124, top - 34, "小计")
    text(x + 204, top - 34, "人员经费")
    text(x + 4, top - 54, "教育支出")
    text(x + 124, top - 54, "12.30")
    text(x + 204, top - 54, "4.50")
    text(x + 4, top - 72, "社会保障和")
    text(x + 4, top - 84, "就业支出")
    text(x + 124, top - 76, "0.00")


def footer(number: int) -> Draw:
    """A page with one sentence, a running header and a page number."""

    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 30, "某某局预算公开")
        canvas.drawString(90, 600, f"第{'一二三四五'[number - 1]}段话。")
        canvas.drawCentredString(WIDTH / 2, 40, f"— {number} —")

    return draw
