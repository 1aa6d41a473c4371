-- BX-15: a department's tables = Σ the same tables of all its units (its own office included)
-- Compared only when every registered unit of the department has published; eliminations are not modelled.
with subject as (
    select * from {{ ref('int_check_subject') }}
),

child as (
    select
        d.disclosure_id,
        count(distinct u.unit_id) as units,
        count(distinct c.disclosure_id) as published
    from subject as d
    inner join {{ ref('stg_collect__source_units') }} as u on d.unit_id = u.parent_unit_id
    left join subject as c
        on
            u.unit_id = c.unit_id
            and d.fiscal_year = c.fiscal_year
            and d.kind = c.kind
            and c.report_level = 'unit'
    where d.report_level = 'department'
    group by d.disclosure_id
),

pair as (
    select d.disclosure_id, c.disclosure_id as child_id
    from child
    inner join subject as d using (disclosure_id)
    inner join {{ ref('stg_collect__source_units') }} as u on d.unit_id = u.parent_unit_id
    inner join subject as c
        on
            u.unit_id = c.unit_id
            and d.fiscal_year = c.fiscal_year
            and d.kind = c.kind
            and c.report_level = 'unit'
    where child.units = child.published
),

total as (
    select line.*, coalesce(name.zh, line.table_type) as table_zh
    from {{ ref('int_check_line') }} as line
    left join {{ ref('table_types') }} as name on line.table_type = name.table_type
    where
        line.is_summary_row and line.measure = 'total'
        and line.table_type in ('income_detail', 'expenditure_detail', 'general_budget_expenditure',
            'general_budget_basic_expenditure')
),

terms as (
    select
        total.disclosure_id,
        'left' as side,
        total.table_type as place_key,
        total.table_zh as place,
        replace(total.table_type, '_', ' ') as place_en,
        total.amount_yuan,
        total.step_yuan,
        total.line_id,
        total.money_unit,
        total.quality,
        true as is_needed,
        false as has_right
    from total
    where total.disclosure_id in (select disclosure_id from pair)
    union all
    select
        pair.disclosure_id,
        'right' as side,
        total.table_type as place_key,
        total.table_zh as place,
        replace(total.table_type, '_', ' ') as place_en,
        total.amount_yuan,
        total.step_yuan,
        total.line_id,
        total.money_unit,
        total.quality,
        true as is_needed,
        false as has_right
    from total
    inner join pair on total.disclosure_id = pair.child_id
)
{{ balance('BX-15', '部门汇总', '所属各单位之和', 'department', 'sum of its units') }}
