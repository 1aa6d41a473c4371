"""A generated district: departments × years, a TRS column, an article per disclosure, a PDF (or more) each.

Belongs here: the site's content. Does not: serving it (see `web`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.integration.collect.web import Answer, Web

HOST = "www.ceshiqu.gov.cn"
COLUMN = f"http://{HOST}/zwgk/czyjs/"
ROBOTS = "User-agent: *\nDisallow: /private/\nDisallow: /zwgk/czyjs/secret\n"
PER_PAGE = 20


def department(number: int) -> str:
    return f"测试区第{number:03d}局"


def pdf_bytes(name: str, size: int = 3_000) -> bytes:
    """A minimal PDF of about `size` bytes whose text is its name: enough for magic bytes and sizes."""
    body = f"%PDF-1.4\n% {name}\n".encode()
    return (
        body
        + b"1 0 obj<</Type/Catalog>>endobj\n"
        + b"% filler\n" * max(0, (size - len(body)) // 9)
        + b"%%EOF\n"
    )


@dataclass
class District:
    """What the site holds: `files` by address, so a test can say what has to be in the archive."""

    departments: int = 120
    years: tuple[int, ...] = (2024, 2025, 2026)
    pdf_size: int = 3_000
    files: dict[str, bytes] = field(default_factory=dict)

    def publish(self, web: Web) -> None:
        """Put the site on the web: lists, articles, files, robots.txt, and traps that must not be entered."""
        web.pages[f"{HOST}/robots.txt"] = Answer(ROBOTS.encode(), "text/plain")
        entries = [
            (year, number) for year in reversed(self.years) for number in range(1, self.departments + 1)
        ]
        pages = [entries[i : i + PER_PAGE] for i in range(0, len(entries), PER_PAGE)]
        for index, rows in enumerate(pages):
            name = "" if index == 0 else f"index_{index}.html"
            web.pages[f"{HOST}/zwgk/czyjs/{name}"] = Answer(self._list(rows, index, len(pages)).encode())
        for year, number in entries:
            self._article(web, year, number)

    def article_path(self, year: int, number: int) -> str:
        return f"zwgk/czyjs/{year}02/t{year}0220_{year * 1000 + number}.html"

    def _list(self, rows: list[tuple[int, int]], index: int, count: int) -> str:
        items = "".join(
            f'<li><span>{year}-02-20</span><a href="/{self.article_path(year, n)}" title="{department(n)}{year}年部门预算公开">'
            f"{department(n)}{year}年部门…</a></li>"
            for year, n in rows
        )
        return (
            '<html><head><meta charset="utf-8"><title>财政预决算</title></head><body>'
            '<div class="nav"><a href="/">首页</a><a href="http://www.mof.gov.cn/">财政部 预算司</a>'
            '<a href="/private/ys.html">内部预算</a></div>'
            f'<ul class="list">{items}</ul>'
            f'<script>createPageHTML({count}, {index}, "index", "html");</script>'
            '<div class="footer"><a href="http://other.example.com/2026ys.pdf">预算 样表</a></div></body></html>'
        )

    def _article(self, web: Web, year: int, number: int) -> None:
        path = self.article_path(year, number)
        folder = path.rsplit("/", 1)[0]
        name = f"P{year}{number:06d}.pdf"
        content = pdf_bytes(f"{department(number)} {year}", self.pdf_size)
        self.files[f"http://{HOST}/{folder}/{name}"] = content
        web.pages[f"{HOST}/{folder}/{name}"] = Answer(content, "application/pdf")
        web.pages[f"{HOST}/{path}"] = Answer(
            (
                f'<html><head><meta charset="utf-8"><title>{department(number)}{year}年部门预算公开</title></head><body>'
                '<div class="crumb"><a href="/zwgk/czyjs/">财政预决算</a></div>'
                f'<div class="TRS_UEDITOR"><p>现将{year}年部门预算公开如下。</p><p>附件：<a href="./{name}">'
                f"{department(number)}{year}年部门预算.pdf</a></p>"
                f'<p><a href="{name}?t=1">下载同一附件</a></p></div></body></html>'
            ).encode()
        )
