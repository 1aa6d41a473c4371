"""How each rule about forms, purchases, text and publication is broken, and when it holds its tongue.

Belongs here: the disturbances of `told`, as data. Does not: running them (see `test_rules`).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.unit.reconcile.builders import WAN, Disclosure, Row
from tests.unit.reconcile.told import claim

Change = Callable[[Disclosure], Disclosure]

FORM, OVERALL, PURCHASES = "performance_target", "overall_performance", "procurement"
PROJECTS, SPENDING, SUMMARY = "project_expenditure", "expenditure_detail", "income_expenditure_summary"


def shifted(table: str, key: str, measure: str, by: str) -> Change:
    return lambda d: d.shift(table, key, measure, by)


def edited(name: str, chosen: dict[str, Any], **fields: Any) -> Change:
    """Change the records of a part table that have the chosen values."""

    def change(d: Disclosure) -> Disclosure:
        rows = [r for r in d.extra[name] if all(r.get(k) == v for k, v in chosen.items())]
        assert rows, f"no record of {name} with {chosen}"
        for row in rows:
            row.update(fields)
        return d

    return change


def added(name: str, *records: dict[str, Any]) -> Change:
    def change(d: Disclosure) -> Disclosure:
        d.extra[name] = [*d.extra.get(name, []), *records]
        return d

    return change


def gone(name: str, **chosen: Any) -> Change:
    """Without the records that have the chosen values."""

    def change(d: Disclosure) -> Disclosure:
        kept = [r for r in d.extra[name] if not all(r.get(k) == v for k, v in chosen.items())]
        assert len(kept) < len(d.extra[name])
        d.extra[name] = kept
        return d

    return change


def stated(block: int, subject: str, amount: str) -> Change:
    chosen = {"block_index": block, "subject": subject}
    return edited("claims", chosen, amount_yuan=Decimal(amount) * WAN, amount_text=f"{amount}万元")


def rated(block: int, rate: str) -> Change:
    chosen = {"block_index": block, "rate_text": RATES[block]}
    return edited("claims", chosen, rate_percent=float(rate), rate_text=f"{rate}%")


RATES = {1: "21.09%", 5: "6.25%", 6: "5.88%", 7: "6.98%"}


def written(text: str, section: str = "说明", kind: str = "paragraph") -> Change:
    return added(
        "blocks",
        {"block_index": 90, "kind": kind, "level": 0, "section": section, "text": text, "page": 1},
    )


def silent(pattern: str) -> Change:
    """No paragraph says `pattern` any more."""

    def change(d: Disclosure) -> Disclosure:
        for block in d.extra["blocks"]:
            block["text"] = block["text"].replace(pattern, "……")
        return d

    return change


def both(*changes: Change) -> Change:
    def change(d: Disclosure) -> Disclosure:
        for one in changes:
            d = one(d)
        return d

    return change


def _purchase_twice(d: Disclosure) -> Disclosure:
    """The total row once more, taken for a purchase."""
    rows = d.sheet(PURCHASES).rows
    again = dict(rows[0].cells)
    rows.append(Row("again", again, scheme="procurement_catalogue", level=1, parent="合计"))
    return d


def _preamble(table: str, text: str) -> Change:
    return edited("extracted_tables", {"table": table}, preamble=f'["{text}"]')


def _unit(kind: str, text: str) -> Change:
    def change(d: Disclosure) -> Disclosure:
        for row in d.extra["headcounts"]:
            if row["status"] == "authorised" and row["category"] in ("institution", "administrative"):
                row["category"] = kind
        d.cost_items = [(text, "40.00")]
        return d

    return change


FORM_KEY = {"project_key": "f-1"}

# Name → (rule, change of the told disclosure, outcome expected among the rule's results).
TOLD: dict[str, tuple[str, Change, str]] = {
    "purchases do not add up": ("PR-01", shifted(PURCHASES, "合计", "procurement_amount", "5"), "fail"),
    "purchases, rounding": ("PR-01", shifted(PURCHASES, "合计", "procurement_amount", "0.01"), "rounding"),
    "reserved amounts do not add up": ("PR-02", shifted(PURCHASES, "合计", "sme_reserved", "-9"), "fail"),
    "micro above SME": ("PR-03", shifted(PURCHASES, "合计", "micro_reserved", "400000"), "fail"),
    "a total row read as a purchase": ("MX-01", _purchase_twice, "cannot_tell"),
    "that guard silences its rules": ("PR-01", _purchase_twice, "cannot_tell"),
    "goods and services do not add up": ("PR-04", stated(12, "procurement_total", "36.00"), "fail"),
    "procurement, rounding": ("PR-04", stated(12, "procurement_total", "35.01"), "rounding"),
    "goods as stated differ": ("PR-05", stated(12, "procurement_goods", "6.00"), "fail"),
    "goods as stated, rounding": ("PR-05", stated(12, "procurement_goods", "5.01"), "rounding"),
    "catalogue code of no kind": (
        "PR-06",
        edited("procurements", {"category": "goods"}, catalogue_code="X1"),
        "fail",
    ),
    "one catalogue code, two names": (
        "PR-06",
        edited("procurements", {"category": "goods"}, catalogue_code="C16010302"),
        "fail",
    ),
    "unknown function code": ("PR-06", edited("procurements", {}, function_code="2999999"), "fail"),
    "unknown economic class": ("PR-06", edited("procurements", {}, economic_code="99"), "fail"),
    "purchases above the budget": (
        "PR-07",
        shifted(PURCHASES, "C16010302", "procurement_amount", "500000"),
        "fail",
    ),
    "form buys other things": (
        "PR-08",
        edited("project_items", {"item_name": "软件服务"}, amount_yuan=Decimal(9)),
        "fail",
    ),
    "hardware among services": ("PR-09", edited("procurements", {}, category="services"), "fail"),
    "services bought as stated": ("PR-10", stated(13, "service_purchase_total", "5"), "fail"),
    "services not stated": ("PR-10", gone("claims", scope="service_purchase"), "not_applicable"),
    "form's costs do not add up": ("PF-01", shifted(FORM, "软件", "amount", "3"), "fail"),
    "form's sources differ": ("PF-01", shifted(FORM, "合计", "amount", "3"), "fail"),
    "form's costs, rounding": ("PF-01", shifted(FORM, "软件", "amount", "0.01"), "rounding"),
    "form with another code": (
        "PF-02",
        edited("projects", FORM_KEY, project_code="42011222017T000000101"),
        "fail",
    ),
    "form with another budget": ("PF-02", edited("projects", FORM_KEY, annual_budget_yuan=1 * WAN), "fail"),
    "form paid from other funds": (
        "PF-03",
        edited("projects", FORM_KEY, general_budget_yuan=39 * WAN),
        "fail",
    ),
    "form's change does not fit": (
        "PF-04",
        edited("projects", FORM_KEY, change_explanation="2022年预算为43万元，较2022年减少5万元"),
        "fail",
    ),
    "no words on the change": (
        "PF-04",
        edited("projects", FORM_KEY, change_explanation="无"),
        "not_applicable",
    ),
    "amount is no multiple of the price": (
        "PF-05",
        added(
            "project_items",
            {
                "item_key": "i-odd",
                "table": FORM,
                "project_name": "项目",
                "item_kind": "cost",
                "item_name": "住宿费",
                "amount_yuan": Decimal(66000),
                "basis": "360元/间/天",
            },
        ),
        "fail",
    ),
    "overall form does not add up": ("PF-06", shifted(OVERALL, "personnel_projects", "amount", "5"), "fail"),
    "overall form, rounding": ("PF-06", shifted(OVERALL, "personnel_projects", "amount", "0.01"), "rounding"),
    "overall form counts own funds": (
        "PF-07",
        shifted(OVERALL, "fiscal_appropriation", "amount", "5"),
        "fail",
    ),
    "overall form of rounded parts": (
        "PF-07",
        shifted(OVERALL, "fiscal_appropriation", "amount", "0.02"),
        "rounding",
    ),
    "stale list of projects": ("PF-08", shifted(OVERALL, "项目T000000101", "amount", "9"), "fail"),
    "list of projects, rounding": ("PF-08", shifted(OVERALL, "项目T000000101", "amount", "0.02"), "rounding"),
    "listed project differs": ("PF-09", shifted(OVERALL, "项目T000000101", "amount", "9"), "fail"),
    "last year differs": ("PF-10", shifted(OVERALL, "上年 specific_projects", "amount", "0.21"), "fail"),
    "last year, rounding": (
        "PF-10",
        shifted(OVERALL, "上年 specific_projects", "amount", "0.01"),
        "rounding",
    ),
    "indicator with two targets": (
        "PF-11",
        edited("indicators", {"table": OVERALL, "indicator_name": "平台数量"}, target_text="2个"),
        "fail",
    ),
    "one target in two spellings": (
        "PF-11",
        edited("indicators", {"table": OVERALL, "indicator_name": "群众满意度"}, target_text="90%"),
        "pass",
    ),
    "values for a year without the project": (
        "PF-12",
        edited("indicators", {"table": FORM}, two_years_ago_text="100%"),
        "fail",
    ),
    "no satisfaction asked": ("PF-13", gone("indicators", table=FORM, level2="满意度指标"), "fail"),
    "more forms than stated": (
        "PF-14",
        edited("claims", {"subject": "projects_with_goals"}, quantity=0.0),
        "fail",
    ),
    "fewer forms than stated": (
        "PF-14",
        edited("claims", {"subject": "projects_with_goals"}, quantity=9.0),
        "not_applicable",
    ),
    "projects as stated exceed project expenditure": (
        "PF-14",
        stated(15, "projects_excellent", "99.00"),
        "fail",
    ),
    "goal of other indicators": (
        "PF-15",
        edited("indicators", {"table": OVERALL, "goal": "保障平台运行"}, goal="举办展览活动"),
        "fail",
    ),
    "one goal leaves no other": (
        "PF-15",
        edited("indicators", {"table": OVERALL}, goal="举办展览活动"),
        "not_applicable",
    ),
    "indicators without levels": (
        "PF-13",
        edited("indicators", {"table": FORM}, level2=""),
        "not_applicable",
    ),
    "one number, two tables": ("PF-16", _preamble(FORM, "附件13"), "fail"),
    "one number, one table": ("PF-16", _preamble(PURCHASES, '预算13表", "附件13'), "pass"),
    "page number glued to a rate": (
        "MX-02",
        edited(
            "claims", {"subject": "total_budget", "block_index": 1}, rate_percent=321.09, rate_text="321.09%"
        ),
        "cannot_tell",
    ),
    "that guard silences the rate": (
        "NT-08",
        edited(
            "claims", {"subject": "total_budget", "block_index": 1}, rate_percent=321.09, rate_text="321.09%"
        ),
        "cannot_tell",
    ),
    "radicals in labels": ("MX-03", lambda d: _radical(d), "cannot_tell"),
    "comparison across a break": (
        "MX-04",
        edited("blocks", {"block_index": 1}, text="因口径调整，上下年不可比。"),
        "fail",
    ),
    "other income as stated": ("NT-01", stated(2, "income_other", "4.00"), "fail"),
    "other income as stated, rounding": ("NT-01", stated(2, "income_other", "3.01"), "rounding"),
    "one figure, two values": ("NT-02", stated(11, "official_vehicles", "3.00"), "fail"),
    "one figure, rounding": ("NT-02", stated(11, "official_vehicles", "4.01"), "rounding"),
    "wrong share": ("NT-03", edited("claims", {"share_text": "76.13%"}, share_percent=67.13), "fail"),
    "share cut off": ("NT-03", edited("claims", {"share_text": "1.94%"}, share_percent=1.93), "rounding"),
    "appropriation as stated": ("NT-04", stated(4, "total_budget", "0.30"), "fail"),
    "general budget as stated": ("NT-04", stated(5, "general_budget_expenditure", "125.00"), "fail"),
    "appropriation as stated, rounding": ("NT-04", stated(4, "total_budget", "150.01"), "rounding"),
    "project expenditure as stated": ("NT-05", stated(7, "project_expenditure", "45.00"), "fail"),
    "project expenditure as stated, rounding": (
        "NT-05",
        stated(7, "project_expenditure", "40.01"),
        "rounding",
    ),
    "project as stated": ("NT-06", stated(9, "project_budget", "41.00"), "fail"),
    "wages as stated": ("NT-07", stated(8, "wages_and_welfare", "57.00"), "fail"),
    "wages as stated, rounding": ("NT-07", stated(8, "wages_and_welfare", "56.01"), "rounding"),
    "rate divided by this year": ("NT-08", rated(6, "6.25"), "fail"),
    "rate cut off": ("NT-08", rated(6, "5.89"), "rounding"),
    "changes do not add up": (
        "NT-09",
        edited("claims", {"block_index": 7}, change_yuan=Decimal("-3.21") * WAN),
        "fail",
    ),
    "changes, rounding": (
        "NT-09",
        edited("claims", {"block_index": 7}, change_yuan=Decimal("-3.01") * WAN),
        "rounding",
    ),
    "flat, with a change": (
        "NT-11",
        edited("claims", {"subject": "overseas_travel"}, change_yuan=Decimal(10000)),
        "fail",
    ),
    "no reason given": (
        "NT-11",
        both(silent("主要原因是"), silent("严格"), silent("按"), silent("新增")),
        "fail",
    ),
    "growth from nothing": (
        "NT-12",
        added("claims", claim(20, "all_funds", "income_business", "5.00", change="5.00", rate="100.00")),
        "fail",
    ),
    "compared with this year": ("NT-13", edited("claims", {"block_index": 11}, base_year=2023), "fail"),
    "three public as stated": ("NT-14", stated(10, "three_public_total", "6.00"), "fail"),
    "three public as stated, rounding": ("NT-14", stated(10, "three_public_total", "5.01"), "rounding"),
    "posts do not add up": (
        "NT-15",
        edited("headcounts", {"headcount_key": "h-retired-total"}, count=4),
        "fail",
    ),
    "more in post than posts": (
        "NT-15",
        edited("headcounts", {"headcount_key": "h-in_post-total"}, count=25),
        "fail",
    ),
    "more kinds of vehicles than vehicles": (
        "NT-16",
        edited("claims", {"subject": "vehicles_general"}, quantity=3.0),
        "fail",
    ),
    "operation without vehicles": (
        "NT-16",
        both(
            edited("claims", {"subject": "vehicles_general"}, quantity=0.0),
            edited("claims", {"subject": "vehicles_total"}, quantity=0.0),
        ),
        "fail",
    ),
    "kinds not listed": (
        "NT-16",
        edited("claims", {"subject": "vehicles_general"}, quantity=1.0),
        "not_applicable",
    ),
    "term of no table": (
        "NT-17",
        written("（2）某某支出（类）某款（款）其他医疗支出（项）。", "九、名词解释"),
        "fail",
    ),
    "old name of a class": ("NT-18", written("1.文化体育与传媒支出（类）5万元。"), "fail"),
    "large change without reason": (
        "YX-06",
        both(
            edited("claims", {"block_index": 1}, change_yuan=Decimal("60") * WAN),
            silent("主要原因是"),
            silent("严格"),
            silent("按"),
            silent("新增"),
        ),
        "fail",
    ),
    "statutory table missing": ("DC-01", lambda d: d.without("three_public"), "fail"),
    "words only": ("DC-01", lambda d: d.without(*{s.table_type for s in d.sheets}), "cannot_tell"),
    "nothing on state assets": ("DC-02", silent("国有资产"), "fail"),
    "contents call a table otherwise": (
        "DC-03",
        edited("blocks", {"text": "8.three_public表"}, text="8.三公经费表"),
        "fail",
    ),
    "contents of another length": (
        "DC-03",
        gone("blocks", text="8.three_public表"),
        "not_applicable",
    ),
    "year of the title": ("DC-04", lambda d: _retitled(d, "2022年三公经费支出表"), "fail"),
    "year of a document cited": ("DC-04", lambda d: _retitled(d, "《2022年办法》所附三公经费支出表"), "pass"),
    "unit of money mislabelled": ("DC-05", lambda d: _yuan_for_wan(d), "fail"),
    "choices left from the template": ("DC-06", written("比2022年增（减）5万元"), "fail"),
    "publisher line blank": (
        "DC-07",
        edited("extracted_tables", {"table": "three_public"}, publisher_line="部门/单位："),
        "fail",
    ),
    "published late": ("DC-08", edited("expected_disclosures", {}, published_on="2023-03-01"), "fail"),
    "day of publication unknown": (
        "DC-08",
        edited("expected_disclosures", {}, published_on=None),
        "not_applicable",
    ),
    "class under an old name": ("DC-09", lambda d: _class_name(d), "fail"),
    "class of agencies": ("DC-10", _unit("institution", "502-商品和服务支出"), "fail"),
    "agency posts": ("DC-10", _unit("administrative", "502-商品和服务支出"), "not_applicable"),
    "mobile number": ("PV-01", written("联系电话13900000000"), "fail"),
}


def _radical(d: Disclosure) -> Disclosure:
    d.sheet(SPENDING).row("2010350").label = "公务⽤⻋"
    return d


def _retitled(d: Disclosure, title: str) -> Disclosure:
    d.sheet("three_public").title = title
    return d


def _class_name(d: Disclosure) -> Disclosure:
    d.sheet(SPENDING).row("212").label = "城乡事务支出"
    return d


def _yuan_for_wan(d: Disclosure) -> Disclosure:
    """The expenditure table prints yuan and says 万元."""
    for row in d.sheet(SPENDING).rows:
        row.cells = {measure: f"{Decimal(text) * WAN:.2f}" for measure, text in row.cells.items()}
    return d
