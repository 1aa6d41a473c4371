"""What a server is started by: systemd takes the units, and they fit together."""

from __future__ import annotations

import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from scripts.prove_systemd import GUIDE, SERVICES, guide_commands
from tests.paths import ROOT

UNITS = sorted((ROOT / "scripts" / "server").glob("*.service"))
_ANALYZE = shutil.which("systemd-analyze")


def read(path: Path) -> ConfigParser:
    unit = ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


@pytest.mark.skipif(_ANALYZE is None, reason="no systemd-analyze here (Debian/Ubuntu: the package systemd)")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    program = tmp_path / "gongkai"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/gongkai/.venv/bin/gongkai", str(program))
        (tmp_path / unit.name).write_text(text)
    command = [str(_ANALYZE), "verify", "--recursive-errors=no", *(str(tmp_path / u.name) for u in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_unit_is_named_in_the_guide_and_started_by_it() -> None:
    assert {unit.stem for unit in UNITS} == set(SERVICES)
    last = guide_commands(GUIDE.read_text(encoding="utf-8"))[-1]
    assert last.startswith("systemctl enable --now ")
    assert set(last.split()[3:]) == set(SERVICES)


def test_both_languages_of_the_guide_give_the_same_commands() -> None:
    chinese = GUIDE.with_suffix(".zh.md").read_text(encoding="utf-8").replace("## 安装", "## Set up")
    assert guide_commands(chinese) == guide_commands(GUIDE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.stem)
def test_a_service_comes_back_and_may_write_in_its_home_alone(path: Path) -> None:
    service = read(path)["Service"]
    assert (service["Restart"], service["User"]) == ("always", "gongkai")
    assert (service["ProtectSystem"], service["ReadWritePaths"]) == ("strict", "/srv/gongkai")
    assert "PASSWORD" not in path.read_text(encoding="utf-8")


def test_the_daemon_never_meets_a_code_server_that_is_starting() -> None:
    """It tries once to start a run again that was cut off; without the definitions it gives the run up."""
    daemon = read(next(u for u in UNITS if u.stem == "gongkai-daemon"))["Unit"]
    assert daemon["After"] == daemon["PartOf"] == "gongkai-code.service"
    code = read(next(u for u in UNITS if u.stem == "gongkai-code"))["Service"]
    assert code["KillMode"] == "mixed"  # a run that got SIGTERM would report its failure at once
