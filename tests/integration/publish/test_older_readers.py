"""A release opens in every DuckDB that readers may have: for real, each in an environment of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.release import publish
from scripts.older_readers import VERSIONS, ask, interpreter
from tests.unit.publish.test_release import make_build


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("older")
    build = make_build(folder / "build.duckdb", ["某局", "另一局"])
    with duckdb.connect(str(build)) as connection:
        connection.execute(
            "insert into marts.dim_document (document_id, file_name, is_read) values ('f', '预算.pdf', true)"
        )
        connection.execute(
            "insert into marts.fct_line_item (line_id, document_id, disclosure_id, amount_yuan, amount_text, page, bbox)"
            " select 'l' || i, 'f', 'd', i / 100, i::varchar, 3, [1.0, 2, 3, 4] from range(5000) t(i)"
        )
    return publish(build, folder / "releases", "x", {}, now=datetime(2026, 1, 1, tzinfo=UTC)).database


@pytest.mark.parametrize("version", VERSIONS)
def test_opens(version: str, database: Path) -> None:
    if not (interpreter(version).parents[1] / ".ready").exists():
        pytest.skip(f"no environment with DuckDB {version}; `make older-readers` makes one")
    answer = ask(version, database)
    assert answer["version"] == version
    assert answer["rows"]["dim_unit"] == 2  # type: ignore[index]
    assert answer["rows"]["fct_line_item"] == 5000  # type: ignore[index]
    assert Decimal(str(answer["sum"])) == sum(Decimal(i) / 100 for i in range(5000))
    assert answer["explained"] == [["l0", "0", 3]]
