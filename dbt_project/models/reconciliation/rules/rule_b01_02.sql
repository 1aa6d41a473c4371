-- B01-02: current-year expenditure total = Σ function classes
with terms as ({{ function_class_terms('income_expenditure_summary') }})
{{ balance('B01-02', '本年支出合计', '各功能类支出之和', 'current-year expenditure total', 'sum of the function classes',
    rows_may_be_missing=true) }}
