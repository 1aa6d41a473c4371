"""The analysts' questions (`docs/questions/*.sql`): reading, asking, timing, answers kept beside them.

Belongs here: a question as a file with its header, its answer as CSV. Does not: where a warehouse comes from.
"""

from __future__ import annotations

import csv
import io
import re
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.home import CHECKOUT

FOLDER: Final = CHECKOUT / "docs" / "questions"
ANSWERS: Final = FOLDER / "answers"
PANELS: Final = CHECKOUT / "docs" / "panels"

_HEADER: Final = re.compile(
    r"-- 问题：(?P<zh>[^\n]+)\n-- Question: (?P<en>[^\n]+)\n"
    r"-- 可信依据：(?P<trust_zh>[^\n]+)\n-- Trust: (?P<trust_en>[^\n]+)\n"
)


_INDEX_HEAD: Final = """# 三十九个问题 · The analysts' questions

每个问题一条查询；答案是开发语料（104 份真实公开文件）上的结果。
没有公开数据可答的，查询如实给出覆盖数。

One query each; the answers are those of the development corpus (104 real disclosures). Where published data
cannot answer, the query returns the coverage. Ask them yourself:
`gongkai query "$(cat docs/questions/02-total-budget.sql)"`.
Made by `python -m benchmarks.warehouse questions --database FILE --write`.

| # | 问题 · Question | | 可信依据 · What trust rests on |
|--:|---|---|---|"""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the dossier: its number and name, its words, what trust rests on, its one query."""

    slug: str
    zh: str
    en: str
    trust_zh: str
    trust_en: str
    sql: str

    @property
    def answer_file(self) -> Path:
        """Where its answer on the development corpus is kept."""
        return ANSWERS / f"{self.slug}.csv"


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows, as text: equal answers are equal texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_csv(self) -> str:
        """With a header line."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return buffer.getvalue()


def questions(folder: Path = FOLDER) -> list[Question]:
    """All of them, in order. Raises ValueError for a file without the four header lines."""
    return [_read(path) for path in sorted(folder.glob("*.sql"))]


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header = _HEADER.match(text)
    if header is None:
        raise ValueError(f"{path.name} does not begin with 问题, Question, 可信依据, Trust")
    return Question(path.stem, sql=text[header.end() :], **header.groupdict())


def index_markdown() -> str:
    """`docs/questions/README.md`: every question with its query, its answer and what trust rests on."""
    rows = [
        f"| {q.slug[:2]} | {q.zh}<br>{q.en} "
        f"| [SQL]({q.slug}.sql) · [答案]({ANSWERS.name}/{q.slug}.csv) | {q.trust_zh}<br>{q.trust_en} |"
        for q in questions()
    ]
    return "\n".join([_INDEX_HEAD, *rows, ""])


def ask(connection: duckdb.DuckDBPyConnection, question: Question) -> Answer:
    """Its answer in this warehouse."""
    cursor = connection.execute(question.sql)
    columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns, tuple(tuple(map(_text, row)) for row in cursor.fetchall()))


def _text(value: Any) -> str:
    """Floats to four digits: sums over threads differ in the last ones."""
    if value is None:
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def milliseconds(connection: duckdb.DuckDBPyConnection, question: Question, runs: int) -> float:
    """Median time of the query, rows fetched, file already open."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        connection.execute(question.sql).fetchall()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)
