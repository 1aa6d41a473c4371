"""`gongkai query`: ask the current release.

Belongs here: the command and its three forms of output. Does not: opening releases (see `publish/query`).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from decimal import Decimal
from typing import Any, Final

from pipelines.commands.bars import waiting
from pipelines.commands.exact import exact_json, plain
from pipelines.commands.failures import OK, CommandFailure
from pipelines.home import Home
from pipelines.publish.query import Answer, NoReleaseError, QueryError
from pipelines.publish.query import query as ask
from pipelines.reports.labels import spreadsheet_safe

_STEERING: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def query(home: Home, sql: str, output_format: str) -> int:
    """Print the answer. Raises `CommandFailure` when there is no release or the question is wrong."""
    try:
        with waiting("Asking the release"):
            answer = ask(home.releases, sql)
    except (NoReleaseError, QueryError) as error:
        raise CommandFailure(str(error)) from error
    write_answer(answer, output_format)
    return OK


def write_answer(answer: Answer, output_format: str) -> None:
    """Print an answer as `table`, `csv` or `json`."""
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[output_format](answer)


def _print_table(answer: Answer) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Text cannot be copied out of a table that was cut to a narrow pipe; only a terminal has a width.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, kind in zip(answer.columns, answer.types, strict=True):
        is_number = kind.startswith(("DECIMAL", "DOUBLE", "FLOAT", "NUMBER")) or "INT" in kind
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(shown(value)) for value in row))  # as text: printed brackets are no markup
    console.print(table)
    print(f"({len(answer.rows)} row{'s' if len(answer.rows) != 1 else ''})")


def shown(value: Any) -> str:
    """A value for people: amounts with separators, nothing for null, no sign that steers a terminal."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,}"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=plain)
    return _STEERING.sub("�", str(value))


def _print_csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow(
            json.dumps(v, ensure_ascii=False, default=plain)
            if isinstance(v, list | dict)
            else spreadsheet_safe(v)
            for v in row
        )


def _print_json(answer: Answer) -> None:
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    print(exact_json(rows))
