-- PF-09: each project of the overall form has the budget that the project table prints (matched by name)
with
{{ project_budgets() }},

listed as (
    select *, {{ project_key('row_label') }} as project
    from {{ ref('int_check_line') }}
    where table_type = 'overall_performance' and item = 'listed_project_annual_budget'
),

pair as (
    select listed.line_id as listed_id, budget.line_id as budget_id, listed.row_label
    from listed
    inner join budget using (disclosure_id, project)
    qualify count(*) over (partition by listed.line_id) = 1 and count(*) over (partition by budget.line_id) = 1
),

terms as (
    select
        {{ term('left', 'listed_id', 'l.row_label', 'l.row_label', alias='l') }}
    from pair inner join {{ ref('int_check_line') }} as l on pair.listed_id = l.line_id
    union all
    select
        {{ term('right', 'listed_id', alias='l') }}
    from pair inner join {{ ref('int_check_line') }} as l on pair.budget_id = l.line_id
)
{{ balance('PF-09', '整体绩效表', '项目支出表', 'overall form', 'project table') }}
