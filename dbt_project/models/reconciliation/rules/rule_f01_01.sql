-- F01-01: total of the income side = current-year income + surplus used + opening balance
{{ summary_identity(
    'F01-01', 'income_expenditure_summary', 'total_income', ['current_income_total'], ['carryover_in', 'surplus_used'],
    '总计（收入方）', '本年收入合计 + 使用非财政拨款结余 + 年初结转和结余',
    'total (income side)', 'current-year income + surplus used + opening balance'
) }}
