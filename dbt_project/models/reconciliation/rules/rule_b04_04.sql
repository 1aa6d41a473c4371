-- B04-04: current-year expenditure = Σ function classes
with terms as (
    {{ summary_terms('left', 'fiscal_appropriation_summary', ['current_expenditure_total']) }}
    union all
    {{ terms(
        'right', 'fiscal_appropriation_summary',
        "item = 'function_class' and length(code) = 3 and measure in ('amount', 'total')", key='table_key'
    ) }}
)
{{ balance('B04-04', '本年支出', '各功能类支出之和', 'current-year expenditure', 'sum of the function classes') }}
