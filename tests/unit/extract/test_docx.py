"""Word files: written by python-docx and, for what it cannot write, by markup of the format itself."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.collect.media_types import DOCX
from pipelines.extract.document import extract_document
from pipelines.extract.model import Page, UnreadableDocument
from pipelines.extract.office.docx import DocxEngine
from pipelines.extract.office.docx_numbering import chinese, numeral
from tests.unit.extract import sheet_samples as samples
from tests.unit.extract.test_spreadsheets import merged_grids, with_part

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "word/document.xml"


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def page(content: bytes) -> Page:
    """The text's page (embedded sheets follow as further pages)."""
    return next(iter(DocxEngine().pages(content)))


def with_body(markup: str, *, parts: dict[str, str] | None = None) -> bytes:
    """A document whose body is `markup`, with further parts of the package replaced or added."""
    content = saved(docx.Document())
    body = f'<w:document xmlns:w="{W}" xmlns:r="r" xmlns:v="v" xmlns:mc="mc" xmlns:a="a"><w:body>{markup}</w:body></w:document>'
    content = with_part(content, BODY, lambda _: body.encode())
    for name, text in (parts or {}).items():
        content = with_part(content, name, lambda _, text=text: text.encode())
    return content


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p>{properties}{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def budget() -> bytes:
    document = docx.Document()
    document.add_paragraph("2023年部门收支总表")
    document.add_paragraph("单位：万元")
    table = document.add_table(rows=4, cols=4)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "收入"
    table.cell(0, 2).merge(table.cell(0, 3)).text = "支出"
    for column, text in enumerate(("项目", "预算数") * 2):
        table.cell(1, column).text = text
    for row, texts in enumerate(
        (("一般公共预算", "870.30", "一般公共\n服务", "0.00"), ("合计", "870.30") * 2), 2
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("备注：无。")
    document.sections[0].header.paragraphs[0].text = "页眉 3.33"
    return saved(document)


def test_a_table_with_its_caption() -> None:
    document = extract_document(budget(), DOCX)
    (table,) = document.tables
    assert (table.title, table.unit_line, table.note) == ("2023年部门收支总表", "单位：万元", "备注：无。")
    assert table.columns == (("收入", "项目"), ("收入", "预算数"), ("支出", "项目"), ("支出", "预算数"))
    assert [c.text for c in table.cells[:4]] == ["一般公共预算", "870.30", "一般公共服务", "0.00"]
    assert table.cells[1].spot.locator == "table 1, row 3, column 2"
    assert document.method == "flow"


@settings(max_examples=50, deadline=None)
@given(merged_grids())
def test_any_merged_grid_comes_back(cells: list[samples.Merged]) -> None:
    rows, columns = 1 + max(c[0] for c in cells), 1 + max(c[1] for c in cells)
    document = docx.Document()
    table = document.add_table(rows=rows, cols=columns)
    for row, column, height, width, text in cells:
        table.cell(row, column).merge(table.cell(row + height - 1, column + width - 1)).text = text
    read = page(saved(document))
    found = [cell for grid in samples.grids(read) for cell in samples.spans(grid)]
    if all(sum(1 for c in cells if c[0] == row) > 1 for row in range(rows)):
        assert found == sorted(cells)
    else:
        assert sorted([c[4] for c in found] + samples.lines(read)) == sorted(c[4] for c in cells)


def test_insertions_are_read_deletions_are_not() -> None:
    markup = paragraph(
        run("收入")
        + f'<w:ins w:id="1">{run("870.30")}</w:ins><w:del w:id="2"><w:r><w:delText>999.99</w:delText></w:r></w:del>'
        + run("万元")
    )
    read = page(with_body(markup))
    assert samples.lines(read) == ["收入870.30万元"]
    assert [o.code for o in read.outcomes] == ["TRACKED_CHANGES"]


def test_deleted_rows_are_left_out() -> None:
    def row(text: str, properties: str = "") -> str:
        cells = "".join(f"<w:tc>{paragraph(run(text + str(i)))}</w:tc>" for i in range(2))
        return f"<w:tr>{properties}{cells}</w:tr>"

    gone = '<w:trPr><w:del w:id="1"/></w:trPr>'
    (grid,) = samples.grids(page(with_body(f"<w:tbl>{row('甲')}{row('乙', gone)}{row('丙')}</w:tbl>")))
    assert samples.texts(grid) == [["甲0", "甲1"], ["丙0", "丙1"]]


def test_check_boxes_symbols_and_breaks() -> None:
    markup = paragraph(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        + run("是 ")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
        + run("否 ")
        + "<w:sdt><w:sdtContent>"
        + run("☒")
        + "</w:sdtContent></w:sdt>"
        + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
        + "</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        + "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:br/><w:t>下一行</w:t></w:r>"
    )
    assert samples.lines(page(with_body(markup))) == ["☑是 ☐否 ☒☑A-B", "下一行"]


def test_text_boxes_stand_beside_and_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('框中文字 5.50'))}</w:txbxContent>"
    markup = paragraph(
        run("正文")
        + f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><a:x>{box}</a:x></w:drawing></mc:Choice>"
        + f"<mc:Fallback><w:pict><v:y>{box}</v:y></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert samples.lines(page(with_body(markup))) == ["正文", "框中文字 5.50"]


def test_hidden_text_is_left_out_and_told() -> None:
    read = page(with_body(paragraph(run("明") + run("暗 7.77", "<w:rPr><w:vanish/></w:rPr>"))))
    assert samples.lines(read) == ["明"]
    assert [(o.code, o.text) for o in read.outcomes] == [("CELLS_HIDDEN", "暗 7.77")]


def test_nested_tables_are_tables_of_their_own() -> None:
    inner = "".join(
        f"<w:tr><w:tc>{paragraph(run(a))}</w:tc><w:tc>{paragraph(run(b))}</w:tc></w:tr>"
        for a, b in ("ab", "cd")
    )
    outer = f"<w:tr><w:tc>{paragraph(run('外'))}</w:tc><w:tc>{paragraph(run('内'))}<w:tbl>{inner}</w:tbl>{paragraph('')}</w:tc></w:tr>"
    grids = samples.grids(page(with_body(f"<w:tbl>{outer}</w:tbl>")))
    assert [samples.texts(g) for g in grids] == [[["外", "内"]], [["a", "b"], ["c", "d"]]]


def test_numbers_that_word_prints_by_itself() -> None:
    def level(depth: int, form: str, text: str) -> str:
        return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'

    levels = (
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
    )
    numbering = f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'

    def item(text: str, depth: int) -> str:
        return paragraph(
            run(text), f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
        )

    markup = (
        item("部门概况", 0)
        + item("职能", 1)
        + item("机构", 1)
        + item("内设", 2)
        + item("预算", 0)
        + item("收入", 1)
    )
    content = with_body(markup, parts={"word/numbering.xml": numbering})
    assert samples.lines(page(content)) == [
        "一、部门概况",
        "（一）职能",
        "（二）机构",
        "1.内设",
        "二、预算",
        "（一）收入",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (2023, "二千零二十三"),
    ],
)
def test_chinese_counting(value: int, text: str) -> None:
    assert chinese(value) == text


def test_other_number_forms() -> None:
    forms = (
        "decimalEnclosedCircle",
        "upperRoman",
        "lowerLetter",
        "decimalZero",
        "ideographTraditional",
        "chineseLegalSimplified",
    )
    assert [numeral(4, form) for form in forms] == ["④", "IV", "d", "04", "丁", "肆"]


def test_footnotes_stand_at_the_end() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{paragraph(run("---"))}</w:footnote><w:footnote w:id="2">{paragraph(run("含上年结转1.20万元。"))}</w:footnote></w:footnotes>'
    rels = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="rId99" Type="{W}/footnotes" Target="footnotes.xml"/></Relationships>'
    content = with_body(paragraph(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    content = with_part(content, rels, lambda d: d.replace(b"</Relationships>", link.encode()))
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    assert samples.lines(page(out.getvalue())) == ["正文", "含上年结转1.20万元。"]


def test_an_embedded_workbook_is_read_as_further_pages() -> None:
    rels = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="rId98" Type="{W}/package" Target="embeddings/表.xlsx"/></Relationships>'
    content = with_part(budget(), rels, lambda d: d.replace(b"</Relationships>", link.encode()))
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/embeddings/表.xlsx", samples.budget_book())
    first, sheet, *_ = DocxEngine().pages(out.getvalue())
    assert "EMBEDDED_CONTENT" in [o.code for o in first.outcomes]
    assert sheet.number == 2
    assert samples.grids(sheet)[0].cells[0].spot.locator == "表.xlsx: sheet 收支总表, A3"


@pytest.mark.parametrize("keep", [0, 100, 5000, -300])
def test_cut_off(keep: int) -> None:
    with pytest.raises(UnreadableDocument, match="DOCUMENT_BROKEN"):
        page(budget()[:keep])


def test_entities_are_refused() -> None:
    content = with_part(
        budget(),
        BODY,
        lambda d: re.sub(rb"<w:document", b'<!DOCTYPE d [<!ENTITY x "y">]><w:document', d, count=1),
    )
    with pytest.raises(UnreadableDocument, match="XML_UNSAFE"):
        page(content)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_ends_as_an_outcome(data: st.DataObject) -> None:
    content = bytearray(budget())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        page(bytes(content))
    except UnreadableDocument as refused:
        assert refused.code
