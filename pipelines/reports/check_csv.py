"""Check results as CSV for a spreadsheet: one row per result and figure it rests on.

Belongs here: columns, and keeping a spreadsheet from running what a document prints. Does not: choosing
results. Starts with a byte order mark, without which Excel reads Chinese as noise.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

from pipelines.reconcile.runner import CheckRun
from pipelines.reports.check_sections import section_of
from pipelines.reports.check_view import CheckedFile, figures_of
from pipelines.reports.labels import spreadsheet_safe

COLUMNS: Final = (
    "finding_id",
    "severity",
    "section",
    "rule_id",
    "place",
    "outcome",
    "message",
    "left_label",
    "left_yuan",
    "right_label",
    "right_yuan",
    "difference_yuan",
    "tolerance_yuan",
    "side",
    "file",
    "page",
    "bbox",
    "locator",
    "table",
    "row",
    "printed_text",
)
_OUTCOMES: Final = ("fail", "error", "cannot_tell", "rounding", "pass")


def to_csv(run: CheckRun, files: Sequence[CheckedFile], language: str) -> str:
    """All results but those that do not apply, worst first; a result without a figure has one row."""
    names = {file.document_id: file.name for file in files}
    output = io.StringIO()
    output.write("\ufeff")
    writer = csv.DictWriter(output, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for outcome in _OUTCOMES:
        chosen = [result for result in run.results if result["outcome"] == outcome]
        for result in sorted(chosen, key=lambda r: r["finding_id"] or ""):
            for row in _rows(run, result, names, language):
                writer.writerow({name: spreadsheet_safe(value) for name, value in row.items()})
    return output.getvalue()


def _rows(
    run: CheckRun, result: dict[str, Any], names: dict[str, str], language: str
) -> list[dict[str, Any]]:
    own = "_en" if language == "en" else ""
    said = {
        "finding_id": result["finding_id"],
        "severity": result["severity"],
        "section": section_of(result["rule_id"]).name(language),
        "rule_id": result["rule_id"],
        "place": result[f"place{own}"],
        "outcome": result["outcome"],
        "message": result[f"message_{language}"],
        **{name: result[f"{name}{own}"] for name in COLUMNS if name.endswith("_label")},
        **{name: result[name] for name in COLUMNS if name.endswith("_yuan")},
    }
    figures = figures_of(run, result, names)
    if not figures:
        return [said]
    return [
        {
            **said,
            "side": figure.side,
            "file": figure.file,
            "page": figure.page,
            "bbox": " ".join(f"{v:g}" for v in figure.bbox) if figure.bbox else "",
            "locator": figure.locator,
            "table": figure.table,
            "row": figure.row,
            "printed_text": figure.text,
        }
        for figure in figures
    ]
