"""The code of a printed row: in one cell, over several columns, or of two lists side by side.

Belongs here: putting parts of codes together, inheriting those printed only once.
Does not: what a code means (`codes`), labels and lines of rows (`row_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.conform.columns import Column
from pipelines.conform.hierarchy import PrintedRow


@dataclass(slots=True)
class RowCodes:
    """The code columns of one table; rows are read in printed order."""

    columns: Sequence[Column]
    _open_parts: tuple[str, ...] = ("",)

    def printed(self, row: PrintedRow, role: str) -> str:
        """The code printed in one cell, or over the columns 类, 款, 项 (`205` `02` `05`).

        Where a deeper part is printed without those above it, they are the ones of the row above.
        """
        columns = [c for c in self.columns if c.role == role and not self._is_second_list(c)]
        cells = [row.cells.get(c.index) for c in columns]
        parts = [re.sub(r"\s+", "", cell.text) if cell is not None else "" for cell in cells]
        if role == "code" and len(parts) > 1:
            # 款 and 项 have two digits; a spreadsheet that took them for numbers shows 01 as 1.
            parts[1:] = [part.zfill(2) if part.isdigit() else part for part in parts[1:]]
            filled = [i for i, part in enumerate(parts) if part]
            if filled and not any(part.startswith(self._open_parts[0] or "?") for part in parts[1:]):
                parts = [
                    part or (self._open_parts[i] if i < filled[0] and i < len(self._open_parts) else "")
                    for i, part in enumerate(parts)
                ]
            if filled and parts[0]:
                self._open_parts = tuple(parts)
        code = ""
        for part in parts:
            code = part if part.startswith(code) else code + part
        return code

    def _is_second_list(self, column: Column) -> bool:
        """A code column of another list than the first one: 功能科目编码 │ 部门经济科目编码 in one row."""
        first = next((c.scheme for c in self.columns if c.role == "code"), "")
        return column.role == "code" and bool(column.scheme) and column.scheme != first

    def of_second_lists(self, row: PrintedRow) -> dict[str, str]:
        """Codes of the economic lists that stand beside the row's own code, put together from their parts."""
        found: dict[str, str] = {}
        for column in self.columns:
            cell = row.cells.get(column.index)
            if cell is None or not self._is_second_list(column) or column.scheme == "function":
                continue
            part, code = re.sub(r"\s+", "", cell.text), found.get(column.scheme, "")
            found[column.scheme] = part if part.startswith(code) else code + part
        return {scheme: code for scheme, code in found.items() if code}
