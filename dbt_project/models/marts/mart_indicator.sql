{{ config(materialized='incremental') }}
-- Quality of performance goals: numeric or not, satisfaction asked or not, copied from last year or not.
with indicator as (
    select
        disclosure_id,
        unit_id,
        report_level,
        kind,
        fiscal_year,
        found_table_type as table_type,
        coalesce(project_name, '') as project_name,
        {{ name_key("coalesce(project_name, '')") }} as name_key,
        {{ name_key('indicator_name') }} || '=' || {{ name_key('target_text') }} as goal_key,
        target_value is not null or regexp_matches(target_text, '\d') as is_quantified,
        regexp_matches(concat_ws(' ', level1, level2, indicator_name), '满意') as is_satisfaction,
        weight is not null as has_weight
    from {{ ref('int_performance_indicator') }}
),
form as (
    select
        disclosure_id,
        any_value(unit_id) as unit_id,
        any_value(report_level) as report_level,
        any_value(kind) as kind,
        any_value(fiscal_year) as fiscal_year,
        table_type,
        name_key,
        min(project_name) as project_name,
        count(*) as indicator_count,
        count(*) filter (where is_quantified) as quantified_count,
        bool_or(is_satisfaction) as has_satisfaction,
        bool_or(has_weight) as has_weight
    from indicator
    group by disclosure_id, table_type, name_key
),
copied as (
    select
        indicator.disclosure_id,
        indicator.table_type,
        indicator.name_key,
        count(*) filter (where earlier.goal_key is not null) as copied_count
    from indicator
    left join (
        select distinct unit_id, report_level, kind, fiscal_year, table_type, name_key, goal_key from indicator
    ) as earlier
        on indicator.unit_id = earlier.unit_id
        and indicator.report_level = earlier.report_level
        and indicator.kind = earlier.kind
        and indicator.fiscal_year - 1 = earlier.fiscal_year
        and indicator.table_type = earlier.table_type
        and indicator.name_key = earlier.name_key
        and indicator.goal_key = earlier.goal_key
    group by indicator.disclosure_id, indicator.table_type, indicator.name_key
),
budget as (
    select
        unit_id,
        report_level,
        kind,
        fiscal_year,
        {{ name_key('project_name') }} as name_key,
        sum(annual_budget_yuan) as annual_budget_yuan
    from {{ ref('mart_project') }}
    group by all
)
select
    {{ placed() }},
    form.table_type,
    form.project_name,
    form.indicator_count,
    form.quantified_count,
    {{ percent_of('form.quantified_count', 'form.indicator_count') }} as quantified_percent,
    form.has_satisfaction,
    form.has_weight,
    copied.copied_count,
    case when earlier.disclosure_id is not null then copied.copied_count = form.indicator_count end as is_copied,
    budget.annual_budget_yuan::decimal(20, 2) as annual_budget_yuan,
    prior_budget.annual_budget_yuan::decimal(20, 2) as previous_budget_yuan,
    {{ percent_of(
        'budget.annual_budget_yuan - prior_budget.annual_budget_yuan', 'prior_budget.annual_budget_yuan'
    ) }} as budget_growth_percent,
    case
        when earlier.disclosure_id is not null and prior_budget.annual_budget_yuan > 0 then
            copied.copied_count = form.indicator_count
            and budget.annual_budget_yuan * 10 >= prior_budget.annual_budget_yuan * 13
    end as is_money_up_goals_same
from form
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
inner join copied using (disclosure_id, table_type, name_key)
left join form as earlier
    on form.unit_id = earlier.unit_id
    and form.report_level = earlier.report_level
    and form.kind = earlier.kind
    and form.fiscal_year - 1 = earlier.fiscal_year
    and form.table_type = earlier.table_type
    and form.name_key = earlier.name_key
left join budget
    on form.unit_id = budget.unit_id
    and form.report_level = budget.report_level
    and form.kind = budget.kind
    and form.fiscal_year = budget.fiscal_year
    and form.name_key = budget.name_key
left join budget as prior_budget
    on form.unit_id = prior_budget.unit_id
    and form.report_level = prior_budget.report_level
    and form.kind = prior_budget.kind
    and form.fiscal_year - 1 = prior_budget.fiscal_year
    and form.name_key = prior_budget.name_key
