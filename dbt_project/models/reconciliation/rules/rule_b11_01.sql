-- B11-01: in every row of the project table, total = Σ sources of funds
{{ row_identity(
    'B11-01', ['project_expenditure'], 'total',
    ['current_general_budget', 'current_gov_fund', 'current_state_capital', 'carryover_general_budget',
     'carryover_gov_fund', 'carryover_state_capital', 'special_account', 'unit_funds'],
    '合计', '各资金来源之和', 'total', 'sum of the sources of funds'
) }}
