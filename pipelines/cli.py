"""The `gongkai` command line: names, options, help. The work is in `commands/`.

Belongs here: what people type. Does not: anything else; heavy imports happen inside the commands, so
that help is instant. Exit codes are promised in `cli_promises`.
"""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipelines import cli_people, cli_promises
from pipelines.cli_bi import bi
from pipelines.cli_codes import codes
from pipelines.cli_lake import lake
from pipelines.cli_operations import operations
from pipelines.cli_options import AsJson
from pipelines.cli_sources import sources
from pipelines.commands.failures import NOT_READ, CommandFailure
from pipelines.home import Home

DEBUG_VARIABLE = "GONGKAI_DEBUG"

app = typer.Typer(
    name="gongkai",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ExtractFormat(StrEnum):
    JSON = "json"
    CSV = "csv"
    HTML = "html"


class CheckFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


class QueryFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


Files = Annotated[list[Path], typer.Argument(metavar="FILE…", show_default=False, help="Files to read.")]

Jobs = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", show_default=False, help="Documents read at once. Default: one per core and GB."
    ),
]


app.add_typer(sources)
app.add_typer(codes)
app.add_typer(lake)
app.add_typer(bi)


@app.callback()
def gongkai(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            help="Folder that holds raw/ and warehouse/. Default: $GONGKAI_HOME, else the checkout.",
            metavar="DIR",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Figures that public departments disclose (部门预算, 部门决算) as comparable, traceable rows.

    Start with **gongkai run**, then look around:

        gongkai query "select table_type, count(*) from marts.fct_line_item group by all"

        gongkai check my_budget.pdf
    """
    context.obj = Home.find(home)


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", show_default=False, help="Files, folders, zip, rar, 7z.")
    ],
    url: Annotated[
        str | None, typer.Option(help="Where the one file was fetched by hand.", metavar="URL")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy files into the archive; the next run reads them.

    Folders are walked; zip, rar and 7z are opened. A file with known content is reported as known; a bad
    file is reported, kept aside, and stops nothing.

        gongkai ingest ~/Downloads/2023_budgets.zip

        gongkai --home /data/wuhan ingest disclosures/

        gongkai ingest budget.pdf --url https://www.example.gov.cn/zwgk/budget.pdf
    """
    from pipelines.commands.ingest import ingest as command

    raise typer.Exit(command(context.obj, paths, url, as_json=as_json))


@app.command()
def collect(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Option(help="Only this source (may be repeated).", metavar="ID")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Only what lists date since then.", metavar="DATE")
    ] = None,
    recheck: Annotated[
        bool, typer.Option("--recheck", help="Ask archived addresses again although they are not due.")
    ] = False,
    contact: Annotated[
        str | None,
        typer.Option(help="Mail or page of whoever crawls. Default: $GONGKAI_CONTACT.", metavar="ADDRESS"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Crawl the registered sources (raw/sources/) into the archive.

    Asks one address at a time per host, obeys robots.txt, names itself and your contact, and records a block
    instead of evading it. Whatever was killed, simply run it again. A second crawl of an unchanged site
    transfers next to nothing.

        gongkai collect --source 420112-dongxihu --contact you@example.org

        gongkai collect --recheck        (was anything changed after publication?)
    """
    from pipelines.commands.collect import collect as command

    raise typer.Exit(command(context.obj, source or [], since, recheck, contact, as_json=as_json))


@app.command()
def run(
    context: typer.Context,
    jobs: Jobs = None,
    workers: Annotated[
        str,
        typer.Option(metavar="WHERE", envvar="GONGKAI_WORKERS", help="**local**, or **dask://HOST:PORT**."),
    ] = "local",
    as_json: AsJson = False,
) -> None:
    """Everything from the archive to a release; only what changed is done again.

    Takes what lies in raw/ (registered sources, raw/inbox), reads and conforms every document, builds and
    tests the warehouse, publishes a release and prints what is in it. A run that was killed is simply
    started again.

        gongkai run --jobs 4

        gongkai run --workers dask://scheduler:8786      (see docs/how-to/run-on-a-cluster.md)
    """
    from pipelines.commands.run import run as command

    raise typer.Exit(command(context.obj, jobs, workers, as_json=as_json))


@app.command()
def worker(
    address: Annotated[
        str, typer.Argument(metavar="dask://HOST:PORT", show_default=False, help="The Dask scheduler.")
    ],
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Read documents on this machine for runs started elsewhere with **--workers**.

    Archive and parts must lie where this machine reaches them too (GONGKAI_ARCHIVE, GONGKAI_PARTS).

        dask scheduler --port 8786

        gongkai worker dask://scheduler:8786
    """
    from pipelines.commands.worker import worker as command
    from pipelines.workers import default_jobs

    raise typer.Exit(command(address, jobs or default_jobs(), as_json=as_json))


@app.command()
def extract(
    files: Files,
    output_format: Annotated[
        ExtractFormat, typer.Option("--format", help="json: everything; csv: tables; html: to look at.")
    ] = ExtractFormat.JSON,
    as_json: AsJson = False,
) -> None:
    """Print the tables and the text of files. Nothing is kept.

    gongkai extract budget.pdf | python -m json.tool

    gongkai extract budget.pdf --format html > budget.html
    """
    from pipelines.commands.extract import extract as command

    raise typer.Exit(command(files, "json" if as_json else output_format.value))


@app.command()
def check(
    context: typer.Context,
    files: Files,
    output_format: Annotated[
        CheckFormat,
        typer.Option(
            "--format", help="text: for people; json: for programs; csv: for a spreadsheet; html: to pass on."
        ),
    ] = CheckFormat.TEXT,
    lang: Annotated[Language, typer.Option(help="Language of the report.")] = Language.ZH,
    as_json: AsJson = False,
) -> None:
    """Check one disclosure (one or more files) against every rule that applies (勾稽关系).

    Exit code 0: nothing failed; 1: something failed; 2: a file could not be read. Nothing is kept.

        gongkai check narrative.pdf tables.pdf

        gongkai check budget.pdf --format html > report.html
    """
    from pipelines.commands.check import check as command

    raise typer.Exit(command(context.obj, files, "json" if as_json else output_format.value, lang.value))


@app.command()
def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(metavar="SQL", show_default=False, help="A query in DuckDB's SQL.")],
    output_format: Annotated[
        QueryFormat, typer.Option("--format", help="table: for people; csv, json: for programs.")
    ] = QueryFormat.TABLE,
    as_json: AsJson = False,
) -> None:
    """Ask the current release. Tables are in schema `marts`; warehouse/current/dictionary.md describes them.

    gongkai query "select * from marts.mart_department_overview"

    gongkai query "select row_label, amount_yuan from marts.fct_line_item where table_type = 'three_public'"
    """
    from pipelines.commands.query import query as command

    raise typer.Exit(command(context.obj, sql, "json" if as_json else output_format.value))


@app.command()
def explain(
    context: typer.Context,
    line_id: Annotated[
        str, typer.Argument(metavar="LINE_ID", show_default=False, help="From fct_line_item.")
    ],
    png: Annotated[
        Path | None,
        typer.Option(help="Write the part of the page here, with the cell marked.", metavar="FILE"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how a figure came to be: file, page, printed text, unit, meaning, checks.

    gongkai query "select line_id, row_label, amount_text from marts.fct_line_item limit 5"

    gongkai explain 8b22efaa71a8-t01-r001-c02 --png figure.png
    """
    from pipelines.commands.explain import explain as command

    raise typer.Exit(command(context.obj, line_id, png, as_json=as_json))


@app.command()
def doctor(
    context: typer.Context,
    as_json: AsJson = False,
) -> None:
    """Show what this machine has and lacks: Python, packages, room to write, optional programs.

    For every program that is missing it says which files need it and how to get it. Exit code 0: all that is
    required is there; 1: something required is missing. Optional programs never count.

        gongkai doctor
    """
    from pipelines.commands.doctor import doctor as command

    raise typer.Exit(command(context.obj, as_json=as_json))


app.add_typer(operations)
cli_people.register(app)
cli_promises.attach(app)


def main() -> None:
    """Entry point. People get one line and an exit code; `GONGKAI_DEBUG=1` shows the traceback instead."""
    try:
        app()
    except CommandFailure as failure:
        _fail(str(failure), failure.exit_code)
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Without this Python complains while shutting down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NOT_READ)
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        cause = " ".join(str(error).split())[:500]
        _fail(f"unexpected {type(error).__name__}: {cause} (set {DEBUG_VARIABLE}=1 to see where)", NOT_READ)


def _fail(message: str, exit_code: int) -> NoReturn:
    """One line for people; with `--json` also one object for programs."""
    print(f"gongkai: {message}", file=sys.stderr)
    if "--json" in sys.argv:
        print(json.dumps({"error": message, "exit_code": exit_code}, ensure_ascii=False))
    sys.exit(exit_code)
