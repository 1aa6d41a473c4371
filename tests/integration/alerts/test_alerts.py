"""Alerts go to real servers: one message a night, each trouble with what to do, no secret anywhere."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import dagster as dg
import pytest

from pipelines.home import Home
from pipelines.orchestration.alerting import alert_on_checks, alert_on_failure, troubles_of
from pipelines.orchestration.alerts.message import Trouble, actions, message_of
from pipelines.orchestration.alerts.settings import SettingsWrong, read_settings
from pipelines.orchestration.alerts.tell import send, tell
from pipelines.orchestration.alerts.webhook import dingtalk_signature, feishu_signature
from pipelines.orchestration.effect_check import effect_result
from pipelines.orchestration.effect_verdict import HELD, State, Verdict
from pipelines.reports.effect import Change, Effect
from tests.integration.alerts.servers import Hook, Mailbox, mail_server, web_server

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
LATE = Trouble("published_in_time", "publish/release", "overdue: 1, first: 档案馆 2026 budget")
FAILED = Trouble("run_failed", "warehouse", "disk full", is_grave=True)


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    with mail_server() as server:
        yield server


@pytest.fixture
def hook() -> Iterator[Hook]:
    with web_server() as server:
        yield server


def home_with(folder: Path, text: str) -> Home:
    folder.mkdir(exist_ok=True)
    (folder / "alerts.yaml").write_text(text, encoding="utf-8")
    return Home.find(folder)


def mail_settings(port: int) -> str:
    return (
        f"mail:\n  - host: 127.0.0.1\n    port: {port}\n    security: none\n"
        "    from: gongkai@example.org\n    to: [zhang@example.org, li@example.org]\n"
    )


def hook_settings(kind: str, *, secret: bool = False) -> str:
    secret_line = "    secret_env: HOOK_SECRET\n" if secret else ""
    return f"webhooks:\n  - format: {kind}\n    url_env: HOOK_URL\n{secret_line}"


def test_a_letter_names_every_trouble_and_what_to_do(tmp_path: Path, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    told = tell(home_with(tmp_path, mail_settings(port)), "build_release", "run-1", [LATE, FAILED])
    assert (told.sent, told.failures) == (1, ())
    (letter,) = box.letters
    assert box.recipients == ["zhang@example.org", "li@example.org"]
    assert "build_release 失败" in letter["Subject"]
    text = letter.get_content()
    assert text.index("disk full") < text.index("档案馆 2026 budget")  # the grave one first
    assert actions()["run_failed"] in text
    assert actions()["published_in_time"] in text


def test_one_bad_night_is_one_message_and_its_end_another(
    tmp_path: Path, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    home = home_with(tmp_path, mail_settings(port))
    for run in ("a", "b", "c"):
        tell(home, "build_release", run, [FAILED])
    assert len(box.letters) == 1
    tell(home, "build_release", "d", [FAILED, LATE])  # something new
    tell(home, "build_release", "e", [])
    tell(home, "build_release", "f", [])
    assert ["恢复" in letter["Subject"] for letter in box.letters] == [False, False, True]
    tell(home, "build_release", "g", [FAILED])  # broken again: that is news
    assert len(box.letters) == 4


def test_a_flood_is_cut_off(tmp_path: Path, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    home = home_with(tmp_path, mail_settings(port) + "most_a_day: 3\n")
    told = [tell(home, "job", str(n), [Trouble("run_failed", f"step {n}", "", True)]) for n in range(9)]
    assert len(box.letters) == 3
    assert "most_a_day is 3" in told[-1].why_not


def test_what_nobody_took_is_told_again(tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_URL", f"http://127.0.0.1:{hook.port}/send?key={KEY}")
    home = home_with(tmp_path, hook_settings("wecom"))
    hook.answer = b'{"errcode": 45009, "errmsg": "api freq out of limit"}'
    told = tell(home, "job", "1", [LATE])
    assert told.sent == 0
    assert "45009" in told.failures[0]
    hook.answer = b'{"errcode": 0}'
    assert tell(home, "job", "2", [LATE]).sent == 1


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu", "json"])
def test_the_body_is_what_the_service_wants(
    tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("HOOK_URL", f"http://127.0.0.1:{hook.port}/send?key={KEY}")
    settings = read_settings(home_with(tmp_path, hook_settings(kind)))
    assert send(settings, message_of("build_release", "r", [LATE])).sent == 1
    ((_, body),) = hook.posts
    if kind == "json":
        assert body["troubles"][0]["action"] == actions()["published_in_time"]
        return
    text = {
        "wecom": lambda: body["markdown"]["content"],
        "dingtalk": lambda: body["markdown"]["text"],
        "feishu": lambda: body["content"]["text"],
    }[kind]()
    assert "档案馆 2026 budget" in text
    assert actions()["published_in_time"] in text
    assert body.get("msgtype", body.get("msg_type")) == {"feishu": "text"}.get(kind, "markdown")
    assert len(text.encode()) <= 4096


def test_robots_with_a_secret_get_their_signature(
    tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_URL", f"http://127.0.0.1:{hook.port}/robot?access_token={KEY}")
    monkeypatch.setenv("HOOK_SECRET", "SEC123")
    for kind in ("dingtalk", "feishu"):
        settings = read_settings(home_with(tmp_path, hook_settings(kind, secret=True)))
        assert send(settings, message_of("job", "r", [LATE])).sent == 1
    (ding_path, _), (_, feishu) = hook.posts
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(ding_path).query))
    assert dingtalk_signature("SEC123", int(query["timestamp"]))["sign"] == query["sign"]
    assert feishu_signature("SEC123", int(feishu["timestamp"]))["sign"] == feishu["sign"]


def test_signatures_are_those_that_openssl_makes() -> None:
    # HMAC-SHA256 keyed with the secret over "<ms>\n<secret>"; keyed with "<s>\n<secret>" over nothing.
    assert dingtalk_signature("SEC", 1)["sign"] == "3KZIhMzb3vx2uIxYqE3AoV0z65ctlCr2gwV1u5ipMJo="
    assert feishu_signature("SEC", 1)["sign"] == "xF6bmMWrulQjVqoxr22uj9eLI3+kMwtLdNECgjJxDRg="


@pytest.mark.parametrize("trouble", ["refused", "status", "answer"])
def test_no_secret_gets_into_words(
    tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    port = 1 if trouble == "refused" else hook.port
    hook.status = 500 if trouble == "status" else 200
    hook.answer = b"<html>" if trouble == "answer" else hook.answer
    monkeypatch.setenv("HOOK_URL", f"http://127.0.0.1:{port}/send?key={KEY}")
    monkeypatch.setenv("HOOK_SECRET", "SEC-hidden")
    home = home_with(tmp_path, hook_settings("wecom", secret=True))
    settings = read_settings(home)
    told = tell(home, "job", "1", [LATE])
    assert told.failures
    assert KEY not in str(told) + repr(settings)
    assert "SEC-hidden" not in str(told) + repr(settings)
    kept = "".join(p.read_text(errors="replace") for p in tmp_path.rglob("*") if p.is_file())
    assert KEY not in kept


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("mail: [{host: a, from: b}]", "to is missing"),
        ("mail: [{host: a, from: b, to: c, password: x}]", "named by variable"),
        ("mail: [{host: a, from: b, to: c, user: d, security: none}]", "without starttls or tls"),
        ("webhooks: [{format: slack, url: x}]", "format is one of"),
        ("webhooks: [{format: wecom}]", "url_env"),
        ("repeat: 3", "repeat is not known"),
        ("most_a_day: many", "is a number"),
        ("{", "alerts.yaml"),
        ("- a", "mapping"),
    ],
)
def test_settings_that_cannot_be_used_say_why(tmp_path: Path, text: str, cause: str) -> None:
    with pytest.raises(SettingsWrong, match=cause):
        read_settings(home_with(tmp_path, text))


def test_a_variable_that_is_not_set_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOOK_URL", raising=False)
    told = tell(home_with(tmp_path, hook_settings("wecom")), "job", "1", [LATE])
    assert told.failures == ("wecom: the environment variable HOOK_URL is not set",)


# ---- through Dagster


@dg.asset(check_specs=[dg.AssetCheckSpec("quarantine_empty", asset="parts")])
def parts() -> dg.MaterializeResult:  # type: ignore[type-arg]
    """An asset whose check does not pass."""
    return dg.MaterializeResult(
        check_results=[
            dg.AssetCheckResult(
                check_name="quarantine_empty",
                passed=False,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"records": 2, "first": ["a.pdf page 3: too big"]},
            )
        ]
    )


@dg.asset
def broken() -> None:
    """An asset that fails."""
    raise dg.Failure("no space left on device")


def test_failed_steps_and_checks_become_troubles_and_a_message(
    tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_URL", f"http://127.0.0.1:{hook.port}/")
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    home_with(tmp_path, hook_settings("json"))
    with dg.DagsterInstance.ephemeral() as instance:
        well = dg.materialize([parts], instance=instance)
        ill = dg.materialize([parts, broken], instance=instance, raise_on_error=False)
        assert {t.kind: t.is_grave for t in troubles_of(instance, ill.dagster_run)} == {
            "quarantine_empty": False,
            "run_failed": True,
        }
        runs = [(alert_on_checks, well, well.get_run_success_event())]
        runs += [(alert_on_failure, ill, ill.get_run_failure_event())]
        for sensor, result, event in runs:
            context = dg.build_run_status_sensor_context(
                sensor.name, event, instance, instance.get_run_by_id(result.run_id)
            )
            sensor(context)
    first, second = (body for _, body in hook.posts)
    assert "a.pdf page 3: too big" in json.dumps(first)
    assert "no space left on device" in second["troubles"][0]["detail"]
    assert second["troubles"][0]["grave"]


@dg.asset
def figures() -> None:
    """An asset that is looked at before the warehouse is built."""


@dg.asset_check(asset=figures, name="effect_accepted", blocking=True)
def held() -> dg.AssetCheckResult:
    """The gate as it stands when nobody has accepted an effect."""
    effect = Effect(changes=(Change("lines", "three_public", "-", 9, 2, 7, 0, 0, Decimal(1)),), digest="abc")
    return effect_result(Verdict(State.HELD, "r1", {}, {}, effect, Path("/home/effect"), 1))


@dg.asset(deps=[figures])
def built() -> None:
    """What must not be made."""


def test_a_held_effect_is_one_trouble_with_what_to_do() -> None:
    """The step that failed for it is not told beside it: there is nothing to mend."""
    with dg.DagsterInstance.ephemeral() as instance:
        job = dg.Definitions(
            assets=[figures, built], asset_checks=[held], jobs=[dg.define_asset_job("all_of_it")]
        ).resolve_job_def("all_of_it")
        run = job.execute_in_process(instance=instance, raise_on_error=False)
        assert not run.success
        assert not [e for e in run.all_events if e.is_step_success and e.step_key == "built"]
        (trouble,) = troubles_of(instance, run.dagster_run)
    assert (trouble.kind, trouble.is_grave) == ("effect_accepted", True)
    assert "rows_changed: 7" in trouble.detail and "gongkai effect --accept abc" in trouble.detail
    assert trouble.action == actions()["effect_accepted"]


@dg.asset
def marts_alone() -> None:
    """Marts that somebody materializes without the rooms."""
    raise dg.Failure(f"{HELD}: 7 rows changed")


def test_marts_alone_that_are_held_say_the_same() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        run = dg.materialize([marts_alone], instance=instance, raise_on_error=False)
        (trouble,) = troubles_of(instance, run.dagster_run)
    assert trouble.kind == "effect_accepted"
