-- B04-04: current-year expenditure = Σ function classes
with terms as ({{ function_class_terms('fiscal_appropriation_summary') }})
{{ balance('B04-04', '本年支出', '各功能类支出之和', 'current-year expenditure', 'sum of the function classes',
    rows_may_be_missing=true) }}
