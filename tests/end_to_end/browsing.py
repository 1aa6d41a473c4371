"""A browser on a running dashboard, for tests: real pages in a real Chromium.

Belongs here: starting and ending server and browser. Does not: what is looked at.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.programs import chromium

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
SIZES = {"desktop": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a dashboard over `home`, on any free port."""
    command = [GONGKAI, "--home", str(home), "dashboard", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert "http://127.0.0.1:" in said, said + process.stdout.read()
            yield "http://127.0.0.1:" + said.split("http://127.0.0.1:")[1].split("/")[0]
        finally:
            process.terminate()


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium of the machine; playwright brings none and downloads none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # In containers Chromium's sandbox has no right to exist.
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()
