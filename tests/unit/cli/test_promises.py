"""Every command, whichever it is: `--json` in its documented shape, exit codes, an example, progress.

All commands are found by introspection: a new one without promises, a shape, or cases here fails.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars
import pytest
import typer
from click.testing import CliRunner

from pipelines.cli import app, main
from pipelines.cli_promises import PROMISES
from pipelines.collect.archive import Archive, ArchiveRecord, content_id, now
from pipelines.collect.register import collect_raw
from pipelines.commands import doctor as doctor_module
from pipelines.commands.run import plan_for
from pipelines.commands.shapes import SHAPES, Failure
from pipelines.home import Home
from pipelines.orchestration.plan import corrections_of, versions
from pipelines.orchestration.work import Task, perform
from pipelines.publish.current import MANIFEST
from scripts.reference_pages import commands_page, json_page
from tests.paths import SAMPLE_TEXT
from tests.unit.cli.shape_check import fault
from tests.unit.dashboard.releases import district, publish_rows
from tests.unit.small_page import PAGE
from tests.unit.test_docs import commands

ROOT = typer.main.get_command(app)
NAMES = sorted(" ".join(path) for path in commands(ROOT))
DOCUMENT = content_id(PAGE)


def command_of(name: str) -> Any:
    found: Any = ROOT
    for part in name.split():
        found = found.commands[part]
    return found


def test_every_command_has_promises_and_a_shape() -> None:
    assert sorted(PROMISES) == NAMES
    assert sorted(SHAPES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_help_states_json_exit_codes_and_an_example(name: str) -> None:
    command = command_of(name)
    assert "--json" in [option for parameter in command.params for option in parameter.opts]
    assert f"gongkai {name}" in " ".join(command.help.replace("gongkai --home DIR", "gongkai").split())
    for code, meaning in PROMISES[name].exits.items():
        assert f"{code}: {meaning}" in command.epilog
    assert f"## gongkai {name}\n" in json_page()
    assert command.epilog in commands_page()


@pytest.mark.parametrize("name", NAMES)
def test_wrong_usage_ends_with_2(name: str) -> None:
    done = CliRunner().invoke(ROOT, [*name.split(), "--no-such-option"])
    assert done.exit_code == 2


@dataclass(frozen=True)
class Homes:
    """`empty` has nothing; `full` has read one document and holds a release with it."""

    empty: Path
    full: Path
    out: Path
    page: Path
    line_id: str


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    root = tmp_path_factory.mktemp("homes")
    page = root / "预算.html"
    page.write_bytes(PAGE)
    home = Home(root / "full")
    Archive(home.archive).store(PAGE, ArchiveRecord(DOCUMENT, "预算.html", "text/html", len(PAGE), now()))
    for room in ("extract", "conform"):
        perform(
            Task(room, DOCUMENT, "text/html", "预算.html", str(home.archive), str(home.parts), versions(), corrections_of(home))
        )  # fmt: skip
    rows = district()
    for table in rows.values():
        for row in table:
            if "document_id" in row:
                row["document_id"] = DOCUMENT
    rows["fct_table"] = [
        {"document_id": DOCUMENT, "table_index": 1, "title": "部门支出总表", "money_unit": "wan_yuan"}
    ]
    publish_rows(home.root, rows)
    set_manifest(
        home, inputs_fingerprint=plan_for(home, collect_raw(home)).fingerprint, source_versions=versions()
    )
    return Homes(root / "empty", home.root, root, page, rows["fct_line_item"][0]["line_id"])


def set_manifest(home: Home, **values: Any) -> None:
    path = home.current / MANIFEST
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**said, "created_at": now(), **values}), encoding="utf-8")


@pytest.fixture
def homes(shared: Homes, tmp_path: Path) -> Homes:
    """Fresh copies, so that no case meets what another has left."""
    shutil.copytree(shared.full, tmp_path / "full", symlinks=True)
    return Homes(tmp_path / "empty", tmp_path / "full", tmp_path, shared.page, shared.line_id)


Arguments = list[str | Path]
Case = Callable[[Homes], Arguments]


def wrong_correction(homes: Homes) -> Arguments:
    folder = homes.full / "raw" / "corrections"
    folder.mkdir(parents=True)
    (folder / "mine.csv").write_text("document_id,target\nx,cell\n", encoding="utf-8")
    return [homes.full, "corrections"]


def code_book(homes: Homes) -> Arguments:
    book = homes.out / "科目.csv"
    book.write_text("科目编码,科目名称\n201,一般公共服务支出\n20103,政府办公厅\n", encoding="utf-8")
    return [homes.empty, "codes", "load", book, "--scheme", "function", "--year", "2026"]


def other_code(homes: Homes) -> Arguments:
    """The release is of other code, which read another figure."""
    home = Home(homes.full)
    other = home.parts / "conform" / "before"
    shutil.copytree(home.parts / "conform" / versions()["conform"], other)
    for lines in (other / "lines").glob("*.parquet"):
        polars.read_parquet(lines).with_columns(amount_yuan=polars.lit(None)).write_parquet(lines)
    set_manifest(home, source_versions={**versions(), "conform": "before"}, inputs_fingerprint="before")
    return [home.root, "effect"]


def held(homes: Homes) -> Arguments:
    """Its effect was shown, and nobody has accepted it."""
    assert call(other_code(homes)) == 1
    return [homes.full, "run"]


def mute_alert(homes: Homes) -> Arguments:
    homes.empty.mkdir()
    text = "webhooks:\n  - format: wecom\n    url_env: GONGKAI_TEST_NOT_SET\n"
    (homes.empty / "alerts.yaml").write_text(text, encoding="utf-8")
    return [homes.empty, "alerts"]


def ingested(homes: Homes, *more: str | Path) -> Arguments:
    call([homes.empty, "ingest", homes.page])
    return [homes.empty, *more]


def correction(homes: Homes, spot: str) -> Arguments:
    said = ["--should-read", "101.00", "--reason", "污渍", "--evidence", "第 1 页", "--table", "1"]
    return [homes.full, "correct", DOCUMENT[:12], *said, "--row", spot, "--column", "3"]


LAKE = {"GONGKAI_LAKE_CATALOG": "", "GONGKAI_LAKE_DATA": ""}
# (command, exit code) → the home and the words that lead to it.
CASES: dict[tuple[str, int], Case] = {
    ("alerts", 0): lambda h: [h.empty, "alerts"],
    ("alerts", 2): mute_alert,
    ("bi export", 0): lambda h: [h.full, "bi", "export", h.out / "bundle.zip"],
    ("bi export", 2): lambda h: [h.empty, "bi", "export", h.out / "bundle.zip"],
    ("bi load", 2): lambda h: [h.empty, "bi", "load"],
    ("bi serve", 2): lambda h: [h.empty, "bi", "serve"],
    ("check", 0): lambda h: [h.empty, "check", h.page],
    ("check", 1): lambda h: [h.empty, "check", SAMPLE_TEXT],
    ("check", 2): lambda h: [h.empty, "check", h.out / "none.pdf"],
    ("codes load", 0): code_book,
    ("codes load", 2): lambda h: [
        *code_book(h)[:3],
        h.out / "no.csv",
        "--scheme",
        "function",
        "--year",
        "2026",
    ],
    ("collect", 0): lambda h: [h.empty, "collect"],
    ("collect", 2): lambda h: [h.empty, "collect", "--source", "nowhere"],
    ("correct", 0): lambda h: correction(h, "1"),
    ("correct", 2): lambda h: correction(h, "9"),
    ("corrections", 0): lambda h: [h.full, "corrections"],
    ("corrections", 1): wrong_correction,
    ("dashboard", 0): lambda h: [h.full, "dashboard", "--export", h.out / "site", "--no-pictures"],
    ("dashboard", 2): lambda h: [h.empty, "dashboard", "--port", "0"],
    ("doctor", 0): lambda h: [h.empty, "doctor"],
    ("doctor", 1): lambda h: [h.empty, "doctor"],
    ("effect", 0): lambda h: [h.full, "effect"],
    ("effect", 1): other_code,
    ("effect", 2): lambda h: [h.empty, "effect"],
    ("explain", 0): lambda h: [h.full, "explain", h.line_id],
    ("explain", 2): lambda h: [h.full, "explain", "nothing"],
    ("extract", 0): lambda h: [h.empty, "extract", h.page],
    ("extract", 2): lambda h: [h.empty, "extract", h.page, h.out / "none.pdf"],
    ("ingest", 0): lambda h: [h.empty, "ingest", h.page],
    ("ingest", 2): lambda h: [h.empty, "ingest", h.page, h.out / "none.pdf"],
    ("lake build", 2): lambda h: [h.empty, "lake", "build"],
    ("lake query", 2): lambda h: [h.empty, "lake", "query", "select 1"],
    ("query", 0): lambda h: [h.full, "query", "select unit_name, 1.10 as n from marts.dim_unit"],
    ("query", 2): lambda h: [h.full, "query", "selekt"],
    ("review", 0): lambda h: [h.full, "review"],
    ("review", 2): lambda h: [h.empty, "review"],
    ("run", 0): lambda h: [h.full, "run"],
    ("run", 1): held,
    ("run", 2): lambda h: [h.empty, "run"],
    ("service", 0): lambda h: [h.empty, "service", "web"],
    ("sources add", 0): lambda h: [h.empty, "sources", "add", "420106"],
    ("sources add", 2): lambda h: [h.empty, "sources", "add", "990099"],
    ("sources check", 0): lambda h: [h.empty, "sources", "check"],
    ("sources check", 1): lambda h: (
        call([h.empty, "sources", "add", "420106"]),
        [h.empty, "sources", "check"],
    )[1],
    ("sources check", 2): lambda h: [h.empty, "sources", "check", "nowhere"],
    ("sources manual", 0): lambda h: [h.empty, "sources", "manual"],
    ("sources warc", 0): lambda h: ingested(h, "sources", "warc", h.out / "a.warc.gz"),
    ("sources warc", 2): lambda h: [h.empty, "sources", "warc", h.out / "a.warc.gz"],
    ("ui", 0): lambda h: [h.empty, "ui"],
    ("worker", 2): lambda h: [h.empty, "worker", "nonsense"],
}
# What needs a machine that is not here; the test that shows it there.
ELSEWHERE = {
    ("bi install", 0): "tests/end_to_end/test_superset_in_browser.py",
    ("bi install", 2): "tests/end_to_end/test_superset_in_browser.py",
    ("bi load", 0): "tests/end_to_end/test_superset_in_browser.py",
    ("bi serve", 0): "tests/end_to_end/test_superset_in_browser.py",
    ("lake build", 0): "tests/integration/growth/test_lake.py",
    ("lake query", 0): "tests/integration/growth/test_lake.py",
    ("worker", 0): "tests/integration/growth/test_dask.py",
}
# 2 is nothing but wrong usage there: shown for every command above.
ONLY_USAGE = {(name, 2) for name, promise in PROMISES.items() if promise.exits[2] == "wrong usage"}


def test_every_exit_code_has_a_case() -> None:
    promised = {(name, code) for name, promise in PROMISES.items() for code in promise.exits}
    assert promised == set(CASES) | set(ELSEWHERE) | ONLY_USAGE
    for path in ELSEWHERE.values():
        assert (Path(__file__).parents[3] / path).is_file()


def call(arguments: Arguments) -> int:
    """The program in this process, as `gongkai` starts it."""
    home, *words = map(str, arguments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["gongkai", "--home", home, *words])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)


@pytest.fixture(autouse=True)
def no_becoming(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`ui` and `service` become another program: here they end where they would."""

    def end(*_: Any) -> None:
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", end)
    for variable, value in LAKE.items():
        monkeypatch.setenv(variable, value)
    here = Path.cwd()
    yield
    os.chdir(here)


@pytest.mark.parametrize(("name", "code"), CASES, ids=lambda v: str(v).replace(" ", "-"))
def test_exit_code_and_shape(
    name: str, code: int, homes: Homes, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if (name, code) == ("doctor", 1):
        monkeypatch.setattr(doctor_module.metadata, "requires", lambda _: ["no-such-package-at-all>=1"])
    arguments = CASES[name, code](homes)
    capfd.readouterr()
    assert call([*arguments, "--json"]) == code
    said = capfd.readouterr()
    form, shapes = SHAPES[name]
    allowed: Any = shapes if code < 2 else (*shapes, Failure)
    if form == "lines":
        values = [json.loads(line) for line in said.out.splitlines()]
        assert values
    else:
        value = json.loads(said.out)
        values = value if isinstance(value, list) else [value]
        assert isinstance(value, list) == (form == "list") or "error" in value
    for value in values:
        assert any(not fault(value, shape) for shape in allowed), [fault(value, s) for s in allowed]
    if code == 2:
        assert said.err.startswith("gongkai: ") or name in ("ingest", "alerts"), "people are told why"


def test_a_terminal_sees_a_bar_and_a_pipe_sees_none(homes: Homes, tmp_path: Path) -> None:
    """The same command on a real terminal and without one."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are of Unix")
    import subprocess
    import sys

    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"2023 年部门预算 {number}", encoding="utf-8")
    gongkai = str(Path(sys.executable).with_name("gongkai"))
    command = [gongkai, "--home", str(homes.empty), "ingest", str(folder), "--json"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        assert process.stdout is not None
        lines = process.stdout.read().decode().splitlines()
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:
            pass  # so a terminal says that the other side has closed
    os.close(ours)
    assert json.loads(lines[-1])["counts"] == {"ARCHIVED": 40}
    assert "40/40" in seen.decode()
    assert "/s" in seen.decode()
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "\x1b" not in again.stderr + again.stdout
    assert "40/40" not in again.stderr
