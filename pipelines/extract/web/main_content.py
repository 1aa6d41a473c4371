"""Which part of a web page is the disclosure, and whether it is one at all.

Belongs here: the content between navigation and footer, the title, links to files, error and login pages.
Does not: tables and paragraphs (`html`).
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from lxml import etree

from pipelines.extract.model import Outcome, UnreadableDocument
from pipelines.extract.office.safe_xml import Element
from pipelines.extract.text.cjk import comparable
from pipelines.extract.web.source import remove, text_of

_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|foot(?:er)?\w*|bread\w*|crumbs?|share\w*|bdshare\w*|copyright|sidebar|topbar|"
    r"toolbar|friend\w*|location|position|dqwz|wzdh|related|pagination|pager|search\w*|login\w*)(?:$|[-_\s\d])",
    re.I,
)
_STOPS_DESCENT = frozenset({"p", "table", "ul", "ol", "pre", "dl", "article", "blockquote"})
# Share of a page's weight that the child must hold for the rest to count as furniture.
_DOMINANT = 0.8
_FIGURE = re.compile(r"\d[\d,]*\.\d+")
_FIGURE_WEIGHT = 15
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|rtf|od[ts])(?:[?#]|$)", re.I)
_BUDGET = re.compile(r"预算|决算|绩效|三公")
MAX_LINKS = 300

_ERROR_PAGE = re.compile(
    r"\b40[0134]\b|\b50[0234]\b|not found|forbidden|bad gateway|access denied|拒绝访问"
    r"|页面不存在|找不到(?:该|您|此)?.{0,6}页|无法找到|页面.{0,6}(?:失效|丢失|删除)"
    r"|访问的(?:页面|内容|文章).{0,8}(?:不存在|已删除|已下线)|服务器(?:错误|繁忙)|系统(?:错误|维护)",
    re.I,
)
_GUARD_PAGE = re.compile(
    r"验证码|人机验证|安全验证|滑动.{0,6}验证|访问(?:过于)?频繁|非法请求|防火墙|拦截|just a moment"
    r"|checking your browser|enable javascript|captcha|请开启javascript|waf",
    re.I,
)
_LOGIN_PAGE = re.compile(r"(?:用户|账号|统一身份)?(?:登录|登陆)|密码|sign in|log ?in", re.I)
# Such pages say little besides.
_SHORT_PAGE = 600


def refuse_other_pages(root: Element, body_text: str) -> None:
    """Raise NOT_A_DISCLOSURE for error pages, captchas, logins, redirects and pages made only by script."""
    if _FIGURE.search(body_text) or len(_budget_links(root)) > 2:
        return
    title = " ".join(text_of(t) for t in root.iter("title"))[:200]
    said = f"{title} {body_text}"
    refresh = _refresh(root)
    if refresh and len(body_text) < _SHORT_PAGE:
        raise UnreadableDocument("NOT_A_DISCLOSURE", f"the page only leads on to {refresh}")
    if len(body_text) < _SHORT_PAGE:
        for kind, pattern in (("an error page", _ERROR_PAGE), ("a guard against robots", _GUARD_PAGE)):
            if found := pattern.search(said):
                raise UnreadableDocument("NOT_A_DISCLOSURE", f"{kind}: {found[0]!r} in {title!r}")
        has_password = any((i.get("type") or "").lower() == "password" for i in root.iter("input"))
        if has_password or (_LOGIN_PAGE.search(title) and not _BUDGET.search(said)):
            raise UnreadableDocument("NOT_A_DISCLOSURE", f"a login page: {title!r}")
    if len(body_text) < 40 and any(True for _ in root.iter("script")):
        detail = f"the page holds no text of its own, scripts would fetch it: {title!r}"
        raise UnreadableDocument("NOT_A_DISCLOSURE", detail)


def _refresh(root: Element) -> str:
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            found = re.search(r"url\s*=\s*['\"]?([^'\"]+)", meta.get("content") or "", re.I)
            if found:
                return found[1].strip()[:200]
    return ""


def page_title(root: Element) -> str:
    """The title of the article: what the page's system says, else a heading, else the window's title."""
    for name in ("articletitle", "title", "og:title"):
        for meta in root.iter("meta"):
            if name in ((meta.get("name") or "").lower(), (meta.get("property") or "").lower()):
                text = " ".join((meta.get("content") or "").split())
                if text:
                    return text[:200]
    for tag in ("h1", "title"):
        for element in root.iter(tag):
            text = text_of(element)
            if text:
                return re.split(r"\s*[_|]\s*|\s+[-–—]\s*", text)[0][:200] if tag == "title" else text[:200]
    return ""


def main_content(body: Element) -> tuple[Element, list[str]]:
    """The element that holds the page's content, and the texts left out around it."""
    left_out = _drop_furniture(body)
    element = body
    while True:
        whole = _weight(element)
        child = max(element.iterchildren(etree.Element), key=_weight, default=None)
        if child is None or child.tag in _STOPS_DESCENT or _weight(child) < _DOMINANT * whole or not whole:
            return element, left_out
        for sibling in element.iterchildren(etree.Element):
            if sibling is not child and (text := text_of(sibling)):
                left_out.append(text)
        element = child


def _drop_furniture(body: Element) -> list[str]:
    """Remove navigation, footers and the like; never a part that holds figures."""
    left_out = []
    for element in list(body.iter(etree.Element)):
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        is_furniture = element.tag in _FURNITURE_TAGS or bool(_FURNITURE_NAMES.search(named))
        if not is_furniture or element is body:
            continue
        text = text_of(element)
        if len(_FIGURE.findall(text)) > 2 or (_link_share(element) < 0.5 and len(text) > 200):
            continue
        if text:
            left_out.append(text)
        remove(element)
    return left_out


def _link_share(element: Element) -> float:
    whole = len(text_of(element))
    return sum(len(text_of(a)) for a in element.iter("a")) / whole if whole else 1.0


def _weight(element: Element) -> float:
    """Text outside links counts in full, text of links little, figures much."""
    text = text_of(element)
    links = sum(len(text_of(a)) for a in element.iter("a"))
    return len(text) - 0.9 * min(links, len(text)) + _FIGURE_WEIGHT * len(_FIGURE.findall(text))


def link_outcomes(root: Element, has_figures: bool) -> list[Outcome]:
    """Links to files, one outcome each, and a word on pages that hold nothing but links."""
    found: dict[str, str] = {}
    for link in root.iter("a"):
        address = (link.get("href") or "").strip()
        if _ATTACHMENT.search(unquote(address)) or _ATTACHMENT.search(text_of(link)):
            found.setdefault(address, text_of(link) or unquote(address.rpartition("/")[2]))
    outcomes = [
        Outcome("LINKED_FILES", "info", f"attached file: {name[:200]}", 1, text=address[:500])
        for address, name in list(found.items())[:MAX_LINKS]
    ]
    if len(found) > MAX_LINKS:
        outcomes.append(
            Outcome("LINKED_FILES", "info", f"and {len(found) - MAX_LINKS} more attached files", 1)
        )
    pages = _budget_links(root)
    if not has_figures and (found or len(pages) > 2):
        detail = f"no figures; {len(found)} links to files, {len(pages)} links about budgets or accounts"
        outcomes.append(Outcome("LIST_OF_LINKS", "warning", detail, 1))
    return outcomes


def _budget_links(root: Element) -> Counter[str]:
    return Counter(
        link.get("href") or ""
        for link in root.iter("a")
        if _BUDGET.search(text_of(link) + (link.get("title") or ""))
    )


def says_title(text: str, title: str) -> bool:
    """Whether a text already begins with the title, give or take spaces and brackets."""
    return comparable(title)[:40] in comparable(text)[:600]
