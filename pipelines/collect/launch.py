"""Starting the crawling process and hearing what it tells.

Belongs here: the process, its events, how it ended. Does not: Scrapy (see `crawl/`), showing anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import IO, Any, Final

from pipelines.collect.crawl.task import CrawlTask
from pipelines.collect.fetches import QUIET

Event = Mapping[str, Any]
_NOT_FETCHES: Final = frozenset(("older", "not_due", "beyond_limit"))
_KEPT_PROBLEMS: Final = 10_000


@dataclass(slots=True)
class CrawlResult:
    """How a crawl went. `counts` are fetches by code and addresses not asked by reason (`not_due`, `older`,
    `beyond_limit`); `problems` are the fetches somebody should look at, as they were told."""

    ended: bool = False
    run_id: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    documents_new: int = 0
    documents_changed: int = 0
    bytes_received: int = 0
    problems: list[Event] = field(default_factory=list)
    cause: str = ""

    @property
    def fetches(self) -> int:
        """How many addresses were asked or refused."""
        return sum(n for code, n in self.counts.items() if code not in _NOT_FETCHES)

    def hear(self, event: Event) -> None:
        """Take an event into account."""
        if event["event"] == "end":
            self.ended = event["reason"] == "finished"
            self.run_id = event["run_id"]
            self.cause = "" if self.ended else str(event["reason"])
            for name in _NOT_FETCHES & set(event["counts"]):
                self.counts[name] = event["counts"][name]
            return
        self.counts[event["code"]] += 1
        self.bytes_received += event["bytes"] or 0
        is_document = event["role"] in ("document", "container")
        self.documents_new += is_document and event["code"] == "FETCH_NEW"
        self.documents_changed += is_document and event["code"] == "FETCH_CHANGED"
        is_robots = event["purpose"] == "robots" and event["code"] in ("FETCH_GONE", "FETCH_EMPTY")
        if event["code"] not in QUIET and not is_robots and len(self.problems) < _KEPT_PROBLEMS:
            self.problems.append(event)


def crawl(
    task: CrawlTask, watch: Callable[[Event], None], environment: Mapping[str, str] | None = None
) -> CrawlResult:
    """Run the crawling process to its end. `watch` hears every event. A process that dies is a result too:
    what it had fetched is archived, and the next crawl goes on from there."""
    result = CrawlResult()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.collect.crawl"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            env=dict(environment) if environment is not None else None,
        )
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(asdict(task)))
            process.stdin.close()
            for line in process.stdout:
                event = json.loads(line)
                result.hear(event)
                watch(event)
            code = process.wait()
        except BaseException:
            process.terminate()
            process.wait(timeout=30)
            raise
        if not result.ended:
            result.cause = result.cause or f"the crawling process ended with code {code}: {_last_words(log)}"
    return result


def _last_words(log: IO[str]) -> str:
    log.seek(0)
    lines = [line.strip() for line in log.readlines() if line.strip()]
    return lines[-1][:500] if lines else "it said nothing"
