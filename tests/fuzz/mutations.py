"""Damage to bytes, as transmission, bad programs and bad people do it.

Belongs here: hypothesis strategies of damage; damage inside zip members. Does not: reading.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from hypothesis import strategies as st

# What breaks parsers: signs, limits of integers, deep openings, other encodings.
_WORDS = (
    b"", b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"<", b">",
    b"&#0;", b"&#x110000;", b"<![CDATA[", b"<!--", b"]]>", b"<table>" * 50, b"<a>" * 500, b"((" * 100, b"%PDF-",
    b"\xef\xbb\xbf", b"\xff\xfe", "㐂𠮷龘".encode(), "合计".encode("gbk"), b"0" * 400, b"A" * 3000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Damage:
    """At `place` (a share of the length) `removed` bytes give way to `put`."""

    place: float
    removed: int
    put: bytes

    def done_to(self, content: bytes) -> bytes:
        at = int(self.place * len(content))
        return content[:at] + self.put + content[at + self.removed :]


damages = st.lists(
    st.builds(
        Damage,
        place=st.floats(0, 1),
        removed=st.one_of(st.integers(0, 8), st.integers(0, 100_000)),
        put=st.one_of(st.sampled_from(_WORDS), st.binary(max_size=24)),
    ),
    min_size=1,
    max_size=6,
)


def damaged(content: bytes, damage: list[Damage], member: float | None) -> bytes:
    """The bytes after the damage; to one member of a zip when `member` (a share of its members) says so."""
    if member is None or not content.startswith(b"PK"):
        for one in damage:
            content = one.done_to(content)
        return content
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = whole.namelist()
        chosen = names[min(int(member * len(names)), len(names) - 1)]
        for name in names:
            inner = whole.read(name)
            new.writestr(name, damaged(inner, damage, None) if name == chosen else inner)
    return out.getvalue()
