"""Typesets pages with tables in the manner of ICDAR 2013 (few rules or none) together with their truth.

Run: python -m benchmarks.extract.borderless_pages [--seed N] [--count N] [--write DIR] to read them with our
engine and score it. `pages(seed, count)` gives the same pages to any other engine.
Belongs here: content, layout, truth. Does not: measures (`scoring`), engines other than ours.

Every page has one table between paragraphs. Styles: three rules, a rule below every row, header rules that
break at column groups, bands of colour, nothing at all. English and Chinese; wrapped cells aligned at the
top or in the middle; codes before names, indented names, rows that are only a heading; headings over several
columns; figures flush right, centred or at the decimal point, percentages, parentheses, blanks and dashes;
loosely and tightly set; notes below.
"""

from __future__ import annotations

import argparse
import io
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.extract.scoring import Score, Table, score
from benchmarks.extract.synthetic import tables_of
from scripts.typeset.sheet import find_font

STYLES: Final = ("three_line", "row_rules", "group_rules", "bands", "bare")
LANGUAGES: Final = ("en", "zh")
_CHINESE = "BenchmarkSans"
_ENGLISH_WORDS: Final = """
Agriculture Transport Education Health Housing Defence Research Energy Culture Justice Water Regional Central
Local Public Social Rural Urban Foreign Domestic services transfers grants investment salaries maintenance
equipment support programme administration development
"""
_CHINESE_WORDS: Final = """
教育 卫生 社会保障 就业 住房 农林水 交通 科学 文化 环境 城乡 公共 安全 行政 事业 运行 管理 补助 建设
服务 支出 经费 专项 基本 保险
"""
_WORDS: Final = {"en": _ENGLISH_WORDS.split(), "zh": _CHINESE_WORDS.split()}
_SENTENCES: Final = {
    "en": "The figures in this section were collected from the annual reports of {n} authorities and are "
    "shown in millions. Differences of up to {n} units are due to rounding and have not been adjusted, "
    "since the authorities publish only rounded values for the years before {y}.",
    "zh": "本部门{y}年预算收支情况如下，共涉及{n}家单位，按照综合预算的原则编制，所有收入和支出均纳入部门预算"
    "管理。收支总额与上年相比增加{n}万元，主要原因是人员增加和项目调整，具体情况见下表所列各项数据。",
}
_HEADINGS: Final = {
    "en": (
        "Item",
        ("Budget", "Actual", "Change", "Share", "Total", "Plan", "Per head (EUR)", "Number of units"),
    ),
    "zh": ("项目", ("预算数", "决算数", "增减额", "占比", "合计", "基本支出", "项目支出", "上年结转和结余")),
}
_NOTES: Final = {"en": "Source: annual reports; own calculations.", "zh": "注：本表反映部门本年度收支情况。"}


@dataclass(slots=True)
class _Sheet:
    """What is decided about a page before anything is drawn."""

    rng: random.Random
    style: str
    language: str
    size: float = 9.0
    columns: int = 4
    has_groups: bool = False
    middle: bool = False
    has_codes: bool = False
    indents: list[float] = field(default_factory=list)
    points: dict[int, bool] = field(default_factory=dict)
    font: str = "Helvetica"
    header: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    body: list[list[str]] = field(default_factory=list)

    @property
    def header_rows(self) -> int:
        return 2 if self.has_groups else 1


def pages(seed: int, count: int) -> list[tuple[bytes, dict[str, Any]]]:
    """`count` one-page PDFs, each with its truth: `style`, `language` and `tables` (see `scoring`)."""
    if _CHINESE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_CHINESE, str(find_font())))
    return [_page(random.Random(f"{seed}/{i}"), i) for i in range(count)]  # noqa: S311 - layout, no secret


def _page(rng: random.Random, index: int) -> tuple[bytes, dict[str, Any]]:
    language = LANGUAGES[index // len(STYLES) % 2]
    sheet = _Sheet(rng, STYLES[index % len(STYLES)], language)
    sheet.size = rng.choice([8.0, 9.0, 10.0])
    sheet.font = _CHINESE if language == "zh" else rng.choice(["Helvetica", "Times-Roman"])
    sheet.columns = rng.randint(3, 7)
    sheet.has_groups = sheet.columns >= 5 and (sheet.style == "group_rules" or rng.random() < 0.4)
    sheet.middle = rng.random() < 0.5
    sheet.has_codes = rng.random() < 0.3
    _fill(sheet)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    table = _draw(sheet, canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue(), {"style": sheet.style, "language": language, "tables": [table]}


def _fill(sheet: _Sheet) -> None:
    rng, zh = sheet.rng, sheet.language == "zh"
    first, names = _HEADINGS[sheet.language]
    chosen = rng.sample(names, min(sheet.columns - 1, len(names)))
    depth = sheet.header_rows
    sheet.header.append((0, 0, depth, 1, first))
    grouped = sheet.columns - 1 if (sheet.columns - 1) % 2 == 0 else sheet.columns - 2
    for c in range(1, sheet.columns):
        if sheet.has_groups and c <= grouped:
            if c % 2:
                year = 2015 + c
                sheet.header.append((0, c, 1, 2, f"{year}年度" if zh else f"Year {year}"))
            sheet.header.append((1, c, 1, 1, chosen[c - 1]))
        else:
            sheet.header.append((0, c, depth, 1, chosen[c - 1]))
    kinds = [rng.choice(["amount", "amount", "whole", "percent", "change"]) for _ in range(sheet.columns)]
    deep, sections = rng.random() < 0.3, rng.random() < 0.3
    for i in range(rng.randint(4, 16)):
        words = rng.choices(_WORDS[sheet.language], k=rng.choice([1, 2, 2, 3, 6 if zh else 8]))
        label = "".join(words) if zh else " ".join(words).capitalize()
        figures = [_figure(rng, kinds[c]) for c in range(1, sheet.columns)]
        if sections and i % 5 == 0:
            label, figures = label[:8], [""] * len(figures)
        sheet.body.append([label, *figures])
        sheet.indents.append(rng.choice([0.0, 1.0, 2.0]) if deep and any(figures) else 0.0)
    if rng.random() < 0.5:
        sheet.body.append(["合计" if zh else "Total", *(_figure(rng, k) for k in kinds[1:])])
        sheet.indents.append(0.0)
    if sheet.has_codes:
        sheet.header = [(r, c + 1, rs, cs, text) for r, c, rs, cs, text in sheet.header]
        sheet.header.insert(0, (0, 0, depth, 1, "科目编码" if zh else "Code"))
        code = rng.randint(201, 230)
        for i, row in enumerate(sheet.body):
            is_named = any(row[1:]) and row[0] not in ("合计", "Total")
            row.insert(0, f"{code}{i:02d}" + rng.choice(["", "01"]) if is_named else "")
        sheet.columns += 1
    sheet.points = {
        c: rng.random() < 0.2
        for c in range(1 + sheet.has_codes, sheet.columns)
        if kinds[c - sheet.has_codes] != "percent"
    }


def _figure(rng: random.Random, kind: str) -> str:
    if (chance := rng.random()) < 0.04:
        return ""
    if chance < 0.08:
        return "–"
    value = rng.choice([rng.uniform(0, 10), rng.uniform(10, 1000), rng.uniform(1000, 90000)])
    match kind:
        case "whole":
            return f"{value:,.0f}"
        case "percent":
            return f"{value % 100:.1f}%"
        case "change":
            return f"({value:,.1f})" if rng.random() < 0.4 else f"{value:,.1f}"
        case _:
            return f"{value:,.2f}"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything goes: left ends and widths of columns, wrapped texts, heights of rows."""

    xs: list[float]
    widths: list[float]
    labels: list[list[str]]
    heads: dict[tuple[int, int], list[str]]
    heights: list[float]
    pad: float


def _laid_out(sheet: _Sheet) -> _Layout:
    """The widest setting that fits the paper; rows that do not fit below one another are left out."""
    rng = sheet.rng
    left, pad = rng.uniform(60, 90), rng.choice([0.12, 0.3, 0.45, 0.6])
    gap = rng.choice([1.5, 2.0, 3.0])
    layout = _measured(sheet, left, gap, pad)
    while layout.xs[-1] > A4[0] - 30:
        sheet.size *= 0.95
        gap = max(1.5, gap * 0.9)
        left = max(40.0, left - 5)
        layout = _measured(sheet, left, gap, pad)
    while sum(layout.heights) > 500:
        sheet.body.pop()
        sheet.indents.pop()
        layout = _measured(sheet, left, gap, pad)
    return layout


def _measured(sheet: _Sheet, left: float, gap: float, pad: float) -> _Layout:
    size = sheet.size
    leading, gap, pad = size * 1.2, size * gap, size * pad
    name = int(sheet.has_codes)
    wide = size * (12 if sheet.columns < 6 else 9)
    labels = [_wrap(row[name], sheet, wide) for row in sheet.body]
    heads = {(r, c): _wrap(text, sheet, size * 6) for r, c, _, _, text in sheet.header}
    widths = []
    for c in range(sheet.columns):
        texts = [_width(row[c], sheet) for row in sheet.body]
        if c == name:
            texts = [
                _width(line, sheet) + size * indent
                for lines, indent in zip(labels, sheet.indents, strict=True)
                for line in lines
            ]
        elif sheet.points.get(c):
            texts = [max(_before_point(row[c], sheet) for row in sheet.body) * 2]
        texts += [
            _width(x, sheet) for r, hc, _, cs, _ in sheet.header if hc == c and cs == 1 for x in heads[r, hc]
        ]
        widths.append(max(texts))
    for r, c, _, cs, _ in sheet.header:
        if cs == 2:
            missing = max(_width(x, sheet) for x in heads[r, c]) - (widths[c] + gap + widths[c + 1])
            widths[c + 1] += max(0.0, missing)
    xs = [left]
    for width in widths:
        xs.append(xs[-1] + width + gap)
    heights = [
        leading * max(len(heads[r, c]) for r, c, rs, _, _ in sheet.header if r + rs == row + 1) + 2 * pad
        for row in range(sheet.header_rows)
    ]
    heights += [leading * len(lines) + 2 * pad for lines in labels]
    if sheet.has_groups:
        heights[0] = leading + 2 * pad
    return _Layout(xs, widths, labels, heads, heights, pad)


def _draw(sheet: _Sheet, canvas: Canvas) -> Table:
    rng = sheet.rng
    layout = _laid_out(sheet)
    xs, widths, pad = layout.xs, layout.widths, None if sheet.middle else layout.pad
    name = int(sheet.has_codes)
    align = [rng.choice(["right", "right", "centre"]) for _ in widths]
    align[:name] = [rng.choice(["left", "right"])] * name
    align[name] = "left"
    canvas.setLineWidth(0.6)
    ys = [_paragraph(sheet, canvas, A4[1] - 60, rng.randint(1, 2)) - 14]
    for height in layout.heights:
        ys.append(ys[-1] - height)
    if sheet.style == "bands":
        _bands(sheet, canvas, xs, ys)
    for r, c, rs, cs, _ in sheet.header:
        across = (xs[c], xs[c + cs - 1] + widths[c + cs - 1])
        how = "centre" if cs > 1 or sheet.points.get(c) else align[c]
        _cell(sheet, canvas, layout.heads[r, c], across, (ys[r], ys[r + rs]), how, None)
    for i, row in enumerate(sheet.body):
        span = (ys[sheet.header_rows + i], ys[sheet.header_rows + i + 1])
        for c, text in enumerate(row):
            start, end = xs[c], xs[c] + widths[c]
            if c == name:
                start += sheet.indents[i] * sheet.size
            elif sheet.points.get(c):
                start = (start + end) / 2 - _before_point(text, sheet)
            lines = layout.labels[i] if c == name else [text]
            how = "left" if sheet.points.get(c) else align[c]
            _cell(sheet, canvas, lines, (start, end), span, how, pad)
    _rules(sheet, canvas, xs, ys, widths)
    canvas.setFont(sheet.font, sheet.size - 1)
    canvas.drawString(xs[0], ys[-1] - 2.2 * sheet.size, _NOTES[sheet.language])
    _paragraph(sheet, canvas, ys[-1] - 5 * sheet.size, rng.randint(1, 2))
    return _truth(sheet)


def _cell(
    sheet: _Sheet,
    canvas: Canvas,
    lines: list[str],
    across: tuple[float, float],
    span: tuple[float, float],
    how: str,
    pad: float | None,
) -> None:
    """Lines of one cell, `pad` below its top or, without one, in its middle."""
    size, leading = sheet.size, sheet.size * 1.2
    height = leading * len(lines)
    if pad is None:
        pad = (span[0] - span[1] - height) / 2
    canvas.setFont(sheet.font, size)
    y = span[0] - pad - size
    for line in lines:
        if how == "right":
            canvas.drawRightString(across[1], y, line)
        elif how == "centre":
            canvas.drawCentredString(sum(across) / 2, y, line)
        else:
            canvas.drawString(across[0], y, line)
        y -= leading


def _rules(sheet: _Sheet, canvas: Canvas, xs: list[float], ys: list[float], widths: list[float]) -> None:
    left, right = xs[0] - 2, xs[-2] + widths[-1] + 2
    head = sheet.header_rows
    heights = {
        "three_line": [ys[0], ys[head], ys[-1]],
        "group_rules": [ys[0], ys[head], ys[-1]],
        "row_rules": [ys[0], *ys[head:]],
    }.get(sheet.style, [])
    for y in heights:
        canvas.line(left, y, right, y)
    if sheet.style in ("group_rules", "row_rules") and sheet.has_groups:
        for _, c, _, cs, _ in sheet.header:
            if cs > 1:
                canvas.line(xs[c], ys[1], xs[c + cs - 1] + widths[c + cs - 1], ys[1])


def _bands(sheet: _Sheet, canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(xs[0] - 2, ys[sheet.header_rows], xs[-1] - xs[0] + 4, ys[0] - ys[sheet.header_rows], 0, 1)
    canvas.setFillGray(0.93)
    for i in range(sheet.header_rows + 1, len(ys) - 1, 2):
        canvas.rect(xs[0] - 2, ys[i + 1], xs[-1] - xs[0] + 4, ys[i] - ys[i + 1], 0, 1)
    canvas.setFillGray(0)


def _paragraph(sheet: _Sheet, canvas: Canvas, y: float, count: int) -> float:
    canvas.setFont(sheet.font, 10)
    for _ in range(count):
        text = _SENTENCES[sheet.language].format(n=sheet.rng.randint(2, 90), y=sheet.rng.randint(2005, 2025))
        for line in _wrap(text, sheet, 430, 10):
            canvas.drawString(70, y, line)
            y -= 15
        y -= 6
    return y


def _width(text: str, sheet: _Sheet) -> float:
    return float(pdfmetrics.stringWidth(text, sheet.font, sheet.size))


def _before_point(text: str, sheet: _Sheet) -> float:
    return _width(text.split(".")[0], sheet)


def _wrap(text: str, sheet: _Sheet, width: float, size: float | None = None) -> list[str]:
    """Lines no wider than `width`: Chinese breaks anywhere, English between words."""
    pieces = list(text) if sheet.language == "zh" else [w + " " for w in text.split(" ")]
    lines = [""]
    for piece in pieces:
        longer = (lines[-1] + piece).rstrip()
        if lines[-1] and pdfmetrics.stringWidth(longer, sheet.font, size or sheet.size) > width:
            lines.append(piece)
        else:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _truth(sheet: _Sheet) -> Table:
    cells = [{"r": r, "c": c, "rs": rs, "cs": cs, "text": text} for r, c, rs, cs, text in sheet.header]
    for i, row in enumerate(sheet.body):
        cells += [
            {"r": sheet.header_rows + i, "c": c, "rs": 1, "cs": 1, "text": text} for c, text in enumerate(row)
        ]
    return {
        "nrows": sheet.header_rows + len(sheet.body),
        "ncols": sheet.columns,
        "header_rows": sheet.header_rows,
        "cells": cells,
    }


def main() -> None:
    """Typeset, read, print one line per style and language."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--write", type=Path, help="also write the PDFs into this folder")
    options = parser.parse_args()
    totals: dict[str, Score] = {}
    for number, (content, truth) in enumerate(pages(options.seed, options.count)):
        result = score(truth["tables"], tables_of(content))
        name = f"{truth['style']} {truth['language']}"
        totals[name] = totals.get(name, Score()) + result
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            right = "" if result.tables_right == result.tables else "-wrong"
            (options.write / f"{number:04d}-{truth['style']}-{truth['language']}{right}.pdf").write_bytes(
                content
            )
    for name, total in sorted(totals.items()):
        print(f"{name:16s} {total.line()}")
    print(f"{'all':16s} {sum(totals.values(), Score()).line()}")


if __name__ == "__main__":
    main()
