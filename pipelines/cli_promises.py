"""What every command promises: its exit codes, and how it is watched when it takes long.

Belongs here: the promises, and their place in `--help`. Does not: shapes of JSON (see `commands/shapes`).
A test goes over all commands: one without promises fails it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import typer

Progress = Literal["bar", "spinner", "screen", "quick", "serves"]
"""`bar`: counted, with rate and time left; `screen`: a bar per step; `spinner`: cannot be counted, so the
time passed is shown; `quick`: under two seconds; `serves`: says where and runs until stopped. All are silent
where stderr is no terminal."""

_WRONG: Final = "wrong usage"


@dataclass(frozen=True, slots=True)
class Promise:
    """Exit code → meaning (2 always includes wrong usage), and how long work is shown."""

    exits: dict[int, str]
    progress: Progress


def _promise(progress: Progress, done: str, cannot: str = "", found: str = "") -> Promise:
    wrong = f"{cannot}, or {_WRONG}" if cannot else _WRONG
    return Promise({0: done, **({1: found} if found else {}), 2: wrong}, progress)


_NO_RELEASE: Final = "no release yet"
PROMISES: Final[dict[str, Promise]] = {
    "alerts": _promise("spinner", "every way is in order", "one way is not in order"),
    "bi export": _promise("quick", "written", f"{_NO_RELEASE}, or the file cannot be written"),
    "bi install": _promise("spinner", "installed, now or before", "it could not be installed"),
    "bi load": _promise("spinner", "loaded", f"{_NO_RELEASE}, or Superset is not installed or failed"),
    "bi serve": _promise("serves", "stopped", "nothing loaded yet, the port is in use, or Superset failed"),
    "check": _promise("bar", "no rule failed", "a file could not be read", "a rule failed"),
    "codes load": _promise("spinner", "loaded", "no code found, or the file could not be read"),
    "collect": _promise("bar", "the crawl came to its end", "no contact, a file missing, or broken off"),
    "correct": _promise("quick", "written down", "nothing like that is read there, or it cannot be promoted"),
    "corrections": _promise("spinner", "all in order", found="one is not in order"),
    "dashboard": _promise(
        "bar", "stopped, or exported", f"{_NO_RELEASE}, the port is in use, or the folder is not ours"
    ),
    "doctor": _promise("spinner", "all that is required is there", found="something required is missing"),
    "effect": _promise(
        "screen",
        "no row changes, or the change was accepted",
        "nothing to compare with, or not the effect there is",
        "some rows change, and nobody has accepted that",
    ),
    "explain": _promise("spinner", "explained", "no such figure, its file is gone, or no picture of it"),
    "extract": _promise("bar", "every file was read", "a file could not be read (the others are printed)"),
    "ingest": _promise("bar", "every file is in the archive", "a file could not be taken (the others are)"),
    "lake build": _promise("spinner", "built and tested", "the lake cannot be reached or a test failed"),
    "lake query": _promise("spinner", "answered", "the lake cannot be reached, or the question is wrong"),
    "query": _promise("spinner", "answered", f"{_NO_RELEASE}, or the question is wrong"),
    "review": _promise("spinner", "listed", _NO_RELEASE),
    "run": _promise(
        "screen",
        "the release is up to date",
        "it failed; the release before it stays",
        "held: changed code would change figures, and nobody has accepted that",
    ),
    "service": _promise("serves", "stopped"),
    "sources add": _promise("quick", "written", "no address is known, or it is registered already"),
    "sources check": _promise("spinner", "all in order", "no such source", "one needs a person"),
    "sources manual": _promise("quick", "listed"),
    "sources warc": _promise("bar", "written", "nothing was fetched, or the file cannot be written"),
    "ui": _promise("serves", "stopped"),
    "worker": _promise("serves", "the scheduler closed, or stopped", "no scheduler answers"),
}


def words_of(promise: Promise) -> str:
    """Exit codes in one sentence."""
    return "Exit code " + "; ".join(f"{code}: {meaning}" for code, meaning in promise.exits.items()) + "."


def attach(app: typer.Typer, path: tuple[str, ...] = ()) -> None:
    """Put the exit codes below the help of every command."""
    for group in app.registered_groups:
        if group.typer_instance is not None:
            name = group.typer_instance.info.name
            attach(group.typer_instance, (*path, name) if isinstance(name, str) else path)
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        if promise := PROMISES.get(" ".join((*path, name))):
            command.epilog = words_of(promise)
