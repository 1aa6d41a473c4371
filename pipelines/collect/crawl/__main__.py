"""The crawling process: `python -m pipelines.collect.crawl`, its task as JSON on standard input.

Belongs here: settings, start and end of the process. Does not: what people call (see `launch`).
Every line on standard output is one event as JSON; the log goes to standard error.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from pipelines.collect.archive import Archive
from pipelines.collect.crawl.desk import Desk
from pipelines.collect.crawl.gate import ROBOT_NAME
from pipelines.collect.crawl.spider import DisclosureSpider
from pipelines.collect.crawl.task import CrawlTask
from pipelines.collect.fetches import Journal, new_run_id, rescue_journals
from pipelines.collect.sources import Source, load_source

_HERE = "pipelines.collect.crawl"


def settings_for(task: CrawlTask, sources: list[Source], run_id: str, spool: Path) -> dict[str, Any]:
    """Scrapy's settings. Every one that differs from Scrapy's own says why."""
    slowest = max((s.crawl.pace.delay_seconds for s in sources), default=3.0)
    delays: dict[str, float] = {}
    for source in sources:
        for host in source.crawl.hosts.hosts | source.crawl.hosts.attachment_hosts:
            own = source.crawl.pace.delay_seconds if task.delay_seconds is None else task.delay_seconds
            delays[host] = max(delays.get(host, 0.0), own)
    return {
        # Names itself and whoever runs it, so that a site's keeper can write to somebody.
        "USER_AGENT": f"{ROBOT_NAME}/0.1 (public budget disclosures; contact: {task.contact})",
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "*/*",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip",
        },
        # Own middlewares obey robots.txt more strictly than Scrapy's (unreachable means forbidden).
        "ROBOTSTXT_OBEY": False,
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": slowest if task.delay_seconds is None else task.delay_seconds,
        "DOWNLOAD_SLOTS": {h: {"concurrency": 1, "delay": d, "jitter": 0.3} for h, d in delays.items()},
        "GONGKAI_DELAYS": delays,
        # A cookie is how challenges recognise who has run their script; we have not.
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "RETRY_TIMES": 3,
        "RETRY_HTTP_CODES": [408, 500, 502, 504, 522, 524],
        "REDIRECT_MAX_TIMES": 6,
        "METAREFRESH_ENABLED": False,  # bodies lie on disk; the spider follows them
        "COMPRESSION_ENABLED": False,  # the handler unpacks while it writes
        "HTTPPROXY_ENABLED": False,  # the handler knows the proxy
        "DEPTH_LIMIT": 0,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), f"{_HERE}.spooling.SpoolingHandler"),
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            f"{_HERE}.gate.Gate": 100,
            f"{_HERE}.patience.Patience": 650,
        },
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # every answer is written down
            "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
        },
        "LOG_LEVEL": "INFO",
        "LOGSTATS_INTERVAL": 0,
        "GONGKAI_SPOOL": str(spool),
        "GONGKAI_RUN_ID": run_id,
        "GONGKAI_PROXY": task.proxy,
        "GONGKAI_ALLOW_PRIVATE": task.allow_private,
        "GONGKAI_SLOWEST_BYTES_PER_SECOND": 512,
        "GONGKAI_PACE_WINDOW_SECONDS": task.pace_window_seconds,
        "GONGKAI_LONGEST_WAIT_SECONDS": task.longest_wait_seconds,
    }


def tell(event: dict[str, Any]) -> None:
    """One event for whoever started this process."""
    print(json.dumps(event, ensure_ascii=False), flush=True)


def main() -> int:
    """Crawl as the task says. Exit code 0 when the crawl came to its end, whatever single addresses gave."""
    task = CrawlTask(**json.load(sys.stdin))
    sources = [load_source(Path(file)) for file in task.source_files]
    archive = Archive(task.archive)
    rescue_journals(archive)
    run_id = new_run_id()
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    with Journal(archive, run_id) as journal:
        desk = Desk(archive, journal, tell)
        process = AsyncCrawlerProcess(settings_for(task, sources, run_id, archive.spool))
        crawler = process.create_crawler(DisclosureSpider)
        process.crawl(crawler, sources=sources, desk=desk, since=task.since, recheck=task.recheck)
        process.start()
        reason = crawler.stats.get_value("finish_reason") if crawler.stats else None
        errors = int(crawler.stats.get_value("log_count/ERROR", 0)) if crawler.stats else 0
        tell(
            {
                "event": "end",
                "run_id": run_id,
                "reason": reason,
                "errors": errors,
                "counts": dict(desk.counts),
            }
        )
    return 0 if reason == "finished" else 1


if __name__ == "__main__":
    sys.exit(main())
