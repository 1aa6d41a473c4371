select
    result.result_id,
    result.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    result.rule_id,
    result.place,
    result.outcome,
    result.severity,
    result.finding_id,
    result.left_label,
    result.left_yuan,
    result.right_label,
    result.right_yuan,
    result.difference_yuan,
    result.tolerance_yuan,
    result.line_ids,
    result.message_zh,
    result.message_en
from {{ ref('int_check_result') }} as result
inner join {{ ref('dim_disclosure') }} as disclosure using (disclosure_id)
