"""The environment variables through which the dbt project learns where parts and warehouse are.

Belongs here: their names and defaults. Does not: starting dbt (see orchestration).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelines.contracts.tables import ROOM_TABLES


def dbt_environment(
    parts_root: str,
    build_db: Path,
    versions: Mapping[str, str],
    *,
    threads: int = 2,
    memory: str = "2GB",
    batch: int | None = None,
) -> dict[str, str]:
    """Variables for `dbt build` run in `dbt_project/`.

    `parts_root` is the PartStore's root (absolute path or URL), `versions` the version per room,
    `memory` DuckDB's limit, `batch` how many disclosures are worked out at most (None: all that are due).
    Temporary files go beside `build_db`. Raises KeyError for a room without version.
    """
    rooms = {f"GONGKAI_{room.upper()}_VERSION": versions[room] for room in ROOM_TABLES}
    return {
        "GONGKAI_BUILD_PARTS": parts_root.rstrip("/"),
        "GONGKAI_BUILD_DB": str(build_db),
        "GONGKAI_BUILD_TEMP": f"{build_db}.tmp",
        "GONGKAI_BUILD_THREADS": str(threads),
        "GONGKAI_BUILD_MEMORY": memory,
        "GONGKAI_BUILD_BATCH": "" if batch is None else str(batch),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        # At level debug dbt writes tens of megabytes a build; the compiled SQL is kept anyway.
        "DBT_LOG_LEVEL_FILE": "info",
        **rooms,
    }
