"""A machine of its own: Debian in a folder, with systemd as PID 1 in its own namespaces.

Belongs here: making the folder, starting, entering, cutting the power, leaving nothing behind.
Does not: what is proven on it (see `prove_systemd`).
systemd-nspawn starts it. Processes, mounts, network, host name and cgroups are its own: nothing it does is
seen outside, and PostgreSQL and the interface inside take no port of this machine.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
PROGRAMS = {"debootstrap": "debootstrap", "systemd-nspawn": "systemd-container", "nsenter": "util-linux"}
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_CLONE_NEWNET = 0x40000000
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_BOOT_SECONDS = 120.0
_REBOOT_SECONDS = 300.0
_END_SECONDS = 60.0
_START_ME_AGAIN = 133  # nspawn's exit code for a reboot, where it is told that somebody else starts it


class Unable(Exception):  # noqa: N818 - a state of this machine, not a fault
    """Why no machine can be made here."""


def require() -> None:
    """Raises `Unable` naming what is missing."""
    if sys.platform != "linux":
        raise Unable("this needs Linux: systemd runs nowhere else")
    if os.geteuid() != 0:
        raise Unable("this needs root, for namespaces of its own: sudo …")
    missing = [f"{p} (package {k})" for p, k in PROGRAMS.items() if shutil.which(p) is None]
    if missing:
        raise Unable(f"missing: {', '.join(missing)}; apt-get install {' '.join(PROGRAMS.values())}")


class Machine:
    """Debian in `folder`. `make` it, `prepare` it with the network of this machine, `boot` it without."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder.with_name(folder.name + ".log")
        self._name = f"gongkai-{os.getpid()}"
        self._running: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """A small Debian with systemd. Raises `Unable` when it cannot be fetched or unpacked."""
        packages = "--include=systemd,systemd-sysv,dbus,ca-certificates"
        command = ["debootstrap", "--variant=minbase", packages, SUITE, self.folder, MIRROR]
        with self.log.open("ab") as out:
            done = subprocess.run(command, stdout=out, stderr=out, check=False)  # noqa: S603 - fixed words
        if done.returncode:
            raise Unable(f"debootstrap could not fetch Debian from {MIRROR}: see {self.log}")

    def prepare(self, command: str) -> None:
        """Run a shell command in the folder, not booted, with this machine's network. Raises RuntimeError."""
        words = [*self._nspawn(), "--resolv-conf=copy-host", "--setenv=DEBIAN_FRONTEND=noninteractive"]
        if _CERTIFICATES.exists():  # a company's proxy signs with its own certificate
            words += [f"--bind-ro={_CERTIFICATES}:/mnt/certificates"]
            words += [f"--setenv={v}=/mnt/certificates" for v in ("SSL_CERT_FILE", "PIP_CERT")]
        with self.log.open("ab") as out:
            out.write(f"\n$ {command}\n".encode())
            out.flush()
            done = subprocess.run(  # noqa: S603
                [*words, "sh", "-euc", command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
                preexec_fn=self._own_cgroup,
            )
        self._forget()
        if done.returncode:
            raise RuntimeError(f"`{command}` ended with {done.returncode}: see {self.log}")

    def boot(self) -> float:
        """Start systemd as its PID 1; returns the seconds until it is up. Raises RuntimeError."""
        with self.log.open("ab") as out:
            self._running = subprocess.Popen(  # noqa: S603
                [*self._nspawn(), "--private-network", "--boot"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                preexec_fn=self._own_cgroup,
            )
        return self.wait_until_up()

    def wait_until_up(self) -> float:
        """Seconds until systemd has started all that it should. Raises RuntimeError."""
        began = time.monotonic()
        while time.monotonic() - began < _BOOT_SECONDS:
            if self._running is not None and self._running.poll() is not None:
                break
            with contextlib.suppress(LookupError):
                if self.run("systemctl is-system-running", check=False) in ("running", "degraded"):
                    return time.monotonic() - began
            time.sleep(0.5)
        raise RuntimeError(f"systemd did not come up: see {self.log} and {self.folder}/var/log/journal")

    def run(self, command: str, *, answers: str = "", check: bool = True) -> str:
        """What a shell command prints, on the running machine. Raises RuntimeError; LookupError: is off."""
        enter = ["nsenter", "--target", str(self.leader()), "--all", "--wd=/", "--"]
        clean = ["env", "-i", f"PATH={_PATH}", "HOME=/root", "LANG=C.UTF-8"]
        done = subprocess.run(  # noqa: S603
            [*enter, *clean, "setsid", "--wait", "sh", "-euc", command],
            input=answers,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"`{command}` ended with {done.returncode}: {done.stderr or done.stdout}")
        return done.stdout.strip()

    def leader(self) -> int:
        """Its PID 1, as seen from outside. Raises LookupError when it is off."""
        if self._running is None or self._running.poll() is not None:
            raise LookupError("the machine is off")
        pid = self._running.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for child in children:
            with contextlib.suppress(OSError):
                if Path(f"/proc/{child}/exe").readlink().name == "systemd":
                    return int(child)
        raise LookupError("PID 1 is not there yet")

    @contextmanager
    def network(self) -> Iterator[None]:
        """Within, this program's own connections are made on the machine's network."""
        with Path("/proc/self/ns/net").open("rb") as mine:
            with Path(f"/proc/{self.leader()}/ns/net").open("rb") as its:
                _enter_network(its.fileno())
            try:
                yield
            finally:
                _enter_network(mine.fileno())

    def reboot(self) -> float:
        """As its administrator does; returns the seconds until it is up again. Raises RuntimeError."""
        before, began = self.leader(), time.monotonic()
        self.run("systemctl reboot", check=False)
        while time.monotonic() - began < _REBOOT_SECONDS:
            ended = None if self._running is None else self._running.poll()
            if ended == _START_ME_AGAIN:
                self._forget()
                return self.boot()
            if ended is not None:
                break
            with contextlib.suppress(LookupError):
                if self.leader() != before:
                    return self.wait_until_up()
            time.sleep(0.5)
        raise RuntimeError(f"it did not come back from a reboot: see {self.log}")

    def cut_power(self) -> None:
        """End everything on it at once, with no chance to say goodbye."""
        os.kill(self.leader(), signal.SIGKILL)
        if self._running is not None:
            self._running.wait(_END_SECONDS)
        self._forget()

    def end(self) -> None:
        """Shut it down, or cut its power when it does not; nothing of it is left running or mounted."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            try:
                self._running.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(LookupError, ProcessLookupError):
                    os.kill(self.leader(), signal.SIGKILL)
                self._running.kill()
                self._running.wait()
        self._forget()

    def _nspawn(self) -> list[str]:
        words = ["systemd-nspawn", "--quiet", f"--directory={self.folder}", f"--machine={self._name}"]
        words += ["--register=no", "--console=pipe", "--timezone=off"]
        # Where systemd runs outside, it gives the machine a cgroup; elsewhere we do.
        return words if _systemd_outside() else [*words, "--keep-unit"]

    def _own_cgroup(self) -> None:
        """Move this (forked) process into cgroups of its own, where systemd keeps its books."""
        if not _systemd_outside():
            for folder in self._cgroups():
                folder.mkdir(exist_ok=True)
                (folder / "cgroup.procs").write_text(str(os.getpid()))

    def _cgroups(self) -> list[Path]:
        roots = [Path("/sys/fs/cgroup/systemd"), Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup")]
        return [root / self._name for root in roots if (root / "cgroup.procs").exists()]

    def _forget(self) -> None:
        """Remove the empty folders that nspawn and systemd leave outside."""
        for root in self._cgroups():
            for folder in sorted(root.rglob("*"), reverse=True) if root.is_dir() else ():
                if folder.is_dir():
                    folder.rmdir()
            with contextlib.suppress(FileNotFoundError):
                root.rmdir()
        with contextlib.suppress(OSError):
            Path(f"/run/systemd/nspawn/propagate/{self._name}").rmdir()


def _systemd_outside() -> bool:
    return Path("/run/systemd/system").is_dir()


def _enter_network(descriptor: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(descriptor, _CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
