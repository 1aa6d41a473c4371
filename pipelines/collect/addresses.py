"""Addresses: made absolute and comparable, told apart by what they lead to, and refused when unsafe.

Belongs here: reading an address. Does not: fetching it, knowing which page it stood on.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

DOCUMENT_EXTENSIONS: Final = frozenset(
    ("pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar", "7z", "csv", "txt", "rtf", "ceb")
)
IMAGE_EXTENSIONS: Final = frozenset(("jpg", "jpeg", "png", "bmp", "tif", "tiff"))
_ASSETS: Final = frozenset(
    ("css", "js", "gif", "ico", "svg", "mp4", "mp3", "apk", "exe", "swf", "woff", "wmv")
)

_SESSION: Final = re.compile(r"(?i);jsessionid=[^?/#]*")
_VOLATILE: Final = frozenset(("jsessionid", "phpsessid", "sessionid", "_", "t", "timestamp", "rnd", "random"))
_DOWNLOAD: Final = re.compile(
    r"(?i)(?:download|downfile|down_?load|attach(?:ment)?|filedown|getfile|readattach|upfile)\b[^?]*(?:\?|\.(?:jsp|do|action|aspx?|php)\b|/)"
)
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`]|[^\x00-\x7f]")
_SUFFIXES_OF_NAMES: Final = ("localhost", "local", "internal", "localdomain", "home.arpa")


@dataclass(frozen=True, slots=True)
class HostRules:
    """Which hosts a source may ask. `hosts` are its own, `attachment_hosts` only for files."""

    hosts: frozenset[str]
    attachment_hosts: frozenset[str] = frozenset()

    def allow(self, url: str, *, is_attachment: bool) -> bool:
        """The address belongs to the source; a subdomain has to be declared like any other host."""
        host = host_of(url)
        return host in self.hosts or (is_attachment and host in self.attachment_hosts)


def host_of(url: str) -> str:
    """Lower-case host name without port; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def absolute(base: str, reference: str) -> str | None:
    """The absolute http(s) address of a reference as it stands in a page; None when it leads nowhere.

    Line breaks and blanks around it go, `\\` counts as `/`, characters outside ASCII are percent-encoded
    in UTF-8, default ports and fragments are dropped, `//host/…` takes the scheme of the page.
    """
    text = reference.strip().replace("\\", "/")
    text = re.sub(r"[\t\r\n]", "", text)
    if not text or text.startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(base, text))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host:
        return None
    try:
        host = host.encode("idna").decode() if not host.isascii() else host.lower()
    except UnicodeError:
        return None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, 80 if scheme == "http" else 443) else f"{host}:{port}"
    return urlunsplit((scheme, netloc, _encoded(_resolved(parts.path)), _encoded(parts.query), ""))


def _encoded(text: str) -> str:
    return _UNSAFE.sub(lambda match: quote(match.group(), safe=""), text)


def _resolved(path: str) -> str:
    """`..` above the root goes, as browsers do; urljoin keeps it."""
    while path.startswith(("/../", "/./")):
        path = path[path.index("/", 1) :]
    return path or "/"


def address_key(url: str) -> str:
    """What two spellings of one address have in common: no scheme, no session, no time stamp.

    A file's address whose query is one opaque token (no `=`) is the same file with every token.
    """
    parts = urlsplit(_SESSION.sub("", url))
    query = parts.query
    if query and "=" not in query and extension(url) in DOCUMENT_EXTENSIONS:
        query = ""
    elif query and "=" in query:
        pairs = [p for p in parse_qsl(query, keep_blank_values=True) if p[0].lower() not in _VOLATILE]
        query = urlencode(sorted(pairs))
    return f"{parts.netloc}{parts.path}{'?' + query if query else ''}"


def extension(url: str) -> str:
    """Lower-case extension of the file an address names: in its path, else in a parameter; or empty."""
    parts = urlsplit(url)
    found = PurePosixPath(unquote(_SESSION.sub("", parts.path))).suffix[1:].lower()
    if found in DOCUMENT_EXTENSIONS | IMAGE_EXTENSIONS:
        return found
    for _, value in parse_qsl(parts.query):
        inner = PurePosixPath(value).suffix[1:].lower()
        if inner in DOCUMENT_EXTENSIONS:
            return inner
    return found


def is_document(url: str) -> bool:
    """The address names a file to download, by its extension or because it is a download servlet."""
    return extension(url) in DOCUMENT_EXTENSIONS or bool(_DOWNLOAD.search(urlsplit(url).path + "?"))


def is_asset(url: str) -> bool:
    """The address names a part of a page's looks, a film or a program."""
    return extension(url) in _ASSETS


def folder_of(url: str) -> str:
    """Scheme-less address of the folder a page lies in, with a slash at its end."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rsplit('/', 1)[0]}/"


def is_column(url: str) -> bool:
    """The address names a column (a folder or its index), not an article or a file."""
    parts = urlsplit(url)
    last = parts.path.rsplit("/", 1)[-1]
    return not parts.query and (
        not last or last == "1.html" or last.startswith(("index.", "default.", "list."))
    )


def is_above(url: str, page_url: str) -> bool:
    """`url` is a column that holds `page_url` or the page itself: what breadcrumbs and tabs lead to."""
    own, other = urlsplit(page_url), urlsplit(url)
    if own.netloc != other.netloc:
        return False
    if address_key(url) == address_key(page_url):
        return True
    return is_column(url) and own.path.startswith(other.path.rsplit("/", 1)[0] + "/")


def refusal(url: str, *, allow_private: bool = False) -> str | None:
    """Why an address must not be asked, or None. Names are judged again when they have been resolved."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return "it is no address"
    if parts.scheme not in ("http", "https"):
        return f"scheme {parts.scheme or '(none)'}; only http and https are asked"
    if not host:
        return "it names no host"
    if parts.username or parts.password:
        return "it carries a user name or password"
    if allow_private:
        return None
    if host.endswith(_SUFFIXES_OF_NAMES) and (host in _SUFFIXES_OF_NAMES or "." in host):
        return f"{host} is a name inside this network"
    numeric = _number(host)
    if numeric is not None and is_private(numeric):
        return f"{host} is a private or loopback address"
    return None


def _number(host: str) -> str | None:
    """A host that is written as a number, in any of the spellings resolvers accept."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", host):
        return None
    fields = [
        int(f, 16) if f.startswith("0x") else int(f, 8 if f[0] == "0" and f != "0" else 10)
        for f in host.split(".")
        if not (f.startswith("0") and re.search("[89]", f) and "x" not in f)
    ]
    value = 0
    for field in fields[:-1]:
        value = value * 256 + field
    value = value * 256 ** (5 - len(fields)) + fields[-1] if fields else 0
    return str(ipaddress.IPv4Address(value % 2**32))


def is_private(address: str) -> bool:
    """The IP address does not belong to the public internet (private, loopback, link-local, multicast …)."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return True
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return not ip.is_global or ip.is_multicast or (mapped is not None and not mapped.is_global)
