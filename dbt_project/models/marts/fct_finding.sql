{{ config(materialized='incremental') }}
select
    result.finding_id,
    result.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    result.severity,
    result.rule_ids,
    result.result_count,
    result.difference_yuan,
    result.message_zh,
    result.message_en
from {{ ref('int_finding') }} as result
inner join {{ ref('dim_disclosure') }} as disclosure using (disclosure_id)
