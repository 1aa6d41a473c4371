"""Compressed RARs by programs that differ in what they can read; real archives, made by RAR itself.

The archives are test files of rarfile 4.5 (ISC licence, (c) 2005-2024 Marko Kreen): rar5-solid.rar, rar3-solid.rar
and unicode.rar, at most 221 bytes each: no program that may be used here writes RAR.
"""

from __future__ import annotations

import base64
import shutil
import zlib
from pathlib import Path

import pytest

from pipelines.collect.containers import Member, Refusal, open_container
from pipelines.collect.limits import Budget, ContainerRefused, Limits
from pipelines.collect.media_types import RAR

RAR5_SOLID = base64.b64decode(
    "UmFyIRoHAQAJ78hvCwEFBwQGAQGAgIAA3vVwchwCAroABIAQtoMCoua3xYAbAQpzdGVzdDEudHh0waw3REQj+iP2l/1iU1G+TJGB"
    "QQKMwQN5XL9Ho6otoDaT3aBYAEACANRQBHb2xH8y6p8ypcTM14PfABDoLYkcAgKNAASAELaDAqLmt8XAGwEKc3Rlc3QyLnR4dEUV"
    "CmABAAgD37f79vwdd1ZRAwUEAA=="
)
RAR3_SOLID = base64.b64decode(
    "UmFyIRoHADvQcwgADQAAAAAAAAArNHSAkCwAXAAAAAAIAAADoua3xbBmzD4dMwoApIEAAHN0ZXN0MS50eHQAwBEMzP6MnrD+MYGr"
    "rLG7QHeoCmTWSzeDwQe8AeCFku77th0ACCAACIjpeAzSDAdhOkF4S7Nun1IK2sonQLrnC2SKYnH7uACRnlAv2FX/+sZY6+vE14h+"
    "VJaHH03s2RZ0kJAsAA4AAAAACAAAA6Lmt8WwZsw+HTMKAKSBAABzdGVzdDIudHh0AMCxIACIB+vyCmn6/JTe0MQ9ewBABwA="
)
UNICODE_NAMES = base64.b64decode(
    "UmFyIRoHADvQcwgADQAAAAAAAAAc8XSAgDYAEQAAAAIAAAADU/xRZwKG5j4dNRYApIEAANGD0LjQuNC+0L7RgtC40LLQuy50eHSn"
    "GDDY998j8QAAv4hn9qn/1AX2dJCANAANAAAAAgAAAANT/FFnAobmPh01FACkgQAA8J2QgPCdkIHwnZCB8J2Qgi50eHSHrY13gwC/"
    "iGf2qf/UxD17AEAHAA=="
)


def opened(content: bytes) -> list[Member | Refusal]:
    return list(open_container(content, RAR, Budget(Limits())))


def only(monkeypatch: pytest.MonkeyPatch, folder: Path, *names: str) -> None:
    """Nothing is on the path but these programs; skips when one of them is not on this machine."""
    folder.mkdir()
    for name in names:
        real = shutil.which(name)
        if real is None:
            pytest.skip(f"{name} is not installed (apt-get install unar libarchive-tools)")
        (folder / name).symlink_to(real)
    monkeypatch.setenv("PATH", str(folder))


def fake(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("content", [RAR5_SOLID, RAR3_SOLID], ids=["rar 5", "rar 3"])
def test_a_solid_rar_is_unpacked_by_unar(
    content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only(monkeypatch, tmp_path / "bin", "unar")
    assert [(m.path, len(m.content)) for m in opened(content) if isinstance(m, Member)] == [
        ("stest1.txt", 2048),
        ("stest2.txt", 2048),
    ]


def test_a_7z_without_the_codec_does_not_stand_in_the_way_of_bsdtar(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Debian's p7zip-full lists RAR as a format and cannot unpack it; the members were called broken."""
    only(monkeypatch, tmp_path / "bin", "bsdtar")
    fake(
        tmp_path / "bin",
        "7z",
        '[ "$1" = i ] && echo " 0  ...F.....  Rar5  rar r00  R a r !" && exit 0; exit 2',
    )
    assert all(isinstance(m, Member) for m in opened(RAR5_SOLID))


def test_what_bsdtar_alone_cannot_read_is_not_called_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only(monkeypatch, tmp_path / "bin", "bsdtar")
    first, second = opened(RAR3_SOLID)
    assert isinstance(first, Member)
    assert isinstance(second, Refusal)
    assert second.code == "RAR_TOOL_MISSING"
    assert "bsdtar" in second.detail


def test_without_any_program_each_member_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only(monkeypatch, tmp_path / "bin")
    assert [m.code for m in opened(UNICODE_NAMES) if isinstance(m, Refusal)] == ["RAR_TOOL_MISSING"] * 2


def test_a_damaged_member_is_broken_when_a_program_that_reads_all_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only(monkeypatch, tmp_path / "bin", "unar")
    damaged = bytearray(RAR5_SOLID)
    damaged[70] ^= 0xFF  # inside the packed data of the first member
    refused = [m for m in opened(bytes(damaged)) if isinstance(m, Refusal)]
    assert refused
    assert {m.code for m in refused} == {"MEMBER_BROKEN"}


def test_one_volume_of_several_says_so() -> None:
    volume = bytearray(RAR3_SOLID)
    volume[10] |= (
        0x11  # "volume, not the first" in the flags of the archive's header, which begins with its checksum
    )
    volume[7:9] = (zlib.crc32(bytes(volume[9:20])) & 0xFFFF).to_bytes(2, "little")
    with pytest.raises(ContainerRefused, match="one of several volumes"):
        opened(bytes(volume))
