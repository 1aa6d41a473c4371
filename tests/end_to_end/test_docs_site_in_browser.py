"""The documentation site as it opens from disk: its search finds, in both languages, with nothing loaded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.end_to_end.browsing import SIZES, browser
from tests.paths import ROOT
from tests.programs import needs_chromium

SITE = ROOT / "site"
pytestmark = [
    needs_chromium,
    pytest.mark.skipif(not (SITE / "index.html").is_file(), reason="no site: `make docs` builds it"),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("start", "asked", "wanted"),
    [("index.html", "completion", "use-from-scripts"), ("zh/index.html", "金额单位", "money-units")],
)
def test_the_search_box_finds_from_disk(size: str, start: str, asked: str, wanted: str) -> None:
    with browser() as chrome:
        page = chrome.new_context(viewport=SIZES[size]).new_page()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto((SITE / start).as_uri())
        if size == "phone":
            page.locator("label[for=__search]").first.click()
        box: Any = page.locator("input[name=query]")
        box.click()
        box.fill(asked)
        box.press("End")  # the box listens to keys
        page.wait_for_selector(".md-search-result__item a", timeout=20_000)
        links = page.locator(".md-search-result__link").evaluate_all("found => found.map(a => a.href)")
        assert any(wanted in link for link in links), links
        page.goto(next(link for link in links if wanted in link))
        assert page.locator("h1").first.inner_text()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert all(url.startswith(("file:", "data:", "blob:")) for url in loaded), loaded
