"""What a change of code does to what is read: parts of two versions, row by row.

Belongs here: the effect as a whole, its file `changes.parquet`. Does not: matching rows (see `effect_rows`),
the page people look at (see `effect_page`), making the parts, deciding what follows (see orchestration).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pipelines.contracts.tables import ROOM_TABLES
from pipelines.publish.statements import LIMITS, sql_text
from pipelines.reports.effect_rows import CHANGED, COUNTED, UNPLACED, compare_table

COMPARED: Final = tuple(ROOM_TABLES["conform"])
"""Tables whose rows are compared: what conforming hands on, and the outcomes of all rooms."""


def tables_of(room: str) -> tuple[str, ...]:
    """Those of the compared tables that a document room writes. What extraction reads shows in what
    conforming makes of it."""
    return COMPARED if room == "conform" else tuple(t for t in ROOM_TABLES[room] if t in UNPLACED)


Files = Mapping[str, Sequence[str]]
"""Table → the Parquet files that hold its rows."""


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of one table (and type or code, where it has one) from one source. `moved_yuan` adds up
    |after − before| of what changed, came or went."""

    table: str
    table_type: str
    source: str
    before: int
    same: int
    changed: int
    added: int
    removed: int
    moved_yuan: Decimal

    @property
    def differs(self) -> int:
        """Rows that are not as before."""
        return self.changed + self.added + self.removed


@dataclass(frozen=True, slots=True)
class Example:
    """One row that is not as before: `changed`, `new` or `gone`. `columns` are those that changed,
    `before` and `after` what they say. `before` is empty when the row came, `after` when it went."""

    table: str
    table_type: str
    change: str
    document_id: str
    file_name: str
    source: str
    page: int | None
    label: str
    columns: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """The whole effect.

    `outcomes` are (code, before, after) where the numbers differ; `columns` those that only one version has
    (`lines.basis new`), which cannot be compared; `uncompared` documents of which one side is gone. `digest`
    is the same for the same effect, whatever code makes it.
    """

    changes: tuple[Change, ...] = ()
    outcomes: tuple[tuple[str, int, int], ...] = ()
    columns: tuple[str, ...] = ()
    uncompared: tuple[str, ...] = ()
    digest: str = ""

    def as_json(self) -> dict[str, Any]:
        """As plain values; `from_json` reads them."""
        changes = [{**asdict(c), "moved_yuan": str(c.moved_yuan)} for c in self.changes]
        return {**asdict(self), "changes": changes}

    @staticmethod
    def from_json(said: Mapping[str, Any]) -> Effect:
        """The effect that `as_json` told. Raises KeyError or TypeError when it is none."""
        return Effect(
            changes=tuple(Change(**{**c, "moved_yuan": Decimal(c["moved_yuan"])}) for c in said["changes"]),
            outcomes=tuple((code, before, after) for code, before, after in said["outcomes"]),
            columns=tuple(said["columns"]),
            uncompared=tuple(said["uncompared"]),
            digest=said["digest"],
        )

    @property
    def is_none(self) -> bool:
        """Whether every row of every document is as before."""
        return not (self.columns or self.uncompared or any(c.differs for c in self.changes))

    def total(self, name: str) -> int:
        """Sum of `before`, `same`, `changed`, `added` or `removed` over rows that are no outcomes."""
        return sum(getattr(c, name) for c in self.changes if c.table not in UNPLACED)

    @property
    def outcomes_differing(self) -> int:
        """Outcomes and quarantined records that came or went."""
        return sum(c.differs for c in self.changes if c.table in UNPLACED)


def effect_of(before: Files, after: Files, documents: Mapping[str, tuple[str, str]], changes: Path) -> Effect:
    """Compare the rows of both sides and write each that is not as before to `changes`.

    Only `documents` (id → source, file name) count. `changes` is Parquet with `table_name`, `kind` (type of
    table or code), `change` (changed/new/gone), `document_id`, `file_name`, `source`, `page`, `label`,
    `columns` (those that differ), `before`, `after` (what they say), `amount_before`, `amount_after` (yuan).
    Raises duckdb.Error when parts cannot be read.
    """
    import duckdb  # only who compares pays for it: a run with nothing to do is told at once

    with duckdb.connect(config={**LIMITS, "temp_directory": str(changes.parent / ".spill")}) as connection:
        connection.execute("set preserve_insertion_order = false")
        connection.execute("create table source (document_id varchar, source varchar, file_name varchar)")
        connection.execute(
            "insert into source select unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::varchar[])",
            [[*documents], [s for s, _ in documents.values()], [n for _, n in documents.values()]],
        )
        connection.execute(COUNTED)
        connection.execute(CHANGED)
        columns: list[str] = []
        for table in COMPARED:
            if before.get(table) or after.get(table):
                columns += compare_table(connection, table, [*before.get(table, ())], [*after.get(table, ())])
        target = sql_text(changes)
        connection.execute(f"copy (select * from changed order by all) to {target} (format parquet)")  # noqa: S608 - ours
        counted = connection.execute(_CHANGES).fetchall()
        codes = connection.execute(_OUTCOMES).fetchall()
        digest = _digest(connection, columns)
    return Effect(
        changes=tuple(
            Change(t, k, s, b, same, c, a, r, Decimal(m)) for t, k, s, b, same, c, a, r, m in counted
        ),
        outcomes=tuple((str(code), int(b), int(a)) for code, b, a in codes),
        columns=tuple(columns),
        digest=digest,
    )


def examples_of(changes: Path, many: int) -> tuple[Example, ...]:
    """The first rows of `changes`, so many of each table, kind and change; all when `many` is negative."""
    import duckdb

    with duckdb.connect(config=dict(LIMITS)) as connection:
        limit = many if many >= 0 else 2**62
        return tuple(Example(*row) for row in connection.execute(_EXAMPLES, [str(changes), limit]).fetchall())


def _digest(connection: Any, columns: list[str]) -> str:
    """The same for the same effect: over what differs, in order, not over where it stands."""
    digest = hashlib.sha256(json.dumps(columns).encode())
    rows = connection.execute("select to_json(changed)::varchar from changed order by all")
    while batch := rows.fetchmany(10_000):
        digest.update("\n".join(str(row[0]) for row in batch).encode())
    return digest.hexdigest()[:12]


_CHANGES: Final = """
select
    table_name,
    kind,
    source,
    sum(same + changed + removed)::bigint,
    sum(same)::bigint,
    sum(changed)::bigint,
    sum(added)::bigint,
    sum(removed)::bigint,
    sum(moved)::varchar
from counted inner join source using (document_id)
group by table_name, kind, source
order by sum(changed + added + removed) desc, table_name, kind, source
"""
_EXAMPLES: Final = """
select table_name, kind, change, document_id, file_name, source, page, label, columns, before, after
from read_parquet(?)
qualify row_number() over (
    partition by table_name, kind, change order by document_id, page, label, before, after) <= ?
order by table_name, kind, document_id, page, label, before, after
"""
_OUTCOMES: Final = """
select kind, sum(same + removed)::bigint, sum(same + added)::bigint
from counted where table_name = 'outcomes'
group by kind having sum(removed) <> sum(added)
order by kind
"""
