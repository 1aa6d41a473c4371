-- B06-03: a table by economic class that calls itself 一般公共预算 shows what 一般公共预算支出表 shows, code by code
with titled as (
    select disclosure_id, document_id || '-' || table_index as table_key
    from {{ ref('int_check_found') }}
    where
        is_preferred
        and table_type = 'general_budget_expenditure_by_economic'
        and title like '%一般公共预算%'
),

matrix as (
    select line.* from {{ ref('int_check_line') }} as line
    inner join titled using (disclosure_id, table_key)
    where line.measure = 'total' and (line.is_grand_total or line.code_scheme = 'function')
),

-- Only codes that both tables print: one of them may stop at a higher level.
pair as (
    select m.disclosure_id, m.line_id as matrix_line_id, g.line_id as general_line_id
    from matrix as m
    inner join {{ ref('int_check_line') }} as g
        on
            m.disclosure_id = g.disclosure_id
            and g.table_type = 'general_budget_expenditure'
            and g.measure = 'total'
            and (
                (m.is_grand_total and g.is_grand_total)
                or (m.code = g.code and m.code_scheme = g.code_scheme)
            )
),

terms as (
    select
        line.disclosure_id,
        case when line.line_id = pair.matrix_line_id then 'left' else 'right' end as side,
        pair.matrix_line_id as place_key,
        case when line.line_id = pair.matrix_line_id then line.row_name end as place,
        case when line.line_id = pair.matrix_line_id then line.row_name end as place_en,
        line.amount_yuan,
        line.step_yuan,
        line.line_id,
        line.money_unit,
        line.quality,
        true as is_needed,
        false as has_right
    from pair
    inner join {{ ref('int_check_line') }} as line
        on line.line_id in (pair.matrix_line_id, pair.general_line_id)
)
{{ balance(
    'B06-03', '功能科目×经济分类表的合计', '一般公共预算支出表的合计',
    'total of the table by economic class', 'total of the general public budget table'
) }}
