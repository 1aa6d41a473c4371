-- B01-01: current-year income total = Σ kinds of income (sub-items of a kind are not added again)
-- Kinds are the rows under the total, whatever they are called; where the tree is not known, the known kinds.
with terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['current_income_total']) }}
    union all
    {{ terms(
        'right', 'income_expenditure_summary',
        "lane = 'income' and measure in ('amount', 'total') and (parent_item = 'current_income_total'"
        " or (starts_with(item, 'income_') and not starts_with(parent_item, 'income_')))",
        key='table_key'
    ) }}
)
{{ balance('B01-01', '本年收入合计', '各项收入之和', 'current-year income total', 'sum of the kinds of income') }}
