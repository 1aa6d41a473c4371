"""The commands for people who look and correct: dashboard, review, correct, corrections.

Belongs here: their options and help, as in `cli`. Does not: work (see `commands/`).
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import AsJson


class CorrectionTarget(StrEnum):
    CELL = "cell"
    HEADER = "header"
    TITLE = "title"
    UNIT_LINE = "unit_line"


def review(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="How many spots to list.", metavar="N")] = 20,
    unit: Annotated[
        str | None, typer.Option(help="Only units whose name holds this.", metavar="TEXT")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what a person should look at first: amount at stake × doubt about the reading (复核).

    Tables not identified, headers and units of money not understood, figures kept back or repaired, cells
    that two engines read differently. Under each stands the command that would correct it.

        gongkai review --limit 5

        gongkai review --unit 教育局 --json
    """
    from pipelines.commands.review import review as command

    raise typer.Exit(command(context.obj, limit, unit, as_json=as_json))


def correct(
    context: typer.Context,
    where: Annotated[
        str,
        typer.Argument(
            metavar="LINE_ID|SHA256",
            show_default=False,
            help="A figure, or the beginning of a file's SHA-256.",
        ),
    ],
    should_read: Annotated[
        str, typer.Option(help="What is printed there; levels of a header joined by ' / '.", metavar="TEXT")
    ],
    reason: Annotated[str, typer.Option(help="Why the reading is wrong.", metavar="TEXT")],
    evidence: Annotated[str, typer.Option(help="Where it can be seen: page, address.", metavar="TEXT")],
    table: Annotated[int | None, typer.Option(min=1, help="Table of the file.", metavar="N")] = None,
    target: Annotated[CorrectionTarget, typer.Option(help="What is corrected.")] = CorrectionTarget.CELL,
    row: Annotated[int | None, typer.Option(min=1, help="Body row of the table.", metavar="N")] = None,
    column: Annotated[int | None, typer.Option(min=1, help="Column of the table.", metavar="N")] = None,
    reads: Annotated[
        str | None, typer.Option(help="What is read there now. Default: looked up.", metavar="TEXT")
    ] = None,
    author: Annotated[
        str | None, typer.Option(help="Who decides. Default: your user name.", metavar="NAME")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Look again after this day. Default: in a year.", metavar="DATE")
    ] = None,
    promote: Annotated[
        bool,
        typer.Option(
            "--promote", help="A header: for every document. A unit: for this publisher's template."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Correct what the program misread: one reviewed row in raw/corrections/ (更正).

    The row is bound to what is read there now. When the reader changes, or the row expires, it is not used
    and `gongkai corrections` says so. The next run applies it to its document only.

        gongkai correct 8b22efaa71a8-t01-r001-c02 --should-read 870.30 --reason "O for 0" --evidence "p. 14"

        gongkai correct 8b22efaa71a8 --table 3 --target unit_line --should-read 单位：万元 …

    **--promote** teaches the decision to the catalogue: a header for every document; a unit of money
    for tables of the same template by the same publisher that print none. It is refused where a printed unit
    speaks against it.
    """
    from pipelines.commands.correct import Wish
    from pipelines.commands.correct import correct as command

    wish = Wish(where, table, target.value, row, column, reads, should_read, reason, evidence, author, until)
    raise typer.Exit(command(context.obj, wish, promoted=promote, as_json=as_json))


def corrections(
    context: typer.Context,
    as_json: AsJson = False,
) -> None:
    """List the corrections and what each would do now. Exit code 1 when one is not in order.

    gongkai corrections
    """
    from pipelines.commands.correct import corrections as command

    raise typer.Exit(command(context.obj, as_json=as_json))


def dashboard(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any that is free.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 lets others in.", metavar="ADDRESS")
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    export: Annotated[
        Path | None,
        typer.Option(help="Write all pages as files here instead of serving them.", metavar="DIR"),
    ] = None,
    no_pictures: Annotated[
        bool, typer.Option("--no-pictures", help="With --export: without pictures of pages, much smaller.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="With --export: processes that draw pages.")] = max(
        1, (os.cpu_count() or 2) - 1
    ),
    as_json: AsJson = False,
) -> None:
    """Look at the current release: units, years, comparisons, findings, every figure on its page (看板).

    Read-only, Chinese and English; nothing is loaded from elsewhere. A release published meanwhile is shown
    at once.

        gongkai dashboard

        gongkai dashboard --host 0.0.0.0 --port 80

        gongkai dashboard --export site/        (opens from disk, or put it on any web server)
    """
    if export is not None:
        from pipelines.commands.dashboard import export as write

        raise typer.Exit(write(context.obj, export, jobs, pictures=not no_pictures, as_json=as_json))
    from pipelines.commands.dashboard import dashboard as command

    raise typer.Exit(command(context.obj, host, port, open_browser=not no_browser, as_json=as_json))


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (dashboard, review, correct, corrections):
        app.command()(command)
