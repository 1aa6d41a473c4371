"""What was told already: one bad night is one message.

Belongs here: the record under warehouse/, and the decision. Does not: sending.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pipelines.collect.files import write_atomically
from pipelines.home import Home
from pipelines.orchestration.alerts.message import Message
from pipelines.orchestration.alerts.settings import Settings

_DAY = timedelta(days=1)


@dataclass
class Memory:
    """`told` maps a message's mark to when it was last told; `sent` are the moments of all messages of the
    last day; `in_trouble` names jobs whose last message was of trouble."""

    told: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    in_trouble: list[str] = field(default_factory=list)

    def why_not(self, message: Message, settings: Settings, now: datetime) -> str | None:
        """Why the message is not sent now; None when it is."""
        last = self.told.get(message.mark)
        if last and now - datetime.fromisoformat(last) < timedelta(hours=settings.repeat_hours):
            return f"told at {last}; told again after {settings.repeat_hours:g} hours"
        recent = [s for s in self.sent if now - datetime.fromisoformat(s) < _DAY]
        if len(recent) >= settings.most_a_day:
            return f"{len(recent)} messages in the last day; most_a_day is {settings.most_a_day}"
        return None

    def note(self, message: Message, job: str, now: datetime) -> None:
        """It was sent."""
        moment = now.isoformat(timespec="seconds")
        self.told = {m: t for m, t in self.told.items() if now - datetime.fromisoformat(t) < 30 * _DAY}
        self.sent = [s for s in self.sent if now - datetime.fromisoformat(s) < _DAY] + [moment]
        if message.mark:
            self.told[message.mark] = moment
            self.in_trouble = sorted({*self.in_trouble, job})

    def recover(self, job: str) -> None:
        """The job is well again: what comes next is new trouble."""
        self.in_trouble = [j for j in self.in_trouble if j != job]
        self.told = {}


def read_memory(home: Home) -> Memory:
    """What was told in this home; nothing when the record is missing or broken."""
    try:
        stated: dict[str, Any] = json.loads(_path(home).read_text(encoding="utf-8"))
        memory = Memory(dict(stated["told"]), list(stated["sent"]), list(stated["in_trouble"]))
        for moment in [*memory.told.values(), *memory.sent]:
            datetime.fromisoformat(moment)
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()
    return memory


def write_memory(home: Home, memory: Memory) -> None:
    """Keep it."""
    told = {"told": memory.told, "sent": memory.sent, "in_trouble": memory.in_trouble}
    write_atomically(_path(home), json.dumps(told, indent=1).encode())


def _path(home: Home) -> Any:
    return home.warehouse / "alerts.json"
