"""The sound disclosure with everything beside its tables: text, forms, purchases, head counts.

Belongs here: a disclosure on which every rule of a budget speaks and passes. Does not: disturbing it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.unit.reconcile.builders import WAN, Disclosure, Row, Sheet
from tests.unit.reconcile.sound import sound

CODE = "42011223017T000000101"
NAME = "项目T000000101"
YEAR = 2023

Record = dict[str, Any]


def told(name: str) -> Disclosure:
    """The disclosure `name`: tables, narrative, forms, purchases, all of it in agreement."""
    disclosure = sound(name)
    disclosure.without("performance_target")
    disclosure.sheets += [_purchases(), _form(), _overall()]
    for sheet in disclosure.sheets:
        sheet.title = sheet.title or f"{sheet.table_type}表"
    disclosure.posts = ""
    disclosure.extra = {
        "claims": _claims(),
        "headcounts": _heads(),
        "blocks": _blocks(disclosure),
        "projects": _projects(),
        "project_items": [_item("procurement", "软件服务", "30"), _item("procurement", "办公设备", "5")],
        "procurements": [
            _bought("C16010302", "行业应用软件开发服务", "services", 300000),
            _bought("A02010105", "台式计算机", "goods", 50000),
        ],
        "indicators": _indicators(),
        "extracted_tables": _printed(disclosure),
        "expected_disclosures": [
            {
                "source_id": "test",
                "unit_id": name,
                "unit_name": name,
                "fiscal_year": YEAR,
                "kind": "budget",
                "state": "published",
                "approved_on": "2023-01-10",
                "due_on": "2023-01-30",
                "published_on": "2023-01-20",
            }
        ],
        "source_units": [
            {
                "unit_id": name,
                "unit_name": name,
                "division_code": "420112",
                "division_name": "东西湖区",
                "unit_type": "unknown",
                "aliases": "[]",
                "source_id": "test",
            }
        ],
    }
    return disclosure


def claim(block: int, scope: str, subject: str, amount: str | None, **said: Any) -> Record:
    """One stated figure, amounts in 万元. `change` is signed, `rate` and `share` are printed texts."""
    change, rate, share = (said.pop(name, None) for name in ("change", "rate", "share"))
    section = said.pop("section", f"第 {block} 节")
    sign = -1 if change and change.startswith("-") else 1
    direction = (
        "" if change is None else "decrease" if sign < 0 else "increase" if Decimal(change) else "flat"
    )
    return {
        "claim_id": f"c-{block}-{scope}-{subject}-{said.get('item', '')}",
        "block_index": block,
        "section": section,
        "scope": scope,
        "subject": subject,
        "subject_text": subject,
        "item": "",
        "claim_year": YEAR,
        "amount_yuan": None if amount is None else Decimal(amount) * WAN,
        "amount_text": "" if amount is None else f"{amount}万元",
        "money_unit": "wan_yuan",
        "quantity_unit": "",
        "share_percent": None if share is None else float(share),
        "share_text": "" if share is None else f"{share}%",
        "base_year": YEAR - 1 if change is not None else None,
        "direction": direction,
        "change_yuan": None if change is None else Decimal(change) * WAN,
        "change_text": "" if change is None else f"{change.lstrip('-')}万元",
        "rate_percent": None if rate is None else sign * float(rate),
        "rate_text": "" if rate is None else f"{rate}%",
        "sentence": "",
        **said,
    }


def _claims() -> list[Record]:
    return [
        claim(1, "all_funds", "total_budget", "155.00", change="27.00", rate="21.09"),
        claim(2, "all_funds", "total_income", "155.00"),
        claim(2, "all_funds", "income_general_budget", "118.00", share="76.13"),
        claim(2, "all_funds", "income_gov_fund", "30.00", share="19.35"),
        claim(2, "all_funds", "income_other", "3.00", share="1.94"),
        claim(2, "all_funds", "carryover_in", "4.00", share="2.58"),
        claim(3, "all_funds", "total_expenditure", "155.00"),
        claim(3, "all_funds", "basic_expenditure", "80.00", share="51.61"),
        claim(3, "all_funds", "project_expenditure", "75.00", share="48.39"),
        claim(4, "fiscal_appropriation", "total_budget", "150.00", subject_text="财政拨款收支总预算"),
        claim(
            5,
            "general_budget",
            "general_budget_expenditure",
            "120.00",
            change="-8.00",
            rate="6.25",
            subject_text="一般公共预算支出",
            section="五",
        ),
        claim(6, "general_budget", "basic_expenditure", "80.00", change="-5.00", rate="5.88", section="五"),
        claim(7, "general_budget", "project_expenditure", "40.00", change="-3.00", rate="6.98", section="五"),
        claim(8, "general_budget", "personnel_expenditure", "60.00", section="五"),
        claim(8, "general_budget", "wages_and_welfare", "56.00", section="五"),
        claim(8, "general_budget", "individual_subsidies", "4.00", section="五"),
        claim(8, "general_budget", "operating_expenditure", "20.00", section="五"),
        claim(9, "general_budget", "project_budget", "40.00", item=NAME, section="五"),
        *(
            claim(block, "three_public", subject, amount, change=change, section=f"三公{block}")
            for block in (10, 11)
            for subject, amount, change in (
                ("three_public_total", "5.00", "-1.00"),
                ("overseas_travel", "0", "0"),
                ("official_vehicles", "4.00", "-1.00"),
                ("vehicle_purchase", "0", "0"),
                ("vehicle_operation", "4.00", "-1.00"),
                ("official_reception", "1.00", "0"),
            )
        ),
        claim(12, "procurement", "procurement_total", "35.00"),
        claim(12, "procurement", "procurement_goods", "5.00"),
        claim(12, "procurement", "procurement_works", "0"),
        claim(12, "procurement", "procurement_services", "30.00"),
        claim(13, "service_purchase", "service_purchase_total", "0"),
        claim(14, "assets", "vehicles_total", None, quantity=2.0),
        claim(14, "assets", "vehicles_general", None, quantity=2.0),
        claim(15, "performance", "projects_with_goals", None, quantity=1.0),
        claim(15, "performance", "projects_excellent", "40.00", quantity=1.0),
        claim(16, "all_funds", "overseas_study", "9.00", change="8.00", rate="800.00"),
        claim(None, "performance", "specific_projects", None, share="48.39"),  # type: ignore[arg-type]
    ]


def _heads() -> list[Record]:
    stated = [
        ("authorised", "total", 20),
        ("authorised", "institution", 20),
        ("authorised", "administrative", 0),
        ("in_post", "total", 18),
        ("in_post", "institution", 17),
        ("in_post", "quota", 1),
        ("retired", "total", 3),
        ("retired", "leave_retired", 1),
        ("retired", "retired_staff", 2),
    ]
    return [
        {
            "headcount_key": f"h-{status}-{category}",
            "block_index": 17,
            "status": status,
            "category": category,
            "label": category,
            "count": count,
            "sentence": "",
        }
        for status, category, count in stated
    ]


def _blocks(disclosure: Disclosure) -> list[Record]:
    """Contents, then the paragraphs the claims stand in, then the terms."""
    topics = (
        "主要职责是负责本区工作。收支比上年增加，主要原因是新增项目。机关运行经费按规定安排。"
        "政府采购按预算执行。国有资产由本单位使用。预算绩效目标全部编报。“三公”经费严格控制。"
    )
    paragraphs = [(f"第 {n} 节", topics) for n in range(1, 31)]
    paragraphs[4:9] = [("五", topics)] * 5
    texts = [
        *((("paragraph"), section, text) for section, text in paragraphs),
        ("heading", "", "2023年部门预算公开"),
        ("heading", "", "九、名词解释"),
        ("paragraph", "九、名词解释", "（1）一般公共服务支出（类）某款（款）2080505（项）。"),
        ("paragraph", "说明", "因口径调整，上下年数据无可比性。"),
        *(("contents", "", f"{n}.{s.title}") for n, s in enumerate(disclosure.sheets, start=1)),
    ]
    return [
        {"block_index": n, "kind": kind, "level": 0, "section": section, "text": text, "page": 1}
        for n, (kind, section, text) in enumerate(texts, start=1)
    ]


def _purchases() -> Sheet:
    def row(key: str, amount: str, **fields: Any) -> Row:
        cells = {"procurement_amount": amount, "sme_reserved": amount, "micro_reserved": "0"}
        return Row(key, cells, **fields)

    catalogue = {"scheme": "procurement_catalogue", "level": 1, "parent": "合计"}
    return Sheet(
        "procurement",
        [
            row("合计", "350000", is_total=True),
            row("C16010302", "300000", code="C16010302", **catalogue),  # type: ignore[arg-type]
            row("A02010105", "50000", code="A02010105", **catalogue),  # type: ignore[arg-type]
        ],
        unit="yuan",
    )


def _bought(code: str, name: str, category: str, amount: int) -> Record:
    return {
        "procurement_key": f"p-{code}",
        "table": "procurement",
        "table_type": "procurement",
        "row": code,
        "line_id": "line",
        "project_name": NAME,
        "catalogue_code": code,
        "catalogue_name": name,
        "category": category,
        "function_code": "2010350",
        "economic_code": "30227",
        "amount_yuan": Decimal(amount),
    }


def _form() -> Sheet:
    named = {"level": 1, "project_code": CODE, "project_name": NAME}
    return Sheet(
        "performance_target",
        [
            Row("项目当年预算", {"amount": "40.00"}, item="project_annual_budget", **named),  # type: ignore[arg-type]
            Row("合计", {"amount": "40.00"}, item="source_total", **named),  # type: ignore[arg-type]
            Row("软件", {"amount": "35.00"}, item="cost_item", **named),  # type: ignore[arg-type]
            Row("设备", {"amount": "5.00"}, item="cost_item", **named),  # type: ignore[arg-type]
        ],
    )


def _overall() -> Sheet:
    now = {
        "fiscal_appropriation": "150.00",
        "income_total": "155.00",
        "personnel_projects": "60.00",
        "operation_projects": "20.00",
        "specific_projects": "75.00",
        "expenditure_total": "155.00",
    }
    before = {
        "income_total": "128.00",
        "personnel_projects": "65.00",
        "operation_projects": "20.00",
        "specific_projects": "43.00",
        "expenditure_total": "128.00",
    }
    listed = {NAME: "40.00", "项目T000000102": "30.00", "项目T000000103": "5.00"}
    return Sheet(
        "overall_performance",
        [
            *(Row(item, {"amount": text}, item=item, level=1) for item, text in now.items()),
            *(Row(f"上年 {i}", {"amount": t}, item=i, level=1, year=YEAR - 1) for i, t in before.items()),
            *(Row(n, {"amount": t}, item="listed_project_annual_budget", level=1) for n, t in listed.items()),
        ],
    )


def _projects() -> list[Record]:
    change = "2021年无该项目，2022年预算为43万元，2023年预算40万元，较2022年减少3万元。"
    form = {
        "project_key": "f-1",
        "table": "performance_target",
        "table_type": "performance_target",
        "row": "项目当年预算",
        "annual_budget_line_id": "line",
        "change_explanation": change,
    }
    listed = {
        "project_key": "l-1",
        "table": "project_expenditure",
        "table_type": "project_expenditure",
        "row": CODE,
        "annual_budget_line_id": "line",
    }
    common = {
        "project_code": CODE,
        "project_name": NAME,
        "project_class": "specific",
        "annual_budget_yuan": 40 * WAN,
        "general_budget_yuan": 40 * WAN,
        "unit_funds_yuan": Decimal(0),
        "money_unit": "wan_yuan",
    }
    return [{**form, **common}, {**listed, **common}]


def _item(kind: str, name: str, amount: str, **fields: Any) -> Record:
    return {
        "item_key": f"i-{kind}-{name}",
        "table": "performance_target",
        "project_code": CODE,
        "project_name": NAME,
        "item_kind": kind,
        "item_name": name,
        "amount_yuan": Decimal(amount) * WAN,
        **fields,
    }


def indicator(table: str, level2: str, name: str, target: str, **fields: Any) -> Record:
    """One annual indicator of a form or of the overall form."""
    return {
        "indicator_key": f"n-{table}-{name}",
        "table": table,
        "table_type": table,
        "project_name": NAME,
        "horizon": "annual",
        "goal": "保障平台运行" if table == "overall_performance" else "",
        "level1": "output",
        "level2": level2,
        "indicator_name": name,
        "target_text": target,
        "basis": "",
        "quality": "exact",
        **fields,
    }


def _indicators() -> list[Record]:
    kinds = [
        ("数量指标", "平台数量", "1个"),
        ("质量指标", "平台运行稳定率", "≥95%"),
        ("社会效益指标", "保障服务", "有所提升"),
        ("满意度指标", "群众满意度", "≥90%"),
    ]
    second = [
        indicator("overall_performance", "数量指标", name, "2个", goal="培训业务骨干", two_years_ago_text="/")
        for name in ("培训场次", "培训课程", "骨干人数", "教材种类")
    ]
    return second + [
        indicator(table, level2, name, target, two_years_ago_text="/")
        for table in ("performance_target", "overall_performance")
        for level2, name, target in kinds
    ]


def _printed(disclosure: Disclosure) -> list[Record]:
    preambles = {"procurement": '["预算13表"]', "performance_target": '["附件14"]'}
    return [
        {
            "table": sheet.table_type,
            "title": sheet.title or sheet.table_type,
            "unit_line": "单位：万元",
            "publisher_line": f"部门/单位：{disclosure.name}",
            "note": "",
            "columns": "[]",
            "row_count": 1,
            "first_page": 1,
            "last_page": 1,
            "section": "",
            "title_spot": "{}",
            "unit_spot": "{}",
            "column_numbers": "[]",
            "preamble": preambles.get(sheet.table_type, "[]"),
            "surplus_fields": "{}",
        }
        for sheet in disclosure.sheets
    ]
