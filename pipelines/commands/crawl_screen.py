"""What a crawl looks like: one line a document or problem as it comes, then what it came to.

Belongs here: words and layout. Does not: crawling, judging.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipelines.collect.fetches import CHECKED, QUIET
from pipelines.collect.launch import CrawlResult, Event
from pipelines.commands.output import Output

_EXAMPLES: Final = 5
_EVERY: Final = 50
_TOLD: Final = ("code", "url", "role", "name", "bytes", "detail")


class CrawlScreen:
    """Shows events as they come. Pages without news are only counted."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._count = 0

    def show(self, event: Event) -> None:
        """One event of the crawling process."""
        if event["event"] != "fetch":
            return
        self._count += 1
        if self._output.as_json:
            self._output.line("fetch", {name: event[name] for name in _TOLD})
            return
        code = event["code"]
        is_file = event["role"] in ("document", "container")
        if code in QUIET and not (is_file and code in ("FETCH_NEW", "FETCH_CHANGED")):
            if self._count % _EVERY == 0:
                self._output.say(f"… {self._count} addresses")
            return
        size = f"  {_size(event['bytes'])}" if event["bytes"] else ""
        detail = f": {event['detail']}" if event["detail"] and code not in CHECKED else ""
        self._output.say(f"{_word(code):<24}{event['name'][:60]}{size}  {event['url']}{detail}")


def summary(result: CrawlResult) -> list[str]:
    """What a crawl came to, in lines."""
    asked = sum(result.counts[code] for code in CHECKED)
    lines = [
        f"{result.documents_new} new documents, {result.documents_changed} changed, "
        f"{result.counts['FETCH_NOT_MODIFIED'] + result.counts['FETCH_UNCHANGED']} addresses unchanged, "
        f"{_size(result.bytes_received)} received; {asked} of {result.fetches} addresses answered."
    ]
    left = {
        "not_due": "not due for a look",
        "older": "older than --since",
        "beyond_limit": "beyond the limit",
    }
    lines += [
        f"{result.counts[name]} addresses {words}." for name, words in left.items() if result.counts[name]
    ]
    by_code = Counter(p["code"] for p in result.problems)
    for code, count in by_code.most_common():
        lines.append(f"{code}: {count}")
        examples = [p for p in result.problems if p["code"] == code][:_EXAMPLES]
        lines += [f"    {p['url']}{': ' + p['detail'] if p['detail'] else ''}" for p in examples]
        if count > _EXAMPLES:
            lines.append(f"    … and {count - _EXAMPLES} more")
    return lines


def _word(code: str) -> str:
    return {"FETCH_NEW": "new", "FETCH_CHANGED": "changed"}.get(code, code)


def _size(count: int | None) -> str:
    size = float(count or 0)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
