-- B05-01: in every row, total = basic + project expenditure
{{ row_identity(
    'B05-01', ['general_budget_expenditure'], 'total', ['basic_expenditure', 'project_expenditure'],
    '合计', '基本支出 + 项目支出', 'total', 'basic + project expenditure'
) }}
