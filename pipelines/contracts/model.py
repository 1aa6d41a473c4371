"""The vocabulary in which tables are described: `Table` and `Field`.

Belongs here: the two classes and their types. Does not: any particular table (see `tables/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Types of a field, as DuckDB and the datapackage know them too."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"  # DECIMAL(20,2), yuan
    BOOLEAN = "boolean"
    TIMESTAMP = "timestamp"
    BOX = "box"  # [x0, top, x1, bottom] in PDF points from the page's top left
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `zh` is its label for people, `doc` its meaning in English.

    `values` closes the vocabulary; `pattern` is a regular expression the whole text must match;
    `minimum`/`maximum` bound numbers; `reference` names the `table.field` it must be found in.
    """

    name: str
    type: Type
    zh: str
    doc: str
    required: bool = False
    unit: str = ""
    values: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its grain in words, its key, its fields in order.

    `layer` is the room that makes it (`extract`, `conform`, …) or `marts` for what users read.
    """

    name: str
    layer: str
    zh: str
    grain: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that name; `KeyError` when the table has none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name} has no field {name!r}")

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields)
