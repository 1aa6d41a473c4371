"""How well a region is read with what the other regions taught.

Belongs here: which catalogue rows each region uses; typing a region with rows that some other region uses.
Does not: the full report.

A row of the catalogue (a word of titles, a word of headers, a layout) counts as learnt from a region when
it is used there. For each region in turn every row that no other region uses is taken away, also those that
nobody uses; then its tables are typed and their columns read again. A table counts as typed when it gets
the same type as with the whole catalogue, a column as read when it gets the same meaning; columns that get
another meaning are counted apart (`otherwise`), for a wrong reading is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from pipelines.conform import role_grammar
from pipelines.conform.catalogue import header_words, role_words, table_layouts, title_words
from pipelines.conform.column_map import map_columns
from pipelines.conform.columns import Column
from pipelines.conform.header_words import cut_into_words, read_label, words_within
from pipelines.conform.table_identity import WORDS_TOGETHER, Identity, identify, what_is_said
from pipelines.extract.document import extract_document
from pipelines.extract.model import LogicalTable, UnreadableDocument


@dataclass
class Score:
    """Tables and columns of one region, with the whole catalogue and with what others taught."""

    tables: int = 0
    typed: int = 0
    columns: int = 0
    read: int = 0
    different: int = 0
    """Columns read with another meaning than with the whole catalogue: worse than unread."""
    rows_lost: int = 0


def leave_one_out(files: list[Path], root: Path, jobs: int) -> str:
    """The report as text, worst region last."""
    by_region: dict[str, list[LogicalTable]] = defaultdict(list)
    with ProcessPoolExecutor(jobs) as pool:
        for region, tables in pool.map(partial(_tables_of, root=root), files, chunksize=2):
            by_region[region] += tables
    used = {region: _rows_used(tables) for region, tables in by_region.items()}
    scores = {}
    for region, tables in by_region.items():
        learnt = set().union(*(rows for other, rows in used.items() if other != region))
        scores[region] = _score(tables, learnt)
        scores[region].rows_lost = len(used[region] - learnt)
    heads = f"{'columns':>10}{'read':>16}{'otherwise':>11}{'rows only it has':>18}"
    lines = [f"{'region':<22}{'tables':>8}{'typed':>16}{heads}"]
    for region, s in sorted(scores.items(), key=lambda item: -item[1].typed / max(item[1].tables, 1)):
        typed, read = _share(s.typed, s.tables), _share(s.read, s.columns)
        lines.append(
            f"{region:<22}{s.tables:>8}{typed:>16}{s.columns:>10}{read:>16}{s.different:>11}{s.rows_lost:>18}"
        )
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f}%)" if whole else "–"


def _tables_of(path: Path, root: Path) -> tuple[str, list[LogicalTable]]:
    region = path.relative_to(root).parts[0]
    try:
        return region, list(extract_document(path.read_bytes(), "application/pdf").tables)
    except UnreadableDocument:
        return region, []


def _rows_used(tables: list[LogicalTable]) -> set[str]:
    rows: set[str] = set()
    for table in tables:
        identity = identify(table)
        if identity.layout is None:
            continue
        said = what_is_said(table)
        header = (key for keys in said.header.values() for key in keys.split(WORDS_TOGETHER))
        rows |= {f"layout:{identity.layout.name}", *said.title.values(), *filter(None, header)}
        for column in map_columns(table, identity.layout):
            rows |= set(column.words)
    return rows


def _score(tables: list[LogicalTable], learnt: set[str]) -> Score:
    whole = [(t, i, _columns(t, i)) for t in tables if (i := identify(t)).layout is not None]
    score = Score(tables=len(whole), columns=sum(c.is_known for *_, columns in whole for c in columns))
    layouts = [layout for layout in table_layouts() if f"layout:{layout.name}" in learnt]
    with _only(learnt):
        for table, identity, columns in whole:
            again = identify(table, layouts)
            if again.layout is None or again.table_type != identity.table_type:
                continue
            score.typed += 1
            pairs = [(a, b) for a, b in zip(columns, _columns(table, again), strict=True) if a.is_known]
            score.read += sum(_meaning(a) == _meaning(b) for a, b in pairs)
            score.different += sum(b.is_known and _meaning(a) != _meaning(b) for a, b in pairs)
    return score


def _meaning(column: Column) -> tuple[object, ...]:
    return column.role, column.measure, column.funding, column.basis, column.year, column.is_prior


def _columns(table: LogicalTable, identity: Identity) -> list[Column]:
    return map_columns(table, identity.layout) if identity.layout else []


@contextmanager
def _only(learnt: set[str]) -> Iterator[None]:
    """The vocabulary reduced to the rows that were learnt."""
    header = tuple(w for w in header_words() if w.key in learnt)
    title = tuple(w for w in title_words() if w.key in learnt)
    parts = tuple(w for w in role_words() if w.key in learnt)
    _forget()
    with (
        patch("pipelines.conform.header_words.header_words", return_value=header),
        patch("pipelines.conform.role_grammar.role_words", return_value=parts),
        patch("pipelines.conform.table_identity.title_words", return_value=title),
    ):
        yield
    _forget()


def _forget() -> None:
    """Readings of labels are remembered; they belong to the vocabulary they were read with."""
    for remembered in (read_label, words_within, cut_into_words, role_grammar.role_of, role_grammar.cut):
        remembered.cache_clear()
