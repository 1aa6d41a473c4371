-- B01-04: total expenditure = current-year expenditure + carry-over at year end
{{ summary_identity(
    'B01-04', 'income_expenditure_summary', 'total_expenditure', ['current_expenditure_total'], ['carryover_out'],
    '支出总计', '本年支出合计 + 年终结转结余', 'total expenditure', 'current-year expenditure + carry-over out'
) }}
