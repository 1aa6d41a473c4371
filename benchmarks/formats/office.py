"""A web page as the real LibreOffice writes it in office formats.

Belongs here: which filter reads and which writes. Does not: running the program, reading what it wrote.
"""

from __future__ import annotations

from pipelines.extract.office.soffice import convert

_WRITER, _CALC = "HTML (StarWriter)", "calc_HTML_WebQuery"
FORMATS = {
    "docx": (_WRITER, "docx"),
    "doc": (_WRITER, "doc:MS Word 97"),
    "odt": (_WRITER, "odt"),
    "xls": (_CALC, "xls:MS Excel 97"),
    "xlsx": (_CALC, "xlsx"),
    "ods": (_CALC, "ods"),
}
"""Ending → the filter the page is read with, the format it is written in. A spreadsheet has one sheet."""


def as_office(page: str, ending: str) -> bytes:
    """The page in one of `FORMATS`. Raises `UnreadableDocument` when LibreOffice is absent or fails."""
    reader, target = FORMATS[ending]
    return convert(page.encode(), "html", target, reader=reader, timeout=300)
