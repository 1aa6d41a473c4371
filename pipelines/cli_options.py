"""Options that commands share.

Belongs here: their names and help. Does not: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[
    bool, typer.Option("--json", help="For programs: the result as JSON on stdout, words on stderr.")
]
