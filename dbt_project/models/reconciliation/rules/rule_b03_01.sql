-- B03-01: in every row, total = basic + project + business + remittance + subsidy
-- Sets that print reserve funds or carry-over to next year as expenditure obey B03-02 instead.
{{ row_identity(
    'B03-01', ['expenditure_detail'], 'total',
    ['basic_expenditure', 'project_expenditure', 'business_expenditure', 'remittance_to_superior',
     'subsidy_to_affiliates'],
    '合计', '基本支出 + 项目支出 + 经营支出 + 上缴上级支出 + 对附属单位补助支出',
    'total', 'basic + project + business + remittance + subsidy',
    not_with=['reserve_funds', 'carryover_to_next_year'], of_which='business_expenditure'
) }}
