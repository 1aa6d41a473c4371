"""Follows docs/how-to/run-on-a-server.md to the letter on a fresh Debian under systemd, then does it harm.

Belongs here: the guide's own commands, what must be seen after them and after kills, stops and lost power.
Does not: making the machine (see `machine`), the services without systemd (see `prove_server`).

    sudo .venv/bin/python -m scripts.prove_systemd        a quarter of an hour; exit code 0: all was seen
    sudo .venv/bin/python -m scripts.prove_systemd --base /var/tmp/gongkai-base    the next time, some minutes

What is proven is the last commit. Nothing outside a temporary folder (and --base) changes.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from scripts.machine import Machine, Unable, require
from scripts.prove_server import (
    QUESTION,
    REPOSITORY,
    ROOT,
    SCHEDULE,
    START,
    ask,
    say,
    schedule_of,
    stop_schedule,
    wait,
)

GUIDE = ROOT / "docs" / "how-to" / "run-on-a-server.md"
SERVICES = ("gongkai-code", "gongkai-web", "gongkai-daemon")
API = "http://127.0.0.1:3000/graphql"
BUNDLE = "/root/gongkai.bundle"
SECRETS = "/etc/gongkai.env"
# Where a password could have been written: everything but the packages and PostgreSQL's own files.
SEARCHED = "/etc /home /opt /root /run /srv /tmp /var --exclude-dir=.venv --exclude-dir=postgresql"
RUNS = "{ runsOrError { ... on Runs { results { runId status startTime tags { key value } } } } }"
LAUNCH = """mutation($run: ExecutionParams!) { launchRun(executionParams: $run) {
  ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }"""
OVER = ("SUCCESS", "FAILURE", "CANCELED")


def main() -> int:
    """Returns 1 when something was not seen, 2 when this machine cannot try."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--base",
        type=Path,
        help="a Debian with packages and Gongkai set up (3 GB): made there when absent, then copied",
    )
    base = parser.parse_args().base
    try:
        require()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # so that all is cleaned up
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongkai-systemd-")))
            folder.chmod(0o755)
            machine = Machine(folder / "server")
            stack.callback(machine.end)
            try:
                prove(machine, base)
            except (AssertionError, RuntimeError, SystemExit):
                say(last_words(machine))
                raise
    except Unable as unable:
        say(f"cannot be tried here: {unable}")
        return 2
    except (AssertionError, LookupError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        say(f"NOT proven: {error}")
        return 1
    say("proven")
    return 0


def prove(machine: Machine, base: Path | None) -> None:
    """Everything, in the order in which a server lives. Raises AssertionError when something is not so."""
    password = secrets.token_urlsafe(18)
    follow_the_guide(machine, base, password)
    everything_is_up(machine)
    units_are_in_order(machine)
    start_the_schedule(machine)
    harm(machine, "systemctl stop in a run", lambda: stop_and_start(machine))
    figures = look_at_release(machine)
    for name in SERVICES:
        kill(machine, name)
    for what, act in (
        ("kill -9 of the code server in a run", lambda: kill(machine, SERVICES[0])),
        ("reboot in a run", lambda: reboot(machine)),
        ("power lost in a run", lambda: lose_power(machine)),
    ):
        launch(machine)
        harm(machine, what, act)
        assert look_at_release(machine) == figures, "the release is another than before"
    run_from_a_terminal(machine)
    password_is_in_its_place_alone(machine, password)


def last_words(machine: Machine) -> str:
    """The end of the services' journal, for whoever looks for the cause."""
    with contextlib.suppress(LookupError, RuntimeError):
        return machine.run("journalctl --no-pager --unit 'gongkai-*' --lines 60")
    return "(the machine is off)"


def guide_commands(text: str) -> list[str]:
    """The commands of the guide's section "Set up", without comments."""
    block = re.search(r"^## Set up\n.*?^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    if block is None:
        raise LookupError(f"{GUIDE.name} has no commands under 'Set up'")
    lines = (re.sub(r"\s{2,}#.*", "", line).strip() for line in block[1].splitlines())
    return [line for line in lines if line]


def follow_the_guide(machine: Machine, base: Path | None, password: str) -> None:
    """The first commands with this machine's network, those from PostgreSQL on under systemd."""
    commands = guide_commands(GUIDE.read_text(encoding="utf-8"))
    first = next(n for n, command in enumerate(commands) if command.startswith("su postgres"))
    if base is None or not base.is_dir():
        target = machine if base is None else Machine(base.with_name(base.name + ".partial"))
        say(f"a fresh Debian, its packages, the environment: some minutes (see {target.log})")
        target.make()
        bundle(target)
        for command in commands[:first]:
            target.prepare(literally(command))
        if base is not None:
            target.folder.rename(base)
    if base is not None:
        subprocess.run(["cp", "-a", "--reflink=auto", base, machine.folder], check=True)  # noqa: S603, S607
        bundle(machine)
        machine.prepare(
            f"cd /opt/gongkai && git fetch -q {BUNDLE} HEAD && git reset -q --hard FETCH_HEAD && make setup"
        )
    say(f"systemd is up after {machine.boot():.1f} s ({machine.run('systemctl --version').splitlines()[0]})")
    for command in commands[first:]:
        machine.run(literally(command), answers=f"{password}\n{password}\n")
        if SECRETS in command:  # "then put the password in"; and a tick every minute
            nightly = 's/^#GONGKAI_NIGHTLY=.*/GONGKAI_NIGHTLY="* * * * *"/'
            change = f"read -r p; sed -i -e \"s/PASSWORD/$p/\" -e '{nightly}' {SECRETS}"
            machine.run(change, answers=password + "\n")
    say(f"followed {GUIDE.name}: {len(commands)} commands")


def bundle(machine: Machine) -> None:
    """Put the last commit where the machine can clone it."""
    target = f"{machine.folder}{BUNDLE}"
    git = ["git", "-C", ROOT, "bundle", "create", "--quiet", target, "HEAD"]
    subprocess.run(git, check=True)  # noqa: S603


def literally(command: str) -> str:
    """A command of the guide as a shell takes it, in the folder that the guide went into."""
    return "cd /opt/gongkai 2>/dev/null || true; " + command.replace("…", BUNDLE)


def inside(machine: Machine, look: Callable[[], Any]) -> Callable[[], Any]:
    """The same look, through the machine's network."""

    def looked() -> Any:
        with machine.network():
            return look()

    return looked


def everything_is_up(machine: Machine) -> None:
    """Services active and switched on for the next start, the interface answers, the code is loaded."""
    wait("the interface answers", inside(machine, lambda: ask(API, "{ version }")["version"]))
    wait("the code is loaded", inside(machine, lambda: schedule_of(API)))
    names = " ".join(SERVICES)
    active, enabled = (
        machine.run(f"systemctl {ask_for} {names}").split() for ask_for in ("is-active", "is-enabled")
    )
    say(f"services: {active}, {enabled}")
    assert active == ["active"] * 3 and enabled == ["enabled"] * 3
    assert {property_of(machine, name, "User") for name in SERVICES} == {"gongkai"}


def units_are_in_order(machine: Machine) -> None:
    """systemd's own opinion of the units."""
    said = machine.run("systemd-analyze verify /etc/systemd/system/gongkai-*.service 2>&1")
    assert not said, said
    for name in SERVICES:
        level = machine.run(f"systemd-analyze security --no-pager {name}").splitlines()[-1]
        say(f"{name}: {level.strip('→ ')}")


def start_the_schedule(machine: Machine) -> None:
    """Switch it on, wait for a tick and its run, switch it off."""
    select = {**REPOSITORY, "scheduleName": SCHEDULE}
    inside(machine, lambda: ask(API, START, selector=select))()
    wait("a tick started a run", lambda: [r for r in unfinished(machine) if r["status"] == "STARTED"])

    def is_off() -> bool:
        # Dagster writes the state again when a tick ends: one that is going on switches it on again.
        stop_schedule(API)
        time.sleep(2)
        return bool(schedule_of(API)["scheduleState"]["status"] == "STOPPED")

    wait("the schedule is off", inside(machine, is_off))


def launch(machine: Machine) -> None:
    """Start a run as a click in the interface does."""
    run = {"selector": {**REPOSITORY, "jobName": "build_release"}, "runConfigData": {}}
    answer = inside(machine, lambda: ask(API, LAUNCH, run=run))()["launchRun"]
    assert "run" in answer, answer


def runs(machine: Machine) -> list[dict[str, Any]]:
    """All runs, the newest first."""
    return list(inside(machine, lambda: ask(API, RUNS))()["runsOrError"]["results"])


def unfinished(machine: Machine) -> list[dict[str, Any]]:
    """Runs that are not over."""
    return [run for run in runs(machine) if run["status"] not in OVER]


def harm(machine: Machine, what: str, act: Callable[[], None]) -> None:
    """Do it while a run is at work; afterwards everything is up, no run hangs and the last one succeeds."""
    wait("a run is at work", lambda: [r for r in unfinished(machine) if r["status"] == "STARTED"])
    time.sleep(2)
    at_work = [run["runId"] for run in unfinished(machine)]
    assert at_work, "the run was over before it could be harmed"
    say(f"— {what}")
    act()
    everything_is_up(machine)
    wait("nothing hangs, the last run succeeded", lambda: is_settled(machine))
    told = {run["runId"]: run["status"] for run in reversed(runs(machine))}
    say(f"runs: {[f'{name[:8]} {status}' for name, status in told.items()]}")


def is_settled(machine: Machine) -> bool:
    """No run is going on and the last one succeeded."""
    return not unfinished(machine) and runs(machine)[0]["status"] == "SUCCESS"


def stop_and_start(machine: Machine) -> None:
    """`systemctl stop` of all three ends in time, by itself."""
    began = time.monotonic()
    machine.run(f"systemctl stop {' '.join(SERVICES)}")
    took = time.monotonic() - began
    results = {name: property_of(machine, name, "Result") for name in SERVICES}
    say(f"stopped after {took:.1f} s: {results}")
    assert set(results.values()) == {"success"}, "not every service ended by itself"
    left = machine.run("for p in /proc/[0-9]*; do stat -c '%U %n' $p; done | grep ^gongkai || true")
    assert not left, f"left over: {left}"
    machine.run(f"systemctl start {' '.join(SERVICES)}")


def kill(machine: Machine, name: str) -> None:
    """`kill -9` of a service: systemd starts it again."""
    before, pid = (int(property_of(machine, name, key)) for key in ("NRestarts", "MainPID"))
    machine.run(f"kill -9 {pid}")
    began = time.monotonic()
    wait(
        f"{name} killed, started again by systemd",
        lambda: (
            int(property_of(machine, name, "NRestarts")) > before
            and property_of(machine, name, "ActiveState") == "active"
        ),
    )
    everything_is_up(machine)
    say(f"well again after {time.monotonic() - began:.0f} s")


def property_of(machine: Machine, name: str, key: str) -> str:
    """What systemd knows of a service."""
    return machine.run(f"systemctl show --property {key} --value {name}")


def reboot(machine: Machine) -> None:
    """`systemctl reboot`: PID 1 is another, the services come by themselves."""
    began = time.monotonic()
    up = machine.reboot()
    say(f"down after {time.monotonic() - began - up:.1f} s, systemd is up {up:.1f} s later")


def lose_power(machine: Machine) -> None:
    """Everything ends at once; then it is switched on again."""
    machine.cut_power()
    say(f"systemd is up after {machine.boot():.1f} s")


def look_at_release(machine: Machine) -> str:
    """How many figures the current release has, asked as the guide asks."""
    count = machine.run(f'gongkai query "{QUESTION}" --format csv').split()[-1]
    say(f"the release has {count} figures")
    assert int(count) > 0
    return count


def run_from_a_terminal(machine: Machine) -> None:
    """`gongkai run` works in the same home, and everything stays the services' own."""
    said = machine.run("gongkai run").splitlines()[-1]
    say(f"gongkai run: {said}")
    assert said.startswith("Nothing to do"), "it did again what the services had done"
    strangers = machine.run("find /srv/gongkai ! -user gongkai")
    assert not strangers, strangers


def password_is_in_its_place_alone(machine: Machine, password: str) -> None:
    """In no other file, not in the journal, in no command line, not in what the interface tells."""
    found = machine.run(f'read -r p; grep -rlaFs -e "$p" {SEARCHED} || true', answers=password + "\n").split()
    say(f"files with the password: {found}")
    assert found == [SECRETS], "the password is not (only) where it belongs"
    assert machine.run(f"stat -c '%a %U' {SECRETS}") == "600 gongkai"
    told = {
        "journal": machine.run("journalctl --no-pager --output export"),
        "command lines": machine.run("cat /proc/[0-9]*/cmdline | tr '\\0' ' '"),
        "units": machine.run(f"systemctl show {' '.join(SERVICES)}"),
        "interface": str(inside(machine, lambda: ask(API, "{ instance { info } }"))()),
    }
    say(f"looked for it in { ({where: len(text) for where, text in told.items()}) } characters")
    assert all(told.values()), "nothing to look through"
    assert not [where for where, text in told.items() if password in text], "the password was told"


if __name__ == "__main__":
    sys.exit(main())
