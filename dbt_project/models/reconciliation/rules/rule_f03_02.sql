-- F03-02: current-year expenditure and each function class are the same in summary and expenditure table
with terms as (
    select
        {{ term(
            'left',
            "case item when 'function_class' then code else '' end",
            "case item when 'function_class' then row_name else '合计' end",
            "case item when 'function_class' then row_name else 'total' end"
        ) }}
    from {{ ref('int_check_line') }}
    where
        table_type = 'income_expenditure_summary' and measure in ('amount', 'total') and amount_yuan <> 0
        and (item = 'current_expenditure_total' or (item = 'function_class' and length(code) = 3))
    union all
    select
        {{ term('right', "case when is_summary_row then '' else code end") }}
    from {{ ref('int_check_line') }}
    where
        table_type = 'expenditure_detail' and measure = 'total' and amount_yuan <> 0
        and (is_grand_total or (code_scheme = 'function' and length(code) = 3))
)
{{ balance('F03-02', '收入支出决算总表', '支出决算表', 'final summary', 'expenditure table') }}
