-- F01-02: total of the expenditure side = current-year expenditure + distribution of surplus + closing balance
{{ summary_identity(
    'F01-02', 'income_expenditure_summary', 'total_expenditure', ['current_expenditure_total'],
    ['carryover_out', 'surplus_distribution'],
    '总计（支出方）', '本年支出合计 + 结余分配 + 年末结转和结余',
    'total (expenditure side)', 'current-year expenditure + distribution of surplus + closing balance'
) }}
