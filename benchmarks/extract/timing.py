"""What follows from measured seconds: pages a second, ratios, medians.

Belongs here: arithmetic on `runner.Run`s. Does not: running anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from benchmarks.extract.runner import Run


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians over the repetitions of one engine.

    `ratio` is the reference's CPU time over this engine's, on the documents that both finished in the same
    repetition, so that neither a busy machine nor a limit of time tilts it; None without such documents.
    `documents`/`pages` are those finished in the median repetition, `refused` what raised an error.
    """

    cpu: float
    pages: int
    pages_per_second: float
    ratio: float | None
    wall: float
    startup_cpu: float
    peak_mb: float | None
    documents: int
    refused: int
    repetitions: int
    stopped: str


def finished(run: Run) -> dict[str, float]:
    """CPU seconds of each document that was read without an error."""
    return {line["file"]: line["cpu"] for line in run.documents if not line["error"]}


def speed(runs: list[Run], reference: list[Run], pages: dict[str, int]) -> Speed | None:
    """Figures of one engine; `runs` and `reference` are in the order of repetitions. None: nothing read."""
    rates = []
    ratios = []
    for index, run in enumerate(runs):
        own = finished(run)
        if not own or not sum(own.values()):
            continue
        count = sum(pages[f] for f in own)
        rates.append((count / sum(own.values()), index))
        if index < len(reference):
            theirs = finished(reference[index])
            both = own.keys() & theirs.keys()
            if spent := sum(own[f] for f in both):
                ratios.append(sum(theirs[f] for f in both) / spent)
    if not rates:
        return None
    _, index = sorted(rates)[len(rates) // 2]
    own = finished(runs[index])
    return Speed(
        cpu=sum(own.values()),
        pages=sum(pages[f] for f in own),
        pages_per_second=median(rate for rate, _ in rates),
        ratio=median(ratios) if ratios else None,
        wall=sum(line["wall"] for line in runs[index].documents if not line["error"]),
        startup_cpu=median(run.startup_cpu for run in runs),
        peak_mb=max((run.peak_mb for run in runs if run.peak_mb), default=None),
        documents=len(own),
        refused=sum(1 for line in runs[index].documents if line["error"]),
        repetitions=len(rates),
        stopped=next((run.stopped for run in runs if run.stopped), ""),
    )
