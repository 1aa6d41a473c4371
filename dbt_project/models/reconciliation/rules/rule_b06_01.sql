-- B06-01: in every row, total = Σ economic classes
{{ row_identity(
    'B06-01', ['general_budget_expenditure_by_economic'], 'total',
    ['economic_301', 'economic_302', 'economic_303', 'economic_307', 'economic_309', 'economic_310', 'economic_311',
     'economic_312', 'economic_313', 'economic_399'],
    '合计', '各经济分类（类）之和', 'total', 'sum of the economic classes'
) }}
