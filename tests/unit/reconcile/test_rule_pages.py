"""The pages of rules: whole, current, in both languages."""

from __future__ import annotations

import pytest

from pipelines.reconcile.catalogue import load_catalogue
from pipelines.reconcile.rule_pages import DOCS, PAGES, render

CATALOGUE = load_catalogue()


@pytest.mark.parametrize("language", sorted(PAGES))
def test_page_names_every_rule_with_its_formula_and_basis(language: str) -> None:
    rows = {
        line.split("</a>")[1].split(" |")[0]: line for line in render(language).splitlines() if "</a>" in line
    }
    assert list(rows) == list(CATALOGUE)
    for rule in CATALOGUE.values():
        assert rule.title(language).replace("|", "\\|") in rows[rule.rule_id]
        assert rule.formula(language).replace("|", "\\|") in rows[rule.rule_id]
        assert rule.basis.replace("|", "\\|") in rows[rule.rule_id]


@pytest.mark.parametrize(("language", "name"), sorted(PAGES.items()))
def test_page_is_current(language: str, name: str) -> None:
    stale = "run python -m pipelines.reconcile.rule_pages"
    assert (DOCS / name).read_text(encoding="utf-8") == render(language), stale


def test_every_rule_is_described_in_both_languages() -> None:
    for rule in CATALOGUE.values():
        assert all((rule.title_zh, rule.title_en, rule.formula_zh, rule.formula_en, rule.basis)), rule.rule_id
