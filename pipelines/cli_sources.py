"""The `gongkai sources` commands: names, options, help.

Belongs here: what people type about registered sources. Does not: other commands (see `cli`), the work.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import AsJson

sources = typer.Typer(
    name="sources",
    no_args_is_help=True,
    help="Who should publish what, where: raw/sources/ (来源登记).",
    rich_markup_mode="markdown",
)


@sources.command("add")
def sources_add(
    context: typer.Context,
    region: Annotated[
        str, typer.Argument(metavar="REGION", show_default=False, help="GB/T 2260 code, or a name.")
    ],
    name: Annotated[str | None, typer.Option(help="Name of the region.", metavar="NAME")] = None,
    url: Annotated[list[str] | None, typer.Option(help="Column page (may be repeated).")] = None,
    family: Annotated[
        str | None, typer.Option(help="trs, hanweb, gkmlpt, grid, platform or plain.", metavar="FAMILY")
    ] = None,
    addresses: Annotated[
        Path | None, typer.Option(help="CSV with more known addresses.", metavar="FILE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Start the record of a region, from addresses that are known or given.

    gongkai sources add 420106

    gongkai sources add 999999 --name 某市某区 --url https://www.example.gov.cn/zwgk/czyjs/
    """
    from pipelines.commands.sources import add as command

    raise typer.Exit(command(context.obj, region, name, url or [], family, addresses, as_json=as_json))


@sources.command("check")
def sources_check(
    context: typer.Context,
    source_ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", show_default=False, help="Only these sources.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether records are valid, what the last crawls found, what is missing or late.

    Asks nobody. Exit code 1 when something needs a person.

        gongkai sources check 420112-dongxihu
    """
    from pipelines.commands.sources import check as command

    raise typer.Exit(command(context.obj, source_ids or [], as_json=as_json))


@sources.command("manual")
def sources_manual(context: typer.Context, as_json: AsJson = False) -> None:
    """List, as CSV, the addresses that block robots: fetch them by hand, then `gongkai ingest --url`.

    gongkai sources manual > by_hand.csv
    """
    from pipelines.commands.sources import manual as command

    raise typer.Exit(command(context.obj, as_json=as_json))


@sources.command("warc")
def sources_warc(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="Ends in .warc.gz.")],
    source: Annotated[
        list[str] | None, typer.Option(help="Only this source (may be repeated).", metavar="ID")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Export what was fetched, and when, as WARC 1.1 for a web archive.

    gongkai sources warc dongxihu.warc.gz --source 420112-dongxihu
    """
    from pipelines.commands.sources import warc as command

    raise typer.Exit(command(context.obj, file, source or [], as_json=as_json))
