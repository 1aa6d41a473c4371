"""Real disclosures of eleven regions: nothing is lost, and what is understood today stays understood.

The numbers are ratchets: raise them when the catalogue learns more, never lower them. The labels were
checked by eye; the documents are other people's data and are not part of this project.
"""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from tests.paths import SHARED, needs_shared_corpus

pytestmark = needs_shared_corpus

LEVELS = {"部门": "department", "单位": "unit"}
# Labels say performance_target where the agreed vocabulary has a type of its own for the whole department.
SAME_TYPE = {"overall_performance": "performance_target"}


def conform_file(name: str) -> dict:
    content = (SHARED / "corpus" / "disclosures" / name).read_bytes()
    return conform_document(extract_document(content, "application/pdf"))


@cache
def gold() -> list[tuple[dict, dict]]:
    labels = json.loads((SHARED / "corpus" / "gold" / "documents.json").read_text(encoding="utf-8"))
    with ProcessPoolExecutor(max_workers=2) as pool:
        return list(zip(labels, pool.map(conform_file, [label["file"] for label in labels]), strict=True))


def test_documents_know_their_year_and_kind():
    right = 0
    for label, records in gold():
        (document,) = records["documents"]
        right += (document["fiscal_year"], document["kind"]) == (label["fiscal_year"], label["kind"])
    assert right == len(gold()), f"{right} of {len(gold())}"


def test_documents_know_their_publisher_and_level():
    names = sum(r["documents"][0]["unit_name"] == label["unit_name"] for label, r in gold())
    levels = sum(r["documents"][0]["report_level"] == LEVELS[label["level"]] for label, r in gold())
    assert names == len(gold()), f"{names} of {len(gold())}"
    assert levels == len(gold()), f"{levels} of {len(gold())}"


def test_listed_tables_are_found_on_their_page_with_their_type():
    listed = found = 0
    for label, records in gold():
        places = {
            (SAME_TYPE.get(t["table_type"], t["table_type"]), t["first_page"]) for t in records["tables"]
        }
        for table in label["tables"]:
            listed += 1
            found += (SAME_TYPE.get(table["table_type"], table["table_type"]), table["first_page"]) in places
    assert found == listed, f"{found} of {listed}"


def test_every_cell_of_every_table_is_accounted_for():
    parts = ("cells_fact", "cells_label", "cells_excluded", "cells_failed")
    for label, records in gold():
        for table in records["tables"]:
            assert table["cells_in"] == sum(table[p] for p in parts), (label["file"], table["title"])


def test_no_figure_rests_on_a_guessed_unit_of_money():
    for _, records in gold():
        units = {t["table_index"]: t for t in records["tables"]}
        for line in records["lines"]:
            assert units[line["table_index"]]["money_unit_text"], line
