"""What a document says, whatever it is written in.

Belongs here: facts as a multiset, and how two of them differ. Does not: reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Fact = tuple[str, ...]
_FIELDS = ("table_type", "measure", "funding", "item", "code", "row_label", "amount_yuan")


def facts_of(conformed: Mapping[str, Sequence[Mapping[str, Any]]]) -> Counter[Fact]:
    """Every amount in yuan with its table type, measure, fund, item, code and label, however often."""
    return Counter(
        (*tuple(re.sub(r"\s+", "", str(line[name] or "")) for name in _FIELDS[:-1]), str(line["amount_yuan"]))
        for line in conformed["lines"]
        if line["amount_yuan"] is not None
    )
