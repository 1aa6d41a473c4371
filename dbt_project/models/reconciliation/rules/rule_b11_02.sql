-- B11-02: total row = Σ departments = Σ units = Σ categories = Σ projects, level by level, in every column
{{ column_total_and_tree(
    'B11-02', ['project_expenditure'], '上级行', '下级行之和', 'upper row', 'sum of the rows under it'
) }}
