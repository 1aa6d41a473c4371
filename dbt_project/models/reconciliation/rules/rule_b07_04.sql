-- B07-04: classes 301 and 303 stand in the personnel column, 302 and 310 in the operating column
-- 30302 and 30399 may carry operating money in Shanghai (retirees' public funds); where the division is not known
-- these two are not held against the unit either.
with line as (
    select l.*, s.division_code
    from {{ ref('int_check_line') }} as l
    inner join {{ ref('int_check_subject') }} as s using (disclosure_id)
    where
        l.table_type = 'general_budget_basic_expenditure'
        and l.measure in ('personnel_expenditure', 'operating_expenditure')
        and left(l.code, 3) in ('301', '302', '303', '310')
),

-- Judge the printed leaves: a class only repeats what stands below it.
leaf as (
    select
        *,
        case
            when left(code, 3) in ('301', '303') then measure = 'operating_expenditure'
            else measure = 'personnel_expenditure'
        end as is_wrong_column,
        code in ('30302', '30399') and (division_code is null or division_code like '31%') as is_exception
    from line
    where not has_children
),

by_class as (
    select
        disclosure_id,
        left(code, 3) as class,
        sum(amount_yuan) filter (where is_wrong_column and not is_exception) as wrong_yuan,
        string_agg(row_name, '、' order by row_number)
            filter (where is_wrong_column and not is_exception and amount_yuan <> 0) as wrong_rows,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        bool_or(quality = 'repaired') as has_repair,
        coalesce(
            list(line_id order by line_id) filter (where is_wrong_column and not is_exception and amount_yuan <> 0),
            list(line_id order by line_id)
        ) as line_ids
    from leaf
    group by disclosure_id, left(code, 3)
)

select
    {{ verdict_columns('B07-04', '列错栏的金额', '应为零', 'amount in the wrong column', 'must be zero') }},
    disclosure_id,
    class as place,
    class as place_en,
    coalesce(wrong_yuan, 0)::decimal(20, 2) as left_yuan,
    0::decimal(20, 2) as right_yuan,
    step_yuan,
    money_unit,
    line_ids,
    has_repair,
    case when wrong_rows is null then 'pass' else 'fail' end as verdict,
    case
        when wrong_rows is null then '各款都在应在的栏'
        when class in ('301', '303') then wrong_rows || ' 属人员经费，却列在公用经费栏'
        else wrong_rows || ' 属公用经费，却列在人员经费栏'
    end as note_zh,
    case
        when wrong_rows is null then 'every sub-class stands in its column'
        when class in ('301', '303') then wrong_rows || ' is personnel money but stands in the operating column'
        else wrong_rows || ' is operating money but stands in the personnel column'
    end as note_en
from by_class
