"""Whether the native part is there, and may be used.

Belongs here: finding the file, the switch. Does not: compiling, its functions (who calls them binds them).
`GONGKAI_NO_NATIVE=1` does everything with Python alone.
"""

from __future__ import annotations

import os
from pathlib import Path

from pipelines.extract.native.build import LIBRARY

SWITCH = "GONGKAI_NO_NATIVE"


def library_file() -> Path | None:
    """The compiled part; None where it was not built or is switched off."""
    return LIBRARY if LIBRARY.exists() and not os.environ.get(SWITCH) else None
