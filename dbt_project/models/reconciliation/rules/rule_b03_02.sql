-- B03-02: in every row, total = basic + project + reserve funds + carry-over to next year (Jiangsu layout)
{{ row_identity(
    'B03-02', ['expenditure_detail'], 'total',
    ['basic_expenditure', 'project_expenditure', 'reserve_funds', 'carryover_to_next_year'],
    '合计', '基本支出 + 项目支出 + 单位预留机动经费 + 结转下年资金',
    'total', 'basic + project + reserve funds + carry-over to next year',
    only_with=['reserve_funds', 'carryover_to_next_year']
) }}
