-- BX-11: each of the three public expenses ≥ the same item within basic expenditure (a part is not more than the whole)
with item (code, measure, place, place_en) as (
    values
    ('30231', 'vehicle_operation', '公务用车运行费', 'vehicle operation'),
    ('30217', 'official_reception', '公务接待费', 'reception'),
    ('30212', 'overseas_travel', '因公出国（境）费', 'overseas travel'),
    ('31013', 'vehicle_purchase', '公务用车购置费', 'vehicle purchase')
),

all_terms as (
    select
        line.disclosure_id,
        case when line.table_type = 'three_public' then 'left' else 'right' end as side,
        item.code as place_key,
        item.place,
        item.place_en,
        line.amount_yuan,
        line.step_yuan,
        line.line_id,
        line.money_unit,
        line.quality,
        true as is_needed,
        false as has_right
    from {{ ref('int_check_line') }} as line
    inner join item
        on
            (line.table_type = 'three_public' and line.is_summary_row and line.measure = item.measure)
            or (
                line.table_type = 'general_budget_basic_expenditure'
                and line.measure = 'total' and line.code = item.code
            )
),

-- Nothing to compare where basic expenditure does not print the item, or prints 0 and the other table is blank.
terms as (
    select *
    from all_terms
    qualify
        bool_or(side = 'right') over (partition by disclosure_id, place_key)
        and (
            bool_or(side = 'left') over (partition by disclosure_id, place_key)
            or bool_or(amount_yuan <> 0) over (partition by disclosure_id, place_key)
        )
)
{{ balance(
    'BX-11', '“三公”经费支出表', '基本支出表中同一事项', 'three-public table', 'the same item of basic expenditure',
    at_least_when='true'
) }}
