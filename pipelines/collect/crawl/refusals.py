"""Why a request was not made or brought no whole answer, as stable codes.

Belongs here: the exception that refuses, codes of all others. Does not: deciding.
"""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)


class Refused(IgnoreRequest):
    """A request that is not made, or an answer that is not taken. Never tried again in this run."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def failure_of(error: BaseException) -> tuple[str, str]:
    """The code of an exception and its cause in words."""
    code = getattr(error, "code", None)
    if isinstance(code, str):
        return code, str(getattr(error, "detail", error))
    words = " ".join(str(error).split()) or type(error).__name__
    if "max redirections" in words:
        return "FETCH_REDIRECT_LOOP", "redirected again and again"
    by_type: tuple[tuple[type[BaseException], str], ...] = (
        (DownloadTimeoutError, "FETCH_TIMEOUT"),
        (ResponseDataLossError, "FETCH_TRUNCATED"),
        (CannotResolveHostError, "FETCH_NAME_UNKNOWN"),
        (DownloadConnectionRefusedError, "FETCH_CONNECTION_FAILED"),
    )
    return next((c for t, c in by_type if isinstance(error, t)), "FETCH_CONNECTION_FAILED"), words[:500]
