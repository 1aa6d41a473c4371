-- PF-08: Σ the listed projects' budgets = specific projects of the same form
with terms as (
    {{ terms('left', 'overall_performance', "item = 'specific_projects' and measure = 'amount'", key='table_key') }}
    union all
    {{ terms('right', 'overall_performance', "item = 'listed_project_annual_budget' and measure = 'amount'", key='table_key') }}
),

complete as (
    select *
    from terms
    qualify count(distinct side) over (partition by disclosure_id, place_key) = 2
)
{{ balance(
    'PF-08', '特定目标类项目支出', '所列项目本年度预算之和', 'specific projects', 'sum of the listed projects', source='complete'
) }}
