"""A room's version follows what shapes its parts, and nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import pipelines
from pipelines.contracts.versions import fingerprint, room_version

ROOMS = ("collect", "extract", "conform")
LIBRARIES = {"polars": "1"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    target = tmp_path / "pipelines"
    shutil.copytree(
        Path(pipelines.__file__).parent, target, ignore=shutil.ignore_patterns("__pycache__", "orchestration")
    )
    return target


def versions(package: Path) -> dict[str, str]:
    return {room: fingerprint(package, room, LIBRARIES) for room in ROOMS}


def test_is_twelve_hexadecimal_digits() -> None:
    for room in ROOMS:
        assert len(room_version(room)) == 12
        int(room_version(room), 16)
    with pytest.raises(KeyError):
        room_version("attic")


def test_does_not_depend_on_place_or_time(package: Path, tmp_path: Path) -> None:
    before = versions(package)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(package, elsewhere)
    for path in elsewhere.rglob("*.py"):
        os.utime(path, (1, 1))
    (elsewhere / "extract" / "__pycache__").mkdir()
    (elsewhere / "extract" / "__pycache__" / "model.py").write_text("x")
    assert versions(elsewhere) == before


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("extract/model.py", {"extract", "conform"}),
        ("conform/catalogue/measures.csv", {"conform"}),
        ("collect/archive.py", {"collect"}),
        ("contracts/values.py", {"collect", "extract", "conform"}),
        ("contracts/tables/collect.py", {"collect"}),
        ("contracts/tables/marts/facts.py", set()),
        ("contracts/dictionary.py", set()),
        ("publish/release.py", set()),
        ("contracts/outcome_codes.csv", set()),
    ],
)
def test_changes_with_what_shapes_the_parts(package: Path, file: str, changed: set[str]) -> None:
    before = versions(package)
    path = package / file
    path.write_bytes(path.read_bytes() + b"\n")
    after = versions(package)
    assert {room for room in ROOMS if before[room] != after[room]} == changed


def test_a_renamed_file_and_a_new_library_count(package: Path) -> None:
    before = versions(package)
    (package / "extract" / "text" / "cjk.py").rename(package / "extract" / "text" / "cjk2.py")
    assert fingerprint(package, "extract", LIBRARIES) != before["extract"]
    assert fingerprint(package, "collect", {"polars": "2"}) != before["collect"]
