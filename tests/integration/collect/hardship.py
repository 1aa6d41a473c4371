"""Hard measures of a crawl, small in the tests and at full size by command:

    python -m tests.integration.collect.hardship kill --times 50
    python -m tests.integration.collect.hardship memory --megabytes 300
    python -m tests.integration.collect.hardship district

Belongs here: the measures. Does not: judging them (see `test_hardship`).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.collect.archive import content_id
from pipelines.collect.crawl.task import CrawlTask
from tests.integration.collect.crawling import (
    check_archive,
    environment,
    fetches_of,
    run_crawl,
    task_for,
    write_source,
)
from tests.integration.collect.district import COLUMN, HOST, District
from tests.integration.collect.web import Answer, Web

TRS = [{"url": COLUMN, "family": "trs"}]


def start(task: CrawlTask) -> subprocess.Popen[str]:
    """The crawling process, as `launch.crawl` starts it, left to itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipelines.collect.crawl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(task)))
    process.stdin.close()
    return process


@dataclass(frozen=True)
class Killed:
    """What a kill left: objects that were whole, files in the spool; and what one more run made of it."""

    after_requests: int
    after_milliseconds: float
    objects_then: int
    unfinished_then: int
    is_complete: bool
    asked_again: int


def kill_once(folder: Path, web: Web, district: District, requests: int, milliseconds: float) -> Killed:
    """Kill -9 a crawl some milliseconds after the server has seen so many requests, look at what is there, then
    let one run finish it."""
    source = write_source(folder, TRS)
    web.log.clear()
    process = start(task_for(folder, source, web, delay_seconds=0.005))
    while len(web.log) < requests and process.poll() is None:
        time.sleep(0.0005)
    time.sleep(milliseconds / 1000)
    process.kill()
    process.wait()
    root = folder / "raw" / "archive"
    objects = [p for p in (root / "objects").rglob("*") if p.is_file() and not p.name.startswith(".tmp-")]
    torn = [p for p in objects if p.name != content_id(p.read_bytes())]
    assert not torn, f"torn after {requests} requests: {torn}"
    unfinished = len(list((root / "spool").iterdir())) if (root / "spool").is_dir() else 0
    web.log.clear()
    run_crawl(folder, source, web)
    documents = check_archive(folder)
    expected = {content_id(c) for c in district.files.values()}
    new = [r.document_id for r in fetches_of(folder) if r.code == "FETCH_NEW" and r.role == "document"]
    again = len(web.urls()) - len(set(web.urls()))
    is_complete = documents == expected and len(new) == len(set(new))
    return Killed(requests, milliseconds, len(objects), unfinished, is_complete, again)


def kills(times: int, district: District, seed: int = 1) -> Iterator[Killed]:
    """Kills at random moments of the whole crawl, each in a fresh archive.

    Moments are counted in requests the server has seen, so that they fall into the work and not into the
    start of the process, however busy the machine is.
    """
    moments = random.Random(seed)
    with Web() as web, tempfile.TemporaryDirectory() as folder:
        district.publish(web)
        total = len(web.pages)
        for number in range(times):
            requests, milliseconds = moments.randint(0, total - 1), moments.uniform(0, 20)
            yield kill_once(Path(folder) / str(number), web, district, requests, milliseconds)


def peak_of_fetching(megabytes: int, folder: Path) -> float:
    """Peak resident memory, in MB, of a crawling process that fetches one body of so many megabytes."""
    chunk = b"%PDF-1.4\n".ljust(1_000_000, b"x")
    with Web() as web:
        web.pages[f"{HOST}/zwgk/czyjs/"] = Answer(
            '<html><body><li><a href="big.pdf">某局2026年部门预算</a></li></body></html>'.encode()
        )
        web.pages[f"{HOST}/zwgk/czyjs/big.pdf"] = Answer(
            content_type="application/pdf",
            stream=lambda: (chunk for _ in range(megabytes)),
            length=megabytes * 1_000_000,
        )
        source = write_source(folder, TRS, crawl={"delay_seconds": 1, "max_file_mb": 4000})
        process = start(task_for(folder, source, web))
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            time.sleep(0.02)
    (record,) = [r for r in fetches_of(folder) if r.purpose == "attachment"]
    assert (record.code, record.byte_size) == ("FETCH_NEW", megabytes * 1_000_000)
    return peak


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM")), 0.0
    )


def measure_district(departments: int, years: int, folder: Path) -> list[str]:
    """Crawl a whole district twice (the second time everything is asked again); what that took, in lines."""
    district = District(departments, tuple(range(2026 - years + 1, 2027)))
    lines = []
    with Web() as web:
        district.publish(web)
        source = write_source(folder, TRS)
        for words, recheck in (
            ("first crawl", False),
            ("second crawl, --recheck", True),
            ("third crawl", False),
        ):
            web.log.clear()
            began = time.monotonic()
            result = run_crawl(folder, source, web, recheck=recheck)
            seconds = time.monotonic() - began
            conditional = sum(a.is_conditional for a in web.log)
            lines.append(
                f"{words}: {seconds:.1f} s, {len(web.log)} requests ({conditional} conditional, "
                f"{len(web.urls()) - len(set(web.urls()))} repeated), {result.documents_new} new documents, "
                f"{result.bytes_received} bytes of bodies, at most {max(web.most_at_once.values())} at once"
            )
            assert check_archive(folder) == {content_id(c) for c in district.files.values()}
    return lines


def main() -> None:
    """The measures at the size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measure", choices=("kill", "memory", "district"))
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--megabytes", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.measure == "kill":
        found = list(kills(options.times, District(12), options.seed))
        for kill in found:
            print(kill)
        whole = sum(k.is_complete for k in found)
        print(f"{whole} of {len(found)} complete after one more run, no torn object after any kill")
    elif options.measure == "memory":
        for megabytes in (1, options.megabytes):
            with tempfile.TemporaryDirectory() as folder:
                print(
                    f"{megabytes} MB body: peak {peak_of_fetching(megabytes, Path(folder)):.1f} MB resident"
                )
    else:
        with tempfile.TemporaryDirectory() as folder:
            print("\n".join(measure_district(120, 3, Path(folder))))


if __name__ == "__main__":
    main()
