"""Build hook: compiles the optional native part while the project is being installed.

Belongs here: hatch's interface. Does not: compiling (`pipelines/extract/native/build.py`).
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NativePart(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Compiles before the wheel is made; a machine without a compiler gets the project all the same."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch for ordinary and editable installs alike."""
        script = Path(self.root, "pipelines", "extract", "native", "build.py")
        sys.stderr.write(runpy.run_path(str(script))["build"]() + "\n")
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
