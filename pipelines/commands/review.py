"""`gongkai review`: what a reviewer should look at first.

Belongs here: the command. Does not: the queue (see `reports/review_queue`).
"""

from __future__ import annotations

from dataclasses import asdict

from pipelines.commands.bars import waiting
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.home import Home
from pipelines.publish.query import NoReleaseError
from pipelines.reports.review_queue import ReviewItem, review_queue


def review(home: Home, limit: int, unit: str | None, *, as_json: bool) -> int:
    """Print the queue, heaviest first."""
    try:
        with waiting("Weighing what is in doubt"):
            found = review_queue(home)
    except NoReleaseError as error:
        raise CommandFailure(str(error)) from error
    items = [i for i in found if unit is None or unit in i.unit_name]
    if as_json:
        shown = [{**asdict(i), "weight": i.weight, "command": i.command} for i in items[:limit]]
        Output(as_json=True).result(shown)
        return OK
    _print(items[:limit], len(items))
    return OK


def _print(items: list[ReviewItem], whole: int) -> None:
    if not items:
        print("Nothing to review: no figure of the current release is in doubt.")
        return
    print(f"{len(items)} of {whole} spots, heaviest first (amount × doubt)\n")
    for number, item in enumerate(items, start=1):
        weight = f"{'' if item.is_stake_known else '≤ '}{item.weight / 10_000:,.2f} 万元"
        page = f", p. {item.page}" if item.page else ""
        reads = f", reads {item.reads!r}" if item.reads else ""
        print(f"{number:>3}. {weight:<22}{item.code}  {item.cause}")
        print(f"     {item.unit_name} {item.fiscal_year or ''}  {item.file_name}{page}{reads}")
        if item.command:
            print(f"     {item.command}")
