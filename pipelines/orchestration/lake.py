"""The warehouse as a lake that many processes write and read: DuckLake, its catalogue in PostgreSQL.

Belongs here: where the lake is, DuckDB's extensions for it, building it with dbt, opening it.
Does not: models (the same dbt project builds file and lake), releases (see `publish/`).
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import duckdb

from pipelines.home import DBT_PROJECT, Home, ensure
from pipelines.orchestration import dbt
from pipelines.publish.statements import sql_text

CATALOG_VARIABLE: Final = "GONGKAI_LAKE_CATALOG"
DATA_VARIABLE: Final = "GONGKAI_LAKE_DATA"

_ALIAS: Final = "lake"
_EXTENSIONS: Final = ("ducklake", "postgres_scanner", "httpfs")
# Made before dbt starts: of two connections that make one at once, DuckLake keeps both.
_SCHEMAS: Final = ("staging", "seeds", "intermediate", "reconciliation", "marts")


class LakeTrouble(RuntimeError):  # noqa: N818 - a state, not a fault
    """The lake cannot be opened or built; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Lake:
    """Where the lake is: a PostgreSQL connection string (libpq's words, PGPASSWORD) and a data address.

    `s3` are the words of DuckDB's secret for the object store, taken from the AWS variables; they are never
    printed.
    """

    catalog: str
    data: str
    s3: Mapping[str, str]

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> Lake:
        """The lake that GONGKAI_LAKE_CATALOG and GONGKAI_LAKE_DATA name. Raises `LakeTrouble`."""
        missing = [name for name in (CATALOG_VARIABLE, DATA_VARIABLE) if not environment.get(name)]
        if missing:
            raise LakeTrouble(f"{' and '.join(missing)} must say where the lake is; see run-on-a-cluster.md")
        endpoint = urlsplit(environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL", ""))
        s3 = {
            "key_id": environment.get("AWS_ACCESS_KEY_ID", ""),
            "secret": environment.get("AWS_SECRET_ACCESS_KEY", ""),
            "region": environment.get("AWS_DEFAULT_REGION", "us-east-1"),
            "endpoint": endpoint.netloc or "s3.amazonaws.com",
            # Servers of one's own have no name per bucket.
            "url_style": "path" if endpoint.netloc else "vhost",
            "use_ssl": "false" if endpoint.scheme == "http" else "true",
        }
        return Lake(environment[CATALOG_VARIABLE], environment[DATA_VARIABLE], s3)


def open_lake(home: Home, lake: Lake, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection that looks into schema `marts` of the lake first. Raises `LakeTrouble`."""
    connection = duckdb.connect(
        config={"extension_directory": str(_folder(home)), "autoinstall_known_extensions": "false"}
    )
    try:
        for name in _EXTENSIONS:
            _load(connection, name)
        words = ", ".join(f"{name} {sql_text(value)}" for name, value in lake.s3.items())
        connection.execute(f"create secret (type s3, {words})")
        options_text = f"data_path {sql_text(lake.data)}" + (", read_only" if read_only else "")
        connection.execute(
            f"attach {sql_text(f'ducklake:postgres:{lake.catalog}')} as {_ALIAS} ({options_text})"
        )
        if not read_only:
            for schema in _SCHEMAS:
                connection.execute(f"create schema if not exists {_ALIAS}.{schema}")
        connection.execute(f"use {_ALIAS}.marts")
    except duckdb.Error as error:
        connection.close()
        raise LakeTrouble(f"the lake cannot be opened: {str(error).splitlines()[0]}") from None
    except BaseException:
        connection.close()
        raise
    return connection


def build_lake(home: Home, lake: Lake, room_versions: Mapping[str, str]) -> None:
    """Build and test every model in the lake, from the gathered parts of this home.

    Readers keep the state they began with; models are replaced one by one, each in a transaction. Raises
    `LakeTrouble` with what dbt said.
    """
    open_lake(home, lake, read_only=False).close()
    done = subprocess.run(  # noqa: S603 - our own executable, no outside input
        [dbt.executable(), "--quiet", "build", "--target", "lake", "--profiles-dir", str(DBT_PROJECT)],
        cwd=DBT_PROJECT,
        env={**os.environ, **dbt.environment(home, room_versions), **_environment(home, lake)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        causes = dbt.failures_in(lake_folder(home)) or [(done.stdout + done.stderr).strip()[-2000:]]
        raise LakeTrouble("the lake was not built:\n" + "\n".join(causes))


def lake_folder(home: Home) -> Path:
    """Where a build of the lake leaves compiled SQL and results."""
    return home.dbt / "lake"


def _environment(home: Home, lake: Lake) -> dict[str, str]:
    return {
        CATALOG_VARIABLE: lake.catalog,
        DATA_VARIABLE: lake.data,
        # dbt keeps values of variables with this prefix out of its logs.
        "DBT_ENV_SECRET_S3_KEY": lake.s3["key_id"],
        "DBT_ENV_SECRET_S3_SECRET": lake.s3["secret"],
        "GONGKAI_S3_REGION": lake.s3["region"],
        "GONGKAI_S3_ENDPOINT": lake.s3["endpoint"],
        "GONGKAI_S3_URL_STYLE": lake.s3["url_style"],
        "GONGKAI_S3_SSL": lake.s3["use_ssl"],
        "GONGKAI_DUCKDB_EXTENSIONS": str(_folder(home)),
        "DBT_TARGET_PATH": str(ensure(lake_folder(home))),
    }


def _folder(home: Home) -> Path:
    return ensure(home.warehouse / "duckdb_extensions")


def _load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension: installed before, from its package, else from DuckDB's own server."""
    try:
        connection.execute(f"load {name}")
        return
    except duckdb.Error:
        source = packaged_extension(name)
    try:
        connection.execute(f"install {sql_text(source)}" if source else f"install {name}")
        connection.execute(f"load {name}")
    except duckdb.Error as error:
        cause = str(error).splitlines()[0]
        raise LakeTrouble(
            f"DuckDB's extension {name} cannot be had ({cause}). Try: pip install 'gongkai[lake]'"
        ) from None


def packaged_extension(name: str) -> Path | None:
    """The extension's file in the Python package that carries it; None when that is not installed."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    places = list(found.submodule_search_locations or []) if found else []
    return next((p for place in places for p in Path(place).rglob(f"{name}.duckdb_extension")), None)
