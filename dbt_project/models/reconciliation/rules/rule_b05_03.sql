-- B05-03: total row = Σ classes; every code = Σ the codes under it, in every column
{{ column_total_and_tree(
    'B05-03', ['general_budget_expenditure'], '上级科目', '下级科目之和', 'upper code', 'sum of the codes under it',
    schemes=['function', 'dept_economic', 'gov_economic']
) }}
