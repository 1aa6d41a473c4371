"""Download handler: an answer goes to a file as it comes, hashed on the way; memory holds one chunk.

Belongs here: bytes from the wire to the spool, limits of size and pace. Does not: what becomes of the file.
Scrapy's own handlers keep a whole body in memory, which 300 MB of scanned pages do not forgive.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import yarl
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Headers, Response

from pipelines.collect.crawl.refusals import Refused
from pipelines.collect.crawl.resolver import GuardedResolver, PrivateAddress

SPOOLED: Final = "spooled"
"""Key of a request's meta under which its answer's `Spooled` lies."""

_HEAD_BYTES: Final = 8192
_PACE_WINDOW: Final = 60.0
_CHUNK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Spooled:
    """A body on disk: where, its SHA-256 and size, its first bytes, and whether its length was announced."""

    path: Path
    sha256: str
    size: int
    head: bytes
    length_known: bool


class SpoolingHandler(BaseDownloadHandler):
    """Streams every body to `GONGKAI_SPOOL`. Raises Scrapy's exceptions for what may be tried again,
    `Refused` for what may not."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._spool = Path(settings["GONGKAI_SPOOL"])
        self._spool.mkdir(parents=True, exist_ok=True)
        self._slowest = settings.getfloat("GONGKAI_SLOWEST_BYTES_PER_SECOND")
        self._window = settings.getfloat("GONGKAI_PACE_WINDOW_SECONDS", _PACE_WINDOW)
        proxy_host = urlsplit(settings["GONGKAI_PROXY"] or "").hostname
        self._resolver = GuardedResolver(
            allow_private=settings.getbool("GONGKAI_ALLOW_PRIVATE"),
            trusted=frozenset({proxy_host} if proxy_host else ()),
        )
        self._verified = ssl.create_default_context()
        self._verified.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
        self._unverified = ssl.create_default_context()
        self._unverified.check_hostname = False
        self._unverified.verify_mode = ssl.CERT_NONE
        self._session: aiohttp.ClientSession | None = None
        self._locks: dict[str, asyncio.Lock] = {}
        self._count = 0

    def _open_session(self) -> aiohttp.ClientSession:
        # Made on first use: a session belongs to the running event loop.
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=self._resolver, limit_per_host=1, limit=0, use_dns_cache=False
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent", "Content-Type"),
                trust_env=False,
            )
        return self._session

    async def download_request(self, request: Request) -> Response:
        """Fetch one address. The answer's body is empty; `request.meta["spooled"]` says where it lies."""
        host = urlsplit(request.url).hostname or ""
        # One at a time per host, whatever the scheduler thinks; and the host may have been closed meanwhile.
        async with self._locks.setdefault(host, asyncio.Lock()):
            if reason := getattr(self.crawler.spider, "closed_hosts", {}).get(host):
                raise Refused(*reason)
            return await self._fetch(request)

    async def _fetch(self, request: Request) -> Response:
        timeout = aiohttp.ClientTimeout(
            total=request.meta.get("download_timeout", 180), sock_connect=30, sock_read=60
        )
        context = self._unverified if request.meta.get("tls") == "unverified" else self._verified
        try:
            async with self._open_session().request(
                request.method,
                yarl.URL(request.url, encoded=True),
                data=request.body or None,
                headers=_as_text(request.headers),
                timeout=timeout,
                ssl=context,
                allow_redirects=False,
                proxy=self.crawler.settings["GONGKAI_PROXY"] or None,
                max_line_size=32_768,
                max_field_size=32_768,
            ) as answer:
                request.meta[SPOOLED] = await self._read(answer, request)
                headers = Headers([(n.lower(), v) for n, v in answer.raw_headers])
                return Response(request.url, status=answer.status, headers=headers, request=request)
        except TimeoutError as error:
            raise DownloadTimeoutError(f"no whole answer within {timeout.total:g} s") from error
        except aiohttp.ClientPayloadError as error:
            raise ResponseDataLossError(f"the body broke off: {_cause(error)}") from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise Refused("FETCH_TLS_FAILED", str(error.certificate_error)) from error
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, PrivateAddress) or isinstance(error.__cause__, PrivateAddress):
                raise Refused("FETCH_ADDRESS_REFUSED", _cause(error)) from error
            if isinstance(error, aiohttp.ClientConnectorDNSError):
                raise CannotResolveHostError(_cause(error)) from error
            if isinstance(error, aiohttp.ClientConnectorSSLError):
                raise Refused("FETCH_TLS_FAILED", _cause(error)) from error
            raise DownloadConnectionRefusedError(_cause(error)) from error
        except aiohttp.InvalidURL as error:
            raise Refused("FETCH_ADDRESS_REFUSED", f"no address: {error}") from error
        except (aiohttp.ClientError, ConnectionError) as error:
            raise DownloadFailedError(_cause(error)) from error

    async def _read(self, answer: aiohttp.ClientResponse, request: Request) -> Spooled | None:
        limit = int(request.meta.get("max_bytes", 512 * 1024 * 1024))
        announced = answer.headers.get("Content-Length", "")
        if answer.status in (204, 304) or request.method == "HEAD":
            return None
        if announced.isdigit() and int(announced) > limit:
            raise Refused("FETCH_TOO_LARGE", f"{announced} bytes announced, at most {limit}")
        self._count += 1
        path = self._spool / f"{self.crawler.settings['GONGKAI_RUN_ID']}-{self._count:06d}.part"
        unpack = _unpacker(answer.headers.get("Content-Encoding", ""))
        length_known = announced.isdigit() or answer.headers.get("Transfer-Encoding", "").lower() == "chunked"
        try:
            return await self._spool_body(answer, path, unpack, limit, length_known)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    async def _spool_body(
        self, answer: aiohttp.ClientResponse, path: Path, unpack: Any, limit: int, length_known: bool
    ) -> Spooled:
        digest, size, head = hashlib.sha256(), 0, b""
        since, recent = time.monotonic(), 0
        with path.open("wb") as file:
            async for chunk in answer.content.iter_chunked(_CHUNK):
                recent += len(chunk)
                for plain in unpack(chunk):
                    size += len(plain)
                    if size > limit:
                        raise Refused("FETCH_TOO_LARGE", f"more than {limit} bytes")
                    digest.update(plain)
                    file.write(plain)
                    if len(head) < _HEAD_BYTES:
                        head += plain[: _HEAD_BYTES - len(head)]
                now = time.monotonic()
                if now - since >= self._window:
                    if recent / (now - since) < self._slowest:
                        raise Refused("FETCH_TOO_SLOW", f"{recent} bytes in {now - since:.0f} s")
                    since, recent = now, 0
                await asyncio.sleep(0)  # a body that is there at once must not hold up the other hosts
        if not unpack.is_whole():
            raise ResponseDataLossError("the compressed body broke off")
        return Spooled(path, digest.hexdigest(), size, head, length_known)

    async def close(self) -> None:
        """Close connections."""
        if self._session is not None:
            await self._session.close()


class _Plain:
    def __call__(self, chunk: bytes) -> list[bytes]:
        return [chunk]

    def is_whole(self) -> bool:
        return True


class _Inflate:
    """Unpacks gzip and deflate in small pieces, so that a bomb meets the limit of size before memory."""

    def __init__(self, encoding: str) -> None:
        self._bits = zlib.MAX_WBITS | 16 if "gzip" in encoding else zlib.MAX_WBITS
        self._inflater = zlib.decompressobj(self._bits)
        self._is_first = True

    def __call__(self, chunk: bytes) -> Any:
        data, plain = chunk, b"begin"
        while (data or len(plain) == _CHUNK) and not self._inflater.eof:
            try:
                plain = self._inflater.decompress(data, _CHUNK)
            except zlib.error as error:
                if not (self._is_first and self._bits == zlib.MAX_WBITS):
                    raise DownloadFailedError(
                        f"the body is not what Content-Encoding says: {error}"
                    ) from error
                self._bits = -zlib.MAX_WBITS  # deflate without its header, as some servers send it
                self._inflater = zlib.decompressobj(self._bits)
                continue
            self._is_first = False
            data = self._inflater.unconsumed_tail
            if plain:
                yield plain

    def is_whole(self) -> bool:
        return self._inflater.eof or self._is_first


def _unpacker(encoding: str) -> Any:
    lowered = encoding.lower()
    if lowered in ("", "identity"):
        return _Plain()
    if lowered in ("gzip", "x-gzip", "deflate"):
        return _Inflate(lowered)
    raise Refused("FETCH_UNSUPPORTED_ENCODING", f"Content-Encoding {encoding!r}, though none was asked for")


def _as_text(headers: Headers) -> list[tuple[str, str]]:
    pairs = ((name, value) for name, values in headers.items() for value in values)
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs]


def _cause(error: BaseException) -> str:
    inner: BaseException = error
    while not isinstance(inner, PrivateAddress) and (inner.__cause__ or inner.__context__):
        inner = inner.__cause__ or inner.__context__ or inner
    return " ".join(str(inner).split()) or type(inner).__name__
