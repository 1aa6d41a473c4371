-- PR-08: by project, purchases listed in its form = purchases in the procurement table (matched by name)
with form as (
    select
        disclosure_id,
        {{ project_key('project_name') }} as project,
        max(project_name) as project_name,
        sum(amount_yuan) as amount_yuan,
        list(line_id order by line_id) as line_ids,
        count(*) as items
    from {{ ref('int_project_item') }}
    where item_kind = 'procurement' and amount_yuan is not null
    group by all
),

bought as (
    select
        disclosure_id,
        {{ project_key('project_name') }} as project,
        sum(amount_yuan) as amount_yuan,
        list(line_id order by line_id) as line_ids
    from {{ ref('int_procurement') }}
    where project_name <> ''
    group by all
)

select
    'PR-08' as rule_id,
    form.disclosure_id,
    form.project_name as place,
    form.project_name as place_en,
    '申报表“项目采购”之和' as left_label,
    'purchases of the form' as left_label_en,
    form.amount_yuan::decimal(20, 2) as left_yuan,
    '政府采购表该项目之和' as right_label,
    'purchases in the procurement table' as right_label_en,
    coalesce(bought.amount_yuan, 0)::decimal(20, 2) as right_yuan,
    form.items::integer as addends,
    100::decimal(20, 2) as step_yuan,
    'wan_yuan' as money_unit,
    list_concat(form.line_ids, coalesce(bought.line_ids, [])) as line_ids
from form
left join bought on form.disclosure_id = bought.disclosure_id and form.project = bought.project
where form.disclosure_id in (select disclosure_id from bought)
