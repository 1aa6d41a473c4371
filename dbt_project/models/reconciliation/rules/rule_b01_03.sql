-- B01-03: total income = current-year income + carry-over from the previous year
{{ summary_identity(
    'B01-03', 'income_expenditure_summary', 'total_income', ['current_income_total'], ['carryover_in', 'surplus_used'],
    '收入总计', '本年收入合计 + 上年结转结余', 'total income', 'current-year income + carry-over in'
) }}
