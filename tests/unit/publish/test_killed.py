"""A publish that is killed, at any step, leaves the old release whole, and the next one completes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.publish.current import current_release
from pipelines.publish.files import sha256_of
from pipelines.publish.query import query
from pipelines.publish.release import publish
from tests.paths import ROOT
from tests.unit.publish.test_release import NOW, make_build

# A child process publishes and kills itself, without any chance to tidy up, before or after the step named.
_CHILD = """
import os, signal, sys
from pathlib import Path
from pipelines.publish import release

step, when, build, root = sys.argv[1:]
honest = getattr(release, step)

def deadly(*values, **named):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = honest(*values, **named)
    os.kill(os.getpid(), signal.SIGKILL)
    return result

setattr(release, step, deadly)
release.publish(Path(build), Path(root), "new", {})
"""
STEPS = (
    ("copy_marts", "before"),
    ("copy_marts", "after"),
    ("compare", "after"),
    ("_manifest", "after"),
    ("flush_tree", "after"),
    ("switch_link", "before"),
    ("switch_link", "after"),
    ("forget_old", "after"),
)


@pytest.mark.parametrize(("step", "when"), STEPS, ids=[f"{when}-{step}" for step, when in STEPS])
def test_killed(tmp_path: Path, step: str, when: str) -> None:
    root = tmp_path / "warehouse" / "releases"
    publish(make_build(tmp_path / "old.duckdb", ["old"]), root, "old", {}, now=NOW)
    new = make_build(tmp_path / "new.duckdb", ["new"])
    child = subprocess.run([sys.executable, "-c", _CHILD, step, when, str(new), str(root)], cwd=ROOT)
    assert child.returncode == -signal.SIGKILL

    # `current` leads to a whole release: the new one once the link was switched, the old one before.
    is_switched = (step, when) in (("switch_link", "after"), ("forget_old", "after"))
    assert query(root, "select unit_id from dim_unit").rows == [("new" if is_switched else "old",)]
    current = current_release(root)
    assert current is not None
    for name, entry in current.manifest["files"].items():
        assert sha256_of(current.folder / name) == entry["sha256"]

    after = publish(new, root, "new", {}, now=NOW + timedelta(days=1000))
    assert query(root, "select unit_id from dim_unit").rows == [("new",)]
    assert not [path.name for path in root.iterdir() if path.name.startswith(".")]
    assert json.loads((after.folder / "MANIFEST.json").read_text())["release_id"] == after.release_id
