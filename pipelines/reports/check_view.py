"""What a check report shows, before it has a layout.

Belongs here: results beside their figures, findings with their results, counts per rule. Does not: layout,
judging. Texts are in the report's language; amounts stay Decimal yuan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pipelines.extract.text.personal import mask
from pipelines.reconcile.catalogue import Rule
from pipelines.reconcile.runner import CheckRun
from pipelines.reports.check_arithmetic import LEFT, RIGHT, sides, terms
from pipelines.reports.check_sections import section_of
from pipelines.reports.check_words import OUTCOME_ORDER, term, word

_WAN: Final = Decimal(10000)
_CENT: Final = Decimal("0.01")
_SEVERITY_ORDER: Final = ("error", "warning", "info", "quarantine")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that took part. `name` is what the user called it."""

    document_id: str
    name: str
    media_type: str
    pages: int
    method: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure that a result rests on. `side` is left, right, or empty where that is open."""

    document_id: str
    file: str
    page: int | None
    bbox: list[float] | None
    locator: str
    table: str
    row: str
    text: str
    side: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """One result with its figures. Amounts are formatted as the table prints them (万元 or 元).

    `left_sum` and `right_sum` write a side out (`1.00 + 2.00`); empty where it is one figure. `section` is
    the id of the part of the disclosure that the rule speaks about.
    """

    rule_id: str
    section: str
    place: str
    outcome: str
    message: str
    left_label: str
    left: str
    right_label: str
    right: str
    difference: str
    tolerance: str
    left_sum: str
    right_sum: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with its failing results."""

    finding_id: str
    severity: str
    message: str
    results: list[ResultView]


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule of the catalogue with what came of it: worst outcome and number of places per outcome."""

    rule: Rule
    outcome: str
    counts: dict[str, int]
    remark: str


def figures_of(run: CheckRun, result: Mapping[str, Any], names: Mapping[str, str]) -> list[Figure]:
    """What a result rests on: table figures in the order the rule names them, then passages of text.

    `names` maps document_id to file name.
    """
    side = iter(sides(run, result))
    figures = []
    for line_id in result["line_ids"]:
        line = run.lines[line_id]
        figures.append(
            Figure(
                document_id=line["document_id"],
                file=names.get(line["document_id"], line["document_id"]),
                page=line.get("page"),
                bbox=line.get("bbox"),
                locator=line.get("locator") or "",
                table=run.titles.get((line["document_id"], line["table_index"]), ""),
                row=" ".join(filter(None, (line.get("code"), line.get("row_label")))),
                text=line["amount_text"],
                side=next(side),
            )
        )
    figures += [
        Figure(
            document_id=spot["document_id"],
            file=names.get(spot["document_id"], spot["document_id"]),
            page=spot["page"],
            bbox=spot["bbox"],
            locator=spot["locator"] or "",
            table="",
            row="",
            text=mask(spot["text"] or ""),
            side=next(side),
        )
        for spot in result["spots"]
    ]
    return figures


def result_view(
    run: CheckRun, result: Mapping[str, Any], names: Mapping[str, str], language: str
) -> ResultView:
    """A result in the report's language."""
    units = [run.lines[line_id]["money_unit"] for line_id in result["line_ids"]]
    in_yuan = bool(units) and all(unit == "yuan" for unit in units)
    own = "_en" if language == "en" else ""

    def write(yuan: Decimal | None) -> str:
        return money(yuan, in_yuan=in_yuan or language == "en", language=language)

    def amount(name: str) -> str:
        return write(result[name])

    def side(name: str) -> str:
        return amount(f"{name}_yuan") or _value(result[f"{name}_value"], result["value_unit"], language)

    def written_out(name: str) -> str:
        shown = (
            money(t, in_yuan=in_yuan or language == "en", language=language) for t in terms(run, result, name)
        )
        return " + ".join(text.split(" ")[0] for text in shown)

    return ResultView(
        rule_id=result["rule_id"],
        section=section_of(result["rule_id"]).section_id,
        place=result[f"place{own}"],
        outcome=result["outcome"],
        message=mask(result[f"message_{language}"]),
        left_label=result[f"left_label{own}"],
        left=side("left"),
        left_sum=written_out(LEFT),
        right_label=result[f"right_label{own}"],
        right=side("right"),
        right_sum=written_out(RIGHT),
        difference=amount("difference_yuan"),
        tolerance=amount("tolerance_yuan"),
        figures=figures_of(run, result, names),
    )


def _value(value: float | None, unit: str, language: str) -> str:
    """A side that is not money: 31.96%, 2022 年, 13 人."""
    if value is None:
        return ""
    suffix = {"percent": "%"} if language == "en" else {"percent": "%", "year": " 年", "person": " 人"}
    return f"{value:.4f}".rstrip("0").rstrip(".") + suffix.get(unit, "")


def finding_views(run: CheckRun, names: Mapping[str, str], language: str) -> list[FindingView]:
    """Findings, worst first, each with its results."""
    views = [
        FindingView(
            finding_id=finding["finding_id"],
            severity=finding["severity"],
            message=mask(finding[f"message_{language}"]),
            results=[
                result_view(run, result, names, language)
                for result in run.results
                if result["finding_id"] == finding["finding_id"]
            ],
        )
        for finding in run.findings
    ]
    return sorted(views, key=lambda view: _SEVERITY_ORDER.index(view.severity))


def rule_views(run: CheckRun, catalogue: Mapping[str, Rule], language: str) -> list[RuleView]:
    """Every rule of the catalogue in its order. `remark` is the reason where a rule could not speak."""
    views = []
    for rule in catalogue.values():
        results = [result for result in run.results if result["rule_id"] == rule.rule_id]
        counts = Counter(result["outcome"] for result in results)
        outcome = next((o for o in OUTCOME_ORDER if counts[o]), "not_applicable")
        silent = outcome in ("not_applicable", "cannot_tell", "error")
        remark = next(
            (r[f"message_{language}"] for r in results if silent and r["outcome"] == outcome), ""
        ).removeprefix(rule.title(language))
        views.append(RuleView(rule, outcome, dict(counts), remark.lstrip("：: ")))
    return views


def heading(disclosure: Mapping[str, Any], language: str) -> str:
    """`单位 · 2023 年 · 预算 · 部门汇总`."""
    year = disclosure.get("fiscal_year")
    return " · ".join(
        filter(
            None,
            (
                disclosure.get("unit_name") or word(language, "unknown_unit"),
                word(language, "year", year=year) if year else "",
                term(language, "kind", disclosure.get("kind")),
                term(language, "report_level", disclosure.get("report_level")),
            ),
        )
    )


def verdict(run: CheckRun, rules: Sequence[RuleView], language: str) -> str:
    """The report in one or two sentences."""
    fails = sum(result["outcome"] == "fail" for result in run.results)
    doubtful = sum(view.counts.get("cannot_tell", 0) > 0 for view in rules)
    broken = sum(view.counts.get("error", 0) > 0 for view in rules)
    sentences = [
        word(language, "verdict_bad", findings=len(run.findings), fails=fails)
        if fails
        else word(language, "verdict_ok")
    ]
    if doubtful:
        sentences.append(word(language, "verdict_unknown", n=doubtful))
    if broken:
        sentences.append(word(language, "verdict_error", n=broken))
    return ("" if language == "zh" else " ").join(sentences)


def money(amount: Decimal | None, *, in_yuan: bool, language: str) -> str:
    """An amount in yuan as people write it, in 元 or 万元; empty when there is none."""
    if amount is None:
        return ""
    if in_yuan:
        return f"{amount:,.2f} {'yuan' if language == 'en' else '元'}"
    wan = amount / _WAN
    # At least the two decimals of print, more only where they carry something.
    shown = wan.quantize(_CENT) if wan == wan.quantize(_CENT) else wan.normalize()
    return f"{shown:,f} 万元"
