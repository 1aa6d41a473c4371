-- F01-03: both sides of the final summary have the same total, to the cent
{{ summary_identity(
    'F01-03', 'income_expenditure_summary', 'total_income', ['total_expenditure'], [],
    '总计（收入方）', '总计（支出方）', 'total (income side)', 'total (expenditure side)'
) }}
