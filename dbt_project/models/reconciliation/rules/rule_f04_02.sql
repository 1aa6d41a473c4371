-- F04-02: opening balance = Σ the three budgets
{{ summary_identity(
    'F04-02', 'fiscal_appropriation_summary', 'carryover_in',
    ['carryover_general_budget', 'carryover_gov_fund', 'carryover_state_capital'], [],
    '年初财政拨款结转和结余', '三本预算结转之和', 'opening balance', 'sum of the three budgets'
) }}
