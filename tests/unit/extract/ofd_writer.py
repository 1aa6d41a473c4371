"""Writes OFD packages after GB/T 33190-2016, for tests.

Belongs here: the package, texts, rules, ruled tables. Does not: assertions. Lengths in millimetres.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 3.5


@dataclass
class OfdPage:
    """One page being drawn."""

    width: float = 210.0
    height: float = 297.0
    objects: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, *, size: float = SIZE, ctm: str = "", color: str = ""
    ) -> None:
        """A text whose first baseline point is (x, y)."""
        steps = [size if ord(c) > 0x2E7F else size / 2 for c in text[:-1]]
        delta = " ".join(f"{s:g}" for s in steps)
        width = sum(steps) + size
        fill = f'<ofd:FillColor Value="{color}"/>' if color else ""
        matrix = f' CTM="{ctm}"' if ctm else ""
        self.objects.append(
            f'<ofd:TextObject ID="{len(self.objects) + 100}" Boundary="{x:g} {y - size:g} {width:g} {size * 1.2:g}" '
            f'Font="3" Size="{size:g}"{matrix}>{fill}<ofd:TextCode X="0" Y="{size:g}" DeltaX="{delta}">{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A straight line."""
        self.objects.append(
            f'<ofd:PathObject ID="{len(self.objects) + 100}" Boundary="{x0:g} {y0:g} {x1 - x0 or 0.3:g} {y1 - y0 or 0.3:g}" '
            f'LineWidth="0.25"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:g} {y1 - y0:g}</ofd:AbbreviatedData></ofd:PathObject>'
        )

    def table(self, cells: list[tuple[int, int, int, int, str]], *, x: float = 15, y: float = 30) -> None:
        """A ruled table of cells `(row, column, row span, column span, text)`."""
        columns = max(c + w for _, c, _, w, _ in cells)
        across, down = (self.width - 2 * x) / columns, 8.0
        for row, column, height, width, text in cells:
            left, top = x + column * across, y + row * down
            right, bottom = left + width * across, top + height * down
            for edge in (
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            ):
                self.rule(*edge)
            size, per_line = _fitting(text, right - left - 2, bottom - top - 1)
            for index, start in enumerate(range(0, len(text), per_line)):
                baseline = top + 0.5 + size * (1 + 1.1 * index)
                self.text(left + 1, baseline, text[start : start + per_line], size=size)


def _fitting(text: str, width: float, height: float) -> tuple[float, int]:
    """The largest size at which a text fits its cell, and its characters per line."""
    for size in (SIZE, 2.5, 2.0, 1.5, 1.0, 0.7):
        per_line = max(1, int(width / size))
        if -(-len(text) // per_line) * size * 1.1 <= height:
            return size, per_line
    raise ValueError(f"no size fits {text!r}")


def package(pages: list[OfdPage], *, template: OfdPage | None = None) -> bytes:
    """The package of the pages, each on top of `template`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(
            "OFD.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody>'
            "<ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages))
        )
        shared = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
        out.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{shared}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for index, page in enumerate(pages):
            use = '<ofd:Template TemplateID="5" ZOrder="Background"/>' if template else ""
            out.writestr(f"Doc_0/Pages/Page_{index}/Content.xml", _content(page, use))
        if template:
            out.writestr("Doc_0/Tpls/Tpl_0/Content.xml", _content(template, ""))
    return buffer.getvalue()


def _content(page: OfdPage, template: str) -> str:
    return (
        f"<ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 {page.width:g} {page.height:g}</ofd:PhysicalBox></ofd:Area>"
        f'{template}<ofd:Content><ofd:Layer ID="2">{"".join(page.objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )
