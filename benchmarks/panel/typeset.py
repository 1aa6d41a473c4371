"""The fifteen budgets as PDFs. Every page says at its foot that it is typeset and what of it is invented.

Belongs here: order on paper, captions, pages. Does not: figures, rows, names.
The same facts give the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.panel.documents import Document, document, narrative
from benchmarks.panel.figures import Figures, figures
from benchmarks.panel.published import published
from benchmarks.panel.tables import numeral, table
from benchmarks.panel.templates import Template, template
from scripts.typeset.ruled import Align, RuledTable
from scripts.typeset.sheet import TABLE_MARGIN, Sheet
from scripts.typeset.table_printer import print_table

NOTICE: Final = "（本件为测试排印：依已公布数字排印，其余明细为虚构，非原件）"
_COVER_SIZE, _TITLE_SIZE, _SMALL = 20.0, 14.0, 9.0
_ABOVE_A_TABLE: Final = 60.0


def typeset_all(folder: Path) -> list[Path]:
    """All of them below `folder`, by department and year."""
    whole = {(p.department, p.fiscal_year): figures(p) for p in published()}
    made = []
    for (department, year), found in whole.items():
        printed = document(found)
        target = folder / department / printed.file_name
        target.parent.mkdir(parents=True, exist_ok=True)
        _typeset(printed, whole.get((department, year - 1)), target)
        made.append(target)
    return made


def _typeset(printed: Document, before: Figures | None, target: Path) -> None:
    year = printed.figures.published.fiscal_year
    plan = template(year, printed.figures.published.department)
    sheet = Sheet(str(target), title=printed.title, notice=NOTICE)
    sheet.start_page(numbered=False)
    sheet.y = 240
    for text in printed.cover:
        _line(sheet, text, _COVER_SIZE, "center")
    sheet.start_page()
    if printed.has_narrative:
        _line(sheet, f"第二部分 {year}年度部门预算表", _TITLE_SIZE, "center")
    for number, name in enumerate(plan.order, start=1):
        ruled = table(name, printed.figures, plan)
        # Tables alone have a page each; in one document they follow each other.
        if not _has_room(sheet, ruled) or (not printed.has_narrative and number > 1):
            sheet.start_page()
        _print(sheet, ruled, _captions(number, plan, name, printed), printed.printed_name)
        if name == "fund" and plan.empty_note:
            _line(sheet, plan.empty_note, _SMALL, "left")
    if printed.has_narrative:
        sheet.start_page()
        for text in narrative(printed, before):
            sheet.paragraph(text)
    sheet.save()


def _captions(number: int, plan: Template, name: str, printed: Document) -> tuple[str, str]:
    """Number of the form, if it stands alone, and title: printed differently by year and kind of document."""
    title = plan.titles[name]
    if not printed.has_narrative:
        return "", f"{plan.fiscal_year}年政府采购预算表" if name == "procurement" else title
    if plan.fiscal_year == 2017:
        return "", f"{numeral(number)}、{title}"
    form = f"公开{number:02d}表"
    return ("", f"{form}：{title}") if plan.fiscal_year == 2018 else (form, title)


def _print(sheet: Sheet, ruled: RuledTable, captions: tuple[str, str], name: str) -> None:
    form, title = captions
    if form:
        _line(sheet, form, _SMALL, "right")
    _line(sheet, title, _TITLE_SIZE, "center")
    baseline = sheet.y + 14
    sheet.text(f"部门：{name}", TABLE_MARGIN, baseline, _SMALL)
    sheet.text("单位：万元", TABLE_MARGIN, baseline, _SMALL, sheet.width - 2 * TABLE_MARGIN, "right")
    sheet.y = baseline + 6
    print_table(sheet, ruled, wide=False)
    sheet.y += 12


def _has_room(sheet: Sheet, ruled: RuledTable) -> bool:
    return sheet.y + sum(ruled.row_heights(sheet.measure)) + _ABOVE_A_TABLE <= sheet.bottom


def _line(sheet: Sheet, text: str, size: float, align: Align) -> None:
    sheet.y += size * 1.6
    sheet.text(text, TABLE_MARGIN, sheet.y, size, sheet.width - 2 * TABLE_MARGIN, align)
