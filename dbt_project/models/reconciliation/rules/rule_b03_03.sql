-- B03-03: total row = Σ classes, in every column
{{ column_total('B03-03', ['expenditure_detail'], '合计行', '各类科目之和', 'total row', 'sum of the classes',
    schemes=['function']
) }}
