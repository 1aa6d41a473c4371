"""Engines for what LibreOffice turns into formats that are read here: DOC, WPS, RTF, ODT, XLSB and others.

Belongs here: the way each format goes, what is checked afterwards. Does not: running the program (`soffice`).
DOC goes through DOCX: tables came back as through ODT, and of the two only DOCX keeps the numbers that are
printed before paragraphs and says what was deleted (measured with LibreOffice 7.4.7, see the tests).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.extract.model import Grid, Outcome, Page, TextLine
from pipelines.extract.office.doc_text import BROKEN as DOCUMENT_BROKEN
from pipelines.extract.office.doc_text import doc_figures, figures
from pipelines.extract.office.docx import DocxEngine
from pipelines.extract.office.embedded import stream_pages
from pipelines.extract.office.ole_streams import ole_file, read_stream
from pipelines.extract.office.soffice import convert
from pipelines.extract.sheets.cell_text import printed_lines
from pipelines.extract.sheets.engines import XlsxEngine

_DOCX_FILTER = "docx:MS Word 2007 XML"
_XLSX_FILTER = "xlsx:Calc MS Excel 2007 XML"
_SHOWN = 12
_MAX_EMBEDDED = 50


class DocEngine:
    """Engine for DOC and WPS. Every decimal figure of the file's own text must come through."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield the page of the text, then the sheets of embedded workbooks. Raises `UnreadableDocument`
        with DOCUMENT_BROKEN, OFFICE_ENCRYPTED, PROGRAM_MISSING or CONVERSION_FAILED."""
        wanted = doc_figures(content)
        pages = list(DocxEngine().pages(convert(content, "doc", _DOCX_FILTER)))
        first = pages[0]
        lost = wanted - figures(_texts(page.items for page in pages))
        if lost:
            first = replace(first, outcomes=(*first.outcomes, _loss(lost, first)))
        yield first
        yield from pages[1:]
        if len(pages) == 1:
            yield from _embedded_sheets(content)


class _TextEngine:
    """A word-processing format that only LibreOffice reads."""

    suffix = ""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield the pages of the converted file. Raises `UnreadableDocument` with PROGRAM_MISSING or
        CONVERSION_FAILED."""
        yield from DocxEngine().pages(convert(content, self.suffix, _DOCX_FILTER))


class RtfEngine(_TextEngine):
    """Engine for RTF."""

    suffix = "rtf"


class OdtEngine(_TextEngine):
    """Engine for OpenDocument texts."""

    suffix = "odt"


class FlatOdfEngine(_TextEngine):
    """Engine for OpenDocument texts in one XML file."""

    suffix = "fodt"


class WordXmlEngine(_TextEngine):
    """Engine for the XML documents of Word 2003 and flat OPC, mostly named .doc."""

    suffix = "xml"


class XlsbEngine:
    """Engine for binary workbooks of Excel 2007 and later."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield sheets. Raises `UnreadableDocument` with PROGRAM_MISSING or CONVERSION_FAILED."""
        yield from XlsxEngine().pages(convert(content, "xlsb", _XLSX_FILTER))


def _texts(pages: Iterable[tuple[TextLine | Grid, ...]]) -> list[str]:
    """Everything that was read, line by line."""
    texts: list[str] = []
    for items in pages:
        for item in items:
            if isinstance(item, TextLine):
                texts.append(item.text)
            else:
                for cell in item.cells:
                    texts.extend(cell.reading.lines or printed_lines(cell.text))
    return texts


def _loss(lost: Counter[str], page: Page) -> Outcome:
    named = " ".join(list(lost.elements())[:_SHOWN])
    detail = f"{lost.total()} figures of the file's own text did not come through conversion: {named}"
    if any(o.code == "TRACKED_CHANGES" for o in page.outcomes):
        return Outcome("CONVERSION_LOSS", "warning", f"{detail} (some may stand in deleted text)", 1)
    return Outcome("CONVERSION_LOSS", "error", detail, 1)


def _embedded_sheets(content: bytes) -> Iterator[Page]:
    """Sheets of workbooks that lie in the file as OLE objects (WPS keeps tables so)."""
    number = 2
    with ole_file(content, DOCUMENT_BROKEN) as ole:
        found = [path for path in ole.listdir() if len(path) > 1 and path[-1] in ("Workbook", "Book")]
        for path in found[:_MAX_EMBEDDED]:
            stream = read_stream(ole, path, DOCUMENT_BROKEN)
            for page in stream_pages(path[-2], stream, number):
                yield page
                number += 1
