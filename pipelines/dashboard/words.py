"""The dashboard's own words, Chinese and English, from `words.yaml` beside this module.

Belongs here: loading them, and looking one up. Does not: words of closed vocabularies that other rooms keep
(`reports.labels`, `reports.check_words`, the seeds of the warehouse).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from pipelines.contracts.outcome_codes import outcome_codes
from pipelines.home import DBT_PROJECT

_PLACES: Final = {"zh": 0, "en": 1}


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """Key → (Chinese, English)."""
    text = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    return {str(key): (str(pair[0]), str(pair[1])) for key, pair in yaml.safe_load(text).items()}


def word(language: str, key: str, **values: Any) -> str:
    """The words for `key`. Raises KeyError for a key that is not in the list."""
    text = words()[key][_PLACES[language]]
    return text.format(**values) if values else text


def term(language: str, vocabulary: str, value: str | None) -> str:
    """A value of a closed vocabulary in words; the value itself where the list has none for it."""
    pair = words().get(f"{vocabulary}.{value}")
    return pair[_PLACES[language]] if pair else str(value or "")


def outcome_name(language: str, code: str) -> str:
    """What an outcome code says; empty for one that is not in the list."""
    known = outcome_codes().get(code)
    return "" if known is None else known.zh if language == "zh" else known.en


@cache
def measure_names() -> Mapping[str, tuple[str, str]]:
    """Names of all measures of lines: measure → (Chinese, English)."""
    with (DBT_PROJECT / "seeds" / "measures.csv").open(encoding="utf-8", newline="") as file:
        return {row["measure"]: (row["zh"], row["en"]) for row in csv.DictReader(file)}


def measure_name(language: str, measure: str) -> str:
    """A measure of lines in words."""
    pair = measure_names().get(measure)
    return pair[_PLACES[language]] if pair else measure
