"""Small releases made by hand: every promised mart is there, filled with what a test names.

Belongs here: writing marts and publishing them. Does not: figures that mean something (tests bring them).
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contracts.tables import MART_TABLES
from pipelines.contracts.types import DUCKDB
from pipelines.dashboard.site import Site
from pipelines.dashboard.source import Source
from pipelines.home import Home
from pipelines.publish.current import DATABASE, MANIFEST

Rows = dict[str, list[dict[str, Any]]]
DOCUMENT = "ab12" * 16
UNIT = "420112-001"
DISCLOSURE = f"{UNIT}-2023-budget-department"


def publish_rows(root: Path, rows: Rows, without: tuple[str, ...] = ()) -> Home:
    """A home whose current release holds exactly `rows`; marts in `without` are there but empty."""
    home = Home(root)
    home.warehouse.mkdir(parents=True, exist_ok=True)
    build = home.build_db
    build.unlink(missing_ok=True)
    with duckdb.connect(str(build)) as connection:
        connection.execute("create schema marts")
        for table in MART_TABLES.values():
            columns = ", ".join(f'"{f.name}" {DUCKDB[f.type]}' for f in table.fields)
            connection.execute(f"create table marts.{table.name} ({columns})")
            for row in () if table.name in without else rows.get(table.name, []):
                known = {f.name for f in table.fields}
                row = {name: value for name, value in row.items() if name in known}
                names = ", ".join(f'"{n}"' for n in row)
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"insert into marts.{table.name} ({names}) values ({marks})", [*row.values()]
                )
    folder = home.releases / "20261124T080000Z"
    folder.mkdir(parents=True, exist_ok=True)
    build.replace(folder / DATABASE)
    manifest = {"release_id": folder.name, "rows": {}, "source_versions": {"extract": "none"}}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    if not home.current.is_symlink():
        home.current.symlink_to(Path("releases") / folder.name)
    return home


def site_of(home: Home, *, from_disk: bool = False) -> Site:
    return Site(Source(home.releases), home, from_disk=from_disk)


def disclosure(year: int = 2023, kind: str = "budget", level: str = "department") -> dict[str, Any]:
    return {
        "disclosure_id": f"{UNIT}-{year}-{kind}-{level}",
        "unit_id": UNIT,
        "unit_name": "某区数据局",
        "fiscal_year": year,
        "kind": kind,
        "report_level": level,
    }


def overview(total: str = "8703000.00", **more: Any) -> dict[str, Any]:
    row = {
        **disclosure(),
        "total_budget_yuan": Decimal(total),
        "is_counted": True,
        "project_count": 1,
        "table_count": 1,
        "figure_count": 2,
        "checks_passed": 3,
        "checks_rounding": 1,
        "checks_failed": 1,
        "checks_cannot_tell": 0,
        "findings": 1,
    }
    return {**row, **more}


def line(number: int, amount: str, **more: Any) -> dict[str, Any]:
    row = {
        **disclosure(),
        "line_id": f"{DOCUMENT[:12]}-t01-r{number:03d}-c02",
        "document_id": DOCUMENT,
        "table_index": 1,
        "table_type": "income_expenditure_summary",
        "table_type_zh": "收支总表",
        "table_title": "部门收支总表",
        "row_number": number,
        "column_number": 2,
        "row_label": "支出总计",
        "code_scheme": "none",
        "level": 0,
        "is_total": True,
        "is_leaf": False,
        "item": "total_expenditure",
        "measure": "amount",
        "amount_yuan": Decimal(amount),
        "amount_text": f"{Decimal(amount) / 10000}",
        "amount_state": "number",
        "money_unit": "wan_yuan",
        "amount_year": 2023,
        "page": 5,
        "bbox": [100.0, 200.0, 180.0, 215.0],
        "quality": "exact",
    }
    return {**row, **more}


def district() -> Rows:
    """One department with a figure of everything."""
    of_document = {"document_id": DOCUMENT, **disclosure()}
    return {
        "dim_unit": [{"unit_id": UNIT, "unit_name": "某区数据局", "is_registered": True}],
        "dim_disclosure": [{**disclosure(), "revision": 1, "is_current": True, "document_count": 1}],
        "dim_document": [
            {
                "document_id": DOCUMENT,
                "disclosure_id": DISCLOSURE,
                "file_name": "某区数据局<2023>预算.txt",
                "media_type": "text/plain",
                "page_count": 9,
                "method": "text",
                "is_read": True,
                "is_current": True,
            }
        ],
        "mart_department_overview": [overview()],
        "fct_line_item": [line(1, "8703000.00"), line(2, "36000.00", table_type="three_public", item="", measure="three_public_total")],
        "mart_expenditure_by_function": [
            {**disclosure(), "code": c, "name": n, "level": 3, "is_leaf": True, "is_counted": True, "total_yuan": Decimal(a)}
            for c, n, a in (("2010301", "行政运行", "6000000"), ("2080505", "养老保险", "2703000"))
        ],
        "fct_project": [{**of_document, "project_key": "p1", "project_name": "平台运维", "table_type": "performance_target", "annual_budget_yuan": Decimal("5300000"), "page": 6}],
        "fct_procurement": [
            {**of_document, "procurement_key": "b1", "catalogue_name": "运行维护服务", "table_type": "procurement", "amount_yuan": Decimal("2293000"), "page": 7},
            {**of_document, "procurement_key": "b0", "catalogue_name": "合 计", "table_type": "procurement", "amount_yuan": Decimal("2293000"), "page": 7},
        ],
        "fct_performance_indicator": [{**of_document, "indicator_key": "i1", "table_type": "performance_target", "level1": "output", "indicator_name": "可用率", "target_text": "≥99%", "target_value": 99.0, "page": 8}],
        "fct_headcount": [{**of_document, "headcount_key": "h1", "label": "在职", "status": "in_post", "count": 12, "sentence": "在职12人。", "page": 3}],
        "fct_claim": [{**of_document, "claim_id": "s1", "sentence": "收支总预算870.3万元。", "page": 3}],
        "fct_finding": [{**disclosure(), "finding_id": f"{DISCLOSURE}/F01", "severity": "error", "result_count": 1, "rule_ids": '["B01-01"]', "difference_yuan": Decimal("2100"), "message_zh": "相差0.21万元", "message_en": "differs by 0.21"}],
        "fct_check_result": [
            {
                **disclosure(),
                "result_id": f"{DISCLOSURE}/B01-01/1",
                "rule_id": "B01-01",
                "outcome": "fail",
                "severity": "error",
                "finding_id": f"{DISCLOSURE}/F01",
                "line_ids": f'["{DOCUMENT[:12]}-t01-r001-c02"]',
                "message_zh": "合计不等于各项之和",
                "message_en": "total is not the sum",
            }
        ],
        "mart_per_head": [{**disclosure(), "staff_in_post": 12, "three_public_per_head_yuan": Decimal("3000")}],
        "mart_three_public_execution": [{**disclosure(), "measure": "three_public_total", "measure_zh": "“三公”经费合计", "budget_yuan": Decimal("36000"), "final_yuan": Decimal("9000"), "execution_percent": 25.0, "budget_basis": "stated_in_final"}],
        "mart_series": [
            {**disclosure(year), "series_measure": "three_public", "series_measure_zh": "“三公”经费", "value_yuan": Decimal(a), "value_basis": basis, "is_break": year == 2023, "break_reasons_zh": "口径调整", "break_reasons_en": "The definition changed", "real_yuan": Decimal(a), "price_year": 2024, "line_id": f"{DOCUMENT[:12]}-t01-r002-c02" if year == 2023 else None}
            for year, a, basis in ((2022, "30000", "implied"), (2023, "36000", "published"))
        ],
        "mart_reliability": [{**disclosure(), "rules_owed": 40, "rules_held": 36, "rules_failed": 1, "rules_unproven": 3, "reliability_percent": 90.0}],
        "mart_publication_status": [
            {**disclosure(), "state": "published", "is_expected": True, "due_on": "2023-03-01"},
            {**disclosure(), "unit_id": "u9", "unit_name": "某区失联局", "state": "missing", "is_expected": True, "due_on": "2023-03-01", "days_late": 300},
        ],
        "fct_coverage": [
            {**disclosure(), "table_type": t, "table_type_zh": z, "obligation": "statutory", "state": s}
            for t, z, s in (("income_expenditure_summary", "收支总表", "published"), ("three_public", "“三公”经费支出表", "table_missing"))
        ],
        "fct_table": [
            {**of_document, "table_index": 1, "table_type": "income_expenditure_summary", "table_type_zh": "收支总表", "title": "部门收支总表", "first_page": 5, "last_page": 5, "money_unit": "wan_yuan", "row_count": 2, "is_empty": False, "cells_failed": 0}
        ],
        "fct_outcome": [{"outcome_id": "o1", "document_id": DOCUMENT, "disclosure_id": DISCLOSURE, "room": "conform", "code": "MONEY_UNIT_UNKNOWN", "code_zh": "金额单位未读出", "severity": "warning", "page": 5, "text": "", "detail": "no unit"}],
    }  # fmt: skip
