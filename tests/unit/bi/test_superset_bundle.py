"""The bundle Superset imports hangs together: every chart has its dataset, its columns and metrics; every
dashboard its charts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.bi.superset_bundle import bundle, datasets, stable_uuid, zipped
from pipelines.contracts.metrics import metrics
from pipelines.home import DBT_PROJECT

FILES = bundle(Path("/somewhere/warehouse/current/gongkai.duckdb"))


def loaded(kind: str) -> dict[str, dict[str, Any]]:
    return {name: yaml.safe_load(text) for name, text in FILES.items() if name.startswith(f"{kind}/")}


BY_UUID = {d["uuid"]: d for d in loaded("datasets").values()}


def test_the_release_is_opened_read_only() -> None:
    (database,) = loaded("databases").values()
    assert database["sqlalchemy_uri"] == "duckdb:////somewhere/warehouse/current/gongkai.duckdb"
    assert database["extra"]["engine_params"]["connect_args"]["read_only"] is True
    assert database["allow_dml"] is False


def test_every_mart_is_a_dataset_with_its_metrics() -> None:
    assert {d["table_name"] for d in BY_UUID.values()} == set(datasets())
    overview = BY_UUID[stable_uuid("dataset/mart_department_overview")]
    named = {m["metric_name"]: m for m in overview["metrics"]}
    assert named["total_budget"]["expression"] == metrics()["total_budget"].sql
    assert (
        next(c for c in overview["columns"] if c["column_name"] == "unit_name")["verbose_name"] == "单位名称"
    )


def used(params: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Columns and metrics a chart names."""
    columns = {params["x_axis"]} if "x_axis" in params else set()
    columns |= {*params.get("groupby", []), *params.get("all_columns", [])}
    columns |= {f["subject"] for f in params["adhoc_filters"]}
    named = [*params.get("metrics", []), params.get("metric"), params.get("timeseries_limit_metric")]
    return columns, {m for m in named if isinstance(m, str)}


@pytest.mark.parametrize("name", list(loaded("charts")))
def test_chart(name: str) -> None:
    chart = loaded("charts")[name]
    dataset = BY_UUID[chart["dataset_uuid"]]
    columns, named = used(chart["params"])
    assert columns <= {c["column_name"] for c in dataset["columns"]}
    assert named <= {m["metric_name"] for m in dataset["metrics"]}
    assert chart["params"]["viz_type"] == chart["viz_type"]


@pytest.mark.parametrize("name", list(loaded("dashboards")))
def test_dashboard(name: str) -> None:
    dashboard = loaded("dashboards")[name]
    charts = {c["uuid"]: c["slice_name"] for c in loaded("charts").values()}
    shown = [
        part["meta"]
        for part in dashboard["position"].values()
        if isinstance(part, dict) and part["type"] == "CHART"
    ]
    assert shown
    assert {meta["uuid"]: meta["sliceName"] for meta in shown}.items() <= charts.items()
    for row in (p for p in dashboard["position"].values() if isinstance(p, dict) and p["type"] == "ROW"):
        assert sum(dashboard["position"][child]["meta"]["width"] for child in row["children"]) <= 12
    for control in dashboard["metadata"]["native_filter_configuration"]:
        for target in control["targets"]:
            names = {c["column_name"] for c in BY_UUID[target["datasetUuid"]]["columns"]}
            assert target["column"]["name"] in names


def test_no_chart_is_without_a_dashboard() -> None:
    shown = {
        part["meta"]["uuid"]
        for dashboard in loaded("dashboards").values()
        for part in dashboard["position"].values()
        if isinstance(part, dict) and part["type"] == "CHART"
    }
    assert shown == {c["uuid"] for c in loaded("charts").values()}


def test_dbt_knows_who_reads_its_marts() -> None:
    """The exposures of the dbt project name the marts that the dashboards are made of: no more, no fewer."""
    text = (DBT_PROJECT / "models" / "semantic" / "exposures.yml").read_text(encoding="utf-8")
    for exposure in yaml.safe_load(text)["exposures"]:
        name = exposure["description"].split("/")[-1].rstrip(".")
        shown = {
            part["meta"]["uuid"]
            for part in loaded("dashboards")[f"dashboards/{name}"]["position"].values()
            if isinstance(part, dict) and part["type"] == "CHART"
        }
        read = {
            BY_UUID[c["dataset_uuid"]]["table_name"] for c in loaded("charts").values() if c["uuid"] in shown
        }
        assert {ref.split("'")[1] for ref in exposure["depends_on"]} == read


def test_zip_has_one_root_as_superset_wants_it() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(FILES))) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"gongkai"}
        assert "gongkai/metadata.yaml" in archive.namelist()
