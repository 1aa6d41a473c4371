"""`gongkai check` on a paper that is no disclosure."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.commands.check import check
from pipelines.home import Home


def test_a_notice_is_named_and_not_called_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text("关于召开会议的通知\n各部门：现将有关事项通知如下。\n", encoding="utf-8")
    assert check(Home(tmp_path), [notice], "text", "zh") == 2
    said = capsys.readouterr()
    assert "通知.txt: NOT_A_DISCLOSURE: a notice or letter" in said.err
    assert "没有发现不符" not in said.out
