"""The figures of a disclosure do not depend on the format it is published in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from pipelines.collect.media_types import media_type_of
from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from tests.paths import SAMPLE_TEXT
from tests.programs import converted, needs_libreoffice
from tests.unit.extract import budget_writers as writers

Facts = Counter[tuple[object, ...]]
FORMS = ("performance_target", "overall_performance")
FACT = ("table_type", "row_label", "code", "measure", "amount_yuan", "is_total")


@cache
def tables() -> tuple[writers.Printed, ...]:
    """The twelve tables with column headers (the forms after them lost their merged cells in the dump)."""
    document = extract_document(SAMPLE_TEXT.read_bytes(), "text/plain")
    return tuple(writers.printed(t) for t in document.tables if t.columns)


def facts(content: bytes, media_type: str) -> Facts:
    """Conformed figures of the twelve tables."""
    records = conform_document(extract_document(content, media_type))
    assert [d["unit_name"] for d in records["documents"]] == ["武汉市东西湖区大数据中心"]
    assert [d["fiscal_year"] for d in records["documents"]] == [2023]
    return Counter(
        tuple(line[key] for key in FACT) for line in records["lines"] if line["table_type"] not in FORMS
    )


@cache
def wanted() -> Facts:
    found = facts(SAMPLE_TEXT.read_bytes(), "text/plain")
    assert found.total() > 500
    return found


@pytest.mark.parametrize("write", [writers.as_xlsx, writers.as_docx, writers.as_html, writers.as_ofd])
def test_figures_equal_those_of_the_text_dump(write: Callable[[list[writers.Printed]], bytes]) -> None:
    content = write(list(tables()))
    found, expected = facts(content, media_type_of(content)), wanted()
    if write is writers.as_ofd:
        # The dump's one surplus field, put on paper with rules, stands in a column of its own: there its
        # neighbours are where the rules say, and nothing tells that they were shifted.
        found, expected = without_income(found), without_income(expected)
    assert found - expected == Counter()
    assert expected - found == Counter()


def without_income(figures: Facts) -> Facts:
    return Counter({fact: n for fact, n in figures.items() if fact[0] != "income_detail"})


@needs_libreoffice
@pytest.mark.parametrize(
    ("write", "source", "target"),
    [
        (writers.as_xlsx, "xlsx", "xls"),
        (writers.as_xlsx, "xlsx", "ods"),
        (writers.as_docx, "docx", "doc"),
    ],
)
def test_figures_survive_the_real_program(
    write: Callable[[list[writers.Printed]], bytes], source: str, target: str
) -> None:
    content = converted(write(list(tables())), source, target)
    found = facts(content, media_type_of(content))
    assert found == wanted()
