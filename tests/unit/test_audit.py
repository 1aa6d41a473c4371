"""An audit that could ask nobody is not a clean one, and says so."""

import pytest

from scripts.audit_dependencies import verdict


def test_nothing_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(0, "", "No known vulnerabilities found\n", strict=True) == 0
    assert "No known vulnerabilities" in capsys.readouterr().out


def test_advisories_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(1, "lxml 5.0 PYSEC-1 5.1", "Found 1 known vulnerability", strict=False) == 1
    assert "PYSEC-1" in capsys.readouterr().out


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 2)])
def test_nobody_to_ask(strict: bool, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(1, "", "Traceback\nrequests.exceptions.ConnectionError: refused", strict) == code
    assert "SKIPPED, nothing was checked" in capsys.readouterr().err


def test_a_mirror_without_advisories_is_no_clean_bill(capsys: pytest.CaptureFixture[str]) -> None:
    said = "lxml Dependency not found on PyPI and could not be audited: lxml (6.0)\n"
    assert verdict(0, said, "No known vulnerabilities found, 1 skipped", strict=True) == 2
    assert "1 of the packages" in capsys.readouterr().err


def test_another_fault_is_no_skip(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(1, "", "error: invalid requirements", strict=False) == 1
    assert "invalid requirements" in capsys.readouterr().err
