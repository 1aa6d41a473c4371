"""The dbt project keeps its shape: what dbt-project-evaluator asks, asked of the files, in milliseconds.

The package itself comes from a hub at build time and needs a run of the project; `make run` may depend on neither.
An exception stands here with its reason; one that is no longer needed fails too.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from tests.paths import ROOT

PROJECT = ROOT / "dbt_project"
MODELS = {path.stem: path for path in sorted((PROJECT / "models").rglob("*.sql"))}
PREFIXES = {
    "bookkeeping": ("due_",),
    "staging": ("stg_",),
    "intermediate": ("int_",),
    "marts": ("dim_", "fct_", "bridge_", "mart_"),
    "reconciliation": ("int_", "rule_"),
    "semantic": ("metricflow_",),
}
MAX_FANOUT = 45

NOT_IN_ORDER = {
    "int_series_break": "reads dim_series_break: the register is a dimension of its own and the series needs it",
}
"""Intermediate models that read a mart."""

NO_ONE_READS = {
    "stg_collect__document_changes": "changes seen on sites are for the crawl's own reports",
    "stg_collect__fetches": "fetches are for the crawl's own reports",
    "stg_extract__cells": "cells are read page by page from parts, never by the warehouse",
    "stg_extract__extracted_tables": "read by rules, where a rule needs printed columns",
    "stg_extract__pages": "pages are read from parts",
    "stg_conform__quarantine": "read by fct_outcome",
}
"""Staging views that no model reads are kept: every part table has one."""


@cache
def refs(path: Path) -> set[str]:
    return set(re.findall(r"ref\(\s*'(\w+)'\s*\)", path.read_text(encoding="utf-8")))


def folder(name: str) -> str:
    return MODELS[name].relative_to(PROJECT / "models").parts[0]


@cache
def macro_refs() -> set[str]:
    return {name for path in (PROJECT / "macros").rglob("*.sql") for name in refs(path)}


@cache
def described() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for path in (PROJECT / "models").rglob("*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            found[model["name"]] = model
    return found


def test_models_are_named_for_their_layer():
    assert not [name for name in MODELS if not name.startswith(PREFIXES[folder(name)])]


def test_models_are_described_in_chinese_and_english():
    for name in MODELS:
        text = str(described().get(name, {}).get("description", ""))
        if folder(name) == "semantic":
            continue  # MetricFlow's own table of days
        is_both = re.search(r"[一-鿿]", text) and re.search(r"[a-z]{3}", text)
        assert is_both or name.startswith("rule_"), name  # rules are described in their catalogue


def test_only_staging_reads_sources_and_layers_read_in_order():
    for name in MODELS:
        reads_in_order(name)


def reads_in_order(name: str) -> None:
    text = MODELS[name].read_text(encoding="utf-8")
    # What earlier builds finished lies in the build itself.
    assert ("source(" in text) == (folder(name) == "staging" or name == "due_finished")
    read = {ref for ref in refs(MODELS[name]) if ref in MODELS}
    if folder(name) == "intermediate":
        upward = {ref for ref in read if folder(ref) == "marts"}
        assert bool(upward) == (name in NOT_IN_ORDER), upward
    if folder(name) == "marts":
        assert not {ref for ref in read if ref.startswith("rule_")}


def test_models_that_read_figures_in_scope_are_kept_or_read_by_kept_ones_alone():
    """A model of the figures in scope is incomplete: whoever reads it says only of what is due."""
    in_scope = {name for name in MODELS if {"due_scope", "due_disclosure"} & set(refs(MODELS[name]))}
    in_scope -= {name for name in in_scope if folder(name) == "bookkeeping" or is_kept(name)}
    assert {"int_line_item", "int_claim", "int_check_subject"} <= in_scope
    reached: set[str] = set()
    while in_scope - reached:
        reached |= in_scope
        readers = {name for name, path in MODELS.items() if in_scope & set(refs(path))}
        in_scope = {name for name in readers if not is_kept(name)} - reached
    wrong = {name for name in reached if folder(name) == "marts"}
    assert not wrong, (
        f"{wrong}: keep their rows ({{{{ config(materialized='incremental') }}}}) or read kept ones"
    )


def test_fingerprints_hash_rows_and_not_a_column_of_the_same_name():
    for name in ("due_document_digest", "due_fingerprint"):
        text = MODELS[name].read_text(encoding="utf-8")
        hashed = set(re.findall(r"\bhash\((\w+)\)", text))
        assert hashed
        assert {alias for alias in hashed if not alias.endswith("_row")} == set()
        assert hashed <= set(re.findall(r"\bas (\w+_row)\b", text))


def is_kept(name: str) -> bool:
    return "materialized='incremental'" in MODELS[name].read_text(encoding="utf-8")


def test_every_model_between_the_ends_is_read():
    read = {ref for path in MODELS.values() for ref in refs(path)} | macro_refs()
    dead = {name for name in MODELS if folder(name) in ("intermediate", "staging")} - read
    assert dead <= NO_ONE_READS.keys(), dead - NO_ONE_READS.keys()


def test_no_model_feeds_more_than_a_person_can_follow():
    for name in MODELS:
        if folder(name) != "intermediate":
            continue
        readers = [p.stem for p in MODELS.values() if name in refs(p) and not p.stem.startswith("rule_")]
        assert len(readers) <= MAX_FANOUT, (name, len(readers))


def test_what_exposures_show_exists_and_is_a_mart():
    exposures = yaml.safe_load((PROJECT / "models/marts/exposures.yml").read_text(encoding="utf-8"))
    (questions,) = (e for e in exposures["exposures"] if e["name"] == "analyst_questions")
    named = {re.search(r"'(\w+)'", ref)[1] for ref in questions["depends_on"]}  # type: ignore[index]
    asked = {
        mart
        for folder in ("questions", "panels")
        for path in (ROOT / "docs" / folder).glob("*.sql")
        for mart in re.findall(r"marts\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert named == asked


def test_seeds_are_described_and_say_where_they_come_from():
    seeds = yaml.safe_load((PROJECT / "seeds/seeds.yml").read_text(encoding="utf-8"))["seeds"]
    assert {s["name"] for s in seeds} == {p.stem for p in (PROJECT / "seeds").glob("*.csv")}
    assert all(s.get("description") for s in seeds)
