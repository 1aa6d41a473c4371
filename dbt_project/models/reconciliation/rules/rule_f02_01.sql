-- F02-01: in every row, current-year income = Σ the six kinds of income
{{ row_identity(
    'F02-01', ['income_detail'], 'total',
    ['current_fiscal_appropriation', 'current_superior_subsidy', 'current_institution', 'current_business',
     'current_affiliate', 'current_other'],
    '本年收入合计', '六类收入之和', 'current-year income', 'sum of the six kinds of income'
) }}
