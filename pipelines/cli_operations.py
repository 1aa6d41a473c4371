"""The part of the command line for those who run Gongkai unattended: names, options, help.

Belongs here: `ui`, `service`, `alerts`, `effect`. Does not: the work (see `commands/`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pipelines.cli_options import AsJson

operations = typer.Typer(rich_markup_mode="markdown")


class Service(StrEnum):
    CODE = "code"
    WEB = "web"
    DAEMON = "daemon"


@operations.command()
def ui(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 3000,
    as_json: AsJson = False,
) -> None:
    """Open Dagster's web interface with this workspace: assets, checks, runs.

    gongkai ui --port 3001
    """
    from pipelines.commands.ui import ui as command

    command(context.obj, port, as_json=as_json)


@operations.command()
def service(
    context: typer.Context,
    name: Annotated[Service, typer.Argument(help="code: definitions; web: interface; daemon: schedules.")],
    host: Annotated[str, typer.Option(help="Address the web interface listens on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the web interface.")] = 3000,
    as_json: AsJson = False,
) -> None:
    """Be one of the three services of a server that runs unattended; for systemd (see docs/how-to).

    `GONGKAI_POSTGRES_URL` names the database that keeps Dagster's history; without it, files in the home do.

        gongkai --home /srv/gongkai service daemon
    """
    from pipelines.commands.service import service as command

    command(context.obj, name.value, host, port, as_json=as_json)


@operations.command()
def alerts(
    context: typer.Context,
    test: Annotated[bool, typer.Option("--test", help="Send a test message to everyone.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show who is told when a run fails or a check does not pass (`alerts.yaml` in the home).

    Exit code 0: all ways are in order (with --test: took the message); 2: one is not.

        gongkai alerts --test
    """
    from pipelines.commands.alerts import alerts as command

    raise typer.Exit(command(context.obj, test=test, as_json=as_json))


@operations.command()
def effect(
    context: typer.Context,
    as_json: AsJson = False,
    examples: Annotated[int, typer.Option(min=0, help="Changed figures to show per kind of table.")] = 3,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Documents at a time.")] = None,
    accept: Annotated[
        str | None, typer.Option(metavar="EFFECT", help="Accept the effect of this name, as it was shown.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who accepts it; by default, who is logged in.")] = None,
) -> None:
    """Show what changed code does to every figure, before a release is made of it; accept it.

    The documents are read with the code as it is now, beside the parts of the current release, which stays as
    it is; every row that would change, come or go stands in a report. While the effect is not accepted,
    `gongkai run` publishes nothing. What is accepted is exactly the effect that was shown: another change of
    code with another effect asks again. Exit code 0: no row changes, or that was accepted; 1: some change.

        gongkai effect

        gongkai effect --accept 3f2a9c81d0b4 && gongkai run
    """
    from pipelines.commands.effect import effect as command

    raise typer.Exit(
        command(context.obj, as_json=as_json, examples=examples, jobs=jobs, digest=accept, by=by)
    )
