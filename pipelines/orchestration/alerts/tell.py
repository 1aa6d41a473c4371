"""The troubles of a run to everyone who wants to know, once.

Belongs here: the one call that senders of alerts make. Does not: knowing where troubles come from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.home import Home
from pipelines.orchestration.alerts.mail import send_mail
from pipelines.orchestration.alerts.memory import read_memory, write_memory
from pipelines.orchestration.alerts.message import Message, Trouble, message_of, solved_message
from pipelines.orchestration.alerts.settings import Settings, SettingsWrong, read_settings
from pipelines.orchestration.alerts.webhook import send_webhook
from pipelines.orchestration.lock import exclusive


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it: how many ways it went, which did not take it, or why it was not sent at all."""

    sent: int = 0
    failures: tuple[str, ...] = ()
    why_not: str = ""


def tell(home: Home, job: str, run_id: str, troubles: Sequence[Trouble]) -> Told:
    """One message about a run's troubles, or that a job in trouble is well again. Raises `SettingsWrong`,
    `Busy` when another process is telling. A message that nobody took is tried again by the next run."""
    settings = read_settings(home)
    if not (settings.mails or settings.webhooks):
        return Told(why_not="alerts.yaml names nobody")
    with exclusive(home.warehouse / "alerts.lock"):
        memory, now = read_memory(home), datetime.now(UTC)
        if troubles:
            message = message_of(job, run_id, troubles, settings.interface)
            if reason := memory.why_not(message, settings, now):
                return Told(why_not=reason)
        elif job in memory.in_trouble:
            message = solved_message(job, run_id, settings.interface)
        else:
            return Told(why_not="all is well")
        told = send(settings, message)
        if told.sent:
            memory.note(message, job, now)
            if not troubles:
                memory.recover(job)
            write_memory(home, memory)
        return told


def send(settings: Settings, message: Message) -> Told:
    """The message by every way there is; one that fails stops no other."""
    ways: list[tuple[str, Callable[[], None]]] = [
        *((f"mail to {m.to[0]}", lambda m=m: send_mail(m, message, settings)) for m in settings.mails),
        *((w.format, lambda w=w: send_webhook(w, message, settings)) for w in settings.webhooks),
    ]
    failures = []
    for name, way in ways:
        try:
            way()
        except (OSError, SettingsWrong) as error:
            failures.append(f"{name}: {' '.join(str(error).split())}")
    return Told(len(ways) - len(failures), tuple(failures))
