-- F05-01: in every row, total = basic + project; total row = Σ classes, every code = Σ the codes under it
with terms as (
    {{ column_total_and_tree_terms(['general_budget_expenditure'], schemes=['function', 'dept_economic', 'gov_economic']) }}
    union all
    select
        {{ term(
            'left', "table_key || '/' || row_number || '/row'", 'row_name', 'row_name', has_right='true'
        ) }}
    from {{ ref('int_check_line') }}
    where table_type = 'general_budget_expenditure' and measure = 'total'
    union all
    select
        {{ term('right', "table_key || '/' || row_number || '/row'") }}
    from {{ ref('int_check_line') }}
    where table_type = 'general_budget_expenditure' and measure in ('basic_expenditure', 'project_expenditure')
)
{{ balance('F05-01', '合计', '各部分之和', 'total', 'sum of its parts', rows_may_be_missing=true) }}
