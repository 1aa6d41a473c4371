"""Draws docs/benchmarks/extract.svg and .png: speed against accuracy, and tables without rules.

Belongs here: the picture. Does not: any measuring. `draw` calls this file as a script in the environment
`plot`, because the project itself has no plotting library.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_INK, _FAINT, _GRID = "#1f2430", "#6b7280", "#e5e7eb"
_OURS, _PEER = "#c8102e", "#4c6a92"
_FORMATS = ("svg", "png")


def draw(series: dict[str, Any], folder: Path) -> None:
    """Write the pictures; `series` as `report.plotted` gives it. Raises `NotInstalled` without matplotlib."""
    from benchmarks.extract.environments import python_of

    command = [str(python_of("plot")), __file__, str(folder)]
    subprocess.run(command, input=json.dumps(series), text=True, check=True)  # noqa: S603 - this very file


def main() -> None:
    """Read the series from standard input and draw them into the folder given."""
    import matplotlib as mpl  # type: ignore[import-not-found,unused-ignore]

    mpl.use("Agg")
    mpl.rcParams.update(
        {"font.size": 10, "svg.hashsalt": "gongkai", "text.color": _INK, "svg.fonttype": "none"}
    )
    from matplotlib import pyplot

    series = json.load(sys.stdin)
    figure, (left, right) = pyplot.subplots(
        1, 2, figsize=(13, 6.4), width_ratios=(1.75, 1), layout="constrained"
    )
    _speed(left, series["speed"], series["tables"])
    _bare(right, series["borderless"])
    for name in _FORMATS:
        metadata = {"Date": None} if name == "svg" else {}
        figure.savefig(Path(sys.argv[1]) / f"extract.{name}", dpi=130, metadata=metadata)


def _plain(axes: Any, title: str, subtitle: str) -> None:
    axes.set_title(title, loc="left", fontweight="bold", fontsize=12, pad=24)
    axes.text(0, 1.02, subtitle, transform=axes.transAxes, color=_FAINT, fontsize=9.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(_GRID)
    axes.tick_params(which="both", colors=_FAINT, length=0)
    axes.set_axisbelow(True)


def _speed(axes: Any, points: list[dict[str, Any]], tables: int) -> None:
    _plain(
        axes,
        "Fast and right: top right is better",
        f"ruled tables of the synthetic corpus read without any fault, of {tables}",
    )
    axes.set_xscale("log")
    axes.set_xlabel("pages a second and core, real disclosures (logarithmic)", color=_FAINT)
    axes.set_ylim(-3, 106)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0f} %" if value <= 100 else "")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.grid(color=_GRID, linewidth=0.8)
    rates = [p["pages_per_second"] for p in points]
    axes.set_xlim(min(rates) / 1.6, max(rates) * 2.2)
    for p in points:
        colour = _OURS if p["ours"] else _PEER
        axes.scatter(p["pages_per_second"], p["exact"], s=90 if p["ours"] else 55, color=colour, zorder=3)
    for p, (dx, dy, side) in zip(points, _label_places(points), strict=True):
        axes.annotate(
            p["label"],
            (p["pages_per_second"], p["exact"]),
            (dx, dy),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=9.5,
            color=_OURS if p["ours"] else _INK,
            fontweight="bold" if p["ours"] else "normal",
        )


def _label_places(points: list[dict[str, Any]]) -> list[tuple[float, float, str]]:
    """Offsets of labels in points: to the right where there is room, else left, above, below.

    A character is taken for a box of 5.8 by 12 points (bold 6.6); axes of 560 by 400 points hold them.
    """
    import math

    rates = [math.log(p["pages_per_second"]) for p in points]
    low, high = min(rates) - math.log(1.6), max(rates) + math.log(2.2)
    places = [
        ((r - low) / (high - low) * 560, (p["exact"] + 3) / 109 * 400)
        for r, p in zip(rates, points, strict=True)
    ]
    taken = [(x - 8, y - 6, x + 8, y + 6) for x, y in places]
    chosen: list[tuple[float, float, str]] = []
    for (x, y), p in zip(places, points, strict=True):
        width = (6.6 if p["ours"] else 5.8) * len(p["label"])
        tries = [
            (s * 9, dy, "left" if s > 0 else "right") for dy in (0, 7, -7, 13, -13, 20, -20) for s in (1, -1)
        ]
        tries += [(0, 13, "center"), (0, -13, "center")]
        best = None
        for dx, dy, side in tries:
            start = x + dx - {"left": 0, "right": width, "center": width / 2}[side]
            box = (start, y + dy - 6, start + width, y + dy + 6)
            hits = sum(_overlap(box, other) for other in taken)
            outside = max(0.0, -box[0]) + max(0.0, box[2] - 560)
            cost = hits + 100 * outside + abs(dy) * 0.3
            if best is None or cost < best[0]:
                best = (cost, (dx, dy, side), box)
        assert best is not None
        taken.append(best[2])
        chosen.append(best[1])
    return chosen


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, wide) * max(0.0, high)


def _bare(axes: Any, bars: list[dict[str, Any]]) -> None:
    _plain(axes, "Tables without rules", "share of cells right (F) on typeset pages")
    bars = sorted(bars, key=lambda b: b["cell_f"])
    colours = [_OURS if b["ours"] else _PEER for b in bars]
    places = range(len(bars))
    axes.barh(places, [100 * b["cell_f"] for b in bars], color=colours, height=0.62)
    axes.set_yticks(places, [b["label"] for b in bars])
    axes.set_xlim(0, 112)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    for index, bar in zip(places, bars, strict=True):
        axes.text(100 * bar["cell_f"] + 1.5, index, f"{100 * bar['cell_f']:.1f} %", va="center", fontsize=9.5)
    for label, bar in zip(axes.get_yticklabels(), bars, strict=True):
        label.set_color(_OURS if bar["ours"] else _INK)
        label.set_fontweight("bold" if bar["ours"] else "normal")


if __name__ == "__main__":
    main()
