-- BX-05: each function class of the summary = that class in the expenditure table, by code
-- A class that one of the two does not print counts as 0.
with class as (
    select
        *,
        case when table_type = 'income_expenditure_summary' then 'left' else 'right' end as side
    from {{ ref('int_check_line') }}
    where
        length(code) = 3
        and (
            (table_type = 'income_expenditure_summary' and item = 'function_class' and measure in ('amount', 'total'))
            or (table_type = 'expenditure_detail' and code_scheme = 'function' and measure = 'total')
        )
),

-- Both tables must print classes at all, else there is nothing to compare.
comparable as (
    select disclosure_id
    from class
    group by disclosure_id
    having count(distinct side) = 2
),

terms as (
    select
        class.disclosure_id,
        class.side,
        class.code as place_key,
        case when class.side = 'left' then class.row_name end as place,
        case when class.side = 'left' then class.row_name end as place_en,
        class.amount_yuan,
        class.step_yuan,
        class.line_id,
        class.money_unit,
        class.quality,
        true as is_needed,
        true as has_right
    from class
    inner join comparable using (disclosure_id)
    union all
    select
        disclosure_id,
        case when bool_and(side = 'right') then 'left' else 'right' end as side,
        code as place_key,
        min(row_name) as place,
        min(row_name) as place_en,
        0 as amount_yuan,
        null as step_yuan,
        null as line_id,
        null as money_unit,
        'exact' as quality,
        true as is_needed,
        true as has_right
    from class
    inner join comparable using (disclosure_id)
    group by disclosure_id, code
    having count(distinct side) = 1
)
{{ balance('BX-05', '收支总表', '支出总表合计', 'summary', 'total in the expenditure table') }}
