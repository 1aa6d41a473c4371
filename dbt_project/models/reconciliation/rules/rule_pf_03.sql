-- PF-03: a form's sources of funds = the project's sources in the project table
with {{ forms_and_projects() }}
{% for zh, en, own, other in [
    ('一般公共预算', 'general public budget', 'general_budget_yuan', 'listed_general_yuan'),
    ('单位资金', 'unit funds', 'unit_funds_yuan', 'listed_unit_funds_yuan'),
] %}
select
    'PF-03' as rule_id,
    disclosure_id,
    project_name || '：{{ zh }}' as place,
    project_name || ': {{ en }}' as place_en,
    '申报表{{ zh }}' as left_label,
    '{{ en }} of the form' as left_label_en,
    '项目支出表{{ zh }}' as right_label,
    '{{ en }} in the project table' as right_label_en,
    {{ own }} as left_yuan,
    {{ other }} as right_yuan,
    100::decimal(20, 2) as step_yuan,
    'wan_yuan' as money_unit,
    1 as addends,
    [form_key, listed_key] as line_ids
from pair
where {{ own }} is not null and {{ other }} is not null
{% if not loop.last %}union all{% endif %}
{% endfor %}
