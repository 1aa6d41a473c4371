"""`gongkai doctor` says what is there, what is missing, and how to get it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.commands import doctor as module
from pipelines.home import Home
from pipelines.programs import PROGRAMS


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*arguments])
    return done.exit_code, done.stdout


def test_this_machine_has_what_is_required(tmp_path: Path) -> None:
    code, text = run("--home", str(tmp_path), "doctor")
    assert code == 0
    assert text.rstrip().endswith("All that is required is there.")
    assert f"{tmp_path} can be written" in text
    assert list(tmp_path.iterdir()) == []


def test_missing_programs_are_named_with_the_way_to_get_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for program in PROGRAMS:
        monkeypatch.setenv(program.variable, "/nowhere/at/all")
    code, text = run("--home", str(tmp_path), "doctor", "--json")
    assert code == 0, "optional programs never count"
    found = {f["name"]: f for f in json.loads(text)}
    for program in PROGRAMS:
        assert found[program.name]["state"] == "missing"
        assert set(found[program.name]["get"]) == {"Debian/Ubuntu", "Fedora", "macOS", "Windows"}
        assert found[program.name]["purpose"]
    assert "libreoffice" in run("doctor")[1]


def test_a_program_that_is_there_states_its_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\necho LibreOffice 24.8.1.2\n")
    script.chmod(0o755)
    monkeypatch.setenv("GONGKAI_SOFFICE", str(script))
    found = {f.name: f for f in module.examine(Home(tmp_path))}
    assert found["LibreOffice"].detail == f"24.8.1.2 at {script}"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    code, text = run("--home", str(tmp_path), "doctor")
    assert code == 1
    assert "cannot be written" in text


def test_a_missing_package_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module.metadata, "requires", lambda _: ["no-such-package-at-all>=1", "lxml>=999"])
    code, text = run("--home", str(tmp_path), "doctor")
    assert code == 1
    assert "no-such-package-at-all" in text
    assert "Missing or wrong: no-such-package-at-all, lxml, packages" in text
