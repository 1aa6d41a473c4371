-- B02-02: in every row, current-year subtotal = Σ sources of funds
{{ row_identity(
    'B02-02', ['income_detail'], 'current_subtotal',
    ['current_general_budget', 'current_gov_fund', 'current_state_capital', 'current_special_account',
     'current_institution', 'current_business', 'current_superior_subsidy', 'current_affiliate', 'current_other'],
    '本年收入小计', '各资金来源之和', 'current-year subtotal', 'sum of the sources of funds'
) }}
