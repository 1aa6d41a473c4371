"""The dashboard as a reader uses it: a real run, a real server, a real browser, at desk and on a phone."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipelines.home import Home
from pipelines.publish.query import query
from tests.end_to_end.browsing import GONGKAI, SIZES, browser, serving
from tests.paths import ROOT
from tests.programs import needs_chromium
from tests.unit.dashboard.releases import DOCUMENT, district, publish_rows

pytestmark = needs_chromium
UNIT = "武汉市东西湖区大数据中心"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after one run on the first document."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "raw" / "sources", folder / "raw" / "sources")
    done = subprocess.run(
        [GONGKAI, "--home", str(folder), "run"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(home) as served:
        yield served


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, chrome: Any) -> Iterator[Any]:
    """An empty tab that remembers what went wrong and what was loaded."""
    context = chrome.new_context(viewport=SIZES[request.param], locale="zh-CN")
    tab = context.new_page()
    tab.troubles, tab.loaded = [], []
    tab.on("console", lambda m: tab.troubles.append(m.text) if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.on("request", lambda r: tab.loaded.append(r.url))
    yield tab
    context.close()


def figure_of(home: Path, column: str) -> Decimal:
    sql = f"select {column} from marts.mart_department_overview where unit_name = '{UNIT}'"
    (row,) = query(Home(home).releases, sql).rows
    return Decimal(row[0])


def test_from_the_overview_to_the_spot_on_the_page(page: Any, address: str, home: Path) -> None:
    page.goto(address)
    assert page.url.endswith("/zh/")
    page.locator(".bars").get_by_role("link", name=UNIT).click()
    assert page.locator("h1").inner_text() == UNIT
    for measure in ("total_budget", "three_public", "procurement"):
        figure = page.locator(f"td[data-measure={measure}] .figure")
        assert Decimal(figure.get_attribute("data-yuan")) == figure_of(home, f"{measure}_yuan")
    figure = page.locator("td[data-measure=total_budget] a.figure")
    shown = figure.get_attribute("title")
    figure.click()
    page.wait_for_selector(".crop i", state="visible")
    line_id = page.url.split("#")[1]
    told = page.locator("#told")
    assert shown in told.inner_text()
    (printed,) = query(
        Home(home).releases, f"select amount_yuan from marts.fct_line_item where line_id = '{line_id}'"
    ).rows
    assert printed[0] == figure_of(home, "total_budget_yuan")
    crop, spot = page.locator(".crop").bounding_box(), page.locator(".crop i").bounding_box()
    assert page.evaluate("document.querySelector('.crop img').naturalWidth") > 1000
    assert crop["x"] - 4 <= spot["x"]
    assert spot["x"] + spot["width"] <= crop["x"] + crop["width"] + 4
    assert crop["y"] - 4 <= spot["y"]
    assert spot["y"] + spot["height"] <= crop["y"] + crop["height"] + 4
    assert page.locator(f".mark[id='{line_id}']").evaluate("e => e.classList.contains('chosen')")
    assert page.locator(f"td[data-mark='{line_id}']").evaluate("e => e.classList.contains('chosen')")
    assert not page.troubles
    assert all(url.startswith((address, "data:")) for url in page.loaded)


@pytest.fixture(scope="module")
def exported(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dashboard as files, in a folder with a hostile name."""
    folder = tmp_path_factory.mktemp("site") / "公开 #1 & 100%"
    command = [GONGKAI, "--home", str(home), "dashboard", "--export", str(folder), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pictures"] > 10
    return folder


def test_from_disk_it_is_the_same(page: Any, exported: Path, home: Path) -> None:
    page.goto((exported / "index.html").as_uri())
    page.wait_for_url("**/zh/index.html")
    page.locator(".bars").get_by_role("link", name=UNIT).click()
    figure = page.locator("td[data-measure=total_budget] a.figure")
    assert Decimal(figure.get_attribute("data-yuan")) == figure_of(home, "total_budget_yuan")
    figure.click()
    page.wait_for_selector(".crop i", state="visible")
    assert page.evaluate("document.querySelector('.crop img').naturalWidth") > 1000
    page.locator(".top nav a").nth(1).click()
    page.wait_for_selector("#compare-table td a.figure")
    page.locator("#compare-table td a.figure").first.click()
    page.wait_for_selector(".mark.chosen", state="attached")
    page.locator(".top nav a").nth(4).click()
    page.locator("#q").fill("平台")
    page.locator("#q").press("Enter")
    page.wait_for_selector("#search-results li")
    page.locator("#search-results a").first.click()
    page.wait_for_load_state()
    assert "/doc/" in page.url or "/unit/" in page.url
    assert not page.troubles
    assert all(url.startswith("file:") for url in page.loaded)


def test_an_export_replaces_only_an_export(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("years of work")
    command = [GONGKAI, "--home", str(home), "dashboard", "--no-pictures", "--export"]
    refused = subprocess.run([*command, str(tmp_path / "mine")], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "holds other files" in refused.stderr
    assert (tmp_path / "mine" / "thesis.doc").read_text() == "years of work"
    for _ in range(2):
        done = subprocess.run([*command, str(tmp_path / "site")], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "site"]


def test_a_cell_and_its_spot_mark_each_other(page: Any, address: str, home: Path) -> None:
    page.goto(f"{address}/zh/")
    page.locator("table.sortable a.figure").first.click()
    page.wait_for_selector(".sheet img")
    cell = page.locator("table.grid td[data-mark]:has(a)").nth(2)
    mark = page.locator(f".mark[id='{cell.get_attribute('data-mark')}']")
    cell.hover()
    assert mark.evaluate("e => e.classList.contains('near')")
    cell.locator("a").click()
    assert page.url.endswith(mark.get_attribute("id"))
    assert mark.evaluate("e => e.classList.contains('chosen')")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_the_screen_or_hard_to_use(page: Any, address: str, language: str) -> None:
    """axe-core finds nothing: contrast, names of controls, order of headings, labels, keyboard regions."""
    from axe_playwright_python.sync_playwright import Axe

    page.goto(f"{address}/{language}/")
    unit = page.locator(".bars a").first.get_attribute("href")
    figure = page.locator("table a.figure").first.get_attribute("href")
    tabs = page.locator(".top nav a").evaluate_all("links => links.map(a => a.href)")
    base = page.url
    found = {}
    for link in dict.fromkeys([base, *tabs, unit, figure, figure.split("#")[0] + "../"]):
        page.goto(base)
        page.evaluate("address => { location.href = address }", link)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
        for violation in Axe().run(page).response["violations"]:
            found[page.url, violation["id"]] = [node["target"] for node in violation["nodes"]][:3]
    assert not found
    assert not page.troubles


def test_the_keyboard_reaches_content_first(page: Any, address: str) -> None:
    page.goto(f"{address}/zh/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard whose release holds a table without a unit of money."""
    rows = district()
    outcome = {"outcome_id": "o1", "document_id": DOCUMENT, "room": "conform", "code": "MONEY_UNIT_UNKNOWN"}
    outcome |= {
        "code_zh": "未读到金额单位",
        "severity": "error",
        "page": 5,
        "table_index": 1,
        "detail": "none is printed",
    }
    home = publish_rows(tmp_path_factory.mktemp("doubt"), {**rows, "fct_outcome": [outcome]})
    with serving(home.root) as served:
        yield served


def test_a_decision_is_completed_on_the_review_page(page: Any, doubtful: str) -> None:
    """The form completes the command; the dashboard itself writes nothing."""
    page.goto(f"{doubtful}/zh/review/")
    card = page.locator("#queue > li:has(.deciding)").first
    card.locator("summary").click()
    assert card.locator("[name=evidence]").input_value() == "p. 5"
    card.locator("[name=should-read]").fill("单位：万元")
    card.locator("[name=reason]").fill("it's so in the summary")
    card.locator("[name=promote]").check()
    said = shlex.split(card.locator(".command").inner_text())
    where = [DOCUMENT[:12], "--table", "1", "--target", "unit_line"]
    assert said[:7] == ["gongkai", "correct", *where]
    assert said[said.index("--should-read") + 1] == "单位：万元"
    assert said[said.index("--reason") + 1] == "it's so in the summary"
    assert said[-1] == "--promote"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not page.troubles


def test_the_first_paint_waits_for_the_page_and_its_styles_alone(
    page: Any, address: str, record_property: Any
) -> None:
    """How long it takes is told (`benchmarks.dashboard` does so for the corpus), what it waits for is held."""
    for path in ("zh/", "zh/compare/", "zh/findings/", "zh/coverage/", "zh/search/", "zh/review/"):
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
        entries = page.evaluate(
            "performance.getEntriesByType('resource').map(r => [r.name, r.renderBlockingStatus])"
        )
        blocking = [name for name, status in entries if status == "blocking"]
        assert blocking
        assert all(name.endswith(".css") for name in blocking), blocking
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        assert painted is not None
        record_property(f"first paint of {path} in ms", painted)


def test_tables_sort_by_a_press(page: Any, address: str) -> None:
    page.goto(f"{address}/zh/")
    head = page.locator("table.sortable th").nth(2)
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"


def test_the_other_language_is_the_same_page(page: Any, address: str) -> None:
    page.goto(f"{address}/zh/")
    page.locator(".bars a").first.click()
    page.locator(".tongue").click()
    assert "/en/unit/" in page.url
    assert page.locator("h1").inner_text() == UNIT
    assert page.locator("html").get_attribute("lang") == "en"


# What the tutorial shows: name of the picture → how a reader gets there. GONGKAI_WRITE_IMAGES=1 takes them anew.
PICTURES = {
    "dashboard-overview": (),
    "dashboard-unit": (".bars a",),
    "dashboard-figure": (".bars a", "td[data-measure=total_budget] a.figure"),
    "dashboard-compare": (".top nav a:nth-child(2)",),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_the_tutorial(name: str, chrome: Any, address: str, tmp_path: Path) -> None:
    """Every picture of the tutorial can be taken today, and every one it shows is there."""
    context = chrome.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    tab = context.new_page()
    tab.goto(f"{address}/zh/")
    for step in PICTURES[name]:
        tab.locator(step).first.click()
        tab.wait_for_load_state("networkidle")
    if name.endswith("figure"):
        tab.wait_for_selector(".crop i", state="visible")
    folder = ROOT / "docs" / "images" if os.environ.get("GONGKAI_WRITE_IMAGES") else tmp_path
    taken = folder / f"{name}.png"
    tab.screenshot(path=taken)
    context.close()
    assert taken.stat().st_size > 20_000, "an empty page"
    for language in ("", ".zh"):
        text = (ROOT / "docs" / f"tutorial{language}.md").read_text(encoding="utf-8")
        assert f"(images/{name}.png)" in text
    kept = ROOT / "docs" / "images" / f"{name}.png"
    with Image.open(kept) as picture, Image.open(taken) as now:
        assert picture.size == now.size
