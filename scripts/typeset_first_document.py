"""Typeset a PDF of the first document from its text dump: the same disclosure, figure for figure.

Belongs here: the order of the document and the command. Does not: layout, damage, drawing (`typeset/`).
Run from the checkout: `python -m scripts.typeset_first_document`. The PDF stands beside the dump; running
it again gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from scripts.typeset.dump import Block, join_cut_paragraphs, read_blocks
from scripts.typeset.forms import Fields, project_form
from scripts.typeset.layout import lay_out, layout_of
from scripts.typeset.overall_form import overall_form
from scripts.typeset.ruled import RuledTable
from scripts.typeset.sheet import TABLE_MARGIN, Sheet
from scripts.typeset.table_printer import print_table

DOCUMENTS = Path(__file__).parents[1] / "raw/sources/420112-dongxihu/documents"
DUMP = DOCUMENTS / "dongxihu_bigdata_center_2023_budget.txt"
PDF = DUMP.with_suffix(".pdf")

_PARTS = ("第一部分", "第二部分", "第三部分")
_PROJECT_FORM, _OVERALL_FORM = "部门项目申报表", "部门整体支出绩效目标申报表"
_TITLE_SIZE, _CAPTION_SIZE = 16.0, 10.5
_COVER_SIZE = 26.0


def typeset(dump: str, target: Path) -> None:
    """Write the PDF of a dump to `target`; a text without a place in the layout is an error."""
    blocks = read_blocks(dump)
    sheet = Sheet(str(target))
    first_table = next(i for i, block in enumerate(blocks) if block.is_table)
    tables_begin = max(i for i in range(first_table) if blocks[i].lines[0].startswith(_PARTS[2]))
    narrative = [line for block in blocks[:tables_begin] for line in block.lines]
    _print_narrative(sheet, join_cut_paragraphs(narrative))
    _print_part_title(sheet, blocks[tables_begin].lines[0])
    _print_tables(sheet, blocks[tables_begin + 1 :])
    sheet.save()


def _print_narrative(sheet: Sheet, paragraphs: list[str]) -> None:
    contents, *rest = paragraphs
    name = contents.removesuffix("目录")
    sheet.start_page(numbered=False)
    sheet.y = 260
    unit, rest_of_name = name.split(" ", 1)
    for line in (unit, rest_of_name):
        sheet.text(line, 0, sheet.y, _COVER_SIZE, sheet.width, "center", bold=True)
        sheet.y += 1.8 * _COVER_SIZE
    sheet.start_page()
    _print_centred(sheet, contents, _TITLE_SIZE)
    seen: set[str] = set()
    in_contents = True
    for paragraph in rest:
        part = paragraph[:4]
        if part in seen or (part == _PARTS[0] and seen):
            in_contents = False
            sheet.start_page()
            _print_centred(sheet, paragraph, _TITLE_SIZE)
            continue
        if part in _PARTS:
            seen.add(part)
        is_heading = not in_contents and paragraph[1:2] == "、" and len(paragraph) < 30
        indent = 0.0 if in_contents and part in _PARTS else 2.0
        sheet.paragraph(paragraph.removeprefix("- "), indent=indent, bold=is_heading)


def _print_part_title(sheet: Sheet, title: str) -> None:
    sheet.start_page()
    sheet.y = sheet.height / 2 - 60
    _print_centred(sheet, title, _TITLE_SIZE + 2)


def _print_centred(sheet: Sheet, text: str, size: float) -> None:
    """A title in the middle of the text area, over two lines if it must."""
    lines = [text]
    if sheet.measure(text, size) > sheet.width - 2 * TABLE_MARGIN:
        halves = [(text[: m.start()], text[m.end() :]) for m in re.finditer(r"(?<!\d) ", text)]
        lines = list(min(halves, key=lambda half: max(sheet.measure(part, size) for part in half)))
    for line in lines:
        sheet.y += size * 1.2
        sheet.text(line, 0, sheet.y, size, sheet.width, "center", bold=True)
        sheet.y += size * 0.5


def _print_tables(sheet: Sheet, blocks: list[Block]) -> None:
    caption: list[str] = []
    rows: list[Fields] = []
    for block in blocks:
        if block.is_table:
            rows.extend(block.rows)
            continue
        for line in block.lines:
            if line.startswith("备注"):
                _print_one(sheet, caption, rows)
                _print_note(sheet, line)
                caption, rows = [], []
                continue
            if rows:
                _print_one(sheet, caption, rows)
                caption, rows = [], []
            caption.append(line)
    _print_one(sheet, caption, rows)


def _print_one(sheet: Sheet, caption: list[str], rows: list[Fields]) -> None:
    title = next(line for line in caption if line.endswith(("表", ")")))
    wide = False
    table: RuledTable
    if title.startswith(_PROJECT_FORM):
        table = project_form(rows)
    elif title.startswith(_OVERALL_FORM):
        table = overall_form(rows)
    else:
        layout = layout_of(title)
        table, wide = lay_out(layout, rows), layout.wide
    sheet.start_page(wide=wide)
    _print_caption(sheet, caption, title, sum(table.widths))
    print_table(sheet, table, wide=wide)


def _print_caption(sheet: Sheet, caption: list[str], title: str, width: float) -> None:
    """Lines before the title above it at the left; the unit right, everything else left, on one line."""
    position = caption.index(title)
    sheet.y = 52.0
    for line in caption[:position]:
        sheet.y += _CAPTION_SIZE * 1.4
        sheet.text(line, TABLE_MARGIN, sheet.y, _CAPTION_SIZE)
    _print_centred(sheet, title, _TITLE_SIZE)
    sheet.y += _CAPTION_SIZE * 1.5
    for line in caption[position + 1 :]:
        is_unit = line.startswith("单位")
        sheet.text(line, TABLE_MARGIN, sheet.y, _CAPTION_SIZE, width, "right" if is_unit else "left")
    sheet.y += 5.0


def _print_note(sheet: Sheet, note: str) -> None:
    sheet.y += _CAPTION_SIZE * 1.6
    sheet.text(note, TABLE_MARGIN, sheet.y, _CAPTION_SIZE)


def main() -> int:
    """Typeset the committed dump and say where the PDF is."""
    typeset(DUMP.read_text(encoding="utf-8"), PDF)
    print(f"{PDF.relative_to(DOCUMENTS.parents[3])}: {PDF.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
