"""Real files of one disclosure find each other by what stands in them; strangers do not."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import Any

from pipelines.collect.archive import content_id
from pipelines.extract.document import extract_document
from pipelines.reconcile.records import document_records
from tests.paths import SHARED, needs_shared_corpus
from tests.unit.joining.files import archived
from tests.unit.joining.models import Records, rows, together

pytestmark = needs_shared_corpus

OFFICE = "jiangsu/江苏省委办公厅_江苏省委办公厅"
BEIJING = "beijing/"
PAIRS = {  # the narrative, its tables, and how many of its amounts must at least stand there
    f"{OFFICE}2017年部门预算.pdf": (f"{OFFICE}2017年预算公开表格.pdf", 20),
    f"{OFFICE}2018年度部门预算公开文件.pdf": (f"{OFFICE}2018年度部门预算公开表.pdf", 20),
    f"{OFFICE}2019年度部门预算公开文件.pdf": (f"{OFFICE}2019年度部门预算公开表格.pdf", 20),
    f"{BEIJING}信访局_附件1：北京市信访办公室2026年度部门预算情况说明.pdf": (
        f"{BEIJING}政府办公厅_附件2：北京市信访办公室2026年度部门预算报表.pdf",
        10,
    ),
    f"{BEIJING}政府办公厅_附件1：首都绿化委员会办公室2026年度部门预算情况说明.pdf": (
        f"{BEIJING}政府办公厅_附件2：首都绿化委员会办公室2026年度部门预算报表.pdf",
        10,
    ),
}
STRANGERS = (  # one publisher at two levels, and a narrative whose tables are not there
    "shanghai_putuo/上海市普陀区人民政府办公室25年预算.pdf",
    "shanghai_putuo/上海市普陀区人民政府办公室单位25年预算.pdf",
    f"{BEIJING}政府办公厅_附件1：北京市人民政府办公厅2026年度部门预算情况说明.pdf",
)
FILES = (*PAIRS, *(tables for tables, _ in PAIRS.values()), *STRANGERS)


def read(name: str) -> tuple[str, Records]:
    """The document's id and records; its file is called something that says nothing."""
    content = (SHARED / "corpus" / "disclosures" / name).read_bytes()
    document_id = content_id(content)
    records = document_records(extract_document(content, "application/pdf"))
    records["archived_documents"] = [{**archived("a"), "document_id": document_id, "file_name": "1.pdf"}]
    return document_id, records


@cache
def found() -> tuple[dict[str, str], Records]:
    with ProcessPoolExecutor(max_workers=2) as pool:
        files = list(pool.map(read, FILES))
    ids = dict(zip(FILES, (document_id for document_id, _ in files), strict=True))
    return ids, together(*(records for _, records in files))


@cache
def disclosures() -> dict[str, dict[str, Any]]:
    ids, records = found()
    by_id = {row["document_id"]: row for row in rows(records, "int_disclosure_document")}
    return {name: by_id[document_id] for name, document_id in ids.items()}


def test_narratives_find_their_tables() -> None:
    joined = disclosures()
    for narrative, (tables, least) in PAIRS.items():
        assert joined[narrative]["disclosure_id"] == joined[tables]["disclosure_id"], narrative
        told = joined[narrative]["join_evidence"]
        assert "one is the narrative, the other the tables" in told
        shared = int(told.split(" of the ")[0].split("; ")[-1])
        assert shared >= least, told
        assert {joined[narrative]["revision"], joined[tables]["revision"]} == {1}


def test_strangers_stay_apart() -> None:
    joined = disclosures()
    assert len({row["disclosure_id"] for row in joined.values()}) == len(PAIRS) + len(STRANGERS)
    assert {joined[name]["join_basis"] for name in STRANGERS} == {"alone"}


def test_a_narrative_silent_on_level_year_or_publisher_still_finds_its_tables() -> None:
    ids, records = found()
    narratives = {ids[name] for name in PAIRS}
    for silent in (
        {"report_level": "unknown"},
        {"fiscal_year": None},
        {"unit_name": None, "unit_name_full": None},
    ):
        documents = [d | silent if d["document_id"] in narratives else d for d in records["documents"]]
        places = [
            a | {"found_at": "https://czj.example.gov.cn/list.html"} for a in records["archived_documents"]
        ]
        changed = {**records, "documents": documents, "archived_documents": places}
        by_id = {row["document_id"]: row["disclosure_id"] for row in rows(changed, "int_disclosure_document")}
        for narrative, (tables, _) in PAIRS.items():
            assert by_id[ids[narrative]] == by_id[ids[tables]], (silent, narrative)


def test_coverage_of_the_joined_disclosures_accuses_nobody() -> None:
    _, records = found()
    states = {(r["unit_name"], r["table_type"], r["state"]) for r in rows(records, "fct_coverage")}
    assert "table_missing" not in {state for _, _, state in states}
    silent = {unit for unit, _, state in states if state == "tables_not_held"}
    assert silent == {"北京市人民政府办公厅"}
