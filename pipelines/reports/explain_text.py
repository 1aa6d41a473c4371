"""An explanation in words, for a terminal.

Belongs here: labels and order. Does not: gathering (see `explain`), pictures (see `page_crop`).
"""

from __future__ import annotations

import re
from typing import Any, Final

from pipelines.reports.explain import Explanation
from pipelines.reports.labels import CHECK_OUTCOMES, KINDS, MONEY_UNITS, QUALITIES, REPORT_LEVELS, yuan

_CONTEXT: Final = 3
_LOCATOR: Final = re.compile(r"line (\d+)(?:, field (\d+))?")


def facts(explanation: Explanation) -> list[tuple[str, str]]:
    """Label and text, from the figure back to the file."""
    line, document, table = explanation.line, explanation.document, explanation.table
    unit = MONEY_UNITS.get(line["money_unit"], line["money_unit"])
    told: list[tuple[str, str]] = [
        ("数字", f"{yuan(line['amount_yuan'])} 元" if line["amount_yuan"] is not None else "（未填数）"),
        ("原文", f"{line['amount_text']}（单位：{unit}）"),
        ("公开", _disclosure(line)),
        ("表", f"{line['table_title']}（{line['table_type_zh']}）"),
        ("行", f"第 {line['row_number']} 行 {line['row_label']}" + _code(line)),
        ("列", f"第 {line['column_number']} 列 {line['measure_zh'] or line['measure']}"),
        ("层级", _level(line)),
        ("质量", str(QUALITIES.get(line["quality"], line["quality"])) + _note(line["quality_note"])),
        ("文件", document["file_name"]),
        ("位置", _place(line)),
        ("来源", document["source_url"] or "（未登记）"),
        ("来历", document.get("origin") or "（未登记）"),
        ("文件指纹", str(document["document_id"])),
        ("表的识别", str(table.get("identified_by") or "")),
    ]
    for other in explanation.renditions:
        state = "一致" if other["state"] == "agrees" else other["state"]
        told.append(("另一文本", f"{other['file_name'] or '?'}: {yuan(other['other_yuan'])} 元（{state}）"))
    return [(label, text) for label, text in told if text]


def check_lines(explanation: Explanation) -> list[str]:
    """One line per check the figure took part in, failing ones first."""
    return [
        f"{CHECK_OUTCOMES.get(c['outcome'], c['outcome'])}  {c['rule_id']}  {c['message_zh']}"
        for c in explanation.checks
    ]


def _disclosure(line: dict[str, Any]) -> str:
    kind = KINDS.get(line["kind"], line["kind"])
    level = REPORT_LEVELS.get(line["report_level"], line["report_level"])
    return f"{line['unit_name']} {line['fiscal_year']} 年{kind}（{level}）"


def _code(line: dict[str, Any]) -> str:
    return f" [{line['code_scheme']} {line['code']}]" if line["code"] else ""


def _level(line: dict[str, Any]) -> str:
    kind = "合计行" if line["is_total"] else "末级行" if line["is_leaf"] else "小计行"
    return f"{line['level']}（{kind}）"


def _note(note: str) -> str:
    return f"：{note}" if note else ""


def _place(line: dict[str, Any]) -> str:
    words = [f"第 {line['page']} 页"] if line["page"] else []
    if line["bbox"]:
        words.append("bbox " + ", ".join(f"{v:g}" for v in line["bbox"]))
    if line["locator"]:
        words.append(line["locator"])
    return "，".join(words)


def surroundings(text: str, locator: str | None) -> list[str]:
    """Lines of a text dump around the spot, which is marked with ▶ and 【】; empty when it is not found."""
    match = _LOCATOR.search(locator or "")
    if not match:
        return []
    lines, number = text.splitlines(), int(match[1])
    first, last = max(1, number - _CONTEXT), min(len(lines), number + _CONTEXT)
    shown = []
    for n in range(first, last + 1):
        fields = lines[n - 1].split("\t")
        if n == number and match[2] and int(match[2]) <= len(fields):
            fields[int(match[2]) - 1] = f"【{fields[int(match[2]) - 1].strip()}】"
        shown.append(f"{'▶' if n == number else ' '} {n:>5}  {'  '.join(fields)}")
    return shown
