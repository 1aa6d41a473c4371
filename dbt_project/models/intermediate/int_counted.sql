-- Whether a disclosure may be added up with others: no department at or above its unit discloses the same year
-- and kind, itself excepted. Grain: disclosure.
with recursive ancestor as (
    select unit_id, department_unit_id as ancestor_id, 1 as steps
    from {{ ref('int_unit') }}
    where department_unit_id <> unit_id
    union
    select ancestor.unit_id, unit.department_unit_id, ancestor.steps + 1
    from ancestor
    inner join {{ ref('int_unit') }} as unit on ancestor.ancestor_id = unit.unit_id
    where unit.department_unit_id <> unit.unit_id and ancestor.steps < 8
),
disclosure as (
    select distinct disclosure_id, unit_id, fiscal_year, kind, report_level
    from {{ ref('int_disclosure_document') }}
),
department_report as (
    select unit_id, fiscal_year, kind from disclosure where report_level = 'department'
),
covered as (
    select disclosure.disclosure_id
    from disclosure
    inner join department_report
        on disclosure.unit_id = department_report.unit_id
        and disclosure.fiscal_year = department_report.fiscal_year
        and disclosure.kind = department_report.kind
    where disclosure.report_level <> 'department'
    union
    select disclosure.disclosure_id
    from disclosure
    inner join ancestor using (unit_id)
    inner join department_report
        on ancestor.ancestor_id = department_report.unit_id
        and disclosure.fiscal_year = department_report.fiscal_year
        and disclosure.kind = department_report.kind
    union
    -- The same unit at unit level and at an unknown level: the one whose level is known counts.
    select disclosure.disclosure_id
    from disclosure
    inner join disclosure as known
        on disclosure.unit_id = known.unit_id
        and disclosure.fiscal_year = known.fiscal_year
        and disclosure.kind = known.kind
        and known.report_level = 'unit'
    where disclosure.report_level = 'unknown'
)
select
    disclosure.disclosure_id,
    disclosure.fiscal_year is not null
    and disclosure.kind <> 'unknown'
    and covered.disclosure_id is null as is_counted
from disclosure
left join covered using (disclosure_id)
