"""The check report for a terminal.

Belongs here: layout with rich. Does not: choosing what is shown (see `check_view`).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipelines.reconcile.catalogue import Rule
from pipelines.reconcile.runner import CheckRun
from pipelines.reports.check_view import (
    CheckedFile,
    FindingView,
    ResultView,
    RuleView,
    finding_views,
    heading,
    rule_views,
    verdict,
)
from pipelines.reports.check_words import term, word

_MOST_FIGURES: Final = 6
_STYLES: Final = {
    "pass": "green",
    "rounding": "green",
    "fail": "bold red",
    "cannot_tell": "yellow",
    "error": "bold magenta",
    "not_applicable": "dim",
}


def to_text(
    run: CheckRun,
    files: Sequence[CheckedFile],
    catalogue: Mapping[str, Rule],
    language: str,
    *,
    width: int = 100,
    color: bool = False,
) -> str:
    """The report as text of at most `width` columns; with `color`, terminal colours."""
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=color, highlight=False, emoji=False)
    names = {file.document_id: file.name for file in files}
    rules = rule_views(run, catalogue, language)
    findings = finding_views(run, names, language)
    _print_head(console, run, files, language)
    console.print(Text(verdict(run, rules, language), style="bold red" if run.has_failures else "bold green"))
    for number, finding in enumerate(findings, start=1):
        _print_finding(console, number, finding, catalogue, language)
    for outcome, title in (("error", "errors"), ("cannot_tell", "doubts")):
        _print_remarks(console, [r for r in rules if r.outcome == outcome], word(language, title), language)
    _print_rules(console, rules, language)
    console.print(Text(word(language, "note"), style="dim"))
    # Padding fills lines up with spaces that nobody needs in a file or a pipe.
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())


def _print_head(console: Console, run: CheckRun, files: Sequence[CheckedFile], language: str) -> None:
    console.print()
    for disclosure in run.disclosures:
        console.print(Text(heading(disclosure, language), style="bold"))
    if len(run.disclosures) > 1:
        console.print(Text(word(language, "several_disclosures", n=len(run.disclosures)), style="yellow"))
    for file in files:
        described = word(
            language, "file", name=file.name, pages=file.pages, method=term(language, "method", file.method)
        )
        console.print(Text(f"{word(language, 'read')} {described}"))
    console.print(
        Text(word(language, "tables_lines", tables=len(run.titles), lines=len(run.lines)), style="dim")
    )
    console.print()


def _print_finding(
    console: Console, number: int, finding: FindingView, catalogue: Mapping[str, Rule], language: str
) -> None:
    console.print()
    title = f"{word(language, 'finding')} {number} [{term(language, 'severity', finding.severity)}] "
    console.print(Text.assemble((title, "bold red"), finding.message))
    for rule_id in dict.fromkeys(result.rule_id for result in finding.results):
        rule = catalogue[rule_id]
        console.print(
            Padding(Text(f"{rule_id} {word(language, 'formula')}: {rule.formula(language)}"), (0, 2))
        )
        for result in finding.results:
            if result.rule_id == rule_id:
                console.print(Padding(_arithmetic(result, language), (0, 4)))
                for line in _figure_lines(result, language):
                    console.print(Padding(Text(line, style="dim"), (0, 8)))


def _arithmetic(result: ResultView, language: str) -> Text:
    place = f"{result.place}: " if result.place else ""
    if not result.left or not result.right:
        return Text(f"· {result.message}")
    return Text.assemble(
        f"· {place}{result.left_label} ",
        (result.left, "bold"),
        f" ≠ {result.right_label} ",
        (result.right, "bold"),
        f"; {word(language, 'difference')} ",
        (result.difference, "bold red"),
        f" ({word(language, 'tolerance')} {result.tolerance})",
    )


def _figure_lines(result: ResultView, language: str) -> list[str]:
    lines = []
    for figure in result.figures[:_MOST_FIGURES]:
        spot = word(language, "spot", page=figure.page) if figure.page else ""
        where = ", ".join(filter(None, (figure.file, spot, figure.locator, figure.table, figure.row)))
        lines.append(f"{where}: {word(language, 'printed', text=figure.text)}")
    hidden = len(result.figures) - _MOST_FIGURES
    if hidden > 0:
        lines.append(word(language, "more", n=hidden))
    return lines


def _print_remarks(console: Console, rules: Sequence[RuleView], title: str, language: str) -> None:
    if not rules:
        return
    console.print()
    console.print(Text(title, style="bold yellow"))
    for view in rules:
        console.print(
            Padding(Text(f"· {view.rule.rule_id} {view.rule.title(language)}: {view.remark}"), (0, 2))
        )


def _print_rules(console: Console, rules: Sequence[RuleView], language: str) -> None:
    console.print()
    table = Table(title=word(language, "all_rules"), title_justify="left", expand=False, pad_edge=False)
    for key in ("rule", "", "outcome", "places"):
        table.add_column(word(language, key) if key else "", overflow="fold")
    silent = [view.rule.rule_id for view in rules if view.outcome == "not_applicable"]
    for view in rules:
        if view.outcome == "not_applicable":
            continue
        counts = "  ".join(
            f"{term(language, 'outcome', outcome)} {count}" for outcome, count in view.counts.items()
        )
        table.add_row(
            view.rule.rule_id,
            view.rule.title(language),
            Text(term(language, "outcome", view.outcome), style=_STYLES[view.outcome]),
            counts,
        )
    console.print(table)
    if silent:
        said = word(language, "not_concerned", n=len(silent), rules=", ".join(silent))
        console.print(Text(said, style="dim"))
