-- F01-04: current-year income = Σ kinds of income; current-year expenditure = Σ function classes
with tree as ({{ tree_terms(['income_expenditure_summary']) }}),

terms as (
    select * replace (place_key || '/income' as place_key, '本年收入' as place, 'income' as place_en)
    from ({{ income_kind_terms('income_expenditure_summary') }})
    union all
    select * replace (place_key || '/expenditure' as place_key, '本年支出' as place, 'expenditure' as place_en)
    from ({{ function_class_terms('income_expenditure_summary') }})
    union all
    {{ expenditure_level_terms('tree') }}
)
{{ balance('F01-04', '本年合计', '各项之和', 'current-year total', 'sum of its items', rows_may_be_missing=true) }}
