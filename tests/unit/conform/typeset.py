"""Documents typeset as web pages: headers over several rows with merged cells, as templates print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from tests.unit.conform.builders import Records

# A column, or a group of columns under one heading: ("基本支出", ["小计", "人员经费"]).
Heading = str | tuple[str, Sequence["Heading"]]


@dataclass(frozen=True)
class Printed:
    """One table as it is printed: lines above it, header, rows."""

    title: str
    header: Sequence[Heading]
    rows: Sequence[Sequence[str]]
    above: str = "单位：万元"


def page_of(*tables: Printed, cover: str = "某市某局2023年部门预算公开") -> bytes:
    """A web page with a cover line and the tables one below the other."""
    body = "".join(_table(t) for t in tables)
    head = "<head><meta charset='utf-8'></head>"
    return f"<html>{head}<body><h1>{escape(cover)}</h1>{body}</body></html>".encode()


def conform_page(*tables: Printed, cover: str = "某市某局2023年部门预算公开") -> Records:
    """All records of such a page."""
    return conform_document(extract_document(page_of(*tables, cover=cover), "text/html"))


def _table(table: Printed) -> str:
    depth = max(_depth(h) for h in table.header)
    lines: list[list[str]] = [[] for _ in range(depth)]
    for heading in table.header:
        _place(heading, 0, depth, lines)
    rows = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    for row in table.rows:
        rows += f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>"
    return f"<p>{escape(table.title)}</p><p>{escape(table.above)}</p><table border='1'>{rows}</table>"


def _place(heading: Heading, level: int, depth: int, lines: list[list[str]]) -> None:
    if isinstance(heading, str):
        lines[level].append(f"<td rowspan='{depth - level}'>{escape(heading)}</td>")
        return
    name, parts = heading
    lines[level].append(f"<td colspan='{width_of(heading)}'>{escape(name)}</td>")
    for part in parts:
        _place(part, level + 1, depth, lines)


def width_of(heading: Heading) -> int:
    """How many columns a heading covers."""
    return 1 if isinstance(heading, str) else sum(width_of(part) for part in heading[1])


def _depth(heading: Heading) -> int:
    return 1 if isinstance(heading, str) else 1 + max(_depth(part) for part in heading[1])
