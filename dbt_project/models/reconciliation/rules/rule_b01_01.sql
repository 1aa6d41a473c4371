-- B01-01: current-year income total = Σ kinds of income (sub-items of a kind are not added again)
with terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['current_income_total']) }}
    union all
    {{ terms(
        'right', 'income_expenditure_summary',
        "lane = 'income' and starts_with(item, 'income_') and not starts_with(parent_item, 'income_') and measure in ('amount', 'total')",
        key='table_key'
    ) }}
)
{{ balance('B01-01', '本年收入合计', '各项收入之和', 'current-year income total', 'sum of the kinds of income') }}
