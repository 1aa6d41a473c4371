-- B05-02: in every row, basic expenditure = personnel + operating
{{ row_identity(
    'B05-02', ['general_budget_expenditure'], 'basic_expenditure', ['personnel_expenditure', 'operating_expenditure'],
    '基本支出', '人员经费 + 公用经费', 'basic expenditure', 'personnel + operating'
) }}
