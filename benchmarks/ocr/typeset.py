"""Budget tables typeset for the OCR benchmark, with the truth of every cell.

Belongs here: made-up tables of the shapes that departments publish, drawing them with reportlab.
Does not: rasterising, scoring. Figures are random from a fixed seed: nothing can be learnt by heart.
"""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.model import Box
from scripts.typeset.ruled import RuledCell, RuledTable
from scripts.typeset.sheet import find_font

CHINESE = "BenchmarkSans"
BOXES = "□☑■"
_NAMES = [
    "一般公共服务支出",
    "行政运行",
    "机关服务",
    "一般行政管理事务",
    "社会保障和就业支出",
    "机关事业单位基本养老保险缴费支出",
    "卫生健康支出",
    "行政单位医疗",
    "事业单位医疗",
    "公务员医疗补助",
    "住房保障支出",
    "住房公积金",
    "提租补贴",
    "购房补贴",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "灾害防治及应急管理支出",
]


@dataclass(frozen=True, slots=True)
class TruthCell:
    """What stands in one cell and where (points from the page's top left)."""

    text: str
    box: Box


@dataclass(slots=True)
class TypesetPage:
    """A page as a PDF of its own, with its cells; `in_colour` where a red seal asks for a colour scan."""

    name: str
    pdf: bytes
    cells: list[TruthCell]
    lines: list[str] = field(default_factory=list)
    in_colour: bool = False


def pages(seed: int = 20230215) -> list[TypesetPage]:
    """All pages of the benchmark."""
    made = []
    for digits in (CHINESE, "Times-Roman"):
        chance = random.Random(f"{seed} {digits}")  # noqa: S311 - figures to typeset, not secrets
        made += [
            _summary(chance, digits),
            _detail(chance, digits, columns=12, size=6.5),
            _detail(chance, digits, columns=19, size=5.0),
            _form(chance, digits),
            _sealed(chance, digits),
        ]
    return made


def _amount(chance: random.Random, decimals: int = 2) -> str:
    kind = chance.random()
    if kind < 0.05:
        return "0.00"
    if kind < 0.1:
        return str(chance.randrange(10))
    value = chance.choice((1, 10, 100, 1000, 10_000, 100_000)) * chance.random()
    text = f"{value:,.{decimals}f}"
    if kind > 0.95:
        return "-" + text
    return f"({text})" if kind > 0.92 else text


def _sparse(chance: random.Random) -> str:
    kind = chance.random()
    return "-" if kind < 0.15 else "" if kind < 0.3 else "—" if kind < 0.33 else _amount(chance)


def _code(chance: random.Random) -> str:
    return str(chance.choice((201, 205, 208, 210, 221))) + "".join(
        f"{chance.randrange(1, 100):02d}" for _ in range(chance.randrange(3))
    )


def _summary(chance: random.Random, digits: str) -> TypesetPage:
    """收支总表: four columns, amounts with six decimals."""
    table = RuledTable([170, 85, 170, 85], header_rows=2, size=9)
    table.cells += [
        RuledCell(0, 0, "收 入", column_span=2),
        RuledCell(0, 2, "支 出", column_span=2),
        *(RuledCell(1, c, text) for c, text in enumerate(("项目", "预算数", "项目", "预算数"))),
    ]
    for row in range(2, 30):
        for column in (0, 2):
            table.cells.append(RuledCell(row, column, chance.choice(_NAMES), align="left"))
            table.cells.append(RuledCell(row, column + 1, _amount(chance, 6), align="right"))
    return _page("summary", table, digits, "部门收支总表")


def _detail(chance: random.Random, digits: str, *, columns: int, size: float) -> TypesetPage:
    """支出表: code, name and many narrow columns of amounts under a merged header."""
    rest = columns - 2
    width = (landscape(A4)[0] - 60 - 45 - 110) / rest
    table = RuledTable([45, 110, *[width] * rest], header_rows=2, size=size, padding=2)
    half = rest // 2
    table.cells += [
        RuledCell(0, 0, "科目编码", row_span=2),
        RuledCell(0, 1, "科目名称", row_span=2),
        RuledCell(0, 2, "本年收入", column_span=half),
        RuledCell(0, 2 + half, "上年结转结余", column_span=rest - half),
    ]
    headers = (
        "小计",
        "一般公共预算",
        "政府性基金",
        "国有资本",
        "财政专户",
        "事业收入",
        "经营收入",
        "上级补助",
        "其他收入",
    )
    for column in range(2, columns):
        table.cells.append(RuledCell(1, column, headers[(column - 2) % len(headers)]))
    for row in range(2, 30):
        table.cells.append(RuledCell(row, 0, _code(chance), align="left"))
        table.cells.append(RuledCell(row, 1, chance.choice(_NAMES), align="left"))
        for column in range(2, columns):
            table.cells.append(RuledCell(row, column, _sparse(chance), align="right"))
    return _page(f"detail{columns}", table, digits, "一般公共预算支出表", wide=True)


def _form(chance: random.Random, digits: str) -> TypesetPage:
    """项目申报表: merged cells, boxes, a narrow upright label, percentages, slashes."""
    table = RuledTable([30, 90, 120, 90, 90, 90], size=9)
    add = table.cells.append
    rows = [
        (
            "项目名称",
            "信息系统运行维护",
            "项目编码",
            f"4201122306{chance.randrange(10):d}T000000{chance.randrange(100, 999)}",
        ),
        ("主管部门", "某某区行政审批局", "联系电话", f"027-8{chance.randrange(10**6, 10**7)}"),
        ("项目属性", "持续性项目□ 新增性项目☑", "项目类别", "其他运转类☑ 特定目标类□"),
        ("年度资金", _amount(chance), "财政拨款", _amount(chance, 6)),
        ("是否采购", "■是 □否", "起止时间", "2023.01-2024.12"),
    ]
    for row, (a, b, c, d) in enumerate(rows):
        add(RuledCell(row, 0, a, column_span=2))
        add(RuledCell(row, 2, b))
        add(RuledCell(row, 3, c))
        add(RuledCell(row, 4, d, column_span=2))
    first = len(rows)
    add(RuledCell(first, 0, "绩效指标", row_span=13))
    for column, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值", "上年值"), start=1):
        add(RuledCell(first, column, text))
    for group, label in enumerate(("产出指标", "效益指标", "满意度指标")):
        top = first + 1 + group * 4
        add(RuledCell(top, 1, label, row_span=4))
        for row in range(top, top + 4):
            add(RuledCell(row, 2, chance.choice(("数量指标", "质量指标", "时效指标", "成本指标"))))
            add(RuledCell(row, 3, chance.choice(("系统可用率", "培训人次", "群众满意度", "完成及时率"))))
            add(
                RuledCell(
                    row, 4, chance.choice(("≥95%", "100%", "1.5‰", f"{chance.randrange(2, 900)}", "3/4"))
                )
            )
            add(RuledCell(row, 5, chance.choice(("/", "—", "-", "0", f"{chance.randrange(50, 100)}%"))))
    return _page("form", table, digits, "项目支出绩效目标申报表")


def _sealed(chance: random.Random, digits: str) -> TypesetPage:
    """三公经费表: a colour scan with a red seal over the figures."""
    table = RuledTable([120, 80, 80, 80, 80, 80], header_rows=2, size=9)
    table.cells += [
        RuledCell(0, 0, "项目", row_span=2),
        RuledCell(0, 1, "本年预算", column_span=3),
        RuledCell(0, 4, "上年预算", column_span=2),
        *(RuledCell(1, c, t) for c, t in enumerate(("小计", "购置费", "运行费", "小计", "运行费"), start=1)),
    ]
    for row in range(2, 22):
        table.cells.append(RuledCell(row, 0, chance.choice(_NAMES), align="left"))
        for column in range(1, 6):
            table.cells.append(RuledCell(row, column, _amount(chance), align="right"))
    return _page("sealed", table, digits, "“三公”经费支出表", seal=(330, 330))


def _page(
    name: str,
    table: RuledTable,
    digits: str,
    title: str,
    *,
    wide: bool = False,
    seal: tuple[float, float] | None = None,
) -> TypesetPage:
    pdfmetrics.registerFont(TTFont(CHINESE, str(find_font())))
    width, height = landscape(A4) if wide else A4
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.setFont(CHINESE, 15)
    canvas.drawCentredString(width / 2, height - 40, title)
    canvas.setFont(CHINESE, 9)
    left = (width - sum(table.widths)) / 2
    canvas.drawRightString(width - left, height - 56, "单位：万元")
    cells = _draw(canvas, table, digits, left, 62.0, height)
    if seal:
        _draw_seal(canvas, seal[0], height - seal[1])
    canvas.showPage()
    canvas.save()
    return TypesetPage(f"{name}, {digits}", buffer.getvalue(), cells, [title, "单位：万元"], seal is not None)


def _measure(digits: str):  # type: ignore[no-untyped-def]
    def measure(text: str, size: float) -> float:
        return sum(_advance(c, digits, size) for c in text)

    return measure


def _font(char: str, digits: str) -> str:
    return digits if char.isascii() and char != " " else CHINESE


def _advance(char: str, digits: str, size: float) -> float:
    return size if char in BOXES else float(pdfmetrics.stringWidth(char, _font(char, digits), size))


def _draw(
    canvas: Canvas, table: RuledTable, digits: str, left: float, top: float, height: float
) -> list[TruthCell]:
    measure = _measure(digits)
    xs = [left + sum(table.widths[:i]) for i in range(len(table.widths) + 1)]
    heights = table.row_heights(measure)
    ys = [top + sum(heights[:i]) for i in range(len(heights) + 1)]
    canvas.setLineWidth(0.5)
    truth = []
    for cell in table.cells:
        box = Box(
            xs[cell.column], ys[cell.row], xs[cell.column + cell.column_span], ys[cell.row + cell.row_span]
        )
        canvas.rect(box.x0, height - box.bottom, box.x1 - box.x0, box.bottom - box.top)
        lines = table.lines_of(cell, measure)
        y = (box.top + box.bottom) / 2 - len(lines) * table.leading / 2 + table.size * 0.98
        for line in lines:
            long = measure(line, table.size)
            x = {
                "left": box.x0 + table.padding,
                "center": (box.x0 + box.x1 - long) / 2,
                "right": box.x1 - table.padding - long,
            }[cell.align]
            _draw_text(canvas, line, digits, table.size, x, height - y)
            y += table.leading
        truth.append(TruthCell(cell.text, box))
    return truth


def _draw_text(canvas: Canvas, text: str, digits: str, size: float, x: float, y: float) -> None:
    for char in text:
        if char in BOXES:
            _draw_box(canvas, char, x + 0.1 * size, y - 0.05 * size, 0.8 * size)
        else:
            canvas.setFont(_font(char, digits), size)
            canvas.drawString(x, y, char)
        x += _advance(char, digits, size)


def _draw_box(canvas: Canvas, char: str, x: float, y: float, side: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(max(0.5, side / 14))
    canvas.rect(x, y, side, side, fill=1 if char == "■" else 0)
    if char == "☑":
        path = canvas.beginPath()
        path.moveTo(x + 0.2 * side, y + 0.5 * side)
        path.lineTo(x + 0.42 * side, y + 0.22 * side)
        path.lineTo(x + 0.82 * side, y + 0.8 * side)
        canvas.setLineWidth(max(0.7, side / 9))
        canvas.drawPath(path)
    canvas.restoreState()


def _draw_seal(canvas: Canvas, x: float, y: float) -> None:
    """A round seal of 42 mm with a star and writing round it; print shows through its ink."""
    canvas.saveState()
    canvas.setBlendMode("Multiply")
    canvas.setFillColorRGB(0.88, 0.2, 0.2)
    canvas.setStrokeColorRGB(0.88, 0.2, 0.2)
    canvas.setLineWidth(2.5)
    radius = 60.0
    canvas.circle(x, y, radius)
    star = canvas.beginPath()
    for corner in range(5):
        angle = math.pi / 2 + corner * 4 * math.pi / 5
        point = (x + 16 * math.cos(angle), y + 16 * math.sin(angle))
        star.moveTo(*point) if corner == 0 else star.lineTo(*point)
    star.close()
    canvas.drawPath(star, fill=1, stroke=0)
    canvas.setFont(CHINESE, 13)
    for place, char in enumerate("某某市某某区财政局"):
        angle = math.radians(200 - place * 27.5)
        canvas.saveState()
        canvas.translate(x + 44 * math.cos(angle), y + 44 * math.sin(angle))
        canvas.rotate(math.degrees(angle) - 90)
        canvas.drawCentredString(0, -4, char)
        canvas.restoreState()
    canvas.restoreState()
