"""A reviewer's decision about a table's unit of money, made for its template by its publisher.

Belongs here: which rule a decision becomes, what forbids it, adding it to the catalogue.
Does not: applying rules (`conform/unit_rules`), corrections of one document (`records`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from pipelines.conform.corrections.promote import CannotPromote
from pipelines.conform.corrections.records import Correction
from pipelines.conform.money import UNIT_WORDS
from pipelines.conform.money_unit import resolve_unit, units_stated
from pipelines.conform.table_identity import identify
from pipelines.conform.understanding import understand
from pipelines.conform.unit_rules import COLUMNS, FILE, UnitRule, template_of, unit_rules
from pipelines.extract.model import ExtractedDocument, LogicalTable


def unit_rule(correction: Correction, document: ExtractedDocument) -> UnitRule:
    """The rule a decision becomes. Raises `CannotPromote` where it cannot be scoped, or a printed unit speaks
    against it anywhere in the document."""
    if correction.target != "unit_line":
        raise CannotPromote(f"a {correction.target} states no unit of money")
    words = units_stated(correction.should_read)
    if len(words) != 1:
        raise CannotPromote(f"{correction.should_read!r} states no unit, or several: write 单位：万元")
    money_unit = UNIT_WORDS[words.pop()]
    table = next(t for t in document.tables if t.index == correction.table_index)
    publisher, identity, template = understand(document).unit_name, identify(table), template_of(table)
    if publisher is None:
        raise CannotPromote("the document names no publisher: the rule would have no scope")
    if identity.layout is None:
        raise CannotPromote(f"the table is not identified ({identity.evidence}): correct its title first")
    if not template:
        raise CannotPromote("the table has neither header nor title to know its template by")
    for other in document.tables:
        if identify(other).table_type == identity.table_type and template_of(other) == template:
            _must_not_contradict(other, money_unit)
    return UnitRule(
        publisher,
        identity.table_type,
        template,
        money_unit,
        correction.document_id,
        correction.author,
        correction.decided_on.isoformat(),
        correction.reason,
        correction.evidence,
    )


def _must_not_contradict(table: LogicalTable, money_unit: str) -> None:
    printed, outcomes = resolve_unit(table)
    contradicts = any(o.code == "MONEY_UNIT_CONTRADICTORY" for o in outcomes)
    if contradicts or printed.unit not in ("unknown", money_unit):
        raise CannotPromote(
            f"table {table.index} on page {table.first_page} is of this template and prints another unit: "
            f"{printed.evidence}"
        )


def promote_unit(
    rule: UnitRule, printed_elsewhere: Sequence[tuple[str, str]] = (), path: Path = FILE
) -> UnitRule:
    """Add the rule to the catalogue. Raises `CannotPromote` where other documents of the publisher print
    another unit over tables of this type (`printed_elsewhere`: unit, place), or a rule is there already."""
    against = [place for unit, place in printed_elsewhere if unit not in ("unknown", rule.money_unit)]
    if against:
        raise CannotPromote(f"{rule.publisher} prints another unit over this table in {against[0]}")
    for known in unit_rules(path):
        if known.key == rule.key:
            raise CannotPromote(f"the catalogue has a rule for this template already: {known.said}")
    buffer = io.StringIO(newline="")
    csv.DictWriter(buffer, COLUMNS, lineterminator="\n").writerow(rule.as_row())
    part = path.with_name(f".{path.name}.part")
    part.write_text(path.read_text(encoding="utf-8") + buffer.getvalue(), encoding="utf-8")
    part.replace(path)
    unit_rules.cache_clear()
    return rule
