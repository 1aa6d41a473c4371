"""`gongkai bi …` on the command line: names, options, help.

Belongs here: what people type. Does not: the work (see `commands/bi`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import AsJson

bi = typer.Typer(
    name="bi",
    no_args_is_help=True,
    help="Apache Superset over the current release (商业智能).",
    rich_markup_mode="markdown",
)


@bi.command("install")
def bi_install(context: typer.Context, as_json: AsJson = False) -> None:
    """Install Superset in an environment of its own (.superset, 700 MB, some minutes). Done once.

    Nothing else here needs it. $GONGKAI_SUPERSET names another place for it.

        gongkai bi install
    """
    from pipelines.commands.bi import install as command

    raise typer.Exit(command(context.obj, as_json=as_json))


@bi.command("load")
def bi_load(context: typer.Context, as_json: AsJson = False) -> None:
    """Give Superset the release as a database, its marts as datasets with metrics, and two dashboards.

    Run it again after a new version of Gongkai: what bears the same identity is replaced, your own charts
    stay. A new release needs no loading: Superset reads it at once. $GONGKAI_SUPERSET_PASSWORD chooses the
    password.

        gongkai bi load
    """
    from pipelines.commands.bi import load as command

    raise typer.Exit(command(context.obj, as_json=as_json))


@bi.command("serve")
def bi_serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port.")] = 8088,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 lets others in.", metavar="ADDRESS")
    ] = "127.0.0.1",
    as_json: AsJson = False,
) -> None:
    """Start Superset and say where it is.

    gongkai bi serve --port 8088
    """
    from pipelines.commands.bi import serve as command

    raise typer.Exit(command(context.obj, host, port, as_json=as_json))


@bi.command("export")
def bi_export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="Ends in .zip.")],
    as_json: AsJson = False,
) -> None:
    """Write datasets, metrics, charts and dashboards as one zip for a Superset that runs elsewhere.

    gongkai bi export gongkai_superset.zip
    """
    from pipelines.commands.bi import export as command

    raise typer.Exit(command(context.obj, file, as_json=as_json))
