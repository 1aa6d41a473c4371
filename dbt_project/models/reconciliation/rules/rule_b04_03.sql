-- B04-03: carry-over = Σ carry-over of the three budgets
{{ summary_identity(
    'B04-03', 'fiscal_appropriation_summary', 'carryover_in',
    ['carryover_general_budget', 'carryover_gov_fund', 'carryover_state_capital'], [],
    '上年结转', '三本预算结转之和', 'carry-over', 'sum of the three budgets carried over'
) }}
