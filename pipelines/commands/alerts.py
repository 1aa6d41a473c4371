"""`gongkai alerts`: who is told, and a message to try it.

Belongs here: the command. Does not: settings, sending (see `orchestration/alerts`).
"""

from __future__ import annotations

from typing import Any

from pipelines.commands.bars import waiting
from pipelines.commands.failures import NOT_READ, OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.home import Home
from pipelines.orchestration.alerts.message import Trouble, message_of
from pipelines.orchestration.alerts.settings import FILE, Settings, SettingsWrong, read_settings
from pipelines.orchestration.alerts.tell import send


def alerts(home: Home, *, test: bool, as_json: bool) -> int:
    """Show every way; with `test`, try each. Returns 2 when one is not in order."""
    try:
        settings = read_settings(home)
    except SettingsWrong as wrong:
        raise CommandFailure(str(wrong)) from wrong
    output = Output(as_json=as_json)
    said: dict[str, Any] = {
        "mails": [
            {"to": list(m.to), "host": m.host, "port": m.port, "security": m.security} for m in settings.mails
        ],
        "webhooks": [{"format": w.format, "address_in": w.url_env or "file"} for w in settings.webhooks],
        "missing": _missing(settings),
        "test": None,
    }
    _show(output, home, said)
    if test and (settings.mails or settings.webhooks):
        trouble = Trouble("test", "gongkai alerts --test", "试发 This is a test.")
        with waiting("Sending"):
            told = send(settings, message_of("test", "none", [trouble], settings.interface))
        said["test"] = {"sent": told.sent, "failures": list(told.failures)}
        output.say(f"{told.sent} took the message")
        for failure in told.failures:
            output.say(f"not delivered: {failure}")
    output.result(said)
    in_order = not said["test"]["failures"] if said["test"] else not said["missing"]
    return OK if in_order else NOT_READ


def _show(output: Output, home: Home, said: dict[str, Any]) -> None:
    if not (said["mails"] or said["webhooks"]):
        output.say(
            f"Nobody is told: {home.root / FILE} names nobody. docs/how-to/run-on-a-server.md shows how."
        )
    for mail in said["mails"]:
        output.say(f"mail to {', '.join(mail['to'])} by {mail['host']}:{mail['port']} ({mail['security']})")
    for webhook in said["webhooks"]:
        place = "the file" if webhook["address_in"] == "file" else webhook["address_in"]
        output.say(f"{webhook['format']} webhook, address in {place}")
    for variable in said["missing"]:
        output.say(f"not in order: the environment variable {variable} is not set here")


def _missing(settings: Settings) -> list[str]:
    """Environment variables that the settings name and that are not set."""
    named = [m.password_env for m in settings.mails]
    named += [v for w in settings.webhooks for v in (w.url_env, w.secret_env)]
    return [v for v in named if v and not settings.secrets.get(v)]
