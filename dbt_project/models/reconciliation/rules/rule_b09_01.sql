-- B09-01: in every row of the government-fund and state-capital tables, total = basic + project
{{ row_identity(
    'B09-01', ['gov_fund_expenditure', 'state_capital_expenditure'], 'total',
    ['basic_expenditure', 'project_expenditure'],
    '合计', '基本支出 + 项目支出', 'total', 'basic + project expenditure'
) }}
