"""The native part: whether it is there and may be used, and how its arrays come over.

Belongs here: finding and loading the file, the switch. Does not: compiling, its functions (who calls them
binds them).
`GONGKAI_NO_NATIVE=1` does everything with Python alone.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.native.build import LIBRARY

SWITCH = "GONGKAI_NO_NATIVE"


def library_file() -> Path | None:
    """The compiled part; None where it was not built or is switched off."""
    return LIBRARY if LIBRARY.exists() and not os.environ.get(SWITCH) else None


@cache
def loaded() -> ctypes.PyDLL | None:
    """The compiled part for the page builder; None where it is not there or does not load.

    The interpreter's lock is held while it runs: it sorts with the help of two variables of its own.
    """
    if (file := library_file()) is None:
        return None
    try:
        return ctypes.PyDLL(str(file))
    except OSError:
        return None


def copied(address: int | None, count: int, dtype: Any) -> NDArray[Any]:
    """An array of its own of what lies at an address; empty where nothing does."""
    kind = np.dtype(dtype)
    if not address or not count:
        return np.zeros(0, kind)
    return np.frombuffer(ctypes.string_at(address, count * kind.itemsize), kind)
