"""Draws docs/benchmarks/scale.svg and .png: time, memory and bytes against the number of documents.

Belongs here: the picture. Does not: any measuring. `draw` calls this file as a script in the environment
`plot` of `benchmarks.extract`, because the project itself has no plotting library.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_INK, _FAINT, _GRID = "#1f2430", "#6b7280", "#e5e7eb"
_COLOURS = {
    "extract": "#c8102e",
    "conform": "#4c6a92",
    "gather": "#8a8f98",
    "warehouse": "#b8860b",
    "release": "#3f7d58",
}
_FORMATS = ("svg", "png")


def draw(record: dict[str, Any], out: Path) -> None:
    """Write the pictures beside `out`. Raises `NotInstalled` without matplotlib."""
    from benchmarks.extract.environments import python_of

    command = [str(python_of("plot")), __file__, str(out.with_suffix(""))]
    subprocess.run(command, input=json.dumps(curves(record)), text=True, check=True)  # noqa: S603 - this very file


def curves(record: dict[str, Any]) -> dict[str, dict[str, list[list[float]]]]:
    """Per picture and part of the road: [documents, value] pairs, in order of documents."""
    seconds: dict[str, list[list[float]]] = {}
    memory: dict[str, list[list[float]]] = {}
    disk: dict[str, list[list[float]]] = {}
    for number, taken in _in_order(record.get("rooms")):
        for room in ("extract", "conform", "gather"):
            seconds.setdefault(room, []).append([number, taken[room]["cpu"]])
            memory.setdefault(room, []).append([number, taken[room]["peak_mb"]])
        disk.setdefault("originals", []).append([number, taken["bytes"] / 1e6])
        disk.setdefault("parts", []).append([number, taken["part_bytes"] / 1e6])
    for number, taken in _in_order(record.get("build")):
        seconds.setdefault("warehouse", []).append([number, taken["cpu_seconds"]])
        memory.setdefault("warehouse", []).append([number, taken["peak_mb"]])
        disk.setdefault("warehouse", []).append([number, taken["build_mb"]])
        disk.setdefault("release", []).append([number, taken["release_mb"]])
    return {"seconds": seconds, "memory": memory, "disk": disk}


def _in_order(found: dict[str, Any] | None) -> list[tuple[int, dict[str, Any]]]:
    return sorted((int(number), taken) for number, taken in (found or {}).items())


def main() -> None:
    """Read the curves from standard input and draw them to the path given, without its ending."""
    import matplotlib as mpl  # type: ignore[import-not-found,unused-ignore]

    mpl.use("Agg")
    mpl.rcParams.update(
        {"font.size": 10, "svg.hashsalt": "gongkai", "text.color": _INK, "svg.fonttype": "none"}
    )
    from matplotlib import pyplot

    found = json.load(sys.stdin)
    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(15, 5.2), layout="constrained")
    _panel(
        left, "Processor seconds", "the dotted line grows as the documents do", found["seconds"], slope=True
    )
    _panel(
        middle,
        "Memory at its highest, MB",
        "all processes of a room; the largest of the build",
        found["memory"],
    )
    _panel(right, "On disk, MB", "the dotted line grows as the documents do", found["disk"], slope=True)
    for name in _FORMATS:
        metadata = {"Date": None} if name == "svg" else {}
        figure.savefig(Path(f"{sys.argv[1]}.{name}"), dpi=130, metadata=metadata)


def _panel(
    axes: Any, title: str, subtitle: str, lines: dict[str, list[list[float]]], *, slope: bool = False
) -> None:
    axes.set_title(title, loc="left", fontweight="bold", fontsize=12, pad=24)
    axes.text(0, 1.02, subtitle, transform=axes.transAxes, color=_FAINT, fontsize=9.5)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("documents (logarithmic)", color=_FAINT)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(_GRID)
    axes.tick_params(which="both", colors=_FAINT, length=0)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        axis.set_minor_formatter(lambda *_: "")
    axes.grid(color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    ends = []
    for name, points in lines.items():
        colour = _COLOURS.get(name, _INK)
        numbers, values = [p[0] for p in points], [max(p[1], 0.01) for p in points]
        axes.plot(numbers, values, color=colour, marker="o", markersize=5, linewidth=1.8)
        if slope:
            straight = [values[0] * n / numbers[0] for n in numbers]
            axes.plot(numbers, straight, color=colour, linewidth=0.9, linestyle=":")
        ends.append((values[-1], name, numbers[-1], colour))
    for value, name, number, colour in _apart(sorted(ends), 1.28):
        axes.annotate(name, (number, value), (8, 0), textcoords="offset points", va="center", color=colour)
    axes.margins(x=0.06)
    low, high = axes.get_xlim()
    axes.set_xlim(low, high * 3)  # room for the names


def _apart(ends: list[tuple[Any, ...]], factor: float) -> list[tuple[Any, ...]]:
    """Labels moved up, each at least `factor` above the one below it."""
    placed: list[tuple[Any, ...]] = []
    for value, *rest in ends:
        least = placed[-1][0] * factor if placed else value
        placed.append((max(value, least), *rest))
    return placed


if __name__ == "__main__":
    main()
