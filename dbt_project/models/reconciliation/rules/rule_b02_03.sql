-- B02-03: in every row, carry-over subtotal = Σ sources of carried-over funds
{{ row_identity(
    'B02-03', ['income_detail'], 'carryover_subtotal',
    ['carryover_general_budget', 'carryover_gov_fund', 'carryover_state_capital', 'carryover_special_account',
     'carryover_unit_funds'],
    '上年结转结余小计', '各结转来源之和', 'carry-over subtotal', 'sum of the sources of carry-over'
) }}
