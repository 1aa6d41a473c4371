"""The documentation is whole: generated pages name everything there is, links lead somewhere."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from pipelines.cli import app
from pipelines.contracts.outcome_codes import outcome_codes_markdown
from pipelines.contracts.tables import MART_TABLES
from scripts.reference_pages import commands_page, rules_page
from tests.paths import ROOT

DOCS = ROOT / "docs"


def commands(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    found = getattr(command, "commands", None)
    if found is None:
        yield path
        return
    for name, below in found.items():
        yield from commands(below, (*path, name))


def test_every_command_and_option_is_in_the_reference() -> None:
    page = commands_page()
    names = list(commands(typer.main.get_command(app)))
    assert len(names) > 15
    for path in names:
        assert f"## gongkai {' '.join(path)}\n" in page
    for option in ("--export DIR", "--should-read TEXT", "--format table/csv/json", "--jobs N", "`SQL`"):
        assert option in page
    assert "Path(" not in page
    assert "object at 0x" not in page


def test_every_rule_is_in_the_reference() -> None:
    page = rules_page()
    with (ROOT / "dbt_project" / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        for rule in csv.DictReader(file):
            assert f"| `{rule['rule_id']}` |" in page
            assert rule["title_zh"].replace("|", "\\|") in page


def test_every_table_and_outcome_code_is_in_the_reference() -> None:
    dictionary = (DOCS / "dictionary.md").read_text(encoding="utf-8")
    for table in MART_TABLES.values():
        assert f"`{table.name}`" in dictionary
        for field in table.fields:
            assert f"`{field.name}`" in dictionary
    codes = outcome_codes_markdown()
    with (ROOT / "pipelines" / "contracts" / "outcome_codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert f"`{row['code']}`" in codes


PAGES = sorted(p for p in DOCS.rglob("*.md") if "reference" not in p.parts)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        found = (page.parent / target).resolve()
        is_made = found.parent == DOCS / "reference" and found.name in ("commands.md", "json.md", "rules.md")
        assert is_made or found.exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("name", ["index", "tutorial"])
def test_what_a_newcomer_reads_is_there_in_chinese(name: str) -> None:
    english, chinese = ((DOCS / f"{name}{tongue}.md").read_text(encoding="utf-8") for tongue in ("", ".zh"))
    assert re.findall(r"\(images/[^)]+\)", english) == re.findall(r"\(images/[^)]+\)", chinese)
    assert re.findall(r"```sh\n(.*?)```", english, re.S) == re.findall(r"```sh\n(.*?)```", chinese, re.S)


@pytest.mark.parametrize("page", sorted((DOCS / "how-to").glob("*.md")), ids=lambda p: p.name)
def test_every_how_to_is_there_in_both_languages_with_the_same_commands(page: Path) -> None:
    assert "zh-CN" not in page.name, "the site finds NAME.zh.md"
    if page.name.endswith(".zh.md"):
        assert page.with_name(page.name.replace(".zh.md", ".md")).is_file()
        return
    chinese = page.with_name(page.name.replace(".md", ".zh.md"))
    assert chinese.is_file()
    english, translated = (p.read_text(encoding="utf-8") for p in (page, chinese))
    assert english.count("```") == translated.count("```")
    assert len(re.findall(r"^#+ ", english, re.M)) == len(re.findall(r"^#+ ", translated, re.M))
