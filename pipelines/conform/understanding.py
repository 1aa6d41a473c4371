"""What a document says of itself: publisher, fiscal year, budget or final accounts, level.

Belongs here: weighing what cover, headings, tables and forms say, with the evidence kept.
Does not: recognising a name or a title (`self_descriptions`), file names (they lie), registers of units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from pipelines.conform.header_words import read_label
from pipelines.conform.self_descriptions import (
    ONLY_ITSELF,
    Statement,
    customary_name,
    is_unit_name,
    publisher_of,
    read_cover,
    read_title,
    year_of_line,
)
from pipelines.conform.table_identity import title_concepts
from pipelines.extract.model import ExtractedDocument, LogicalTable, TextBlock
from pipelines.extract.text.cjk import comparable

MAX_TITLE = 80
_COVER_LINES = 8
_LONGEST_COVER_LINE = 45
# The cover is written once and for the whole document; a line beside a table is plainer than a heading.
_WEIGHTS = {"cover": 6, "publisher": 3, "form": 2, "title": 1, "header": 1}
_UNIT_LABELS = frozenset({"部门名称", "单位名称", "部门(单位)名称", "部门", "单位", "预算单位", "填报单位"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read, with the evidence in words. `fiscal_year` is None when nothing states one.

    `unit_name` is the customary form (中共某市委…), `printed_name` what is printed where they differ.
    """

    title: str
    unit_name: str | None
    printed_name: str | None
    fiscal_year: int | None
    kind: str
    report_level: str
    evidence: str


def understand(document: ExtractedDocument) -> Understanding:
    """Weigh all that the document says of itself.

    A year in running text does not count: projects, cut-off dates and comparisons name other years.
    """
    units: Counter[str] = Counter()
    years: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    evidence: list[str] = []
    title = ""
    for statement in _statements(document):
        weight = _WEIGHTS[statement.where]
        if statement.unit:
            units[statement.unit] += weight
        if statement.year:
            years[statement.year] += weight
        if statement.kind:
            kinds[statement.kind] += weight
        if statement.level:
            levels[statement.level] += weight
        if statement.where in ("cover", "title") and not title:
            title = statement.text
        if len(evidence) < 3 and (statement.unit or statement.year):
            evidence.append(f"{statement.where} {statement.text!r}")
    printed = _winner(units)
    level = _winner(levels)
    if printed and printed.endswith("(本级)"):
        level = "unit"
    if any(ONLY_ITSELF.search(comparable(b.text)) for b in document.blocks):
        level = "unit"
    return Understanding(
        title=title,
        unit_name=customary_name(printed) if printed else None,
        printed_name=printed if printed and "中国共产党" in printed else None,
        fiscal_year=_winner(years),
        kind=_winner(kinds) or "unknown",
        report_level=level or _level_of_tables(document) or "unknown",
        evidence="; ".join(evidence) or "no title names a unit and a year",
    )


def _statements(document: ExtractedDocument) -> Iterator[Statement]:
    cover = _cover(document)
    if cover:
        yield read_cover([b.text for b in cover])
    for block in document.blocks:
        if len(block.text) <= MAX_TITLE:
            yield read_title(block.text)
    for table in document.tables:
        yield read_title(table.title)
        yield from _beside_table(table)


def _cover(document: ExtractedDocument) -> list[TextBlock]:
    """The short lines that open the document, up to its contents."""
    lines: list[TextBlock] = []
    for block in document.blocks[:_COVER_LINES]:
        key = comparable(block.text)
        if key.startswith("目录") or len(key) > _LONGEST_COVER_LINE or block.kind == "contents":
            break
        if lines and block.spot.page != lines[0].spot.page:
            break
        lines.append(block)
    return lines


def _beside_table(table: LogicalTable) -> Iterator[Statement]:
    """Publisher and year from the lines around a table, its header, and the head of a form."""
    for line in (table.publisher_line, table.unit_line, *table.preamble):
        unit = publisher_of(line)
        if unit:
            yield Statement("publisher", line, unit=unit)
        elif (year := year_of_line(line)) is not None:
            yield Statement("publisher", line, year=year)
    for path in table.columns:
        label = read_label(path[0]) if path else None
        if label and label.year and label.word and label.word.value == "budget":
            yield Statement("header", path[0], year=label.year)
    if "performance" in title_concepts(table.title) and "overall" in title_concepts(table.title):
        cells = sorted((*table.header_cells, *table.cells), key=lambda c: (c.spot.page, c.row, c.column))
        filled = [c for c in cells if c.text][:8]
        for label_cell, value in pairwise(filled):
            if comparable(label_cell.text) in _UNIT_LABELS and is_unit_name(comparable(value.text)):
                yield Statement("form", value.text, unit=comparable(value.text))


def _level_of_tables(document: ExtractedDocument) -> str | None:
    """What the words beside tables suggest where no title says: 部门：… or a department's own form."""
    for table in document.tables:
        concepts = title_concepts(table.title)
        key = comparable(table.publisher_line)
        if key.startswith("部门:") or ({"performance", "overall"} <= set(concepts) and "部门" in table.title):
            return "department"
    return None


def _winner(votes: Counter[T]) -> T | None:
    return votes.most_common(1)[0][0] if votes else None
