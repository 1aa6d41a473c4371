"""The house keeps its shape: rooms import only from rooms before them, and Dagster stays at the edge."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.paths import ROOT

PIPELINES = ROOT / "pipelines"
# In the order in which the data flows; a room may import from those before it and from itself.
ROOMS = (
    "collect",
    "extract",
    "conform",
    "contracts",
    "reconcile",
    "publish",
    "reports",
    "dashboard",
    "bi",
    "orchestration",
    "commands",
)
MAX_BYTES = 14_000


def modules() -> list[Path]:
    return sorted(PIPELINES.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def room_of(path: Path) -> str:
    parts = path.relative_to(PIPELINES).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PIPELINES)))
def test_module(path: Path):
    room, imported = room_of(path), imports_of(path)
    if room in ROOMS:
        later = ROOMS[ROOMS.index(room) + 1 :]
        upward = {m for m in imported if m.startswith("pipelines.") and m.split(".")[1] in later}
        assert not upward, f"imports from rooms after its own: {sorted(upward)}"
    if room != "orchestration":
        outside = {m for m in imported if m.split(".")[0].startswith("dagster")}
        assert not outside, "only orchestration imports Dagster"
    if room in ("extract", "conform", "contracts", "reconcile", "reports", "dashboard", "publish"):
        assert not {m for m in imported if m.split(".")[0] in ("dbt", "requests", "httpx", "socket")}
    assert path.stat().st_size <= MAX_BYTES, "one module, one job: split it"
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "say what belongs here and what does not"
