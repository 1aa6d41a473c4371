-- B04-01: fiscal appropriation, total income = total expenditure, to the cent
{{ summary_identity(
    'B04-01', 'fiscal_appropriation_summary', 'total_income', ['total_expenditure'], [],
    '收入总计', '支出总计', 'total income', 'total expenditure'
) }}
