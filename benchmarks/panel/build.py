"""The typeset budgets through the whole road, and the panel's query asked of the release.

Belongs here: a home of its own, the commands a user would give, the answer.
Does not: what it should be (tests).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import duckdb

from benchmarks.panel.typeset import typeset_all
from benchmarks.warehouse.questions import PANELS, Answer, Question, ask

QUERY: Final = PANELS / "jiangsu_operating_cost.sql"


def run_road(home: Path) -> Path:
    """Typeset, archive, read, build, release below `home`; the release's database.

    Raises RuntimeError with what a command said when it fails.
    """
    (home / "raw").mkdir(parents=True, exist_ok=True)
    typeset_all(home / "typeset")
    for arguments in (["ingest", str(home / "typeset")], ["run", "--jobs", "2"]):
        command = [str(Path(sys.executable).with_name("gongkai")), "--home", str(home), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"gongkai {arguments[0]}: {done.stdout}{done.stderr}")
    return home / "warehouse" / "current" / "gongkai.duckdb"


def ask_panel(database: Path) -> Answer:
    """The panel's query on a release."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return ask(connection, Question(QUERY.stem, "", "", "", "", QUERY.read_text(encoding="utf-8")))
