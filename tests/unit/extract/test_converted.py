"""Formats that go through LibreOffice, with the real program; and what happens without it."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import docx
import pytest

from pipelines.collect.media_types import DOC, MHTML, ODT, RTF, WORDML, XLSB, media_type_of
from pipelines.extract.document import extract_document
from pipelines.extract.model import UnreadableDocument
from pipelines.extract.office.converted import DocEngine
from pipelines.extract.office.doc_text import doc_figures, doc_text
from pipelines.extract.office.soffice import convert
from pipelines.extract.web.mhtml import MhtmlEngine
from pipelines.programs import LIBREOFFICE
from tests.programs import converted, needs_libreoffice
from tests.unit.extract import sheet_samples as samples
from tests.unit.extract.test_docx import budget, saved


def check_budget(content: bytes, media_type: str) -> None:
    assert media_type_of(content) == media_type
    (table,) = extract_document(content, media_type).tables
    assert (table.title, table.unit_line, table.note) == ("2023年部门收支总表", "单位：万元", "备注：无。")
    assert table.columns == (("收入", "项目"), ("收入", "预算数"), ("支出", "项目"), ("支出", "预算数"))
    assert [c.text for c in table.cells] == [
        "一般公共预算",
        "870.30",
        "一般公共服务",
        "0.00",
        "合计",
        "870.30",
        "合计",
        "870.30",
    ]


@needs_libreoffice
@pytest.mark.parametrize(("target", "media_type"), [("doc", DOC), ("rtf", RTF), ("odt", ODT)])
def test_word_processing_formats(target: str, media_type: str) -> None:
    check_budget(converted(budget(), "docx", target), media_type)


@needs_libreoffice
def test_word_xml_of_2003() -> None:
    content = converted(budget(), "docx", "xml:MS Word 2003 XML")
    assert media_type_of(content) == WORDML
    (table,) = extract_document(content, WORDML).tables
    assert [c.text for c in table.cells][:2] == ["一般公共预算", "870.30"]


@needs_libreoffice
def test_the_text_of_a_doc_is_known_without_any_program() -> None:
    content = converted(budget(), "docx", "doc")
    assert "2023年部门收支总表\r单位：万元\r收入\x07" in doc_text(content)
    assert doc_figures(content) == {"870.30": 3, "0.00": 1}


@needs_libreoffice
def test_a_table_lost_on_the_way_is_told() -> None:
    """LibreOffice reads a table at the very end of a DOC as one run-together line."""
    document = docx.Document()
    document.add_paragraph("2023年支出表")
    table = document.add_table(rows=2, cols=2)
    for row, texts in enumerate((("1.11", "2.22"), ("3.33", "4.44"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    read = extract_document(converted(saved(document), "docx", "doc"), DOC)
    figures = sorted(c.text for t in read.tables for c in t.cells)
    losses = [o for o in read.outcomes if o.code == "CONVERSION_LOSS"]
    assert losses or figures == ["1.11", "2.22", "3.33", "4.44"]
    assert all("4.44" in o.detail for o in losses)


@needs_libreoffice
@pytest.mark.parametrize("keep", [0, 200, 600, 5000])
def test_cut_off_doc(keep: int) -> None:
    content = converted(budget(), "docx", "doc")[:keep]
    with pytest.raises(UnreadableDocument) as refused:
        list(DocEngine().pages(content))
    assert refused.value.code in ("DOCUMENT_BROKEN", "CONVERSION_FAILED")


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIBREOFFICE.variable, "/nowhere/soffice")
    with pytest.raises(UnreadableDocument, match=r"PROGRAM_MISSING.*LibreOffice.*gongkai doctor"):
        extract_document(b"{\\rtf1 text}", RTF)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
def test_a_program_that_hangs_is_ended_with_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script, mark = tmp_path / "soffice", tmp_path / "child"
    script.write_text(f"#!/bin/sh\n(sleep 2; touch {mark}) &\nsleep 60\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(LIBREOFFICE.variable, str(script))
    with pytest.raises(UnreadableDocument, match=r"CONVERSION_FAILED.*0\.5 seconds"):
        convert(b"x", "doc", "docx", timeout=0.5)
    import time

    time.sleep(2.5)
    assert not mark.exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
def test_a_program_that_writes_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\necho source file could not be loaded\nexit 1\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(LIBREOFFICE.variable, str(script))
    with pytest.raises(UnreadableDocument, match=r"CONVERSION_FAILED.*could not be loaded"):
        convert(b"x", "doc", "docx")


def test_xlsb_is_told_apart_by_its_parts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("xl/workbook.bin", b"")
    assert media_type_of(out.getvalue()) == XLSB


ARCHIVE = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="----b"

------b
Content-Location: file:///C:/a.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="gb2312"

{page}
------b
Content-Location: file:///C:/style.css
Content-Type: text/css

td {{color: red}}
------b--
"""


def test_a_web_archive_named_doc() -> None:
    import quopri

    page = "<html><body><p>2023年部门收支总表</p><table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>870.30</td></tr></table></body></html>"
    text = quopri.encodestring(page.encode("gb2312")).decode("ascii")
    content = ARCHIVE.format(page=text).encode()
    assert media_type_of(content) == MHTML
    (read,) = MhtmlEngine().pages(content)
    assert samples.lines(read) == ["2023年部门收支总表"]
    assert samples.texts(samples.grids(read)[0]) == [["项目", "金额"], ["合计", "870.30"]]


def test_an_archive_without_a_page() -> None:
    with pytest.raises(UnreadableDocument, match="HTML_BROKEN"):
        list(
            MhtmlEngine().pages(
                b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x--\n'
            )
        )
