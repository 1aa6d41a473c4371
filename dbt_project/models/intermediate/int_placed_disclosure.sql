-- A disclosure with its place and whether it may be added up: what every themed mart repeats. Grain: disclosure.
select
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    unit.division_code,
    unit.division_name,
    unit.unit_type,
    unit.department_unit_id,
    counted.is_counted
from (
    select distinct
        disclosure_id,
        first_value(unit_id) over first_choice as unit_id,
        first_value(unit_name) over first_choice as unit_name,
        first_value(fiscal_year) over first_choice as fiscal_year,
        first_value(kind) over first_choice as kind,
        first_value(report_level) over first_choice as report_level
    from {{ ref('int_disclosure_document') }}
    window first_choice as (partition by disclosure_id order by rendition_rank)
) as disclosure
inner join {{ ref('int_unit') }} as unit using (unit_id)
inner join {{ ref('int_counted') }} as counted using (disclosure_id)
