"""What all adapters share: the loop over documents, its clock, and the common form of a table.

Belongs here: standard library only, since it runs inside every engine's environment.
Does not: any engine, any scoring.

An adapter is called as `ADAPTER.py TASK.json OUT.jsonl` and ends with `serve(read, plain)`:
`read(path)` yields whatever the engine returns for a table (on the clock), `plain(found)` puts it into the
common form (off the clock). The task holds `files`, `keep_cells`, `cpu_limit` (seconds) and `variant`.
Written are one line per document as it ends, so that a process that is killed has told what it did, and a
last line with the peak of memory.

The common form: `{"nrows", "ncols", "cells": [{"r", "c", "rs", "cs", "text"}]}`, merged cells once.
"""

from __future__ import annotations

import contextlib
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Table = dict[str, Any]
Box = Sequence[float]
_SAME = 1.0
_PATH = re.compile(r"(/[^\s/'\"]+){2,}/?")


def task() -> dict[str, Any]:
    """What the runner asked for."""
    found: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    return found


def variant() -> str:
    """The mode of the engine that is measured (`lattice`, `stream` …); empty where it has only one."""
    return str(task().get("variant") or "")


def cpu_seconds() -> float:
    """User and system time of this process, all its threads and all children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_megabytes() -> float:
    """Most memory held at once by this process, or by its largest child where that is more."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with contextlib.suppress(OSError, IndexError):
        # The kernel's own high-water mark; the other one includes the parent's memory at the fork.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        own = int(status.split("VmHWM:")[1].split()[0]) / 1024
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def serve(read: Callable[[str], Iterable[Any]], plain: Callable[[Any], Table]) -> None:
    """Read every file of the task, in order, until the limit of CPU time is reached."""
    asked = task()
    limit = asked.get("cpu_limit") or float("inf")
    start = cpu_seconds()
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        _say(out, {"startup_cpu": start})
        for file in asked["files"]:
            if cpu_seconds() - start > limit:
                _say(out, {"stopped": "limit of CPU time"})
                break
            _say(out, one_document(file, read, plain, keep_cells=bool(asked.get("keep_cells"))))
        _say(out, {"peak_mb": round(peak_megabytes(), 1)})


def one_document(
    file: str, read: Callable[[str], Iterable[Any]], plain: Callable[[Any], Table], keep_cells: bool
) -> dict[str, Any]:
    """The line of one document: `file`, `cpu`, `wall`, `count` of tables, `tables` or `error`."""
    line: dict[str, Any] = {"file": file, "error": None}
    kept: list[Any] = []
    count = 0
    cpu, wall = cpu_seconds(), time.perf_counter()
    try:
        for found in read(file):
            count += 1
            if keep_cells:
                kept.append(found)
    except BaseException as e:
        # Engines in Rust panic outside of Exception; the batch goes on.
        if isinstance(e, KeyboardInterrupt):
            raise
        line["error"] = _short(e)
    line["cpu"], line["wall"] = cpu_seconds() - cpu, time.perf_counter() - wall
    line["count"] = count
    if keep_cells:
        line["tables"] = [plain(found) for found in kept]
    return line


def _say(out: Any, line: dict[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=False) + "\n")
    out.flush()


def _short(e: BaseException) -> str:
    """Name and message without any path of this machine."""
    return f"{type(e).__name__}: {_PATH.sub('…', ' '.join(str(e).split()))}"[:160]


def from_rows(rows: Sequence[Sequence[str | None]]) -> Table:
    """Rows of texts; None is a place covered by a merged cell, which begins to its left or above."""
    covered: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None or (r, c) in covered:
                continue
            across = _run(rows[r][c + 1 :])
            down = _run([below[c] if c < len(below) else "" for below in rows[r + 1 :]]) if across == 1 else 1
            covered |= {(r + i, c + j) for i in range(down) for j in range(across)}
            cells.append({"r": r, "c": c, "rs": down, "cs": across, "text": text})
    return {"nrows": len(rows), "ncols": max((len(row) for row in rows), default=0), "cells": cells}


def _run(following: Sequence[str | None]) -> int:
    return 1 + next((i for i, text in enumerate(following) if text is not None), len(following))


def from_grid(texts: Sequence[Sequence[str | None]], boxes: Sequence[Sequence[Box | None]]) -> Table:
    """Texts with the boxes `(x0, top, x1, bottom)` of their cells; None where a merged cell lies."""
    present = [b for row in boxes for b in row if b]
    lefts, tops = _starts(b[0] for b in present), _starts(b[1] for b in present)
    cells = []
    for r, (row, places) in enumerate(zip(texts, boxes, strict=False)):
        for c, (text, box) in enumerate(zip(row, places, strict=False)):
            if box:
                spans = {"rs": _within(tops, box[1], box[3]), "cs": _within(lefts, box[0], box[2])}
                cells.append({"r": r, "c": c, **spans, "text": text or ""})
    return {"nrows": len(texts), "ncols": max((len(row) for row in texts), default=0), "cells": cells}


def from_boxes(found: Sequence[tuple[Box, str]]) -> Table:
    """Cells in any order, each a box `(x0, top, x1, bottom)` and its text; placed by their edges."""
    lefts, tops = _starts(b[0] for b, _ in found), _starts(b[1] for b, _ in found)
    cells = [
        {
            "r": _place(tops, box[1]),
            "c": _place(lefts, box[0]),
            "rs": _within(tops, box[1], box[3]),
            "cs": _within(lefts, box[0], box[2]),
            "text": text,
        }
        for box, text in found
    ]
    return {"nrows": len(tops), "ncols": len(lefts), "cells": cells}


def _starts(values: Iterable[float]) -> list[float]:
    """The values in order, those within a point taken for one."""
    starts: list[float] = []
    for value in sorted(values):
        if not starts or value - starts[-1] > _SAME:
            starts.append(value)
    return starts


def _place(starts: list[float], value: float) -> int:
    return max((i for i, s in enumerate(starts) if s <= value + _SAME), default=0)


def _within(starts: list[float], low: float, high: float) -> int:
    return max(1, sum(1 for s in starts if low - _SAME <= s < high - _SAME))


def pages_of(document: Any) -> Iterator[Any]:
    """Pages of anything with a length and places, one at a time."""
    for index in range(len(document)):
        yield document[index]
