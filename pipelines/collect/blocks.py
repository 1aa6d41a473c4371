"""Answers that mean "we do not want robots here": recognised, recorded, never evaded.

Belongs here: telling a block from a page. Does not: what follows from it (see `crawl/`).
"""

from __future__ import annotations

import re
from typing import Final

BLOCKING_STATUSES: Final = {
    401: "a login is asked for",
    403: "refused",
    405: "refused by a firewall",
    412: "a script has to prove a browser",
    418: "refused by a firewall",
    521: "a script has to set a cookie",
}
_CHALLENGE: Final = re.compile(
    r"(?i)__jsl_clearance|_0x[0-9a-f]{4,}|EO_Bot_Ssid|__tst_status|acw_sc__v2|\$_ts\s*=|_\$[a-z0-9]{2}\b"
    r"|document\.cookie\s*=|document\[[^\]]{1,40}\]\s*=|location\.(?:href|reload|replace)|cdn-cgi/challenge|eval\("
)
_CAPTCHA: Final = re.compile(
    r"(?i)验证码|安全验证|人机(?:验证|识别)|滑动(?:验证|滑块)|访问(?:过于频繁|被拒绝|被拦截|异常)|请求(?:被拦截|存在威胁)|captcha|geetest"
    r"|您的访问.{0,12}(?:拦截|阻断)|web应用防火墙|waf\b|403 forbidden"
)
_SMALL_PAGE: Final = 6_000
_SCRIPT: Final = re.compile(r"(?is)<script\b.*?</script\s*>|<script\b.*$|<!--.*?-->|<style\b.*?</style\s*>")
_TAG: Final = re.compile(r"<[^>]+>")


def block_of(status: int, content_type: str, head: str, size: int) -> str | None:
    """Why an answer is a block, in words, or None.

    `head` is the beginning of the body as text, `size` its whole length. A page served as 200 counts
    when it is small, has no words of its own and runs a script that sets cookies or reloads, or when it
    asks for proof of a human being.
    """
    if status in BLOCKING_STATUSES:
        return f"HTTP {status}: {BLOCKING_STATUSES[status]}"
    if status >= 400 or not head.strip():
        return None
    looks_like_page = "html" in content_type.lower() or head.lstrip()[:1] == "<"
    if not looks_like_page or size > _SMALL_PAGE:
        return None
    words = "".join(_TAG.sub(" ", _SCRIPT.sub(" ", head)).split())
    if _CAPTCHA.search(words) and len(words) < 600:
        return "a page that asks for proof of a human being, served as HTTP 200"
    has_script = "<script" in head.lower()
    if has_script and len(words) < 40 and "<a " not in head.lower() and _CHALLENGE.search(head):
        return "a script that has to prove a browser, served as HTTP 200"
    return None
