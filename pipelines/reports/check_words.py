"""The words of the check report in its two languages.

Belongs here: fixed words. Does not: layout, sentences about results (the judge writes those).
"""

from __future__ import annotations

from typing import Final

from pipelines.reports.labels import CHECK_OUTCOMES, KINDS, METHODS, REPORT_LEVELS

LANGUAGES: Final = ("zh", "en")

_ZH: Final[dict[str, str]] = {
    "title": "勾稽核对报告",
    "year": "{year} 年",
    "unknown_unit": "单位未识别",
    "read": "已读取",
    "file": "{name}（{pages} 页，{method}）",
    "tables_lines": "{tables} 张表，{lines} 个数字",
    "verdict_ok": "没有发现不符。",
    "verdict_bad": "发现 {findings} 个问题（不符共 {fails} 处）。",
    "verdict_unknown": "另有 {n} 条规则因提取存疑未作判断。",
    "verdict_error": "另有 {n} 条规则运行出错，见下。",
    "findings": "发现的问题",
    "finding": "问题",
    "results": "不符之处",
    "rule": "规则",
    "formula": "应当",
    "place": "位置",
    "first_side": "先说的一方",
    "second_side": "与它比较的一方",
    "difference": "差额",
    "tolerance": "允许误差",
    "evidence": "依据",
    "spot": "第 {page} 页",
    "printed": "印作 {text}",
    "more": "…另 {n} 个数字",
    "doubts": "未作判断（提取存疑）",
    "errors": "规则运行出错",
    "all_rules": "全部规则",
    "outcome": "结果",
    "places": "处数",
    "note": "金额单位：万元或元，照原表；“四舍五入差”在允许误差之内，不算问题。",
    "severity": "程度",
    "not_concerned": "另有 {n} 条规则不适用于这份公开：{rules}",
    "section": "内容",
    "checklist": "核对清单",
    "asks": "检查要点",
    "remark": "说明",
    "agreeing": "相符",
    "of_which_rounding": "其中四舍五入差",
    "checked_at": "核对时间 {time}",
    "how_boxed": "图中框出的就是所比较的数字；实线框为先说的一方，虚线框为与它比较的一方。",
    "more_places": "另有 {n} 处，见“全部规则”及 CSV、JSON 格式的结果。",
    "verdict_meets": "符合要求",
    "verdict_problem": "存在问题",
    "verdict_doubt": "无法判断",
    "verdict_nothing": "未涉及",
    "verdict_manual": "需人工核对",
    "compared": "已核对 {n} 处",
    "rules_in_doubt": "{n} 条规则未作判断",
    "masked": "本报告已遮盖手机号、身份证号及表单中的经办人姓名和电话；原件不变。提取存疑之处不算单位的错。",
    "several_disclosures": "文件属于 {n} 份不同的公开，分别核对；一次核对一份，报告才清楚。",
}
_EN: Final[dict[str, str]] = {
    "title": "Reconciliation report",
    "year": "{year}",
    "unknown_unit": "unit not identified",
    "read": "Read",
    "file": "{name} ({pages} pages, {method})",
    "tables_lines": "{tables} tables, {lines} figures",
    "verdict_ok": "Nothing contradicts itself.",
    "verdict_bad": "{findings} finding(s), {fails} failing result(s).",
    "verdict_unknown": "{n} more rule(s) could not be judged because the extraction is in doubt.",
    "verdict_error": "{n} rule(s) broke, see below.",
    "findings": "Findings",
    "finding": "Finding",
    "results": "Failing results",
    "rule": "Rule",
    "formula": "Ought to hold",
    "place": "Place",
    "first_side": "the side named first",
    "second_side": "what it is compared with",
    "difference": "Difference",
    "tolerance": "Tolerance",
    "evidence": "Evidence",
    "spot": "page {page}",
    "printed": "printed {text}",
    "more": "… and {n} more figures",
    "doubts": "Not judged (extraction in doubt)",
    "errors": "Rules that broke",
    "all_rules": "All rules",
    "outcome": "Outcome",
    "places": "Places",
    "note": "Differences called rounding are explained by printing rounded figures; they are no fault.",
    "severity": "Severity",
    "not_concerned": "{n} more rules do not apply to this disclosure: {rules}",
    "section": "Section",
    "checklist": "Checklist",
    "asks": "What is looked for",
    "remark": "Remark",
    "agreeing": "Agreeing",
    "of_which_rounding": "Of which rounding",
    "checked_at": "checked {time}",
    "how_boxed": "The boxed figures are those compared: solid boxes for the side named "
    "first, dashed boxes for the other.",
    "more_places": "{n} more places: see the results as CSV or JSON.",
    "verdict_meets": "Meets",
    "verdict_problem": "Problem",
    "verdict_doubt": "Cannot tell",
    "verdict_nothing": "Not concerned",
    "verdict_manual": "To be looked at by hand",
    "compared": "{n} comparisons",
    "rules_in_doubt": "{n} rule(s) not judged",
    "masked": "Mobile and identity numbers and officers' names and numbers in forms are covered; originals "
    "are unchanged. Doubt about reading is never counted as a fault of the unit.",
    "several_disclosures": "The files belong to {n} disclosures, checked one by one; check one at a time.",
}
WORDS: Final[dict[str, dict[str, str]]] = {"zh": _ZH, "en": _EN}

SEVERITIES: Final = {"error": "错误", "warning": "存疑", "info": "提示", "quarantine": "提取存疑"}
# From worst to least: what a rule with several places is called by.
OUTCOME_ORDER: Final = ("error", "fail", "cannot_tell", "rounding", "pass", "not_applicable")

_VOCABULARIES: Final[dict[str, dict[str, str]]] = {
    "outcome": CHECK_OUTCOMES,
    "severity": SEVERITIES,
    "kind": KINDS,
    "report_level": REPORT_LEVELS,
    "method": METHODS,
}


def word(language: str, key: str, **values: object) -> str:
    """The fixed word `key` in `language`, with `values` filled in."""
    return WORDS[language][key].format(**values)


def term(language: str, vocabulary: str, value: str | None) -> str:
    """A value of a closed vocabulary as people read it (English shows the value itself)."""
    if value is None:
        return ""
    if language == "en":
        return value.replace("_", " ")
    return _VOCABULARIES[vocabulary].get(value, value)
