"""Builds that several tests look at: one dbt run takes seconds, so each is made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.warehouse.build import Build, build
from tests.integration.warehouse.scenarios import sound_district, unsound_district


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """dbt's folder, shared so that the project is parsed once."""
    return tmp_path_factory.mktemp("target")


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory, target: Path) -> Build:
    """A small district without faults."""
    return build(tmp_path_factory.mktemp("sound"), sound_district(), target=target)


@pytest.fixture(scope="session")
def unsound(tmp_path_factory: pytest.TempPathFactory, target: Path) -> Build:
    """The same with renditions that disagree and figures that must not be facts."""
    return build(tmp_path_factory.mktemp("unsound"), unsound_district(), target=target)
