"""What `gongkai extract` prints, as JSON, CSV or HTML.

Belongs here: the shapes promised for `extract`. Does not: reading.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from pipelines.commands.reading import ReadFile
from pipelines.extract.model import LogicalTable
from pipelines.reports.labels import spreadsheet_safe

Conformed = Mapping[str, dict[str, list[dict[str, Any]]]]
"""Records of `conform_document` by the path of the file."""


def json_of(files: Sequence[ReadFile], conformed: Conformed) -> str:
    """A JSON list, one object a file; figures are text as printed."""
    return (
        json.dumps([_file(f, conformed.get(f.path, {})) for f in files], ensure_ascii=False, indent=1) + "\n"
    )


def _file(file: ReadFile, records: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    document = file.document
    return {
        "document": {
            "path": file.path,
            "sha256": file.sha256,
            "media_type": file.media_type,
            "pages": len(document.pages) if document else 0,
            "method": document.method if document else None,
        },
        "tables": [_table(t, *_meaning(t, records)) for t in document.tables] if document else [],
        "text": [
            {"kind": b.kind, "level": b.level, "page": b.spot.page, "text": b.text} for b in document.blocks
        ]
        if document
        else [],
        "outcomes": _outcomes(file, records),
    }


def _meaning(table: LogicalTable, records: dict[str, list[dict[str, Any]]]) -> tuple[str, str, int | None]:
    """Table type, unit of money and fiscal year of a table."""
    year = next((d["fiscal_year"] for d in records["documents"]), None)
    for record in records["tables"]:
        if record["table_index"] == table.index:
            return record["table_type"], record["money_unit"], year
    return "other", "unknown", year


def _table(table: LogicalTable, table_type: str, money_unit: str, year: int | None) -> dict[str, Any]:
    return {
        "table_type": table_type,
        "title": table.title,
        "money_unit": money_unit,
        "fiscal_year": year,
        "pages": list(range(table.first_page, table.last_page + 1)),
        "columns": [list(path) for path in table.columns],
        "rows": texts(table),
        "cells": [
            {
                "row": c.row,
                "column": c.column,
                "page": c.spot.page,
                "bbox": c.spot.box.as_list() if c.spot.box else None,
                "text": c.text,
            }
            for c in table.cells
        ],
    }


def texts(table: LogicalTable) -> list[list[str]]:
    """Body rows as printed; a cell that a span covers is empty."""
    return [[cell.text if cell else "" for cell in row] for row in table.rows()]


def _outcomes(file: ReadFile, records: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    if file.document is None:
        return [{"code": file.code, "severity": "error", "page": None, "detail": file.detail}]
    found = [
        {"code": o.code, "severity": o.severity, "page": o.page, "detail": o.detail}
        for o in file.document.outcomes
    ]
    told = ("code", "severity", "page", "detail")
    return found + [{key: record[key] for key in told} for record in records["outcomes"]]


def csv_of(files: Sequence[ReadFile], conformed: Conformed) -> str:
    """Tables as printed, one after another: file, table, title, row (0 for the header), then the cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    tables = [(f, t) for f in files if f.document for t in f.document.tables]
    width = max((len(row) for _, t in tables for row in [t.columns, *texts(t)]), default=0)
    head = ["file", "table", "table_type", "title", "money_unit", "row"]
    writer.writerow(head + [f"column_{i}" for i in range(1, width + 1)])
    for file, table in tables:
        table_type, money_unit, _ = _meaning(table, conformed[file.path])
        key = [file.path, str(table.index), table_type, table.title, money_unit]
        rows = [[" / ".join(path) for path in table.columns], *texts(table)]
        for number, row in enumerate(rows):
            cells = map(spreadsheet_safe, [*key, str(number), *row])
            writer.writerow([*cells, *[""] * (width - len(row))])
    return out.getvalue()


_STYLE = (
    "body{font:15px/1.6 sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;margin:.5em 0 2em;font-size:13px}"
    "th,td{border:1px solid #bbb;padding:.2em .5em;vertical-align:top}th{background:#f0f0f0}"
    ".about{color:#666;font-size:13px}.error{color:#a00}"
)


def html_of(files: Sequence[ReadFile], conformed: Conformed) -> str:
    """One self-contained page: text and tables of every file."""
    body = "".join(_file_html(f, conformed.get(f.path, {})) for f in files)
    head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>gongkai</title><style>{_STYLE}'
    return f"{head}</style><body>{body}</body></html>\n"


def _file_html(file: ReadFile, records: dict[str, list[dict[str, Any]]]) -> str:
    title = f"<h1>{escape(file.name)}</h1>"
    if file.document is None:
        return f'{title}<p class="error">{escape(file.code)}: {escape(file.detail)}</p>'
    blocks = "".join(
        f"<h{min(b.level + 1, 6)}>{escape(b.text)}</h{min(b.level + 1, 6)}>"
        if b.kind == "heading"
        else f"<p>{escape(b.text)}</p>"
        for b in file.document.blocks
        if b.kind != "contents"
    )
    tables = "".join(_table_html(t, *_meaning(t, records)) for t in file.document.tables)
    about = f"{file.media_type}, {len(file.document.pages)} 页, sha256 {file.sha256}"
    return f'{title}<p class="about">{escape(about)}</p>{tables}{blocks}'


def _table_html(table: LogicalTable, table_type: str, money_unit: str, year: int | None) -> str:
    about = f"{table_type} · {money_unit} · {year or '?'} · p. {table.first_page}–{table.last_page}"
    depth = max((len(path) for path in table.columns), default=0)
    head = "".join(
        "<tr>"
        + "".join(f'<th colspan="{n}">{escape(text)}</th>' for text, n in _spans(table, level))
        + "</tr>"
        for level in range(depth)
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in texts(table)
    )
    caption = f"<h2>{escape(table.title)}</h2><p class='about'>{escape(about)}</p>"
    return f"{caption}<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _spans(table: LogicalTable, level: int) -> list[tuple[str, int]]:
    """Header texts of one level; neighbours under one head become one cell."""
    heads = [(path[: level + 1], path[level] if level < len(path) else "") for path in table.columns]
    return [(text, len(list(group))) for (_, text), group in groupby(heads)]
