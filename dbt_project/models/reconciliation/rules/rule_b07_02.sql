-- B07-02: total row = Σ economic classes, in every column
{{ column_total(
    'B07-02', ['general_budget_basic_expenditure'], '合计行', '各经济分类（类）之和',
    'total row', 'sum of the economic classes',
    schemes=['dept_economic', 'gov_economic']
) }}
