"""The report of `gongkai check`: one text in the format asked for, and the exit code.

Belongs here: the choice of format, the JSON, the exit code. Does not: reading files, running rules, the text
and the page for people (see `check_text`, `check_html`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from pipelines.reconcile.catalogue import Rule
from pipelines.reconcile.runner import CheckRun
from pipelines.reports.check_view import CheckedFile, figures_of

OK: Final = 0
FAILING_RESULTS: Final = 1
NOT_READ: Final = 2

# A Decimal travels through the encoder as marked text and comes out as a plain JSON number, digit by digit.
_MARK: Final = "\u0000"
_MARKED: Final = re.compile(r'"\\u0000([-0-9.]+)\\u0000"')


def exit_code(run: CheckRun, *, unread_files: int = 0) -> int:
    """0 no failing result; 1 failing results; 2 when a file, or every figure in them, could not be read."""
    if unread_files or not run.lines:
        return NOT_READ
    return FAILING_RESULTS if run.has_failures else OK


def render(
    run: CheckRun,
    files: Sequence[CheckedFile],
    catalogue: dict[str, Rule],
    output_format: str,
    language: str = "zh",
    *,
    width: int = 100,
    color: bool = False,
) -> str:
    """The report as `text`, `json`, `csv` or `html` (without pictures: see `check_html`).

    Raises `KeyError` for another format.
    """
    if output_format == "json":
        return to_json(run, files)
    if output_format == "html":
        from pipelines.reports.check_html import to_html

        return to_html(run, files, catalogue, language)
    if output_format == "csv":
        from pipelines.reports.check_csv import to_csv

        return to_csv(run, files, language)
    if output_format == "text":
        from pipelines.reports.check_text import to_text

        return to_text(run, files, catalogue, language, width=width, color=color)
    raise KeyError(output_format)


def to_json(run: CheckRun, files: Sequence[CheckedFile]) -> str:
    """One object: disclosure, documents, results, findings. Amounts are exact numbers in yuan."""
    names = {file.document_id: file.name for file in files}
    shape = {
        "disclosure": _disclosure(run.disclosure),
        "disclosures": [_disclosure(d) for d in run.disclosures],
        "documents": [
            {
                "document": file.name,
                "sha256": file.document_id,
                "media_type": file.media_type,
                "pages": file.pages,
                "method": file.method,
            }
            for file in files
        ],
        "results": [_result(run, result, names) for result in run.results],
        "findings": [
            {
                "finding_id": finding["finding_id"],
                "severity": finding["severity"],
                "message": finding["message_zh"],
                "message_en": finding["message_en"],
                "difference": finding["difference_yuan"],
                "rules": finding["rule_ids"],
                "results": [r["result_id"] for r in run.results if r["finding_id"] == finding["finding_id"]],
            }
            for finding in run.findings
        ],
    }
    text = json.dumps(shape, ensure_ascii=False, indent=1, default=_marked)
    return _MARKED.sub(r"\1", text) + "\n"


def _disclosure(disclosure: dict[str, Any]) -> dict[str, Any]:
    return {name: disclosure.get(name) for name in ("unit_name", "fiscal_year", "kind", "report_level")}


def _result(run: CheckRun, result: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {
        "result_id": result["result_id"],
        "rule_id": result["rule_id"],
        "place": result["place"],
        "place_en": result["place_en"],
        "outcome": result["outcome"],
        "severity": result["severity"],
        "finding_id": result["finding_id"],
        "message": result["message_zh"],
        "message_en": result["message_en"],
        "left": result["left_yuan"],
        "left_label": result["left_label"],
        "left_label_en": result["left_label_en"],
        "right": result["right_yuan"],
        "right_label": result["right_label"],
        "right_label_en": result["right_label_en"],
        "difference": result["difference_yuan"],
        "tolerance": result["tolerance_yuan"],
        "evidence": [
            {
                "document": figure.file,
                "page": figure.page,
                "bbox": figure.bbox,
                "text": figure.text,
                "table": figure.table,
                "row": figure.row,
                "locator": figure.locator,
            }
            for figure in figures_of(run, result, names)
        ],
    }


def _marked(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value:f}{_MARK}"
    raise TypeError(f"{value!r} has no place in the report")
