-- BX-10: basic expenditure, personnel and operating money are the same by function and by economic class
with pair_terms as (
    {{ pair_terms([
        ('基本支出', 'basic expenditure', 'basic_expenditure', 'total'),
        ('人员经费', 'personnel', 'personnel_expenditure', 'personnel_expenditure'),
        ('公用经费', 'operating', 'operating_expenditure', 'operating_expenditure'),
    ], 'general_budget_expenditure', 'general_budget_basic_expenditure') }}
)
{{ without_blank_noughts() }}
{{ balance(
    'BX-10', '一般公共预算支出表', '一般公共预算基本支出表', 'general public budget table', 'basic expenditure table'
) }}
