"""First paint of each kind of page, cold and warm: `python -m benchmarks.dashboard HOME`.

Belongs here: measuring and printing. Does not: judging (the goal is in docs; a busy machine is no fault).

Cold is the first request after the server started, warm the median of five more, each in a fresh tab.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from pipelines.dashboard.links import unit_path
from pipelines.dashboard.measures import spots
from pipelines.dashboard.source import Source
from pipelines.home import Home
from tests.end_to_end.browsing import browser, serving

PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main(home: Path) -> None:
    """Measure a home's current release."""
    source = Source(Home(home).releases)
    begun = time.monotonic()
    with serving(home) as address, browser() as chrome:
        print(f"server answers after {time.monotonic() - begun:.1f} s (browser started too)")
        for name, path in pages(source).items():
            times = [first_paint(chrome, f"{address}/{path}") for _ in range(6)]
            print(
                f"{name:<12} cold {times[0]:6.0f} ms   warm {statistics.median(times[1:]):6.0f} ms   /{path}"
            )


def pages(source: Source) -> dict[str, str]:
    """One page of each kind, the largest where sizes differ."""
    (row,) = source.rows("select unit_id from fct_line_item group by 1 order by count(*) desc limit 1")
    spot = next(iter(spots(source).values()))
    viewer = f"zh/doc/{spot['document_id'][:12]}/{spot['page']}/"
    lists = {name: f"zh/{name}/" for name in ("compare", "findings", "coverage", "search", "review")}
    return {"overview": "zh/", "unit": f"zh/{unit_path(row['unit_id'])}", "figure": viewer, **lists}


def first_paint(chrome: Any, address: str) -> float:
    """Milliseconds until the browser paints content."""
    context = chrome.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="load")
    while (painted := page.evaluate(PAINT)) is None:  # the page's own policy forbids waiting by script
        page.wait_for_timeout(20)
    context.close()
    return float(painted)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
