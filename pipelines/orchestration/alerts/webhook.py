"""Telling a chat group or a program: WeCom (企业微信), DingTalk (钉钉), Feishu (飞书), or plain JSON.

Belongs here: the four bodies, signatures, what the answer means. Does not: wording, settings.
These services answer 200 to everything; whether they took it stands in the body.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

from pipelines.orchestration.alerts.message import Message
from pipelines.orchestration.alerts.settings import Settings, SettingsWrong, Webhook

_SECONDS: Final = 20.0
_MOST_BYTES: Final = 4000  # WeCom takes 4,096 of Markdown; the others more
_ACCEPTED: Final[Mapping[str, str]] = {"wecom": "errcode", "dingtalk": "errcode", "feishu": "code"}


class NotTaken(OSError):  # noqa: N818 - a state, not a fault of ours
    """The service answered, but did not take the message; says why, without the address."""


def send_webhook(webhook: Webhook, message: Message, settings: Settings) -> None:
    """Post the message. Raises OSError or `SettingsWrong`; neither names the address, which holds a key."""
    url = webhook.url or settings.secret(webhook.url_env)
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise SettingsWrong(f"the {webhook.format} webhook's address is not http(s)")
    secret, now = settings.secret(webhook.secret_env), time.time()
    if webhook.format == "dingtalk" and secret:
        url += "&" if urllib.parse.urlsplit(url).query else "?"
        url += urllib.parse.urlencode(dingtalk_signature(secret, round(now * 1000)))
    body = body_of(webhook.format, message)
    if webhook.format == "feishu" and secret:
        body |= feishu_signature(secret, round(now))
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        url,
        json.dumps(body, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
            _judge(webhook.format, answer.read(1 << 16))
    except urllib.error.HTTPError as error:
        raise NotTaken(f"{webhook.format}: HTTP {error.code}") from None
    except urllib.error.URLError as error:
        raise NotTaken(f"{webhook.format}: {error.reason}") from None


def body_of(kind: str, message: Message) -> dict[str, Any]:
    """What is posted, unsigned."""
    text = _cut(message.text)
    if kind == "wecom":
        return {"msgtype": "markdown", "markdown": {"content": f"**{message.title}**\n{text}"}}
    if kind == "dingtalk":
        lines = text.replace("\n", "  \n")  # Markdown's line break
        return {
            "msgtype": "markdown",
            "markdown": {"title": message.title, "text": f"### {message.title}\n{lines}"},
        }
    if kind == "feishu":
        return {"msg_type": "text", "content": {"text": f"{message.title}\n{text}"}}
    return {
        "title": message.title,
        "text": message.text,
        "link": message.link,
        "troubles": [
            {"kind": t.kind, "where": t.where, "detail": t.detail, "grave": t.is_grave, "action": t.action}
            for t in message.troubles
        ],
    }


def dingtalk_signature(secret: str, milliseconds: int) -> dict[str, str]:
    """Parameters that prove we know the secret of the robot (加签)."""
    digest = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256).digest()
    return {"timestamp": str(milliseconds), "sign": base64.b64encode(digest).decode()}


def feishu_signature(secret: str, seconds: int) -> dict[str, str]:
    """Fields that prove we know the secret of the robot (签名校验)."""
    digest = hmac.new(f"{seconds}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": str(seconds), "sign": base64.b64encode(digest).decode()}


def _judge(kind: str, answer: bytes) -> None:
    name = _ACCEPTED.get(kind)
    if name is None:
        return
    try:
        told = json.loads(answer)
        code = told[name]
    except (ValueError, KeyError, TypeError):
        raise NotTaken(f"{kind}: an answer that says nothing about the message") from None
    if code != 0:
        raise NotTaken(f"{kind}: {name} {code}: {told.get('errmsg') or told.get('msg') or ''}")


def _cut(text: str) -> str:
    raw = text.encode()
    return text if len(raw) <= _MOST_BYTES else raw[:_MOST_BYTES].decode(errors="ignore") + "…"
