"""A rule is changed, for real: the run holds, says why, goes on when accepted, survives a kill.

Two checkouts work on one home: this one, and a copy in which one rule of conforming is another. Each test goes
on where the one before it ended.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.publish.current import current_release
from tests.paths import ROOT, SAMPLE_TEXT

_COPIED = ("pipelines", "dbt_project", "pyproject.toml")
_SECONDS = 600


class Checkout:
    """A folder with the program, and the home it works on."""

    def __init__(self, folder: Path, home: Home) -> None:
        self.folder, self.home = folder, home

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", "from pipelines.cli import main; main()", "--home", str(self.home.root), *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )  # fmt: skip

    def call(self, *words: str) -> tuple[int, str, str]:
        with self.start(*words) as process:
            out, err = process.communicate(timeout=_SECONDS)
        return process.returncode, out, err


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    home.inbox.mkdir(parents=True)
    shutil.copy(SAMPLE_TEXT, home.inbox / "budget.txt")
    return home


@pytest.fixture(scope="module")
def ours(home: Home) -> Checkout:
    return Checkout(ROOT, home)


@pytest.fixture(scope="module")
def changed(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """The same program, in which the narrative's words for official reception are unknown."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in _COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    subjects = folder / "pipelines" / "conform" / "catalogue" / "claim_subjects.csv"
    lines = subjects.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("official_reception,")]
    assert len(kept) == len(lines) - 1
    subjects.write_text("".join(kept), encoding="utf-8")
    return Checkout(folder, home)


def release_of(home: Home) -> str:
    release = current_release(home.releases)
    assert release is not None
    return release.release_id


def test_changed_code_is_held_and_the_release_stays(home: Home, ours: Checkout, changed: Checkout) -> None:
    code, out, err = ours.call("run", "--json")
    assert code == 0, err
    assert json.loads(out)["effect"] == "first_release"
    before = release_of(home)

    code, out, err = changed.call("run")
    assert code == 1, err
    assert "EFFECT_NOT_ACCEPTED" in err and f"release {before}" in err
    assert "effect --accept" in err and "effect.html" in err
    assert release_of(home) == before
    (path,) = home.effects.glob("*/changes.parquet")
    rows = pl.read_parquet(path)
    assert set(rows["table_name"]) >= {"claims"}
    assert rows["page"].null_count() == 0
    assert set(rows["file_name"]) == {"budget.txt"}
    assert "subject=official_reception" in " ".join(rows["before"])


def test_held_again_it_says_the_same_at_once(home: Home, changed: Checkout) -> None:
    logs = len(list(home.logs.glob("run-*.log")))
    code, out, _ = changed.call("run", "--json")
    said = json.loads(out)
    assert (code, said["state"], said["code"]) == (1, "held", "EFFECT_NOT_ACCEPTED")
    assert said["rows"]["changed"] + said["rows"]["gone"] > 0
    assert Path(said["report"]).is_file() and Path(said["changes_file"]).is_file()
    assert len(list(home.logs.glob("run-*.log"))) == logs, "Dagster was not even started"


def test_code_changed_back_has_nothing_to_do(ours: Checkout) -> None:
    code, out, err = ours.call("run")
    assert code == 0, err
    assert "Nothing to do" in out


def test_another_effect_than_the_one_shown_is_not_accepted(home: Home, changed: Checkout) -> None:
    code, _, err = changed.call("effect", "--accept", "0123456789ab")
    assert code == 2
    assert "not 0123456789ab" in err
    assert not (home.effects / "accepted").exists()


def test_accepted_it_is_published_also_after_a_kill(home: Home, changed: Checkout) -> None:
    before = release_of(home)
    code, out, _ = changed.call("effect", "--json")
    assert code == 1
    said = json.loads(out)
    code, out, err = changed.call("effect", "--accept", said["effect"], "--by", "王五", "--json")
    assert code == 0, err
    assert (json.loads(out)["state"], json.loads(out)["accepted_by"]) == ("accepted", "王五")

    running = changed.start("run")
    until = time.monotonic() + _SECONDS
    while not (home.warehouse / "build.pid").exists() and running.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert release_of(home) == before

    code, out, err = changed.call("run", "--json")
    assert code == 0, err
    assert (json.loads(out)["state"], json.loads(out)["effect"]) == ("published", "accepted")
    assert release_of(home) != before
    release = current_release(home.releases)
    assert release is not None
    assert release.manifest["source_versions"]["conform"] == said["after"]["conform"]
    changed_code = release.manifest["changed_code"]
    assert (changed_code["since_release"], changed_code["effect"]) == (before, said["effect"])
    assert changed_code["accepted_by"] == "王五"
    code, out, _ = changed.call("run", "--json")
    assert (code, json.loads(out)["state"]) == (0, "unchanged")


def test_back_to_the_code_before_is_an_effect_as_well(ours: Checkout) -> None:
    """Nobody's figures go back unseen either: the way back is shown, and can be accepted."""
    code, _, err = ours.call("run")
    assert code == 1
    assert "EFFECT_NOT_ACCEPTED" in err
