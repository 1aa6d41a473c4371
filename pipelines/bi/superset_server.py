"""Superset in an environment of its own: installed, given its state, filled with our assets, started.

Belongs here: the processes and files of that environment. Does not: what is imported (see `superset_bundle`),
words for people (see `commands/bi`).
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.bi.superset_bundle import ASSETS, bundle, zipped
from pipelines.home import CHECKOUT, Home, ensure

ENVIRONMENT_VARIABLE: Final = "GONGKAI_SUPERSET"
STATE_VARIABLE: Final = "GONGKAI_SUPERSET_STATE"
PASSWORD_VARIABLE: Final = "GONGKAI_SUPERSET_PASSWORD"  # noqa: S105 - a name
USER: Final = "admin"
_READY: Final = ".ready"
_IMPORT: Final = """
import sys, zipfile
from superset.app import create_app
app = create_app()
with app.app_context():
    from superset import security_manager
    from superset.commands.importers.v1.assets import ImportAssetsCommand
    from superset.commands.importers.v1.utils import get_contents_from_bundle
    from superset.utils.core import override_user
    with override_user(security_manager.find_user(sys.argv[1])), zipfile.ZipFile(sys.argv[2]) as file:
        ImportAssetsCommand(get_contents_from_bundle(file)).run()
"""


class SupersetError(RuntimeError):
    """Superset is not there, or a step failed; the message says which and where its output is."""


@dataclass(frozen=True, slots=True)
class Superset:
    """One Superset: the environment with its programs, and the state it keeps for a home."""

    environment: Path
    state: Path

    @staticmethod
    def of(home: Home) -> Superset:
        """The Superset of a home. `GONGKAI_SUPERSET` names another environment than `.superset`."""
        chosen = os.environ.get(ENVIRONMENT_VARIABLE)
        environment = Path(chosen).expanduser().resolve() if chosen else CHECKOUT / ".superset"
        return Superset(environment, home.warehouse / "superset")

    @property
    def is_installed(self) -> bool:
        return (self.environment / _READY).exists()

    @property
    def python(self) -> Path:
        return self.environment / "bin" / "python"

    @property
    def log(self) -> Path:
        return self.state / "superset.log"

    def install(self) -> None:
        """Make the environment from bi/superset/requirements.txt: exact versions, checked hashes."""
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(self.environment)], check=True)  # noqa: S603
        done = subprocess.run(  # noqa: S603
            [str(self.python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-deps",
             "--require-hashes", "-r", str(ASSETS / "requirements.txt")],
        )  # fmt: skip
        if done.returncode:
            raise SupersetError("pip could not install bi/superset/requirements.txt; its words are above")
        (self.environment / _READY).touch()

    def prepare(self) -> str | None:
        """Make or bring up to date what Superset keeps. Returns the password of the user, if it made one."""
        self._require()
        ensure(self.state)
        self.state.chmod(0o700)
        key = self.state / "secret_key"
        if not key.exists():
            key.touch(0o600)
            key.write_text(secrets.token_urlsafe(42), encoding="utf-8")
        is_new = not (self.state / "superset.db").exists()
        self._run("upgrade its database", "superset", "db", "upgrade")
        password = None
        if is_new:
            password = os.environ.get(PASSWORD_VARIABLE) or secrets.token_urlsafe(12)
            self._run(
                "make the user", "superset", "fab", "create-admin", "--username", USER, "--firstname",
                "Gongkai", "--lastname", "Admin", "--email", "admin@localhost", "--password", password,
            )  # fmt: skip
        self._run("set up roles", "superset", "init")
        return password

    def fill(self, database: Path) -> int:
        """Import our assets over what is there, by identity. Returns how many files that were."""
        self._require()
        files = bundle(database)
        archive = self.state / "gongkai_superset.zip"
        archive.write_bytes(zipped(files))
        self._run("import datasets, charts and dashboards", "python", "-c", _IMPORT, USER, str(archive))
        return len(files)

    def serve(self, host: str, port: int) -> subprocess.Popen[bytes]:
        """Start the web server and return it; it writes to `log`."""
        self._require()
        return subprocess.Popen(  # noqa: S603
            [str(self.environment / "bin" / "gunicorn"), "--workers", "1", "--threads", "4", "--worker-class",
             "gthread", "--timeout", "120", "--bind", f"{host}:{port}", "superset.app:create_app()"],
            env=self._variables(), stdout=self.log.open("ab"), stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip

    def _run(self, step: str, program: str, *arguments: str) -> None:
        with self.log.open("ab") as log:
            done = subprocess.run(  # noqa: S603
                [str(self.environment / "bin" / program), *arguments],
                env=self._variables(), stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        if done.returncode:
            raise SupersetError(f"Superset could not {step} (exit code {done.returncode}); see {self.log}")

    def _variables(self) -> Mapping[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
        return kept | {
            "SUPERSET_CONFIG_PATH": str(ASSETS / "superset_config.py"),
            "SUPERSET_HOME": str(self.state),
            "FLASK_APP": "superset.app:create_app()",
            STATE_VARIABLE: str(self.state),
        }

    def _require(self) -> None:
        if not self.is_installed:
            raise SupersetError(
                f"no Superset in {self.environment}; `gongkai bi install` makes it (700 MB, some minutes)"
            )
