-- PR-07: by project, Σ purchases ≤ budget in the project table (matched by name)
with
{{ project_budgets() }},

purchase as (
    select l.*, {{ project_key('p.project_name') }} as project, p.project_name as printed_name
    from {{ ref('int_procurement') }} as p
    inner join {{ ref('int_check_line') }} as l using (line_id)
    where p.project_name <> ''
),

terms as (
    select
        {{ term('left', 'project', 'row_label', 'row_label', alias='b') }}
    from budget as b
    where exists (select 1 from purchase as p where p.disclosure_id = b.disclosure_id and p.project = b.project)
    union all
    select
        {{ term('right', 'project', alias='p') }}
    from purchase as p
    where exists (select 1 from budget as b where p.disclosure_id = b.disclosure_id and p.project = b.project)
)
{{ balance('PR-07', '项目预算', '采购金额之和', 'project budget', 'sum of its purchases', at_least_when='true') }}
