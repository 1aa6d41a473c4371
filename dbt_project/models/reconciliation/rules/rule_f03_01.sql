-- F03-01: in every row, current-year expenditure = basic + project + remittance + business + subsidy
{{ row_identity(
    'F03-01', ['expenditure_detail'], 'total',
    ['basic_expenditure', 'project_expenditure', 'business_expenditure', 'remittance_to_superior',
     'subsidy_to_affiliates'],
    '本年支出合计', '五类支出之和', 'current-year expenditure', 'sum of the five kinds of expenditure',
    of_which='business_expenditure'
) }}
