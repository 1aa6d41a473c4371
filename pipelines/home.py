"""Where things lie: every path under a home folder, named once.

Belongs here: paths, and finding the home. Does not: reading or writing what lies there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "GONGKAI_HOME"

CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that holds `pipelines/`, `dbt_project/` and the sample input under `raw/`."""

DBT_PROJECT = CHECKOUT / "dbt_project"


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with `raw/` (what came in) and `warehouse/` (what was made of it), made when needed."""

    root: Path

    @staticmethod
    def find(explicit: str | Path | None = None) -> Home:
        """The home that was asked for, else `GONGKAI_HOME`, else the checkout."""
        chosen = explicit or os.environ.get(HOME_VARIABLE) or CHECKOUT
        return Home(Path(chosen).expanduser().resolve())

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def sources(self) -> Path:
        """Registered sources: who should publish what, where; one folder each."""
        return self.raw / "sources"

    @property
    def archive(self) -> Path:
        """Originals by content, with their records."""
        return self.raw / "archive"

    @property
    def corrections(self) -> Path:
        """Reviewed corrections of what was read, as CSV files."""
        return self.raw / "corrections"

    @property
    def inbox(self) -> Path:
        """Files dropped here are archived by the next run."""
        return self.raw / "inbox"

    @property
    def codes(self) -> Path:
        """Official code books as tables, one per classification and year (`gongkai codes load`)."""
        return self.raw / "codes"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def parts(self) -> Path:
        """Parquet parts, one per document, table and room version."""
        return self.warehouse / "parts"

    @property
    def compacted(self) -> Path:
        """The parts gathered into few files, which the warehouse reads; made of parts at any time."""
        return self.warehouse / "compacted"

    @property
    def effects(self) -> Path:
        """What changed code does to figures, row by row, and who accepted it."""
        return self.warehouse / "effect"

    @property
    def build_db(self) -> Path:
        """The DuckDB file that only the dbt build writes."""
        return self.warehouse / "build.duckdb"

    @property
    def releases(self) -> Path:
        return self.warehouse / "releases"

    @property
    def current(self) -> Path:
        """Link to the newest release."""
        return self.warehouse / "current"

    @property
    def dagster(self) -> Path:
        """Dagster's own home: run history and its settings."""
        return self.warehouse / "dagster"

    @property
    def dbt(self) -> Path:
        """What dbt writes: manifest, compiled SQL, run results."""
        return self.warehouse / "dbt"

    @property
    def logs(self) -> Path:
        return self.warehouse / "logs"


def ensure(folder: Path) -> Path:
    """`folder`, made with its parents if it was not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder
