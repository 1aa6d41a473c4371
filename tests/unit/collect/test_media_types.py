"""Types are told from bytes; a name is never believed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.collect import media_types as m


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

CASES = [
    (b"%PDF-1.7\n...", m.PDF),
    (b"\r\n\r\n%PDF-1.4", m.PDF),
    ("2023 年部门预算\t合计".encode(), m.TEXT),
    ("2023 年部门预算\t合计".encode("gb18030"), m.TEXT),
    ("2023 年部门预算".encode("utf-16"), m.TEXT),
    ("<!DOCTYPE html><html>页面不存在</html>".encode(), m.HTML),
    ("\ufeff <html><body>".encode(), m.HTML),
    ("<table><tr><td>收入</td></tr></table>".encode("gbk"), m.HTML),
    (zipped("word/document.xml", "[Content_Types].xml"), m.DOCX),
    (zipped("xl/workbook.xml", "[Content_Types].xml"), m.XLSX),
    (zipped("OFD.xml", "Doc_0/Document.xml"), m.OFD),
    (zipped("预算.pdf"), m.ZIP),
    (b"PK\x03\x04 cut off", m.ZIP),
    (b"Rar!\x1a\x07\x01\x00....", m.RAR),
    (b"7z\xbc\xaf\x27\x1c....", m.SEVEN_ZIP),
    (OLE_HEAD + "WordDocument\0".encode("utf-16-le"), m.DOC),
    (OLE_HEAD + "Workbook\0".encode("utf-16-le"), m.XLS),
    (OLE_HEAD, m.OLE),
    (b"\x89PNG\r\n\x1a\n....", "image/png"),
    (b"\xff\xd8\xff\xe0", "image/jpeg"),
    (b"\x00\x01\x02\x03", m.UNKNOWN),
    (b"", m.UNKNOWN),
]


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_known_by_its_bytes(content: bytes, expected: str) -> None:
    assert m.media_type_of(content) == expected


def test_a_page_saved_as_pdf_is_html() -> None:
    assert m.media_type_of(b"<html><head><title>404</title>") == m.HTML


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=("Cc", "Cs")), min_size=1))
def test_text_survives_either_encoding(text: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        content = text.encode(encoding)
        assert m.decode_text(content) is not None
    assert m.decode_text(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_have_a_type(content: bytes) -> None:
    assert "/" in m.media_type_of(content)
