"""Members of a RAR: each program of this machine is asked in turn before a member is called broken.

Belongs here: which programs can unpack RAR, asking them. Does not: names, refusals, limits (`containers`).
The programs differ in what they can: bsdtar reads some archives only, the 7z of some distributions comes
without the RAR codec, unar fails on old locked archives. rarfile takes the first it finds and stays with it.
What a program hands over is compared with size and checksum in the archive: a wrong answer is no answer.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
from functools import cache

import rarfile

from pipelines.programs import UNRAR

_RAR_CODEC = re.compile(rb"\b4030[1-5]\b")  # 7-Zip's numbers of RAR's methods, in the list of `7z i`
_GLOB = re.compile(r"([*?\[\]\\])")
_ASK_SECONDS = 20
_lock = threading.Lock()  # rarfile keeps the chosen program in a variable of its module


class NoToolError(Exception):
    """No program here can unpack this member, though it may be whole; the message says what was asked."""


class BrokenMemberError(Exception):
    """A program that reads every RAR could not unpack the member; the message says what each one said."""


class _BsdTar(rarfile.ToolSetup):  # type: ignore[misc]
    """rarfile 4.5 puts `--` between `-f` and the file it belongs to, and bsdtar takes names for patterns."""

    def open_cmdline(self, pwd: str | None, rarfn: str, filefn: str | None = None) -> list[str]:
        names = [_GLOB.sub(r"\\\1", filefn)] if filefn else []
        return [rarfile.BSDTAR_TOOL, "-x", "--to-stdout", "-f", rarfn, *names]


def read_member(archive: rarfile.RarFile, info: rarfile.RarInfo) -> bytes:
    """The bytes of a member. Raises `NoToolError` or `BrokenMemberError`."""
    if info.compress_type == rarfile.RAR_M0 and not info.file_redir:  # stored as it is: no program needed
        try:
            return bytes(archive.read(info))
        except (rarfile.Error, OSError) as error:
            raise BrokenMemberError(str(error)) from error
    with _lock:
        return _unpacked(archive, info)


def _unpacked(archive: rarfile.RarFile, info: rarfile.RarInfo) -> bytes:
    said: list[str] = []
    asked_all_knowing = False
    rarfile.UNRAR_TOOL = os.environ.get(UNRAR.variable, "unrar")
    for setup in _tools(os.environ.get("PATH", ""), rarfile.UNRAR_TOOL):
        rarfile.CURRENT_SETUP = setup
        try:
            return bytes(archive.read(info))
        except (rarfile.Error, OSError) as error:
            said.append(f"{setup.get_cmdline('check_cmd', None)[0]}: {type(error).__name__} {error}".strip())
            asked_all_knowing |= not isinstance(setup, _BsdTar)
    if asked_all_knowing:
        raise BrokenMemberError("; ".join(said))
    raise NoToolError("; ".join(said) or "none is on this machine")


@cache
def _tools(_path: str, _unrar: str) -> tuple[rarfile.ToolSetup, ...]:
    """The programs here: of RAR's maker, then those that read every method, last the one that reads some.

    Asked once for a path and an unrar: each question starts a program, and members may be thousands.
    """
    setups = [rarfile.ToolSetup(config) for config in (rarfile.UNRAR_CONFIG, rarfile.UNAR_CONFIG)]
    setups = [setup for setup in setups if setup.check()]
    for config in (rarfile.SEVENZIP_CONFIG, rarfile.SEVENZIP2_CONFIG):
        setup = rarfile.ToolSetup(config)
        if setup.check() and _knows_rar(setup.get_cmdline("check_cmd", None)):
            setups.append(setup)
    if (bsdtar := _BsdTar(rarfile.BSDTAR_CONFIG)).check():
        setups.append(bsdtar)
    return tuple(setups)


def _knows_rar(command: list[str]) -> bool:
    """Whether this 7z has RAR among its codecs (all have it among the formats whose directory they read)."""
    try:
        listed = subprocess.run(  # noqa: S603 - the program that rarfile found
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_ASK_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(_RAR_CODEC.search(listed.stdout))
