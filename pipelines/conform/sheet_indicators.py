"""Rows of indicators in performance sheets: levels carried down, glued levels parted, targets in parts.

Belongs here: one row of indicators → one record. Does not: fields and projects (`performance_sheets`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.conform.catalogue import form_labels
from pipelines.conform.header_words import read_label
from pipelines.conform.indicator_levels import levels
from pipelines.conform.ledger import Ledger
from pipelines.conform.lines import LineBuilder, Record
from pipelines.conform.money import read_amount
from pipelines.conform.sheet_rows import SheetRow
from pipelines.conform.targets import read_target
from pipelines.extract.document import spot_fields
from pipelines.extract.model import TableCell
from pipelines.extract.text.cjk import comparable

LONGEST_LABEL = 24


@dataclass(slots=True)
class IndicatorRows:
    """Indicators of one sheet while its rows come in; remembers the levels of the rows above."""

    builder: LineBuilder
    records: list[Record] = field(default_factory=list)
    _level1: str = "unknown"
    _level2: str = ""

    def begin_project(self) -> None:
        """Levels do not reach over to the next project."""
        self._level1, self._level2 = "unknown", ""

    def read(self, row: SheetRow, cells: dict[str, TableCell], owner: dict[str, Any]) -> bool:
        """Take a row of indicators; False when it is none. `owner` says project, code and goal."""
        own = {c.column for c in row.anchors if c.text}
        name = cells.get("level3")
        target = cells.get("target")
        if name is None or (name.column not in own and (target is None or target.column not in own)):
            return False
        if label_key(row.filled[0].text) and any(
            p.fullmatch(label_key(row.filled[0].text)) for _, p in form_labels().sheet.fields
        ):
            return False
        self._take_levels(cells)
        printed, label = without_levels(name.text)
        for level in printed:
            self._set_level(level)
        for role, cell in cells.items():
            if cell.column not in own:
                continue
            if role in ("level1", "level2"):
                self._end(cell, is_fact=False)
            else:
                self._end(cell, is_fact=True)
        for cell in row.filled:
            account(self.builder.ledger, cell)
        if not name.text and not (target and target.text):
            return True
        self.records.append(self._record(row, name, label, cells, owner))
        return True

    def _take_levels(self, cells: dict[str, TableCell]) -> None:
        for role in ("level1", "level2"):
            cell = cells.get(role)
            text = comparable(cell.text) if cell else ""
            if text:
                self._set_level(text, role)

    def _set_level(self, text: str, role: str = "") -> None:
        known = levels().get(text)
        if known:
            self._level1, self._level2 = known.level1, known.name
        elif role == "level2":
            self._level2 = text

    def _record(
        self,
        row: SheetRow,
        name: TableCell,
        label: str,
        cells: dict[str, TableCell],
        owner: dict[str, Any],
    ) -> Record:
        builder = self.builder

        def text(role: str) -> str:
            return cells[role].text if role in cells else ""

        target = read_target(text("target"), text("comparator"), text("measure_unit"))
        weight = read_amount(text("weight")).value
        return {
            "indicator_key": f"{builder.document_id[:12]}-t{builder.table_index:02d}-r{row.number:03d}",
            "document_id": builder.document_id,
            "table_index": builder.table_index,
            "table_type": builder.table_type,
            "project_code": owner["code"],
            "project_name": owner["name"],
            "horizon": "annual",
            "goal": owner["goal"],
            "level1": self._level1,
            "level2": self._level2,
            "indicator_name": label,
            "target_text": text("target"),
            "comparator": target.comparator,
            "target_value": target.value,
            "measure_unit": target.unit,
            "weight": float(weight) if weight is not None else None,
            "actual_text": text("actual") or None,
            "basis": text("explanation"),
            "quality": "exact",
            **spot_fields(name.spot),
        }

    def _end(self, cell: TableCell, *, is_fact: bool) -> None:
        ledger = self.builder.ledger
        if ledger.is_open(cell):
            ledger.fact(cell) if is_fact else ledger.label(cell)


def account(ledger: Ledger, cell: TableCell) -> None:
    """What no rule took: text labels its row, a figure must not get lost."""
    if not ledger.is_open(cell):
        return
    if read_amount(cell.text).state in ("number", "zero"):
        ledger.fail(cell, "FORM_LABEL_UNKNOWN", "a figure that stands beside no known label")
    else:
        ledger.label(cell)


def without_levels(text: str) -> tuple[list[str], str]:
    """Level names glued before an indicator's name, and the name (`产出指标数量指标白皮松` → 白皮松)."""
    key, found = comparable(text), []
    for _ in range(2):
        level = next((n for n in sorted(levels(), key=len, reverse=True) if key.startswith(n)), "")
        if not level or level == key:
            break
        found.append(level)
        key = key[len(level) :]
    return found, key if found else text


def label_key(text: str) -> str:
    """A short text as the label it may be, without unit and colon; empty when it is no label."""
    if len(text) > LONGEST_LABEL:
        return ""
    label = read_label(text)
    return label.key if label else ""
