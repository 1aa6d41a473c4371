"""What Superset imports: the release as a database, its marts as datasets, charts and dashboards from YAML.

Belongs here: the files of the bundle. Does not: charts and dashboards themselves (`bi/superset/`, in
Superset's own export format: its editor can export over them), importing (see `superset_server`).
"""

from __future__ import annotations

import io
import uuid
import zipfile
from pathlib import Path
from typing import Any, Final

import yaml

from pipelines.contracts.metrics import Metric, metrics
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables import MART_TABLES
from pipelines.home import CHECKOUT

ASSETS: Final = CHECKOUT / "bi" / "superset"
DATABASE_NAME: Final = "公开 Gongkai"
_NAMES: Final = uuid.uuid5(uuid.NAMESPACE_URL, "gongkai/superset")
_FORMATS: Final = {"yuan": ",.2f", "yuan per person": ",.2f", "count": ",d", "ratio": ".2%"}
_TYPES: Final = {
    Type.TEXT: "VARCHAR",
    Type.JSON: "VARCHAR",
    Type.INTEGER: "BIGINT",
    Type.NUMBER: "DOUBLE",
    Type.MONEY: "DECIMAL(20, 2)",
    Type.BOOLEAN: "BOOLEAN",
    Type.TIMESTAMP: "TIMESTAMP WITH TIME ZONE",
    Type.BOX: "DOUBLE[]",
}


def stable_uuid(what: str) -> str:
    """Identity of an asset, the same on every machine: `dataset/mart_series`, `database`."""
    return str(uuid.uuid5(_NAMES, what))


def datasets() -> dict[str, Table]:
    """The tables that become datasets: every mart, the figures and the findings."""
    return {
        name: table
        for name, table in MART_TABLES.items()
        if name.startswith("mart_") or name in ("fct_line_item", "fct_finding")
    }


def bundle(database: Path) -> dict[str, str]:
    """Every file of the bundle by its path. `database` is the release file, better through `current`."""
    files = {
        "metadata.yaml": _yaml(
            {"version": "1.0.0", "type": "assets", "timestamp": "2026-01-01T00:00:00+00:00"}
        ),
        "databases/gongkai.yaml": _yaml(_database(database)),
    }
    for name, table in datasets().items():
        files[f"datasets/gongkai/{name}.yaml"] = _yaml(_dataset(table))
    for kind in ("charts", "dashboards"):
        for path in sorted((ASSETS / kind).glob("*.yaml")):
            files[f"{kind}/{path.name}"] = path.read_text(encoding="utf-8")
    return files


def zipped(files: dict[str, str]) -> bytes:
    """The bundle as the file that Superset's own import dialogue takes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"gongkai/{name}", text)
    return content.getvalue()


def _database(database: Path) -> dict[str, Any]:
    return {
        "database_name": DATABASE_NAME,
        "sqlalchemy_uri": f"duckdb:///{database}",
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_file_upload": False,
        "extra": {
            # Read-only, and reopened for every query: a new release is seen at once, and no file is locked.
            "engine_params": {
                "connect_args": {
                    "read_only": True,
                    "config": {"autoinstall_known_extensions": "false", "memory_limit": "2GB"},
                }
            },
            "metadata_params": {},
            "schemas_allowed_for_file_upload": [],
        },
        "uuid": stable_uuid("database"),
        "version": "1.0.0",
    }


def _dataset(table: Table) -> dict[str, Any]:
    own = [metric for metric in metrics().values() if metric.table == table.name]
    return {
        "table_name": table.name,
        "description": f"{table.zh}. {table.grain}",
        "main_dttm_col": None,
        "schema": "marts",
        "sql": None,
        "cache_timeout": 0,
        "filter_select_enabled": True,
        "columns": [_column(field) for field in table.fields],
        "metrics": [_metric(metric) for metric in own] + [_row_count()],
        "database_uuid": stable_uuid("database"),
        "uuid": stable_uuid(f"dataset/{table.name}"),
        "version": "1.0.0",
    }


def _column(field: Field) -> dict[str, Any]:
    return {
        "column_name": field.name,
        "verbose_name": field.zh,
        "description": field.doc,
        "type": _TYPES[field.type],
        "is_dttm": field.type is Type.TIMESTAMP,
        "is_active": True,
        "groupby": field.type is not Type.BOX,
        "filterable": field.type is not Type.BOX,
    }


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "metric_name": metric.name,
        "verbose_name": f"{metric.zh} {metric.en}",
        "description": f"{metric.meaning_zh} {metric.meaning_en}",
        "metric_type": None,
        "expression": metric.sql,
        "d3format": _FORMATS[metric.unit],
    }


def _row_count() -> dict[str, Any]:
    return {
        "metric_name": "count",
        "verbose_name": "行数 Rows",
        "metric_type": "count",
        "expression": "count(*)",
        "d3format": ",d",
    }


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
