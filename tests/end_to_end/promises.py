"""What the datapackage of a release promises, held against its rows.

Belongs here: keys and values of a whole release. Does not: making releases.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from frictionless import Package, system

_NULL = "\\N"
_CSV_TYPES = {
    "datetime": "strftime(\"{0}\" at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')",
    "array": 'to_json("{0}")',
}


def broken_keys(release: Path) -> list[str]:
    """Primary keys that are not unique and foreign keys that lead nowhere, in words."""
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    broken = []
    with duckdb.connect(str(release / "gongkai.duckdb"), read_only=True) as connection:

        def count(sql: str) -> int:
            row = connection.execute(sql).fetchone()
            assert row
            return int(row[0])

        for resource in package["resources"]:
            table, schema = f"marts.{resource['name']}", resource["schema"]
            key = ", ".join(schema["primaryKey"])
            if rows := count(f"select count(*) - count(distinct ({key})) from {table}"):
                broken.append(f"{table}: {rows} rows repeat the key {key}")
            for foreign in schema.get("foreignKeys", []):
                (column,), target = foreign["fields"], foreign["reference"]
                there = f"select {target['fields'][0]} from marts.{target['resource']}"
                lost = count(
                    f"select count(*) from {table} where {column} is not null and {column} not in ({there})"
                )
                if lost:
                    broken.append(f"{table}: {lost} values of {column} are not in {target['resource']}")
    return broken


def broken_values(release: Path, folder: Path) -> list[str]:
    """What the standard's validator says of the rows: types, required values, closed lists, patterns.

    It reads CSV, so the Parquet files are written as CSV below `folder` first.
    """
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        columns = ", ".join(_as_csv(field) for field in resource["schema"]["fields"])
        target = folder / f"{resource['name']}.csv"
        duckdb.sql(
            f"copy (select {columns} from '{release / resource['path']}') to '{target}' (header, nullstr '{_NULL}')"
        )
        resource |= {"path": target.name, "format": "csv", "mediatype": "text/csv"}
        for unneeded in ("bytes", "hash"):
            resource.pop(unneeded)
        resource["schema"]["missingValues"] = [_NULL]
        # Keys are tested in SQL: here they would be held in memory table by table.
        resource["schema"].pop("foreignKeys", None)
    with system.use_context(trusted=True):
        report = Package(package, basepath=str(folder)).validate()
    return [str(error) for error in report.flatten(["name", "fieldName", "note"])]


def _as_csv(field: dict[str, Any]) -> str:
    name = field["name"]
    shaped = _CSV_TYPES.get(field["type"], '"{0}"').format(name)
    return f'{shaped} as "{name}"'
