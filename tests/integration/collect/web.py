"""A small internet for tests: a proxy that answers for any host, logs every request, and can misbehave.

Belongs here: the proxy, answers, faults. Does not: what the sites hold (see `district`, `real_pages`).
Through a proxy the crawler asks real addresses, so links, hosts and robots rules stay as they are.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

LAST_MODIFIED = "Mon, 02 Mar 2026 01:00:00 GMT"


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def is_conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass
class Answer:
    """What a site answers. `fault`: reset (before anything), truncate (half the announced body, then the line is
    cut), drip (a byte a second), long (more bytes than announced), short_forever (fewer bytes, line stays open),
    no_length (ends with the connection), slow (waits `delay` first)."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    delay: float = 0.0
    validators: bool = True
    stream: Callable[[], Iterator[bytes]] | None = None
    length: int | None = None

    @property
    def etag(self) -> str:
        return '"' + hashlib.sha256(self.body).hexdigest()[:16] + '"'


Site = Callable[[Asked], Answer | None]


class Web:
    """The proxy, on a loopback port, in a thread of its own. `pages` maps addresses without scheme to answers; a
    callable decides anew at every request. `log` holds every request in order."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Site] = {}
        self.fallback: Site | None = None
        self.log: list[Asked] = []
        self.port = 0
        self.most_at_once: dict[str, int] = {}
        self._now: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._authority: _Authority | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def authority(self) -> _Authority:
        """The authority that signs this internet's certificates."""
        if self._authority is None:
            self._authority = _Authority()
        return self._authority

    def urls(self) -> list[str]:
        """Addresses asked, in order, robots.txt left out."""
        return [a.url for a in self.log if not a.url.endswith("/robots.txt")]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)

        async def begin() -> None:
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()

        self._loop.create_task(begin())
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        scheme, authority = "http", ""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, TimeoutError):
            while True:
                line = (await reader.readline()).decode("latin-1").split()
                if len(line) < 3:
                    break
                headers = await _read_headers(reader)
                if line[0] == "CONNECT":
                    scheme, authority = "https", line[1].removesuffix(":443")
                    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    await writer.drain()
                    await writer.start_tls(self.authority.context(authority))
                    continue
                url = (
                    line[1]
                    if line[1].startswith("http")
                    else f"{scheme}://{authority or headers['host']}{line[1]}"
                )
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                asked = Asked(line[0], url, headers, body, time.monotonic())
                self.log.append(asked)
                host = urlsplit(url).netloc
                self._now[host] = self._now.get(host, 0) + 1
                self.most_at_once[host] = max(self.most_at_once.get(host, 0), self._now[host])
                try:
                    if not await self._answer(asked, writer):
                        break
                finally:
                    self._now[host] -= 1
        writer.close()

    def _find(self, asked: Asked) -> Answer:
        key = asked.url.split("://", 1)[1]
        entry = self.pages.get(key)
        if entry is None and self.fallback is not None:
            entry = self.fallback
        answer = entry(asked) if callable(entry) else entry
        if answer is None:
            return Answer(b"not here", status=404, validators=False)
        return answer

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        answer = self._find(asked)
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if answer.fault == "reset":
            writer.transport.abort()
            return False
        if answer.validators and answer.status == 200 and asked.headers.get("if-none-match") == answer.etag:
            writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {answer.etag}\r\n\r\n".encode())
            await writer.drain()
            return True
        length = answer.length if answer.length is not None else len(answer.body)
        announced = {"truncate": length, "long": max(length - 5, 0), "short_forever": length + 100}.get(
            answer.fault, length
        )
        headers = {"Content-Type": answer.content_type, **answer.headers}
        if answer.fault != "no_length":
            headers["Content-Length"] = str(announced)
        else:
            headers["Connection"] = "close"
        if answer.validators and answer.status == 200:
            headers |= {"ETag": answer.etag, "Last-Modified": LAST_MODIFIED}
        head = (
            f"HTTP/1.1 {answer.status} X\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n"
        )
        writer.write(head.encode("utf-8"))
        return await self._body(answer, writer)

    async def _body(self, answer: Answer, writer: asyncio.StreamWriter) -> bool:
        if answer.stream is not None:
            for chunk in answer.stream():
                writer.write(chunk)
                await writer.drain()
            return True
        if answer.fault == "truncate":
            writer.write(answer.body[: len(answer.body) // 2])
            await writer.drain()
            writer.transport.abort() if len(answer.body) % 2 else writer.close()
            return False
        if answer.fault == "drip":
            for byte in answer.body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.2)
            return True
        writer.write(answer.body)
        await writer.drain()
        if answer.fault == "short_forever":
            await asyncio.sleep(3600)
        return answer.fault not in ("no_length", "long")


async def _read_headers(reader: asyncio.StreamReader) -> dict[str, str]:
    headers = {}
    while line := (await reader.readline()).decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


class _Authority:
    """Signs a certificate for any host. `file` is its own certificate, for SSL_CERT_FILE."""

    def __init__(self) -> None:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec

        self._x509, self._hashes, self._ec = x509, hashes, ec
        self._folder = Path(tempfile.mkdtemp(prefix="gongkai-test-tls-"))
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Gongkai test authority")])
        certificate = self._sign(self._name, self._key.public_key(), None)
        self.file = self._folder / "authority.pem"
        self.file.write_bytes(self._pem(certificate))
        self._contexts: dict[str, ssl.SSLContext] = {}

    def context(self, host: str) -> ssl.SSLContext:
        """A server context for `host`."""
        if host not in self._contexts:
            from cryptography.hazmat.primitives import serialization as s

            key = self._ec.generate_private_key(self._ec.SECP256R1())
            name = self._x509.Name([self._x509.NameAttribute(self._x509.NameOID.COMMON_NAME, "test")])
            path = self._folder / f"{len(self._contexts)}.pem"
            path.write_bytes(
                self._pem(self._sign(name, key.public_key(), host))
                + key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
            )
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(path)
            self._contexts[host] = context
        return self._contexts[host]

    def _sign(self, name: object, public: object, host: str | None) -> object:
        import datetime as dt

        x509 = self._x509
        now = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return builder.sign(self._key, self._hashes.SHA256())

    @staticmethod
    def _pem(certificate: object) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding

        return certificate.public_bytes(Encoding.PEM)  # type: ignore[attr-defined,no-any-return]
