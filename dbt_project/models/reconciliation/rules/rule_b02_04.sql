-- B02-04: total row = Σ departments; a department = Σ its units, in every column
{{ column_total_and_tree(
    'B02-04', ['income_detail'], '上级行', '下级部门（单位）之和', 'upper row', 'sum of the departments or units under it'
) }}
