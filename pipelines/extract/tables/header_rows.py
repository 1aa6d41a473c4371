"""How many rows of a grid with known merged cells are its header, and whether it is a form.

Belongs here: evidence from spans, column structure and the kind of texts. Does not: paths of labels.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from pipelines.extract.model import Grid, GridCell
from pipelines.extract.text.cjk import comparable

_AMOUNT = re.compile(r"^[-−(（+]?[\d,，]+[.．]\d+[)）]?[%％]?$|^[-−(（]?\d{1,3}(?:[,，]\d{3})+[)）]?$")
_CODE = re.compile(r"^\d{3,}[A-Z]?\d*(?:[-—]\D.*)?$")
_ENUMERATED = re.compile(r"^(?:[一二三四五六七八九十廿]+、|[（(][一二三四五六七八九十廿]+[)）]|\d+[、.．]\D)")
_TOTAL = re.compile(r"^(?:合计|总计|本年.{0,4}合计)$")
_DASH = re.compile(r"^[-−–—]+$")
_YEAR = re.compile(r"^20\d\d$")
_TICK = re.compile(r"[□☑☐☒■√✓]")
_FORM_LABEL = re.compile(
    r"^(?:项目名称|政策名称|部门[（(]?单位[）)]?名称|部门名称|单位名称|预算单位|项目单位|填报单位|主管部门|实施单位"
    r"|项目负责人|专项名称|评价项目名称|自评项目名称|项目主管部门)[:：]?$"
)
_HEADER_LABEL = re.compile(
    r"金额|年?预算数|年?决算数|合计|总计|小计|单位|类别|内容|数量|类|款|项|项目|科目|功能科目|收入|支出|备注|栏次|行次|序号|年度"
    r"|.*(?:合计|总计|总额|编码|代码|名称|科目|经费|支出|收入|拨款|资金|预算|决算|分类|性质|来源|指标|目标|单位|依据|品目|方式|类型|类别)"
)
# Words that are a column's label and never a value: a project's name may end in 经费, a unit's in 部.
_NEXT_LABEL = re.compile(r"(?:编码|代码|部门|单位|电话|负责人|属性|类别)[:：]?$")
_ONLY_HEADER = re.compile(
    r"金额|(?:20\d\d)?年?度?(?:预计)?(?:预算|决算|执行)(?:数|金额)?|20\d\d年度?|增减.{0,4}|合计|总计|小计|单位|类别|内容|数量|备注|序号|年度|科目|.*(?:总额|编码|代码|名称|性质|来源|分类|类别|类型|级次|年限|依据|目标)"
)
_NUMBERING_MARK = re.compile(r"栏次|行次|[*＊]+|—|-")
_NUMERAL = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛A-Z]|[①-⑳]")
_FORMULA = re.compile(
    r"\d{1,2}\s*=\s*\d{1,2}(?:[+\-—–−*×/÷()（）]\d{1,2})+|[（(]?\d{1,2}(?:[+\-—–−]\d{1,2})+[)）]?"
)
# A table's rows have the header's columns; less agreement than this is a form.
_FORM_AGREEMENT: Final = 0.5
# A row with fewer of the header's columns than this share is another kind of row.
_LEAST_SHARE: Final = 0.75
_MAX_HEADER_ROWS: Final = 6


class Rows:
    """A grid by rows: anchors, the cells that cover each field, and where each row is cut into cells."""

    def __init__(self, grid: Grid) -> None:
        self.count = grid.row_count
        self.columns = grid.column_count
        self.anchors: list[list[GridCell]] = [[] for _ in range(grid.row_count)]
        for cell in grid.cells:
            self.anchors[cell.row].append(cell)

    def covering(self, row: int) -> list[GridCell]:
        """The cells that cover a row, from left to right."""
        found = [c for r in range(row + 1) for c in self.anchors[r] if c.row + c.row_span > row]
        return sorted(found, key=lambda c: c.column)

    def texts(self, row: int) -> list[str]:
        """Comparable texts of the cells that begin in a row, blanks left out."""
        return [t for c in self.anchors[row] if (t := comparable(c.text))]

    def structures(self, first: int) -> list[tuple[int, ...]]:
        """For each row from `first` on: the columns where a cell begins, merged cells included."""
        starts: list[list[int]] = [[] for _ in range(self.count)]
        for cells in self.anchors:
            for c in cells:
                for row in range(max(first, c.row), min(self.count, c.row + c.row_span)):
                    starts[row].append(c.column)
        return [tuple(sorted(s)) for s in starts[first:]]


def header_depth(rows: Rows, first: int) -> int:
    """Index of the first body row when the header begins at row `first`.

    Evidence, from strong to weak: a cell merged downwards reaches over all header rows; a row that splits
    a cell merged sideways names its parts; a row of column numbers; blanks that are filled one row lower.
    A row that looks like data ends the header whatever the merged cells say.
    """
    if first >= rows.count or looks_like_data(rows.texts(first)):
        return first
    depth = first + 1
    limit = min(rows.count, first + _MAX_HEADER_ROWS)
    while depth < limit:
        if is_column_number_row([c.text for c in rows.anchors[depth]]):
            depth += 1
        elif _reaches(rows, first, depth) or _splits(rows, depth) or _fills_blanks(rows, first, depth):
            if looks_like_data(rows.texts(depth)):
                break
            depth += 1
        else:
            break
    return depth


def is_form(rows: Rows, first: int, depth: int) -> bool:
    """Whether labels stand beside their values instead of above them.

    Evidence: the first row pairs a form's label with something that is no header; it holds a tick box or
    a figure; its first cell is merged over rows with figures; or the rows below have neither the header's
    columns nor any columns in common.
    """
    texts = rows.texts(first) if first < rows.count else []
    if _pairs_label_with_value(rows, first):
        return True
    if any(_TICK.search(t) for t in texts) or depth == first:
        return True
    head = next((c for c in rows.anchors[first] if c.text.strip()), None)
    if head and head.row_span > 1 and head.column == 0:
        inside = range(first, min(rows.count, first + head.row_span))
        if any(_AMOUNT.match(t) for row in inside for t in rows.texts(row)):
            return True
    body = rows.structures(depth)
    if len(body) < 3:
        return False
    leaves = rows.structures(depth - 1)[0]
    usual, times = Counter(body).most_common(1)[0]
    like_header = sum(1 for s in body if set(s) <= set(leaves) and len(s) > _LEAST_SHARE * len(leaves))
    return like_header < _FORM_AGREEMENT * len(body) and (times < 0.8 * len(body) or len(usual) < len(leaves))


def begins_form(rows: Rows, row: int = 0) -> bool:
    """Whether a row of a fragment is the first row of a form."""
    return _pairs_label_with_value(rows, row)


def _pairs_label_with_value(rows: Rows, row: int) -> bool:
    """Whether a row reads `label value label value`: its values are no words of a table's header.

    Where a value may be such a word (a project called 信访经费), the next label decides. Cells merged over
    rows are headers: the label of a form's first row stands on one row.
    """
    texts = rows.texts(row) if row < rows.count else []
    if len(texts) < 2 or not _FORM_LABEL.match(texts[0]) or _ONLY_HEADER.fullmatch(texts[1]):
        return False
    if any(c.row_span > 1 for c in rows.anchors[row]):
        return False
    is_value = not _HEADER_LABEL.fullmatch(texts[1])
    return is_value or len(texts) == 2 or bool(_NEXT_LABEL.search(texts[2]))


def begins_with_header(rows: Rows) -> bool:
    """Whether a fragment's first row is by its words a header row, not data."""
    texts = rows.texts(0) if rows.count else []
    if len(texts) < 2 or looks_like_data(texts):
        return False
    return all(_HEADER_LABEL.fullmatch(t) or len(t) <= 12 for t in texts) and sum(
        1 for t in texts if _HEADER_LABEL.fullmatch(t)
    ) >= max(2, 0.6 * len(texts))


def looks_like_data(texts: list[str]) -> bool:
    """Whether the texts of a row (comparable, without blanks) are figures, codes or items of a list."""
    if not texts:
        return False
    if any(_AMOUNT.match(t) for t in texts):
        return True
    if _CODE.match(texts[0]) and not _YEAR.match(texts[0]):
        return True
    if _ENUMERATED.match(texts[0]):
        return True
    # 合计 is a column label too: in a total row nothing but figures stands beside it.
    others = [t for t in texts if not _TOTAL.match(t)]
    has_total = any(_TOTAL.match(t) for t in texts[:2])
    return has_total and all(_DASH.match(t) or _AMOUNT.match(t) or t.isdigit() for t in others)


def is_column_number_row(texts: list[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3, 栏次 1 2, 甲 乙 1 2, ** ** 1 2, 1=2+3 2 3."""
    filled = [comparable(t) for t in texts if t.strip()]
    numerals = [t for t in filled if not _NUMBERING_MARK.fullmatch(t)]
    is_marked = len(numerals) < len(filled)
    if not numerals or not all(_NUMERAL.fullmatch(t) or _FORMULA.fullmatch(t) for t in numerals):
        return False
    has_formula = any(_FORMULA.fullmatch(t) for t in numerals)
    if len(numerals) < 3 and not is_marked and not has_formula:
        return False
    numbers = [int(m.group()) for t in numerals if (m := re.match(r"\d+", t))]
    return bool(numbers or is_marked) and all(a < b for a, b in pairwise(numbers))


def _reaches(rows: Rows, first: int, depth: int) -> bool:
    """Whether a labelled header cell is merged down into row `depth`."""
    return any(
        c.row + c.row_span > depth and c.text.strip() for r in range(first, depth) for c in rows.anchors[r]
    )


def _splits(rows: Rows, depth: int) -> bool:
    """Whether row `depth` names the parts of a cell merged sideways in the row above."""
    below = [c for c in rows.anchors[depth] if c.text.strip()]
    for cell in rows.covering(depth - 1):
        if cell.column_span > 1 and cell.text.strip():
            inside = [c for c in below if cell.column <= c.column < cell.column + cell.column_span]
            if len(inside) > 1:
                return True
    return False


def _fills_blanks(rows: Rows, first: int, depth: int) -> bool:
    """Whether an unmerged row names columns that the row above leaves blank or groups.

    The first cell is blank (its label stands above), and every label of the row stands under a blank or
    right of a label that blanks follow.
    """
    if any(c.row_span > 1 or c.column_span > 1 for r in range(first, depth + 1) for c in rows.anchors[r]):
        return False
    above = {c.column: c.text.strip() for c in rows.anchors[depth - 1]}
    below = {c.column: c.text.strip() for c in rows.anchors[depth]}
    filled = [column for column, text in below.items() if text]
    if below.get(0) or len(filled) < 2 or not above.get(0):
        return False
    return all(not above.get(column) or not above.get(column + 1, "x") for column in filled)
