"""A build that goes on with the last one says the same as one that begins anew, and works out less."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.tables import MART_TABLES
from pipelines.orchestration.dbt import KEPT_AND_READ
from tests.integration.warehouse.build import Build, Records, build_on, write_parts
from tests.integration.warehouse.records import record
from tests.integration.warehouse.scenario_years import years_district
from tests.integration.warehouse.scenarios import sound_district
from tests.unit.reconcile.cases import variants

CHECKED = ("sound", "B06-03 large", "final sound", "F06-02 large", "without three_public")
MODELS_ONLY = ("--exclude-resource-types", "test", "unit_test")
"""Contracts are enforced all the same; tests are run once, after the last change."""


def everything() -> dict[str, Records]:
    """Units over several years, renditions, a revision, strangers, and disclosures that break rules."""
    checked = (variants()[name] for name in CHECKED)
    broken = {d.document_id: completed(d.records()) for d in checked}
    return {**sound_district(), **years_district(), **broken}


def completed(records: Records) -> Records:
    """With every field that the contract requires."""
    return {
        table: [record(table, **{k: v for k, v in row.items() if v is not None}) for row in rows]
        for table, rows in records.items()
    }


def changed(records: Records, by: random.Random) -> Records:
    """The document as a better reading of it might say: one figure and one label differ."""
    lines = [dict(line) for line in records["lines"]]
    line = by.choice(lines)
    line["row_label"] = f"{line['row_label']}改"
    if line["amount_yuan"] is not None:
        line["amount_yuan"] += 100
    return {**records, "lines": lines}


def states(seed: int) -> list[dict[str, Records]]:
    """Corpora that follow one another: each differs from the one before in a document or two."""
    by = random.Random(seed)
    whole = everything()
    names = sorted(whole)
    # Of the roster and the archive one document's records speak for all: it stays.
    movable = [name for name in names if not whole[name].get("source_units")]
    first = {name: whole[name] for name in names if name not in by.sample(movable, 3)}
    added = {**first, **{n: whole[n] for n in by.sample(sorted(whole.keys() - first.keys()), 1)}}
    with_lines = [n for n in sorted(added) if added[n].get("lines")]
    moved = by.choice(with_lines)
    altered = {**added, moved: changed(added[moved], by)}
    gone = by.sample([n for n in sorted(altered) if n in movable], 2)
    return [first, added, altered, {n: r for n, r in altered.items() if n not in gone}]


def go_on(work: Path, documents: dict[str, Records], target: Path, **how: object) -> Build:
    shutil.rmtree(work / "parts", ignore_errors=True)
    write_parts(work / "parts", documents)
    built = build_on(work, target=target, **how)  # type: ignore[arg-type]
    assert built.exit_code == 0, built.output[-3000:]
    return built


def assert_same(one: Path, other: Path) -> None:
    """Row for row over all marts, whatever the order of rows."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        for name, table in MART_TABLES.items():
            columns = ", ".join(f'"{field}"' for field in table.field_names)
            rows = "select {} from {}.marts.{}"
            sides = [rows.format(columns, side, name) for side in ("one", "other")]
            for left, right in (sides, reversed(sides)):
                only = connection.execute(f"({left}) except all ({right}) limit 2").fetchall()
                assert not only, (name, only)


@pytest.mark.parametrize("seed", [1])
def test_going_on_equals_beginning_anew(tmp_path: Path, target: Path, seed: int) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    corpora = states(seed)
    for number, documents in enumerate(corpora):
        last = documents is corpora[-1]
        built = go_on(kept, documents, target, arguments=() if last else MODELS_ONLY)
        anew = tmp_path / f"anew{number}"
        anew.mkdir()
        whole = go_on(anew, documents, target, arguments=MODELS_ONLY)
        assert_same(built.database, whole.database)
        ((due,),) = built.rows("select count(*) from bookkeeping.due_disclosure")
        ((known,),) = built.rows("select count(*) from bookkeeping.finished_disclosures")
        assert known == len(built.rows("select disclosure_id from marts.dim_disclosure"))
        assert due == known if number == 0 else due < known
        assert due > 0 or last  # what is gone may leave nothing to work out
        assert whole.rows("select count(*) from bookkeeping.due_disclosure") == [(known,)]
    # Nothing new: nothing is due, and all is as it was.
    again = go_on(kept, corpora[-1], target, arguments=MODELS_ONLY)
    assert again.rows("select count(*) from bookkeeping.due_disclosure") == [(0,)]
    assert_same(again.database, whole.database)


def test_several_goes_and_a_killed_one_come_to_the_same(tmp_path: Path, target: Path) -> None:
    documents = everything()
    kept, anew = tmp_path / "kept", tmp_path / "anew"
    kept.mkdir()
    anew.mkdir()
    one = go_on(kept, documents, target, arguments=KEPT_AND_READ, batch=4)
    assert one.rows("select count(*) from bookkeeping.finished_disclosures") == [(4,)]
    # As a killed build leaves it: some models hold the next disclosures, others do not, none of them is finished.
    halfway = ("--select", "+fct_line_item", "+int_series_figure", *MODELS_ONLY)
    two = go_on(kept, documents, target, arguments=halfway, batch=4)
    assert two.rows("select count(*) from bookkeeping.finished_disclosures") == [(4,)]
    assert two.rows("select count(distinct disclosure_id) from marts.fct_line_item")[0][0] > 4
    last = go_on(kept, documents, target, arguments=MODELS_ONLY)
    assert_same(last.database, go_on(anew, documents, target, arguments=MODELS_ONLY).database)
