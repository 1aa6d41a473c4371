"""Who is told, and how: the file `alerts.yaml` in the home.

Belongs here: reading it, saying what is wrong with it. Does not: sending.
Secrets (passwords, webhook addresses, which hold a key) are named by variable, never written there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

import yaml

from pipelines.home import Home

FILE: Final = "alerts.yaml"
FORMATS: Final = ("wecom", "dingtalk", "feishu", "json")
SECURITY: Final = ("starttls", "tls", "none")


class SettingsWrong(Exception):  # noqa: N818 - what is wrong, for people
    """The file cannot be used; the message names file, entry and cause."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mailbox that is told. `password_env` names the variable that holds the password of `user`."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password_env: str = ""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A group or program that is told. `url_env` and `secret_env` name variables; `url` is for addresses
    that hold no key."""

    format: str
    url: str = ""
    url_env: str = ""
    secret_env: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole file. The same trouble is told again after `repeat_hours`; never more than `most_a_day`."""

    mails: tuple[Mail, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    repeat_hours: float = 24.0
    most_a_day: int = 6
    interface: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def secret(self, variable: str) -> str:
        """The variable's value; "" when none is named. Raises `SettingsWrong` when it is not set."""
        if not variable:
            return ""
        if not (value := self.secrets.get(variable, "")):
            raise SettingsWrong(f"the environment variable {variable} is not set")
        return value


def read_settings(home: Home, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a home; nobody is told where there is no file. Raises `SettingsWrong`."""
    path = home.root / FILE
    if not path.exists():
        return Settings()
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsWrong(f"{path}: {' '.join(str(error).split())}") from error
    if not isinstance(stated, dict):
        raise SettingsWrong(f"{path}: a mapping is needed, not {type(stated).__name__}")
    known = {"mail", "webhooks", "repeat_hours", "most_a_day", "interface"}
    if strange := set(stated) - known:
        raise SettingsWrong(f"{path}: {sorted(map(str, strange))[0]} is not known; known: {sorted(known)}")
    secrets = dict(os.environ if environment is None else environment)
    return Settings(
        mails=tuple(_mail(path, i, m) for i, m in enumerate(stated.get("mail") or [], 1)),
        webhooks=tuple(_webhook(path, i, w) for i, w in enumerate(stated.get("webhooks") or [], 1)),
        repeat_hours=_number(path, "repeat_hours", stated.get("repeat_hours", 24)),
        most_a_day=int(_number(path, "most_a_day", stated.get("most_a_day", 6))),
        interface=str(stated.get("interface") or "").rstrip("/"),
        secrets=secrets,
    )


def _mail(path: Path, number: int, stated: Any) -> Mail:
    place = f"{path}: mail {number}"
    values = _values(place, stated, Mail, {"from": "sender"})
    to = values.get("to")
    values["to"] = (to,) if isinstance(to, str) else tuple(to or ())
    for needed in ("host", "sender", "to"):
        if not values.get(needed):
            raise SettingsWrong(f"{place}: {'from' if needed == 'sender' else needed} is missing")
    mail = Mail(**values)
    if mail.security not in SECURITY:
        raise SettingsWrong(f"{place}: security is one of {', '.join(SECURITY)}")
    if mail.user and mail.security == "none":
        raise SettingsWrong(f"{place}: a password is not sent without starttls or tls")
    return mail


def _webhook(path: Path, number: int, stated: Any) -> Webhook:
    place = f"{path}: webhook {number}"
    webhook = Webhook(**_values(place, stated, Webhook, {}))
    if webhook.format not in FORMATS:
        raise SettingsWrong(f"{place}: format is one of {', '.join(FORMATS)}")
    if bool(webhook.url) == bool(webhook.url_env):
        raise SettingsWrong(f"{place}: give url_env (or url, where the address holds no key)")
    return webhook


def _values(place: str, stated: Any, kind: type, renamed: Mapping[str, str]) -> dict[str, Any]:
    if not isinstance(stated, dict):
        raise SettingsWrong(f"{place}: a mapping is needed")
    values = {renamed.get(str(name), str(name)): value for name, value in stated.items()}
    if strange := set(values) - {f.name for f in fields(kind)}:
        hint = "; secrets are named by variable (…_env)" if {"password", "secret"} & strange else ""
        raise SettingsWrong(f"{place}: {sorted(strange)[0]} is not known{hint}")
    if kind is Webhook and "format" not in values:
        raise SettingsWrong(f"{place}: format is missing")
    return values


def _number(path: Path, name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise SettingsWrong(f"{path}: {name} is a number, not {value!r}")
    return float(value)
