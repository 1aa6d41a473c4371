"""The `gongkai lake` commands: names, options, help.

Belongs here: what people type about the lake. Does not: other commands (see `cli`), the work.
"""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli_options import AsJson

lake = typer.Typer(
    name="lake",
    no_args_is_help=True,
    help="The warehouse as a lake that many write and read (DuckLake on PostgreSQL).",
    rich_markup_mode="markdown",
)


@lake.command("build")
def lake_build(context: typer.Context, as_json: AsJson = False) -> None:
    """Build and test every model in the lake, from what `gongkai run` has read.

    GONGKAI_LAKE_CATALOG is a PostgreSQL connection string, GONGKAI_LAKE_DATA a folder or an s3:// address;
    the usual AWS variables and PGPASSWORD are used. See docs/how-to/run-on-a-cluster.md.

        export GONGKAI_LAKE_CATALOG="host=db dbname=gongkai user=gongkai" GONGKAI_LAKE_DATA=s3://gongkai/lake/

        gongkai lake build
    """
    from pipelines.commands.lake import build as command

    raise typer.Exit(command(context.obj, as_json=as_json))


@lake.command("query")
def lake_query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(metavar="SQL", show_default=False, help="A query in DuckDB's SQL.")],
    output_format: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
    as_json: AsJson = False,
) -> None:
    """Ask the lake as it is now; other runs may write meanwhile.

    gongkai lake query "select count(*) from fct_line_item"
    """
    from pipelines.commands.lake import query as command

    if output_format not in ("table", "csv", "json"):
        raise typer.BadParameter("table, csv or json", param_hint="--format")
    raise typer.Exit(command(context.obj, sql, "json" if as_json else output_format))
