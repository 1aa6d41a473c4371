{{ config(materialized='table') }}
-- What is checked: one row per disclosure. Grain: disclosure.
select
    disclosure_id,
    max(unit_id) as unit_id,
    max(unit_name) as unit_name,
    max(division_code) as division_code,
    max(fiscal_year) as fiscal_year,
    max(kind) as kind,
    max(report_level) as report_level
from {{ ref('int_disclosure_document') }}
inner join {{ ref('due_scope') }} using (disclosure_id)
group by disclosure_id
