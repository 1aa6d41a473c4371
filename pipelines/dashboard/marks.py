"""Marks on a page: where each figure stands, and what is told of it.

Belongs here: joining figures of the release with cells and places. Does not: layout.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.dashboard import numbers
from pipelines.dashboard.asking import Ask
from pipelines.dashboard.readings import CellView, PageReading
from pipelines.dashboard.source import Row, Source
from pipelines.dashboard.words import measure_name, term

_LINES: Final = """
select line_id, table_index, table_title, table_type, row_number, row_label, code, code_scheme,
    is_total, is_leaf,
    measure, amount_yuan, amount_text, money_unit, amount_year, quality, quality_note, bbox, locator
from fct_line_item where document_id = ? and coalesce(page, 1) = ?
order by table_index, row_number, column_number
"""
_OTHERS: Final = {
    "fct_claim": ("claim_id", "sentence"),
    "fct_project": ("project_key", "project_name"),
    "fct_performance_indicator": ("indicator_key", "concat_ws('：', indicator_name, target_text)"),
    "fct_procurement": ("procurement_key", "concat_ws(' ', catalogue_name, project_name)"),
    "fct_headcount": ("headcount_key", "sentence"),
}
# From checks to lines: the ids a result rests on are a list in one field.
_CHECKS: Final = """
select line_id, rule_id, outcome, message_zh, message_en, finding_id
from (
    select rule_id, outcome, message_zh, message_en, finding_id,
        unnest(from_json(line_ids, '["varchar"]')) as line_id
    from fct_check_result where disclosure_id = ? and outcome <> 'not_applicable'
)
order by case outcome when 'fail' then 0 when 'error' then 1 when 'cannot_tell' then 2 else 3 end, rule_id
"""
_WORST_FIRST: Final = ("fail", "error", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on the page, in percent of its width and height. `kind` is `line`, `cell` or `text`."""

    id: str
    kind: str
    left: float
    top: float
    width: float
    height: float
    label: str
    state: str = ""


@dataclass(slots=True)
class Marks:
    """All marks of a page. `of_cell` leads from a cell to the mark that stands for it."""

    boxes: list[Mark] = field(default_factory=list)
    of_cell: dict[str, str] = field(default_factory=dict)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: list[Row] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    unplaced: list[tuple[str, str]] = field(default_factory=list)


def marks_of(ask: Ask, document: Row, page: int, reading: PageReading) -> Marks:
    """Everything that can be pointed at on a page."""
    marks = Marks()
    cells = [c for t in reading.tables for row in (*t.header, *t.body) for c in row if c.is_here and c.text]
    by_box = {c.bbox: c for c in cells if c.bbox}
    by_place = {c.mark: c for c in cells}
    checks = _checks(ask.source, document["disclosure_id"])
    marks.lines = ask.source.rows(_LINES, document["document_id"], page)
    for line in marks.lines:
        cell = by_box.get(tuple(line["bbox"])) if line["bbox"] else _same_place(line, by_place)
        state = _state(line, checks[line["line_id"]], cell)
        marks.states[line["line_id"]] = state
        if cell is not None and cell.mark not in marks.of_cell:
            marks.of_cell[cell.mark] = line["line_id"]
        _box(marks, reading, line["line_id"], "line", line["bbox"], line["amount_text"] or "", state)
        marks.told[line["line_id"]] = _line_told(ask, line, checks[line["line_id"]], cell)
    for cell in cells:
        if cell.mark not in marks.of_cell:
            marks.of_cell[cell.mark] = cell.mark
            state = "doubt" if cell.flags else ""
            _box(marks, reading, cell.mark, "cell", cell.bbox, cell.text, state)
            if cell.flags or cell.changes:
                marks.told[cell.mark] = {"title": cell.text, "pairs": _cell_pairs(ask, cell), "checks": []}
    _others(ask, document, page, reading, marks)
    for block in reading.blocks:
        _box(marks, reading, f"b{block['block_index']}", "text", block["bbox"], block["text"], "")
    return marks


def _others(ask: Ask, document: Row, page: int, reading: PageReading, marks: Marks) -> None:
    """Claims, projects, indicators, purchases, heads: what was read from text and forms."""
    for table, (key, text) in _OTHERS.items():
        if not ask.source.has(table):
            continue
        what = f"{key} as id, {text} as said, bbox"
        sql = f"select {what} from {table} where document_id = ? and coalesce(page, 1) = ?"  # noqa: S608 - ours
        for row in ask.source.rows(sql, document["document_id"], page):
            said = row["said"] or ""
            _box(marks, reading, row["id"], "text", row["bbox"], said, "")
            marks.told[row["id"]] = {
                "title": said[:200],
                "pairs": [[ask.word("viewer.kind"), term(ask.language, "fact", table)]],
                "checks": [],
            }


def _box(marks: Marks, reading: PageReading, key: str, kind: str, bbox: Any, label: str, state: str) -> None:
    if not bbox or not reading.width or not reading.height:
        marks.unplaced.append((key, label))
        return
    x0, top, x1, bottom = bbox
    across, down = 100 / reading.width, 100 / reading.height
    marks.boxes.append(
        Mark(
            key,
            kind,
            round(x0 * across, 3),
            round(top * down, 3),
            round((x1 - x0) * across, 3),
            round((bottom - top) * down, 3),
            label[:120],
            state,
        )
    )


def _same_place(line: Row, by_place: dict[str, CellView]) -> CellView | None:
    """Without geometry: the cell of the same row and column, as ids of lines count them (from 1)."""
    column = int(line["line_id"].rsplit("-c", 1)[-1]) if "-c" in line["line_id"] else 0
    return by_place.get(f"c{line['table_index']}-b{line['row_number'] - 1}-{column - 1}")


def _checks(source: Source, disclosure_id: str | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    if disclosure_id and source.has("fct_check_result"):
        for row in source.remember(f"checks:{disclosure_id}", lambda: source.rows(_CHECKS, disclosure_id)):
            found[row["line_id"]].append(row)
    return found


def _state(line: Row, checks: list[Row], cell: CellView | None) -> str:
    """What a reader should see at once: `fail`, `doubt`, `repaired`, or nothing."""
    outcomes = {c["outcome"] for c in checks}
    if "fail" in outcomes:
        return "fail"
    if line["quality"] != "exact":
        return "repaired"
    return "doubt" if cell is not None and cell.flags else ""


def _line_told(ask: Ask, line: Row, checks: list[Row], cell: CellView | None) -> dict[str, Any]:
    language = ask.language
    code = f"{line['code_scheme']} {line['code']}" if line["code"] else ""
    place = "total" if line["is_total"] else "leaf" if line["is_leaf"] else "subtotal"
    pairs = [
        [ask.word("viewer.printed"), line["amount_text"] or ""],
        [ask.word("viewer.amount"), f"{numbers.exact(line['amount_yuan'])} {ask.word('yuan')}"],
        [ask.word("viewer.money_unit"), term(language, "money_unit", line["money_unit"])],
        [ask.word("viewer.measure"), measure_name(language, line["measure"])],
        [ask.word("viewer.row"), " ".join(filter(None, (line["row_label"], code)))],
        [ask.word("viewer.row_kind"), term(language, "row_kind", place)],
        [ask.word("viewer.table"), line["table_title"] or ""],
        [
            ask.word("viewer.quality"),
            "：".join(filter(None, (term(language, "quality", line["quality"]), line["quality_note"]))),
        ],
        [ask.word("viewer.locator"), line["locator"] or ""],
    ]
    if cell is not None:
        pairs += _cell_pairs(ask, cell)
    shown = [c for c in checks if c["outcome"] in _WORST_FIRST][:6]
    held = sum(c["outcome"] in ("pass", "rounding") for c in checks)
    pairs.append([ask.word("viewer.checks"), ask.word("viewer.held", held=held, all=len(checks))])
    return {
        "title": numbers.exact(line["amount_yuan"]),
        "line_id": line["line_id"],
        "pairs": [p for p in pairs if p[1]],
        "checks": [[c["outcome"], c["rule_id"], c[f"message_{language}"]] for c in shown],
    }


def _cell_pairs(ask: Ask, cell: CellView) -> list[list[str]]:
    flags = "、".join(term(ask.language, "flag", f) for f in cell.flags)
    changes = "、".join(term(ask.language, "change", c) for c in cell.changes)
    pairs = [
        [ask.word("viewer.confidence"), numbers.percent(cell.confidence * 100, 0)],
        [ask.word("viewer.flags"), flags],
        [ask.word("viewer.changes"), changes],
    ]
    return [p for p in pairs if p[1]]
