-- B07-01: in every row, total = personnel + operating
{{ row_identity(
    'B07-01', ['general_budget_basic_expenditure'], 'total', ['personnel_expenditure', 'operating_expenditure'],
    '合计', '人员经费 + 公用经费', 'total', 'personnel + operating'
) }}
