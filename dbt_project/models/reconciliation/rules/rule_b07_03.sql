-- B07-03: an economic class = Σ the sub-classes under it, in every column
{{ tree(
    'B07-03', ['general_budget_basic_expenditure'], '类级科目', '款级科目之和', 'class', 'sum of its sub-classes'
) }}
