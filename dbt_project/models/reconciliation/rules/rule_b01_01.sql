-- B01-01: current-year income total = Σ kinds of income (sub-items of a kind are not added again)
with terms as ({{ income_kind_terms('income_expenditure_summary') }})
{{ balance('B01-01', '本年收入合计', '各项收入之和', 'current-year income total', 'sum of the kinds of income') }}
