"""MetricFlow beside the project: `make metricflow` installs it, `ask` queries a release with our definitions.

The environment is .make/metricflow (GONGKAI_METRICFLOW names another). The dbt project it is given holds the
semantic models and one empty model per mart: MetricFlow writes SQL over the tables of the release itself.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
SEMANTIC = CHECKOUT / "dbt_project" / "models" / "semantic"
_PROJECT = """\
name: gongkai
version: "1.0.0"
profile: gongkai
model-paths: [models]
macro-paths: [macros]
flags: {send_anonymous_usage_stats: false}
"""
_PROFILE = """\
gongkai:
  target: release
  outputs:
    release: {{type: duckdb, path: "{database}", schema: main, threads: 1}}
"""


def environment() -> Path:
    """Where it is, or would be."""
    return Path(os.environ.get("GONGKAI_METRICFLOW") or CHECKOUT / ".make" / "metricflow")


def is_installed() -> bool:
    """Whether `make metricflow` (or somebody) put it there."""
    return (environment() / "bin" / "mf").exists()


def install() -> None:
    """Make the environment from bi/metricflow/requirements.txt."""
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment())], check=True)  # noqa: S603
    pip = [str(environment() / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps"]
    requirements = CHECKOUT / "bi" / "metricflow" / "requirements.txt"
    subprocess.run([*pip, "--require-hashes", "-r", str(requirements)], check=True)  # noqa: S603


def make_project(folder: Path, database: Path) -> None:
    """A dbt project over a release. `database` is opened for writing by dbt: give it a copy."""
    shutil.copytree(SEMANTIC, folder / "models" / "semantic")
    (folder / "macros").mkdir()
    shutil.copy(CHECKOUT / "dbt_project" / "macros" / "generate_schema_name.sql", folder / "macros")
    (folder / "dbt_project.yml").write_text(_PROJECT)
    (folder / "profiles.yml").write_text(_PROFILE.format(database=database))
    marts = re.findall(r"ref\('(mart_\w+)'\)", (SEMANTIC / "semantic.yml").read_text(encoding="utf-8"))
    for mart in marts:
        (folder / "models" / f"{mart}.sql").write_text("{{ config(schema='marts') }} select 1")
    run(folder, "dbt", "parse")


def ask(folder: Path, metrics: list[str], by: str = "metric_time__year") -> list[dict[str, str]]:
    """Rows that `mf query` gives, as text."""
    answer = folder / "answer.csv"
    run(folder, "mf", "query", "--metrics", ",".join(metrics), "--group-by", by, "--csv", str(answer))
    with answer.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run one of its programs in a project. Raises `RuntimeError` with its words."""
    programs = environment() / "bin"
    variables = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(  # noqa: S603
        [str(programs / program), *arguments],
        cwd=folder,
        env=variables
        | {
            "DBT_PROFILES_DIR": str(folder),
            "DBT_PROJECT_DIR": str(folder),
            "PATH": f"{programs}:/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{program} {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


if __name__ == "__main__":
    if is_installed():
        print(f"MetricFlow is in {environment()}")
    else:
        install()
