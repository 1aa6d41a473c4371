"""One small whole file of each format that is read here, in this process.

Belongs here: making them. Does not: damaging them (see `mutations`).
"""

from __future__ import annotations

import base64
from functools import cache

from pipelines.collect import media_types as m
from pipelines.extract.document import extract_document
from tests.paths import SAMPLE_PDF, SAMPLE_TEXT
from tests.unit.extract.budget_writers import as_docx, as_html, as_ofd, as_xlsx, printed

_ROWS = 3  # tables: small samples are damaged more thoroughly


@cache
def samples() -> dict[str, bytes]:
    """Bytes by media type."""
    tables = [printed(t) for t in extract_document(SAMPLE_TEXT.read_bytes(), m.TEXT).tables[:_ROWS]]
    html = as_html(tables)
    return {
        m.PDF: SAMPLE_PDF.read_bytes(),
        m.TEXT: SAMPLE_TEXT.read_bytes()[:6_000],
        m.XLSX: as_xlsx(tables),
        m.DOCX: as_docx(tables),
        m.HTML: html,
        m.OFD: as_ofd(tables),
        m.MHTML: mhtml(html),
        m.SPREADSHEETML: _SPREADSHEETML,
    }


def mhtml(html: bytes) -> bytes:
    """The page as a browser saves it in one file."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + part + base64.encodebytes(html) + b"\r\n--x--\r\n"


_SPREADSHEETML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="收支总表"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">收支总表</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">项目</Data></Cell><Cell><Data ss:Type="String">预算数</Data></Cell></Row>
<Row ss:Index="5"><Cell><Data ss:Type="String">合计</Data></Cell><Cell ss:Index="2"><Data ss:Type="Number">870.3</Data></Cell></Row>
</Table></Worksheet></Workbook>""".encode()
