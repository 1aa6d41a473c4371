"""`gongkai alerts`: who is told, and a message to try it.

Belongs here: the command. Does not: settings, sending (see `orchestration/alerts`).
"""

from __future__ import annotations

from pipelines.commands.failures import NOT_READ, OK, CommandFailure
from pipelines.home import Home
from pipelines.orchestration.alerts.message import Trouble, message_of
from pipelines.orchestration.alerts.settings import FILE, Settings, SettingsWrong, read_settings
from pipelines.orchestration.alerts.tell import send


def alerts(home: Home, *, test: bool) -> int:
    """Show every way; with `test`, try each. Returns 2 when one is not in order."""
    try:
        settings = read_settings(home)
    except SettingsWrong as wrong:
        raise CommandFailure(str(wrong)) from wrong
    if not (settings.mails or settings.webhooks):
        print(f"Nobody is told: {home.root / FILE} names nobody. docs/how-to/run-on-a-server.md shows how.")
        return OK
    for mail in settings.mails:
        print(f"mail to {', '.join(mail.to)} by {mail.host}:{mail.port} ({mail.security})")
    for webhook in settings.webhooks:
        print(f"{webhook.format} webhook, address in {webhook.url_env or 'the file'}")
    if not test:
        return _missing(settings)
    trouble = Trouble("test", "gongkai alerts --test", "试发 This is a test.")
    told = send(settings, message_of("test", "none", [trouble], settings.interface))
    print(f"{told.sent} took the message")
    for failure in told.failures:
        print(f"not delivered: {failure}")
    return NOT_READ if told.failures else OK


def _missing(settings: Settings) -> int:
    named = [m.password_env for m in settings.mails]
    named += [v for w in settings.webhooks for v in (w.url_env, w.secret_env)]
    missing = [v for v in named if v and not settings.secrets.get(v)]
    for variable in missing:
        print(f"not in order: the environment variable {variable} is not set here")
    return NOT_READ if missing else OK
