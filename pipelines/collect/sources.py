"""Registered sources: who should publish what, where; and the documents that were registered with them.

Belongs here: reading and checking `raw/sources/<id>/source.yaml`. Does not: fetching, archiving.
A mistake in one source is a problem that names file and key; the other sources stay usable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipelines.collect.checked import Checked, SourceProblem
from pipelines.collect.crawl_rules import CrawlRules, read_crawl_rules

SOURCE_FILE = "source.yaml"
UNIT_TYPES = ("administrative", "civil_service_managed", "institution", "unknown")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DIVISION = re.compile(r"\d{6}")
_SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """A unit on the roster. `unit_id` is `<division code>-<unit code>`; years bound its identity."""

    unit_id: str
    name: str
    code: str | None
    unit_type: str
    parent_unit_id: str | None
    aliases: tuple[str, ...]
    valid_from_year: int | None
    valid_to_year: int | None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file registered with a source. Files of one `publication_id` are renditions of one publication."""

    file: Path
    sha256: str
    publication_id: str
    page_url: str | None
    origin: str
    published_year: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """One region's (or publisher's) entry: the column page, the roster, the documents that came with it."""

    source_id: str
    file: Path
    division_code: str
    division_name: str
    column_url: str
    units: tuple[SourceUnit, ...]
    documents: tuple[SourceDocument, ...]
    crawl: CrawlRules


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources that could be read, and what is wrong with the others."""

    sources: tuple[Source, ...]
    problems: tuple[SourceProblem, ...]


def load_sources(folder: Path) -> Sources:
    """Every `<id>/source.yaml` under `folder`, by id. A missing folder holds no sources."""
    sources: list[Source] = []
    problems: list[SourceProblem] = []
    for file in sorted(folder.glob(f"*/{SOURCE_FILE}")):
        try:
            sources.append(load_source(file))
        except SourceProblem as problem:
            problems.append(problem)
    owners: dict[str, str] = {}
    for source in sources:
        for unit in source.units:
            if unit.unit_id in owners:
                detail = f"{unit.unit_id} is registered by {owners[unit.unit_id]} too"
                problems.append(SourceProblem(source.file, "units", detail))
            owners.setdefault(unit.unit_id, source.source_id)
    return Sources(tuple(sources), tuple(problems))


def load_source(file: Path) -> Source:
    """One source record. Raises `SourceProblem` naming the file and the key."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceProblem(file, "", " ".join(str(error).split())) from error
    top = Checked(file, "", content)
    top.only(
        "source_id", "region", "column_url", "columns", "crawl", "terms", "approvals", "expect_from_year",
        "units", "documents",
    )  # fmt: skip
    source_id = top.text("source_id", _SOURCE_ID)
    if source_id != file.parent.name:
        raise SourceProblem(file, "source_id", f"{source_id!r} is not the folder's name {file.parent.name!r}")
    region = top.mapping("region")
    region.only("division_code", "division_name")
    division_code = region.text("division_code", _DIVISION)
    units = tuple(_unit(item, division_code) for item in top.items("units"))
    _check_roster(file, units)
    return Source(
        source_id=source_id,
        file=file,
        division_code=division_code,
        division_name=region.text("division_name"),
        column_url=top.text("column_url"),
        units=units,
        documents=tuple(_document(item, file.parent) for item in top.items("documents")),
        crawl=read_crawl_rules(top),
    )


def _unit(item: Checked, division_code: str) -> SourceUnit:
    item.only("unit_id", "name", "code", "type", "parent", "aliases", "valid_from_year", "valid_to_year")
    return SourceUnit(
        unit_id=item.text("unit_id", re.compile(rf"{division_code}-\w+")),
        name=item.text("name"),
        code=item.optional_text("code"),
        unit_type=item.choice("type", UNIT_TYPES),
        parent_unit_id=item.optional_text("parent"),
        aliases=item.texts("aliases"),
        valid_from_year=item.optional_year("valid_from_year"),
        valid_to_year=item.optional_year("valid_to_year"),
    )


def _check_roster(file: Path, units: tuple[SourceUnit, ...]) -> None:
    ids: set[str] = set()
    names: dict[str, str] = {}
    for index, unit in enumerate(units):
        if unit.unit_id in ids:
            raise SourceProblem(file, f"units[{index}].unit_id", f"{unit.unit_id} occurs twice")
        ids.add(unit.unit_id)
        for name in (unit.name, *unit.aliases):
            if name in names:
                detail = f"{name} names {names[name]} already: a name must lead to one unit"
                raise SourceProblem(file, f"units[{index}].aliases", detail)
            names[name] = unit.unit_id
    for index, unit in enumerate(units):
        if unit.parent_unit_id is not None and unit.parent_unit_id not in ids:
            raise SourceProblem(file, f"units[{index}].parent", f"{unit.parent_unit_id} is not on the roster")


def _document(item: Checked, folder: Path) -> SourceDocument:
    item.only("file", "sha256", "publication_id", "page_url", "origin", "published_year")
    name = item.text("file")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise item.problem("file", f"{name} lies outside the source's folder")
    return SourceDocument(
        file=path,
        sha256=item.text("sha256", _SHA256),
        publication_id=item.text("publication_id"),
        page_url=item.optional_text("page_url"),
        origin=item.text("origin"),
        published_year=item.optional_year("published_year"),
    )
