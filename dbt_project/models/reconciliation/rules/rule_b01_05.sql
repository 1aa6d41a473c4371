-- B01-05: total income = total expenditure, to the cent
{{ summary_identity(
    'B01-05', 'income_expenditure_summary', 'total_income', ['total_expenditure'], [],
    '收入总计', '支出总计', 'total income', 'total expenditure'
) }}
