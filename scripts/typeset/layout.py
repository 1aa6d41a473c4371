"""How each public table stands on paper: orientation, column widths, merged header cells.

Belongs here: layout as data. Does not: any text or figure of the document (they come from the dump).
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.typeset.ruled import Align, RuledCell, RuledTable


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Layout of one public table, found by words of its title.

    `spans` holds (row, column, row span, column span) of merged header cells. `widths` are points.
    `text_columns` are set left, all other body columns right. `surplus_field` is the field to leave
    out of body rows that have one field too many (damage of the dump).
    """

    title_words: str
    widths: tuple[float, ...]
    header_rows: int
    spans: tuple[tuple[int, int, int, int], ...] = ()
    text_columns: tuple[int, ...] = (0, 1)
    wide: bool = False
    size: float = 9.0
    surplus_field: int | None = None


LAYOUTS = (
    TableLayout("部门收支总表", (175, 80, 175, 80), 2, ((0, 0, 1, 2), (0, 2, 1, 2)), (0, 2)),
    TableLayout(
        "部门收入总表",
        (34, 82, *[37.6] * 17),
        2,
        ((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 2, 1), (0, 3, 1, 10), (0, 13, 1, 6)),
        wide=True,
        size=7.0,
        surplus_field=12,
    ),
    TableLayout("部门支出总表", (56, 142, 52, 52, 52, 52, 52, 52), 1),
    TableLayout("财政拨款收支预算总表", (175, 80, 175, 80), 2, ((0, 0, 1, 2), (0, 2, 1, 2)), (0, 2)),
    TableLayout(
        "一般公共预算支出表(分功能科目)",
        (52, 130, *[48.0] * 12),
        1,
        wide=True,
        size=8.0,
    ),
    TableLayout(
        "一般公共预算支出表",
        (62, 168, 56, 56, 56, 56, 56),
        2,
        ((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 2, 1), (0, 3, 1, 3), (0, 6, 2, 1)),
    ),
    TableLayout("一般公共预算基本支出表", (70, 200, 80, 80, 80), 2, ((0, 0, 1, 2), (0, 2, 1, 3))),
    TableLayout(
        "“三公”经费支出表",
        (85, 85, 85, 85, 85, 85),
        2,
        ((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3), (0, 5, 2, 1)),
        (),
    ),
    TableLayout("政府性基金预算支出表", (70, 200, 80, 80, 80), 2, ((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3))),
    TableLayout(
        "项目支出表",
        (112, 116, 130, *[44.4] * 9),
        2,
        (
            *((0, column, 2, 1) for column in (0, 1, 2, 3)),
            (0, 4, 1, 3),
            (0, 7, 1, 3),
            (0, 10, 2, 1),
            (0, 11, 2, 1),
        ),
        (0, 1, 2),
        wide=True,
        size=8.0,
    ),
    TableLayout(
        "政府采购预算表",
        (42, 108, 78, 84, 62, 76, 44, 50, 36, 62, 56, 56),
        3,
        (*((0, column, 2, 1) for column in range(9)), (0, 9, 1, 3)),
        tuple(range(8)),
        wide=True,
        size=8.0,
    ),
    TableLayout(
        "购买服务预算表",
        (50, 90, 60, 70, 80, 60, 55, 55, 65, 65, 52, 52),
        3,
        (*((0, column, 2, 1) for column in range(10)), (0, 10, 1, 2)),
        wide=True,
        size=8.0,
    ),
)


def layout_of(title: str) -> TableLayout:
    """The layout whose words the title contains; more specific entries stand first."""
    for layout in LAYOUTS:
        if layout.title_words in title:
            return layout
    raise ValueError(f"no layout for table {title!r}")


def lay_out(layout: TableLayout, rows: list[tuple[str, ...]]) -> RuledTable:
    """Put the dump's rows on the layout's grid; a row that does not fit is an error, never cut."""
    width = len(layout.widths)
    spans = {(row, column): (down, across) for row, column, down, across in layout.spans}
    covered = {
        (row + i, column + j)
        for row, column, down, across in layout.spans
        for i in range(down)
        for j in range(across)
        if i or j
    }
    table = RuledTable(list(layout.widths), header_rows=layout.header_rows, size=layout.size)
    for number, row in enumerate(rows):
        fields = _fitted(layout, row, is_body=number >= layout.header_rows)
        for column in range(width):
            if (number, column) in covered:
                if fields[column]:
                    raise ValueError(f"{fields[column]!r} lies under a merged header cell")
                continue
            down, across = spans.get((number, column), (1, 1))
            align = _alignment(layout, number, column, fields)
            table.cells.append(RuledCell(number, column, fields[column], down, across, align))
    return table


def _fitted(layout: TableLayout, row: tuple[str, ...], *, is_body: bool) -> list[str]:
    width = len(layout.widths)
    fields = list(row)
    if is_body and layout.surplus_field is not None and len(fields) == width + 1:
        if fields[layout.surplus_field] != "0.00":
            raise ValueError(f"surplus field holds {fields[layout.surplus_field]!r}")
        del fields[layout.surplus_field]
    while len(fields) > width and not fields[-1]:
        fields.pop()
    if len(fields) > width:
        raise ValueError(f"{len(fields)} fields for {width} columns: {row}")
    return fields + [""] * (width - len(fields))


def _alignment(layout: TableLayout, row: int, column: int, fields: list[str]) -> Align:
    if row < layout.header_rows:
        return "center"
    if column in layout.text_columns:
        return "center" if fields[column] in ("合计",) else "left"
    return "right"
