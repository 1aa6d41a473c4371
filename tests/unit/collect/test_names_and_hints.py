"""Names of files and hints from link text."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.collect.file_names import clean_name, disposition_name, file_name
from pipelines.collect.hints import Hints, read_hints
from pipelines.collect.sources import SourceUnit

NAME = "区教育局2026年预算.pdf"


@pytest.mark.parametrize(
    "header",
    [
        f"attachment; filename=\"x.pdf\"; filename*=UTF-8''{quote(NAME)}".encode(),
        f"attachment; filename*=gbk''{quote(NAME.encode('gbk'))}".encode(),
        b'attachment; filename="' + NAME.encode("gbk") + b'"',
        b'attachment; filename="' + NAME.encode() + b'"',
        b"attachment;filename=" + NAME.encode("gbk"),
        f"attachment; filename={quote(NAME)}".encode(),
        f'attachment; filename="..\\\\..\\\\{NAME}"'.encode(),
        f'attachment; filename="/etc/{NAME}"'.encode(),
    ],
)
def test_names_in_headers(header: bytes) -> None:
    assert disposition_name(header) == NAME


def test_a_name_comes_from_header_link_or_address() -> None:
    assert file_name("http://a.cn/P1.pdf", None, "区教育局2026年部门预算") == "区教育局2026年部门预算.pdf"
    assert file_name("http://a.cn/P1.pdf", None, "区教育局2026年部门预算.pdf") == "区教育局2026年部门预算.pdf"
    assert file_name("http://a.cn/P1.pdf", None, "") == "P1.pdf"
    assert file_name("http://a.cn/d.jsp?file=x.doc", None, "") == "x.doc"
    assert file_name("http://a.cn/", None, "") == "unnamed"


@given(st.text(max_size=400))
def test_a_clean_name_names_one_file(name: str) -> None:
    cleaned = clean_name(name)
    assert "/" not in cleaned and "\\" not in cleaned and "\0" not in cleaned
    assert cleaned not in (".", "..") and len(cleaned) <= 180


def unit(unit_id: str, name: str, *aliases: str, parent: str | None = None) -> SourceUnit:
    return SourceUnit(unit_id, name, None, "unknown", parent, aliases, None, None)


UNITS = (
    unit("1-1", "东西湖区教育局", "区教育局"),
    unit("1-2", "东西湖区教育局（本级）", parent="1-1"),
    unit("1-3", "东西湖区大数据中心"),
)


def test_hints_take_the_nearest_words_and_never_guess() -> None:
    assert read_hints(["东西湖区教育局2026年部门预算公开"], UNITS) == Hints("1-1", 2026, "budget")
    assert read_hints(["区教育局", "2024年度部门决算公开"], UNITS) == Hints("1-1", 2024, "final")
    assert read_hints(["2025年决算和2026年预算"], UNITS) == Hints(None, None, None)
    assert read_hints(["大数据２０２６年预算"], UNITS).fiscal_year == 2026
    assert read_hints([], UNITS) == Hints()
