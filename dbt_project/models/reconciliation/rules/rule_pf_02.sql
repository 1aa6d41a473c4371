-- PF-02: a form's code is in the project table, and its budget is the project's total there
with {{ forms_and_projects() }}

select
    'PF-02' as rule_id,
    disclosure_id,
    project_name || '：编码' as place,
    project_name || ': code' as place_en,
    '申报表项目编码' as left_label,
    'code of the form' as left_label_en,
    '项目支出表项目编码' as right_label,
    'code of the project table' as right_label_en,
    null::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    null::decimal(20, 2) as step_yuan,
    null::varchar as money_unit,
    1 as addends,
    [form_key, listed_key] as line_ids,
    case when project_code = listed_code then 'pass' else 'fail' end as verdict,
    case
        when project_code = listed_code then '编码 ' || project_code || ' 列在项目支出表中'
        else '申报表印 ' || project_code || '，项目支出表同名项目印 ' || listed_code
    end as note_zh,
    case
        when project_code = listed_code then 'code ' || project_code || ' is listed'
        else 'the form prints ' || project_code || ', the project table ' || listed_code || ' for the same name'
    end as note_en
from pair
where project_code is not null and listed_code is not null
union all by name
select
    'PF-02' as rule_id,
    disclosure_id,
    project_name as place,
    project_name as place_en,
    '申报表当年预算' as left_label,
    'budget of the form' as left_label_en,
    '项目支出表该项目合计' as right_label,
    'total of the project in the project table' as right_label_en,
    annual_budget_yuan as left_yuan,
    listed_budget_yuan as right_yuan,
    100::decimal(20, 2) as step_yuan,
    'wan_yuan' as money_unit,
    1 as addends,
    [form_line_id, listed_line_id] as line_ids,
    null as verdict,
    null as note_zh,
    null as note_en
from pair
where annual_budget_yuan is not null and listed_budget_yuan is not null
