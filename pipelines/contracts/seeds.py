"""Vocabularies of the conform room as dbt seeds, so that the warehouse can label what it holds.

Belongs here: copies of vocabularies that have their one home elsewhere.
Does not: seeds written by hand (`expected_tables.csv`, `rules.csv`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

import yaml

from pipelines.conform.catalogue.measure_names import measure_labels
from pipelines.contracts.common import TABLE_TYPES
from pipelines.contracts.outcome_codes import outcome_codes

_CATALOGUE = "pipelines.conform.catalogue"
_OTHER_ZH = "其他表"


def seed_files() -> dict[str, str]:
    """File name below `dbt_project/seeds` → its text."""
    return {
        "table_types.csv": _csv(("table_type", "table_order", "zh"), table_type_rows()),
        "measures.csv": _csv(
            ("measure", "zh", "en"), ((name, *label) for name, label in measure_labels().items())
        ),
        "summary_items.csv": _copy("summary_items.csv", ("item", "lane", "zh", "en")),
        "function_classes.csv": _copy("function_classes.csv", ("code", "name", "valid_from", "valid_to")),
        "outcome_codes.csv": _csv(
            ("code", "severity", "zh", "en"),
            ((c.code, c.severity, c.zh, c.en) for c in outcome_codes().values()),
        ),
    }


def table_type_rows() -> list[tuple[str, int, str]]:
    """Table type, its usual place in a disclosure, its Chinese title."""
    text = (files(_CATALOGUE) / "table_types.yaml").read_text(encoding="utf-8")
    described: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return [
        (name, order, str(described[name]["zh"]) if name in described else _OTHER_ZH)
        for order, name in enumerate(TABLE_TYPES, start=1)
    ]


def _copy(name: str, columns: Sequence[str]) -> str:
    text = (files(_CATALOGUE) / name).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return _csv(columns, ([row[column] for column in columns] for row in rows))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue()
