"""Starts the whole server for real, as docs/how-to/run-on-a-server.md describes it, and says what it saw.

Belongs here: PostgreSQL of the system, the three services, a schedule that ticks, a run through them.
Does not: anything a server needs (see `gongkai service`).

    .venv/bin/python scripts/prove_server.py        about five minutes; exit code 0: all was seen
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GONGKAI = Path(sys.executable).with_name("gongkai")
PASSWORD = "geheim-7f3a"  # noqa: S105 - of a database that lives for minutes; looked for in every log
PATIENCE = 900.0
SCHEDULE = "build_nightly"


def main() -> int:
    """Returns 1 and the cause when something was not seen."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongkai-server-")))
        folder.chmod(0o755)
        port = stack.enter_context(postgres(folder / "postgres"))
        home = folder / "home"
        shutil.copytree(ROOT / "raw" / "sources", home / "raw" / "sources")
        web = free_port()
        environment = {
            **os.environ,
            "GONGKAI_POSTGRES_URL": f"postgresql://gongkai:{PASSWORD}@127.0.0.1:{port}/gongkai",
            "GONGKAI_NIGHTLY": "* * * * *",  # so that a tick is seen within the minute
        }
        for name, more in (("code", []), ("web", ["--port", str(web)]), ("daemon", [])):
            stack.enter_context(service(home, environment, name, more))
        api = f"http://127.0.0.1:{web}/graphql"
        wait("the interface answers", lambda: ask(api, "{ version }")["version"])
        wait("the code is loaded", lambda: schedule_of(api))
        started = ask(api, START, selector={**REPOSITORY, "scheduleName": SCHEDULE})
        say(f"schedule switched on: {started['startSchedule']['scheduleState']['status']}")
        run = wait("a tick started a run", lambda: runs(api))
        stop_schedule(api)
        done = wait("the run ended", lambda: ended(api))
        say(f"run {done['runId'][:8]}: {done['status']}, launched by {run['tags']}")
        counts = {
            t: sql(port, f"select count(*) from {t}")  # noqa: S608 - our own names
            for t in ("runs", "event_logs", "job_ticks")
        }
        say(f"in PostgreSQL: {counts}")
        release = (home / "warehouse" / "current").resolve().name
        asked = [GONGKAI, "--home", home, "query", QUESTION, "--format", "csv"]
        figures = subprocess.run(asked, capture_output=True, text=True, check=True).stdout  # noqa: S603 - ours
        say(f"release {release}: {figures.split()[-1]} figures")
        leaks = [
            p for p in folder.rglob("*") if p.is_file() and "postgres" not in p.parts and has_password(p)
        ]
        say(f"files with the database's password: {len(leaks)} {leaks[:3]}")
        is_well = done["status"] == "SUCCESS" and all(int(c) > 0 for c in counts.values()) and not leaks
    say("proven" if is_well else "NOT proven")
    return 0 if is_well else 1


QUESTION = "select count(*) as figures from marts.fct_line_item"
REPOSITORY = {"repositoryLocationName": "gongkai", "repositoryName": "__repository__"}
START = """mutation($selector: ScheduleSelector!) { startSchedule(scheduleSelector: $selector) {
  ... on ScheduleStateResult { scheduleState { id status selectorId } } ... on PythonError { message } } }"""
STOP = "mutation($id: String!) { stopRunningSchedule(id: $id) { __typename } }"
SCHEDULES = """query($selector: RepositorySelector!) { schedulesOrError(repositorySelector: $selector) {
  ... on Schedules { results { name scheduleState { id status ticks { status } } } } } }"""
RUNS = """{ runsOrError { ... on Runs { results { runId status jobName tags { key value } } } } }"""


def ask(api: str, query: str, **variables: Any) -> dict[str, Any]:
    """What the interface answers. Raises OSError or RuntimeError."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(api, body, {"Content-Type": "application/json"})  # noqa: S310 - our own
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        told = json.load(answer)
    if "errors" in told:
        raise RuntimeError(told["errors"][0]["message"])
    return dict(told["data"])


def schedule_of(api: str) -> dict[str, Any]:
    """The schedule with its ticks. Raises LookupError while it is not loaded."""
    found = ask(api, SCHEDULES, selector=REPOSITORY)["schedulesOrError"].get("results", [])
    return next(s for s in found if s["name"] == SCHEDULE)


def stop_schedule(api: str) -> None:
    """Switch it off again, and say how often it ticked."""
    state = schedule_of(api)["scheduleState"]
    say(f"ticks seen: {[t['status'] for t in state['ticks']]}")
    ask(api, STOP, id=state["id"])


def runs(api: str) -> dict[str, Any] | None:
    """The first run that the schedule started."""
    for run in ask(api, RUNS)["runsOrError"]["results"]:
        tags = {t["key"]: t["value"] for t in run["tags"]}
        if tags.get("dagster/schedule_name") == SCHEDULE:
            return {**run, "tags": tags["dagster/schedule_name"]}
    return None


def ended(api: str) -> dict[str, Any] | None:
    """A run of the schedule that is over."""
    over = [r for r in ask(api, RUNS)["runsOrError"]["results"] if r["status"] in ("SUCCESS", "FAILURE")]
    return over[-1] if over else None


def wait(what: str, look: Any) -> Any:
    """Look again and again until there is something. Raises SystemExit after a quarter of an hour."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            if found := look():
                say(f"{what} ({time.monotonic() - began:.0f} s)")
                return found
        except (OSError, RuntimeError, LookupError, StopIteration):
            pass
        time.sleep(1)
    raise SystemExit(f"not seen: {what}")


@contextmanager
def service(home: Path, environment: dict[str, str], name: str, more: list[str]) -> Iterator[None]:
    """`gongkai service NAME`, ended with all it started."""
    log = home.parent / f"{name}.log"
    with log.open("wb") as out:
        running = subprocess.Popen(  # noqa: S603 - our own executable
            [GONGKAI, "--home", home, "service", name, *more],
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield
    finally:
        if running.poll() is not None:
            say(f"service {name} had ended: {log.read_text(errors='replace')[-500:]}")
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(running.pid, signal.SIGTERM)
            try:
                running.wait(15)
            finally:
                os.killpg(running.pid, signal.SIGKILL)


def binaries() -> Path | None:
    """Where the system's PostgreSQL keeps its programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def postgres(folder: Path) -> Iterator[int]:
    """A PostgreSQL of its own, with user and database `gongkai`; its port."""
    programs = binaries()
    if programs is None:
        raise SystemExit("no PostgreSQL here (Debian/Ubuntu: apt-get install postgresql)")
    folder.mkdir()
    as_user = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    )
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if as_user:
        shutil.chown(secret, "postgres", "postgres")
    port, data = free_port(), folder / "data"

    def call(*command: str | Path) -> None:
        done = subprocess.run([*as_user, *command], capture_output=True, text=True, check=False, cwd=folder)  # noqa: S603
        if done.returncode:
            raise SystemExit(f"{command[0]}: {done.stderr}")

    call(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "gongkai",
        "-A",
        "scram-sha-256",
        f"--pwfile={secret}",
        "-E",
        "UTF8",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    call(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        sql(port, "create database gongkai", database="postgres")
        yield port
    finally:
        call(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def sql(port: int, statement: str, database: str = "gongkai") -> str:
    """What psql answers."""
    command = ["psql", "-h", "127.0.0.1", "-p", str(port), "-U", "gongkai", "-d", database, "-Atc", statement]
    environment = {**os.environ, "PGPASSWORD": PASSWORD}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def has_password(path: Path) -> bool:
    """Whether the file holds it."""
    return PASSWORD.encode() in path.read_bytes()


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
