"""Name resolution that never leads into this network, whatever a name's owner answers.

Belongs here: looking a name up and judging what came. Does not: judging addresses (see `addresses`).
The answer that was judged is the one that is connected to, so a second, different answer does no harm.
"""

from __future__ import annotations

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from pipelines.collect.addresses import is_private


class PrivateAddress(OSError):  # noqa: N818 - what was found
    """A public name that leads to a private or loopback address."""


class GuardedResolver(AbstractResolver):
    """The system's resolver without private addresses. `trusted` hosts (a proxy) are exempt."""

    def __init__(self, *, allow_private: bool, trusted: frozenset[str]) -> None:
        self._resolver = ThreadedResolver()
        self._allow_private = allow_private
        self._trusted = trusted

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Public addresses of `host`. Raises `PrivateAddress` when it has none but private ones."""
        found = await self._resolver.resolve(host, port, family)
        if self._allow_private or host in self._trusted:
            return found
        public = [r for r in found if not is_private(r["host"])]
        if found and not public:
            raise PrivateAddress(f"{host} leads to {found[0]['host']}, which is private or loopback")
        return public

    async def close(self) -> None:
        """Nothing is held open."""
        await self._resolver.close()
