-- B04-02: current-year appropriation = general budget + government funds + state capital
{{ summary_identity(
    'B04-02', 'fiscal_appropriation_summary', 'current_income_total',
    ['income_general_budget', 'income_gov_fund', 'income_state_capital'], [],
    '本年收入', '三本预算拨款之和', 'current-year income', 'sum of the three budgets'
) }}
