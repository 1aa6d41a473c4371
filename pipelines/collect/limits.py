"""How much a container may hold before it is taken for a bomb.

Belongs here: the limits and the running account against them. Does not: opening containers.
"""

from __future__ import annotations

from dataclasses import dataclass


class ContainerRefused(Exception):  # noqa: N818 - the word people use for it
    """A container that is not opened any further. `code` is the stable outcome code, `detail` the cause."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file handed in, with everything packed inside it. Sizes in bytes.

    A district's disclosures of one year, zipped, stay a factor of ten below each of them. `ratio`
    (unpacked to packed) is only looked at above `ratio_floor`: small texts compress hundredfold.
    """

    file_bytes: int = 512 * 1024 * 1024
    total_bytes: int = 4 * 1024 * 1024 * 1024
    members: int = 20_000
    depth: int = 4
    ratio: int = 200
    ratio_floor: int = 64 * 1024 * 1024


@dataclass(slots=True)
class Budget:
    """What has been unpacked so far from one file handed in, nested containers included."""

    limits: Limits
    members: int = 0
    total_bytes: int = 0

    def admit(self, sizes: list[int], packed_bytes: int) -> None:
        """Account for a container's members before any is unpacked. Raises `ContainerRefused`."""
        limits, unpacked = self.limits, sum(sizes)
        self.members += len(sizes)
        self.total_bytes += unpacked
        if self.members > limits.members:
            raise ContainerRefused(
                "CONTAINER_TOO_MANY_MEMBERS", f"{self.members} members, at most {limits.members}"
            )
        if self.total_bytes > limits.total_bytes:
            raise ContainerRefused(
                "CONTAINER_TOO_LARGE", f"unpacks to {self.total_bytes} bytes, at most {limits.total_bytes}"
            )
        if unpacked > limits.ratio_floor and unpacked > limits.ratio * max(packed_bytes, 1):
            raise ContainerRefused(
                "CONTAINER_RATIO", f"unpacks {packed_bytes} bytes to {unpacked}, at most {limits.ratio}-fold"
            )
