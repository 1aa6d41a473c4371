"""Where no machine of its own can be made, that is said, with what is missing."""

from __future__ import annotations

import os
import shutil

import pytest

from scripts import machine, prove_systemd


def test_without_root_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(machine.Unable, match="needs root"):
        machine.require()


def test_missing_programs_are_named_with_their_packages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        shutil, "which", lambda name: None if name == "systemd-nspawn" else f"/usr/bin/{name}"
    )
    monkeypatch.setattr("sys.argv", ["prove_systemd"])
    assert prove_systemd.main() == 2
    assert "systemd-nspawn (package systemd-container)" in capsys.readouterr().out


def test_commands_of_the_guide_come_without_their_comments() -> None:
    text = "## Set up\n\nFirst:\n\n```sh\na b   # c\n\nd 'x#y'\n```\n\n```sh\nno\n```\n"
    assert prove_systemd.guide_commands(text) == ["a b", "d 'x#y'"]
    with pytest.raises(LookupError, match="no commands"):
        prove_systemd.guide_commands("## Something else\n")
