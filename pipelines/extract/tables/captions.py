"""What the lines around a table say: title, unit of money, publisher, number of the table, note below.

Belongs here: sorting the text lines before a grid, and rows at its top, into those roles.
Does not: what a title means or what a unit is worth, notes below (`notes`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipelines.extract.model import Box, GridCell, Spot, TextLine
from pipelines.extract.text.cjk import comparable

# 金位, 单元 and 单伩 are misprints seen in published tables; the colon and the sum decide.
_UNIT = re.compile(
    r"(?:金额|货币|计量)?(?:单位|金位|单元|单伩)(?:名称)?[:：;；]?\s*(?:人民币)?\s*[（(]?(?:亿元|百万元|万元|千元|百元|元)[)）]?"
)
_UNIT_AFTER_TITLE = re.compile(r"[（(]\s*(?:金额)?单位[:：]\s*(?:人民币)?(?:亿元|万元|千元|元)\s*[)）]$")
_PUBLISHER = re.compile(
    r"^(?:部门/单位|(?:编制|填报|预算|公开|申报|项目|资金使用)?(?:部门|单位)(?:[(（](?:单位|部门|盖章|公章)[)）])?(?:名称|全称)?(?:[(（](?:盖章|公章)[)）])?"
    r"|(?:资金|项目)?主管部门|编制机构|填报人|[(（]?盖章[)）]?)[:：]"
)
_DATE = re.compile(
    r"^(?:申报|填报|编制|填表|制表|报送|公开)(?:日期|时间)[:：]?"
    r"|^[(（]?20\d\d[(（]?(?:年度?)?[)）]?(?:\d{1,2}月(?:\d{1,2}日)?)?[)）]?$|^20\d\d[-/.]\d{1,2}[-/.]\d{1,2}$"
)
_NUMBER = re.compile(
    r"^[(（【]?(?:公开|预算|决算|附|财决|部门|支|收)?(?:附?表|附件|件)?(?:[:：]|之)?[\d一二三四五六七八九十]+"
    r"(?:[-—.][\d一二三四五六七八九十]+)*(?:附?表|号)?[)）】]?$|^附[件表][:：]?$"
)
_CONTINUED = re.compile(r"[（(]?(?:续表?|接上[页表]|续前页)[\d一二三四五六七八九十]*[)）]?(?=$|\d)")
_SENTENCE_END = re.compile(r"[。；;！!，,、：:]$")
_NOTE = re.compile(r"^(?:备注|附注|注释|注|说明|填表说明)\d*[:：.．、]")
_TITLE_END = re.compile(r"(?:表|书|目录|情况|明细|一览|报告|总览|汇总)(?:\d*)(?:[（(][^（）()]*[)）])*$")
_OUTLINE = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.．、])"
)
_ORGANISATION = re.compile(
    r"(?:局|委员会|中心|办公室|厅|院|会|处|部|校|学|馆|站|队|所|公司|政府|街道|镇|乡)$"
)
MAX_TITLE_LENGTH: Final = 70
MAX_CAPTION_LINES: Final = 6
# A line this wide, as a share of the table, has filled its line: what follows may be its rest.
_FULL_LINE: Final = 0.8
_MAX_ORGANISATION: Final = 30
# A rest of a title this short cannot be a title of its own.
_REST_OF_TITLE: Final = 6


@dataclass(slots=True)
class Caption:
    """Lines printed above a table, by role. `lines` are those used, in printed order.

    `rows_inside` counts the rows at the top of the grid that are caption, not header.
    """

    title: TextLine | None = None
    unit: TextLine | None = None
    publisher: TextLine | None = None
    others: list[TextLine] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    rows_inside: int = 0

    @property
    def is_continuation_mark(self) -> bool:
        """Whether the title or a line of its own says that the table goes on (续表)."""
        lines = [*self.others, *([self.title] if self.title else [])]
        return any(_CONTINUED.search(comparable(line.text)) for line in lines)


def read_caption(before: list[TextLine], table: Box | None = None) -> Caption:
    """Roles of the lines right before a table; reads upwards and stops at what is not a caption.

    The title is the nearest line that is short, is no sentence and has no other role. A title set in two
    lines is joined (see `_is_rest_of_title`); two lines of equal kind are not: the nearer is the table's own.
    """
    caption = Caption()
    position = max(0, len(before) - MAX_CAPTION_LINES)
    lines = before[position:]
    position = len(lines)
    while position:
        position -= 1
        line = lines[position]
        if caption.title is None and position and _is_rest_of_title(lines[position - 1], line, table):
            position -= 1
            caption.title = _joined_title(lines[position], line)
            caption.lines[:0] = [lines[position], line]
            continue
        if position and _is_value_of_label(lines[position - 1], line):
            lines[position - 1] = _joined_title(lines[position - 1], line)
        elif caption.publisher is None and position and _is_publisher_below(lines[position - 1], line):
            caption.publisher = line
        elif not _take(caption, line) and not _is_rest_of_publisher(lines, position):
            break
        caption.lines.insert(0, line)
    return caption


def _take(caption: Caption, line: TextLine) -> bool:
    """Give one line its role; False when it has none and the caption ends before it."""
    text = comparable(line.text)
    bracketed = _UNIT_AFTER_TITLE.search(text)
    if bracketed and caption.unit is None and caption.title is None and len(text) - len(bracketed[0]) > 4:
        caption.unit = line
        caption.title = TextLine(_without_unit(line.text), line.spot, line.size)
    elif is_unit_line(line.text) and caption.unit is None and len(text) <= MAX_TITLE_LENGTH:
        caption.unit = line
        if _PUBLISHER.match(text) and not re.match(r"单位[:：](?:人民币)?(?:亿|万|千)?元", text):
            caption.publisher = line
    elif _PUBLISHER.match(text):
        if caption.publisher is None:
            caption.publisher = line
        else:
            caption.others.append(line)
    elif _DATE.match(text) or _NUMBER.match(text) or _CONTINUED.fullmatch(text):
        caption.others.append(line)
    elif caption.title is None and _may_be_title(text):
        caption.title = line
    else:
        return False
    return True


def _without_unit(text: str) -> str:
    return re.sub(r"\s*[（(]\s*(?:金额)?单位[^（(]*$", "", text)


def is_unit_line(text: str) -> bool:
    """Whether a line states a unit of money (`单位：万元`, also beside a publisher on the same line)."""
    return bool(_UNIT.search(re.sub(r"\s", "", text)))


def title_key(text: str) -> str:
    """A title for comparing with the same title on a later page: spaces and 续表 marks taken off."""
    return _CONTINUED.sub("", comparable(text))


def read_caption_rows(rows: list[list[GridCell]], column_count: int, caption: Caption) -> int:
    """Rows at the top of a grid that are caption: a merged title row, unit, publisher or number rows.

    Their texts take the roles that no line above the grid has. Returns how many rows they are.
    """
    count = 0
    for cells in rows[:MAX_CAPTION_LINES]:
        filled = [c for c in cells if c.text.strip()]
        if not filled or any(c.row_span > 1 for c in filled) or not _is_caption_row(filled, column_count):
            break
        for cell in filled:
            line = TextLine(cell.text, cell.spot)
            text = comparable(cell.text)
            if is_unit_line(cell.text):
                caption.unit = caption.unit or line
            elif _PUBLISHER.match(text):
                caption.publisher = caption.publisher or line
            elif _is_title_row(cell, filled, column_count):
                # The row is the table's own; a line above it is the heading of several.
                caption.others += [caption.title] if caption.title else []
                caption.title = line
        count += 1
    caption.rows_inside = count
    return count


def has_title_row(rows: list[list[GridCell]], column_count: int) -> bool:
    """Whether a grid begins with the title of a table, in a row of its own."""
    filled = [c for c in rows[0] if c.text.strip()] if rows else []
    return len(filled) == 1 and _is_title_row(filled[0], filled, column_count)


def _is_caption_row(filled: list[GridCell], column_count: int) -> bool:
    if _is_title_row(filled[0], filled, column_count):
        return True
    for cell in filled:
        text = comparable(cell.text)
        is_role = (
            is_unit_line(cell.text)
            or _NUMBER.match(text)
            or _CONTINUED.fullmatch(text)
            or (_PUBLISHER.match(text) and len(filled) < column_count)
        )
        if not is_role:
            return False
    # A bare number alone is a figure, not the number of a table.
    return any(not re.fullmatch(r"[\d.]+", comparable(c.text)) for c in filled)


def _is_title_row(cell: GridCell, filled: list[GridCell], column_count: int) -> bool:
    text = comparable(cell.text)
    is_alone = len(filled) == 1 and column_count > 1 and cell.column_span > column_count // 2
    return is_alone and len(text) > 4 and bool(_TITLE_END.search(text))


def _may_be_title(text: str) -> bool:
    return 2 < len(text) <= MAX_TITLE_LENGTH and not _SENTENCE_END.search(text) and not _NOTE.match(text)


def _is_rest_of_title(upper: TextLine, lower: TextLine, table: Box | None) -> bool:
    """Whether `upper` and `lower` are one title set in two lines.

    Evidence: same size, right above each other, centred on each other; and the upper line either fills
    its line or has no ending of a title, or the lower is too short to be one.
    """
    a, b = upper.spot.box, lower.spot.box
    above, below = comparable(upper.text), comparable(lower.text)
    if a is None or b is None or upper.spot.page != lower.spot.page or not _may_be_title(above):
        return False
    if any(_has_other_role(line) for line in (upper, lower)):
        return False
    size = lower.size or b.bottom - b.top
    same_size = abs(upper.size - lower.size) <= 0.06 * size
    is_stacked = same_size and -0.3 * size <= b.top - a.bottom <= 1.3 * size
    is_centred = abs((a.x0 + a.x1) - (b.x0 + b.x1)) / 2 <= size
    if is_stacked and not is_centred:
        # A heading that serves as title begins at the left; only the rest of its last word may follow.
        begins_alike = abs(a.x0 - b.x0) <= size and table is not None and a.x1 >= table.x1 - 2 * size
        return begins_alike and len(below) <= _REST_OF_TITLE and not _TITLE_END.search(above)
    if not is_stacked:
        return False
    fills_line = table is not None and a.x1 - a.x0 >= _FULL_LINE * (table.x1 - table.x0)
    if len(below) <= _REST_OF_TITLE and not _TITLE_END.search(above):
        return True
    if _TITLE_END.search(above) or _OUTLINE.match(above) or _ORGANISATION.search(above):
        return False
    return fills_line or (_TITLE_END.search(below) is not None and not _OUTLINE.match(below))


def _has_other_role(line: TextLine) -> bool:
    text = comparable(line.text)
    return bool(
        is_unit_line(line.text)
        or _PUBLISHER.match(text)
        or _NUMBER.match(text)
        or _DATE.match(text)
        or _CONTINUED.fullmatch(text)
        or _SENTENCE_END.search(text)
    )


def _is_value_of_label(label: TextLine, value: TextLine) -> bool:
    """Whether a line stands right of a publisher's label that a wide gap parts from it (`部门：   某局`)."""
    a, b = label.spot.box, value.spot.box
    if a is None or b is None or label.spot.page != value.spot.page or _has_other_role(value):
        return False
    is_beside = abs(a.top - b.top) <= 0.5 * (b.bottom - b.top) and a.x1 <= b.x0
    text = comparable(label.text)
    return is_beside and text.endswith(":") and bool(_PUBLISHER.match(text))


def _is_publisher_below(upper: TextLine, line: TextLine) -> bool:
    """Whether a line names an organisation and nothing else, right below a line that ends as a title does."""
    above, text = comparable(upper.text), comparable(line.text)
    if _has_other_role(line) or _has_other_role(upper) or not _ORGANISATION.search(text):
        return False
    return bool(_TITLE_END.search(above)) and not _OUTLINE.match(text) and len(text) <= _MAX_ORGANISATION


def _is_rest_of_publisher(lines: list[TextLine], position: int) -> bool:
    """Whether a short line is the end of a publisher's name set in two lines; joins it to the first."""
    rest = lines[position]
    for at in range(position - 1, max(-1, position - 4), -1):
        a, b = lines[at].spot.box, rest.spot.box
        if a is None or b is None or not _PUBLISHER.match(comparable(lines[at].text)):
            continue
        size = rest.size or b.bottom - b.top
        if abs(a.x0 - b.x0) <= size and 0.5 * size <= b.top - a.top <= 2 * size and b.x1 <= a.x1 + size:
            lines[at] = _joined_title(lines[at], rest)
            return True
    return False


def _joined_title(upper: TextLine, lower: TextLine) -> TextLine:
    boxes = [line.spot.box for line in (upper, lower) if line.spot.box]
    return TextLine(
        upper.text.rstrip() + lower.text.lstrip(), Spot(upper.spot.page, Box.around(boxes)), lower.size
    )
