-- B01-02: current-year expenditure total = Σ function classes
with terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['current_expenditure_total']) }}
    union all
    {{ terms(
        'right', 'income_expenditure_summary',
        "item = 'function_class' and length(code) = 3 and measure in ('amount', 'total')", key='table_key'
    ) }}
)
{{ balance('B01-02', '本年支出合计', '各功能类支出之和', 'current-year expenditure total', 'sum of the function classes') }}
