"""`gongkai lake`: the warehouse as a lake that many write and read.

Belongs here: the commands. Does not: DuckLake (see `orchestration/lake`).
"""

from __future__ import annotations

import time
from typing import Any

from pipelines.commands.bars import waiting
from pipelines.commands.effect_words import held_lines
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.commands.query import write_answer
from pipelines.contracts.parts import open_parts
from pipelines.home import Home
from pipelines.orchestration.effect_gate import NotRead, judge, known
from pipelines.orchestration.lake import Lake, LakeTrouble, build_lake, open_lake
from pipelines.orchestration.lock import Busy, exclusive
from pipelines.orchestration.plan import PART_ROOMS, versions
from pipelines.publish.query import Answer
from pipelines.publish.settings import SettingError


def build(home: Home, *, as_json: bool) -> int:
    """Build every model in the lake from the finished parts of this home."""
    from pipelines.contracts.compaction import Compaction

    started, now = time.monotonic(), versions()
    try:
        lake = Lake.from_environment()
        _pass_the_gate(home)
        with waiting("Gathering what was read"):
            for room in PART_ROOMS:
                Compaction(home.compacted).gather(open_parts(home.parts), room, now[room])
        with waiting("Building and testing the lake"):
            build_lake(home, lake, now)
    except LakeTrouble as trouble:
        raise CommandFailure(str(trouble)) from trouble
    seconds, output = round(time.monotonic() - started, 1), Output(as_json=as_json)
    output.say(f"The lake is built and tested, in {seconds:.0f} s. Ask it: gongkai lake query SQL")
    output.result({"seconds": seconds, "data": lake.data})
    return OK


def _pass_the_gate(home: Home) -> None:
    """The lake is read like a release: nothing changed gets into it unseen. Raises CommandFailure."""
    try:
        verdict = known(home)
        if verdict is None:
            with exclusive(home.warehouse / "run.lock"), waiting("Comparing with the release"):
                verdict = judge(home)
    except NotRead as trouble:
        raise CommandFailure(f"{trouble}: `gongkai run` first") from trouble
    except SettingError as trouble:
        raise CommandFailure(str(trouble)) from trouble
    except Busy as busy:
        raise CommandFailure(f"another run is going on: {busy}") from busy
    if not verdict.may_publish:
        raise CommandFailure("\n".join(held_lines(verdict)))


def query(home: Home, sql: str, output_format: str) -> int:
    """Ask the lake as it is now."""
    import duckdb

    try:
        with open_lake(home, Lake.from_environment()) as connection, waiting("Asking the lake"):
            cursor = connection.execute(sql)
            description: list[Any] = cursor.description or []
            rows = cursor.fetchall() if description else []
    except LakeTrouble as trouble:
        raise CommandFailure(str(trouble)) from trouble
    except duckdb.Error as error:
        raise CommandFailure(str(error).strip()) from error
    write_answer(Answer([c[0] for c in description], [str(c[1]) for c in description], rows), output_format)
    return OK
