{{ config(materialized='incremental') }}
-- How far each disclosure can be relied on: of the rules the catalogue owes it, how many hold. Grain: disclosure.
-- The rules owed are fixed by kind, year and level; what was lost in reading, is absent or stays in doubt counts as
-- unproven, never as nothing, so that failing to read cannot raise the figure. Only a rule that met a table that is
-- there, whole and empty, or that prints nothing of what the rule compares, is left out.
with ruled as (
    select
        o.disclosure_id,
        o.rule_id,
        o.severity,
        o.is_doubtful,
        o.obstacle,
        bool_or(r.outcome = 'fail') as has_failed,
        bool_or(r.outcome in ('cannot_tell', 'error')) as has_doubt,
        bool_or(r.outcome in ('pass', 'rounding')) as has_held
    from {{ ref('int_check_obligation') }} as o
    inner join {{ ref('int_check_judged') }} as r
        on o.disclosure_id = r.disclosure_id and o.rule_id = r.rule_id
    where o.is_owed and o.severity <> 'quarantine'
    group by all
),

stated as (
    select
        *,
        case
            when has_failed then 'failed'
            when has_doubt or obstacle in ('absent', 'lost', 'unreadable', 'several', 'guard') then 'unproven'
            when has_held then 'held'
            when is_doubtful then 'unproven'
            else 'not_concerned'
        end as state
    from ruled
),

counted as (
    select
        disclosure_id,
        count(*) as rules_owed,
        count(*) filter (where state = 'held') as rules_held,
        count(*) filter (where state = 'failed') as rules_failed,
        count(*) filter (where state = 'unproven') as rules_unproven,
        count(*) filter (where state = 'not_concerned') as rules_not_concerned
    from stated
    group by disclosure_id
),

finding as (
    select
        disclosure_id,
        count(*) filter (where severity = 'error') as findings_error,
        count(*) filter (where severity = 'warning') as findings_warning,
        count(*) filter (where severity = 'info') as findings_info,
        max(difference_yuan) as largest_difference_yuan
    from {{ ref('int_finding') }}
    group by disclosure_id
)

select
    d.disclosure_id,
    d.unit_id,
    d.unit_name,
    d.fiscal_year,
    d.kind,
    d.report_level,
    unit.division_code,
    unit.division_name,
    coalesce(c.rules_owed, 0) as rules_owed,
    coalesce(c.rules_held, 0) as rules_held,
    coalesce(c.rules_failed, 0) as rules_failed,
    coalesce(c.rules_unproven, 0) as rules_unproven,
    coalesce(c.rules_not_concerned, 0) as rules_not_concerned,
    round(100.0 * c.rules_held / nullif(c.rules_held + c.rules_failed + c.rules_unproven, 0), 2)::double
        as reliability_percent,
    coalesce(f.findings_error, 0) as findings_error,
    coalesce(f.findings_warning, 0) as findings_warning,
    coalesce(f.findings_info, 0) as findings_info,
    f.largest_difference_yuan
from {{ ref('dim_disclosure') }} as d
left join {{ ref('int_unit') }} as unit using (unit_id)
left join counted as c using (disclosure_id)
left join finding as f using (disclosure_id)
