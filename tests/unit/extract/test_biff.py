"""The record stream of old workbooks, built record by record: what LibreOffice cannot write any more."""

from __future__ import annotations

import struct

import pytest

from pipelines.extract.model import UnreadableDocument
from pipelines.extract.sheets.biff import packed_number
from pipelines.extract.sheets.xls_source import sheets_of_stream

BOF, EOF, BOUNDSHEET, SST, CONTINUE, LABELSST = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C, 0x00FD
LABEL, RK, FILEPASS, XF, FORMULA, STRING, CODEPAGE = 0x0204, 0x027E, 0x002F, 0x00E0, 0x0006, 0x0207, 0x0042
BIFF5, BIFF8 = 0x0500, 0x0600


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def book(version: int, globals_: bytes, name: bytes, cells: bytes) -> bytes:
    """A stream with one sheet."""
    head = record(BOF, struct.pack("<HH", version, 5)) + globals_
    size = len(record(BOUNDSHEET, struct.pack("<IBB", 0, 0, 0) + name)) + len(record(EOF))
    sheet = record(BOF, struct.pack("<HH", version, 0x10)) + cells + record(EOF)
    entry = record(BOUNDSHEET, struct.pack("<IBB", len(head) + size, 0, 0) + name)
    return head + entry + record(EOF) + sheet


def wide(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def test_a_shared_string_cut_in_the_middle_of_a_run() -> None:
    text = "一般公共预算财政拨款支出"
    whole = wide(text)
    cut = 3 + 10  # after five characters
    sst = record(SST, struct.pack("<II", 2, 2) + whole[:cut])
    more = record(CONTINUE, b"\x01" + whole[cut:] + struct.pack("<HB", 3, 0) + b"abc")
    cells = record(LABELSST, struct.pack("<HHHI", 0, 0, 0, 0))
    cells += record(LABELSST, struct.pack("<HHHI", 0, 1, 0, 1))
    (sheet,) = sheets_of_stream(book(BIFF8, sst + more, b"\x02\x01" + "表一".encode("utf-16-le"), cells))
    assert sheet.name == "表一"
    assert [c.text for c in sheet.cells.values()] == [text, "abc"]


def test_a_rich_string_with_phonetic_guides_leaves_the_next_in_place() -> None:
    rich = struct.pack("<HBHI", 2, 0x0D, 1, 6) + "收入".encode("utf-16-le") + bytes(4) + bytes(6)
    sst = record(SST, struct.pack("<II", 2, 2) + rich + wide("支出"))
    cells = b"".join(record(LABELSST, struct.pack("<HHHI", i, 0, 0, i)) for i in range(2))
    (sheet,) = sheets_of_stream(book(BIFF8, sst, b"\x01\x00A", cells))
    assert [c.text for c in sheet.cells.values()] == ["收入", "支出"]


def test_excel_95_texts_are_in_the_files_code_page() -> None:
    label = "预算数".encode("gbk")
    cells = record(LABEL, struct.pack("<HHHH", 0, 0, 0, len(label)) + label)
    cells += record(RK, struct.pack("<HHHI", 1, 0, 0, (87030 << 2) | 3))
    name = "收支总表".encode("gbk")
    page = record(CODEPAGE, struct.pack("<H", 936))
    (sheet,) = sheets_of_stream(book(BIFF5, page, bytes([len(name)]) + name, cells))
    assert sheet.name == "收支总表"
    assert [c.text for c in sheet.cells.values()] == ["预算数", "870.3"]


def test_a_formula_with_a_text_result() -> None:
    cells = record(FORMULA, struct.pack("<HHH", 0, 0, 0) + b"\x00" * 6 + b"\xff\xff" + bytes(8))
    cells += record(STRING, wide("合计"))
    (sheet,) = sheets_of_stream(book(BIFF8, b"", b"\x01\x00A", cells))
    assert sheet.cells[0, 0].text == "合计"
    assert sheet.cells[0, 0].flags == ("cached_value",)


def test_a_password_is_told() -> None:
    with pytest.raises(UnreadableDocument, match="OFFICE_ENCRYPTED"):
        list(sheets_of_stream(book(BIFF8, record(FILEPASS, bytes(6)), b"\x01\x00A", b"")))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [((100 << 2) | 2, "100"), ((8703 << 2) | 3, "87.03"), (0x3FF00000, "1"), (0xFFFFFFFE, "-1")],
)
def test_packed_numbers(raw: int, shown: str) -> None:
    assert packed_number(raw) == shown
