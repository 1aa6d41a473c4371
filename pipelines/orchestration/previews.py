"""What the web interface shows of a table: rows, a few of them, a small chart.

Belongs here: metadata for people. Does not: deciding what is computed.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

import dagster as dg
import polars as pl

from pipelines.contracts.model import Table, Type
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import ROOM_TABLES

_ROWS: Final = 6
_COLUMNS: Final = 8
_TEXT: Final = 40
_GROUPS: Final = ("table_type", "kind", "severity", "media_type", "scope", "status", "part", "method")


def scan(store: PartStore, versions: dict[str, str], table: Table, rooms: Sequence[str]) -> pl.LazyFrame:
    """All parts of a table that the given rooms have written."""
    writers = [room for room in rooms if table.name in ROOM_TABLES[room]]
    return pl.concat([pl.scan_parquet(store.glob(r, versions[r], table.name)) for r in writers])


def table_metadata(table: Table, rows: pl.LazyFrame) -> dict[str, Any]:
    """Row count, preview and chart of one table."""
    count = int(rows.select(pl.len()).collect().item())
    metadata: dict[str, Any] = {"dagster/row_count": count}
    if count:
        metadata["preview"] = dg.MetadataValue.md(preview(table, rows.head(_ROWS).collect().to_dicts()))
        group = next((g for g in _GROUPS if g in table.field_names), None)
        if group:
            counted = rows.group_by(group).len().sort("len", descending=True).head(20).collect()
            bars = [(str(label), int(n)) for label, n in counted.iter_rows()]
            metadata[f"rows_by_{group}"] = dg.MetadataValue.md(bar_chart(bars))
    return metadata


def preview(table: Table, rows: Iterable[Mapping[str, Any]]) -> str:
    """The first rows as a Markdown table, with Chinese labels; long texts cut, boxes and JSON left out."""
    told = [f for f in table.fields if f.type not in (Type.BOX, Type.JSON)][:_COLUMNS]
    lines = ["| " + " | ".join(f"{f.zh}<br>`{f.name}`" for f in told) + " |", "|" + " --- |" * len(told)]
    for row in rows:
        lines.append("| " + " | ".join(_cell(row[f.name]) for f in told) + " |")
    return "\n".join(lines)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"


def bar_chart(bars: Sequence[tuple[str, int]]) -> str:
    """A horizontal bar chart as a Markdown image that carries its SVG in itself."""
    svg = bar_chart_svg(bars)
    return f"![chart](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def bar_chart_svg(bars: Sequence[tuple[str, int]]) -> str:
    """The chart as SVG: one bar a line, label left, number at its end."""
    step, left, width = 20, 250, 560
    most = max((n for _, n in bars), default=0) or 1
    parts = []
    for index, (label, number) in enumerate(bars):
        y, length = index * step, round((width - left - 60) * number / most)
        parts.append(
            f'<text x="{left - 6}" y="{y + 14}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{left}" y="{y + 3}" width="{length}" height="14" fill="#4a76b8"/>'
            f'<text x="{left + length + 5}" y="{y + 14}">{number}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{len(bars) * step}" '
        f'font-family="sans-serif" font-size="12" fill="#333">{"".join(parts)}</svg>'
    )
