"""The metrics, as dbt's semantic layer defines them, and the SQL of each over its one table.

Belongs here: reading `dbt_project/models/semantic`, one SQL expression per metric. Does not: definitions (the
YAML there), their page (see `metrics_page`), asking a release.

    from pipelines.contracts.metrics import metrics
    metric = metrics()["execution_rate"]
    f"select fiscal_year, {metric.sql} as value from marts.{metric.table} group by fiscal_year"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from pipelines.home import DBT_PROJECT

FOLDER: Final = DBT_PROJECT / "models" / "semantic"
_DIMENSION: Final = re.compile(r"{{\s*Dimension\('(\w+)__(\w+)'\)\s*}}")
_REF: Final = re.compile(r"ref\('(\w+)'\)")


class MetricError(ValueError):
    """A definition that cannot be turned into SQL; the message names the metric and the cause."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. `sql` is an aggregate expression over `table` (of schema `marts`), however it is grouped.

    `unit`: `yuan`, `yuan per person`, `count`, or `ratio` (1 = 100 %). A figure is null where nothing is
    published, never 0. `dimensions` are columns of the table that it may be grouped and filtered by.
    """

    name: str
    zh: str
    en: str
    unit: str
    meaning_zh: str
    meaning_en: str
    table: str
    sql: str
    dimensions: tuple[str, ...]

    def label(self, language: str) -> str:
        """Its name, `zh` or `en`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measure with the table it is of, and the dimensions of that table: name → SQL."""

    table: str
    aggregate: str
    expression: str
    entity: str
    dimensions: dict[str, str]


@cache
def metrics(folder: Path = FOLDER) -> dict[str, Metric]:
    """All metrics that people use, by name, in the order of the file. Raises `MetricError`."""
    tables = _load(folder / "semantic.yml")
    definitions = {d["name"]: d for d in _load(folder / "metrics.yml")["metrics"]}
    resolver = _Resolver(_measures(tables["semantic_models"]), definitions)
    return {
        name: resolver.metric(definition)
        for name, definition in definitions.items()
        if not definition["config"]["meta"].get("part")
    }


class _Resolver:
    """Turns definitions into SQL, following ratios and derived metrics to their parts."""

    def __init__(self, measures: dict[str, _Measure], definitions: dict[str, Any]) -> None:
        self._measures = measures
        self._definitions = definitions

    def metric(self, definition: dict[str, Any]) -> Metric:
        """The metric with its SQL. Raises `MetricError` when it spans tables: no one query answers that."""
        meta, name = definition["config"]["meta"], definition["name"]
        sql, measures = self._sql(name)
        if len(tables := {m.table for m in measures}) != 1:
            raise MetricError(f"metric {name} is made of {len(tables)} tables: {', '.join(sorted(tables))}")
        return Metric(
            name=name,
            zh=definition["label"],
            en=meta["en"],
            unit=meta["unit"],
            meaning_zh=meta["zh"],
            meaning_en=definition["description"],
            table=measures[0].table,
            sql=sql,
            dimensions=tuple(measures[0].dimensions),
        )

    def _sql(self, name: str) -> tuple[str, list[_Measure]]:
        definition = self._definitions.get(name)
        if definition is None:
            raise MetricError(f"no metric {name} in metrics.yml")
        parameters = definition["type_params"]
        match definition["type"]:
            case "simple":
                return self._simple(definition)
            case "ratio":
                above, made_of = self._sql(parameters["numerator"])
                below, of = self._sql(parameters["denominator"])
                return f"({above})::double / nullif({below}, 0)", [*made_of, *of]
            case "derived":
                expression, measures = parameters["expr"], []
                for part in parameters["metrics"]:
                    sql, made_of = self._sql(part["name"])
                    expression = re.sub(rf"\b{part['name']}\b", f"({sql})", expression)
                    measures += made_of
                return expression, measures
            case other:
                raise MetricError(f"metric {name} is of type {other}, which has no SQL here")

    def _simple(self, definition: dict[str, Any]) -> tuple[str, list[_Measure]]:
        name = definition["type_params"]["measure"]
        if name not in self._measures:
            raise MetricError(f"metric {definition['name']} is made of {name}, which no semantic model has")
        measure = self._measures[name]
        distinct = "distinct " if measure.aggregate == "count_distinct" else ""
        sql = f"{measure.aggregate.removesuffix('_distinct')}({distinct}{measure.expression})"
        if condition := definition.get("filter"):
            sql += f" filter (where {_DIMENSION.sub(lambda m: _column(measure, *m.groups()), condition)})"
        return sql, [measure]


def _column(measure: _Measure, entity: str, dimension: str) -> str:
    if entity != measure.entity or dimension not in measure.dimensions:
        raise MetricError(f"{entity}__{dimension} is no dimension of {measure.table}")
    return measure.dimensions[dimension]


def _measures(models: list[dict[str, Any]]) -> dict[str, _Measure]:
    found: dict[str, _Measure] = {}
    for model in models:
        reference = _REF.fullmatch(model["model"])
        assert reference, model["model"]
        entities = [e["name"] for e in model.get("entities", ()) if e["type"] == "primary"]
        # A year is a number in the marts; only MetricFlow needs it as a day.
        dimensions = {
            d["name"]: d["name"] if d["type"] == "time" else d.get("expr", d["name"])
            for d in model["dimensions"]
        }
        for measure in model["measures"]:
            found[measure["name"]] = _Measure(
                reference.group(1),
                measure["agg"],
                str(measure.get("expr", measure["name"])),
                model.get("primary_entity") or entities[0],
                dimensions,
            )
    return found


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded
