-- B01-02: current-year expenditure total = Σ function classes; where divisions or uses are printed below, they add up
with tree as ({{ tree_terms(['income_expenditure_summary']) }}),

terms as (
    {{ function_class_terms('income_expenditure_summary') }}
    union all
    {{ expenditure_level_terms('tree') }}
)
{{ balance('B01-02', '上级行', '下级各行之和', 'upper row', 'sum of the rows under it', rows_may_be_missing=true) }}
