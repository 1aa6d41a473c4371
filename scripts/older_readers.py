"""Open the current release with the DuckDB versions that readers have: `make older-readers`.

Each version gets an environment of its own under .make/older_readers, made once. The test
tests/integration/publish/test_older_readers.py uses them where they are; it makes none.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
ENVIRONMENTS = CHECKOUT / ".make" / "older_readers"
# The last of each line that a driver in the field may carry, from the first that promised a stable format.
VERSIONS = ("1.0.0", "1.1.3", "1.2.2", "1.3.2", "1.4.4", "2.0.0")

# Runs inside the older environment: nothing of the project is imported.
QUESTION = """
import json, sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
tables = [name for (name,) in connection.execute(
    "select table_name from information_schema.tables where table_schema = 'marts' order by 1").fetchall()]
answer = {"version": duckdb.__version__, "rows": {}}
for name in tables:
    answer["rows"][name] = connection.execute(f"select count(*) from marts.{name}").fetchone()[0]
answer["sum"] = str(connection.execute("select sum(amount_yuan) from marts.fct_line_item").fetchone()[0])
line = connection.execute("select min(line_id) from marts.fct_line_item").fetchone()[0]
answer["line"] = line
answer["explained"] = connection.execute(
    "select line_id, printed_text, page from marts.explain_value(?)", [line]).fetchall()
print(json.dumps(answer))
"""


def interpreter(version: str) -> Path:
    """Python of the environment that holds that version."""
    return ENVIRONMENTS / version / "bin" / "python"


def make_environment(version: str) -> None:
    """Install one version into an environment of its own. Raises `CalledProcessError`."""
    if (ENVIRONMENTS / version / ".ready").exists():
        return
    folder = ENVIRONMENTS / version
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)  # noqa: S603
    pip = [str(interpreter(version)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, f"duckdb=={version}"], check=True)  # noqa: S603
    (folder / ".ready").touch()


def ask(version: str, database: Path) -> dict[str, object]:
    """What that version reads in a release database. Raises `CalledProcessError` when it cannot."""
    done = subprocess.run(  # noqa: S603
        [str(interpreter(version)), "-c", QUESTION, str(database)],
        check=True,
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def main() -> int:
    """Print what every version reads; 1 when one cannot, or when they differ."""
    parser = argparse.ArgumentParser(prog="make older-readers", description=__doc__)
    parser.add_argument(
        "database", nargs="?", type=Path, default=CHECKOUT / "warehouse/current/gongkai.duckdb"
    )
    database = parser.parse_args().database.resolve()
    if not database.is_file():
        print(f"{database}: no release there; `make run` makes one", file=sys.stderr)
        return 1
    answers, failed = [], False
    for version in VERSIONS:
        make_environment(version)
        try:
            answer = ask(version, database)
        except subprocess.CalledProcessError as error:
            words = error.stderr.strip().splitlines()
            print(f"DuckDB {version}: cannot read it: {next((w for w in words if 'Error:' in w), words[-1])}")
            failed = True
            continue
        rows = answer["rows"]
        assert isinstance(rows, dict)
        print(f"DuckDB {version}: {len(rows)} tables, {sum(rows.values()):,} rows, sum {answer['sum']}")
        answers.append({k: v for k, v in answer.items() if k != "version"})
    differ = any(answer != answers[0] for answer in answers[1:])
    if differ:
        print("they differ", file=sys.stderr)
    return 1 if failed or differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
