-- YX-04 (hint): the budget's carry-over is of the same order as last year's closing balance
with pair as (
    select
        p.disclosure_id,
        max(own.amount_yuan) as own_yuan,
        max(other.amount_yuan) as other_yuan,
        [max(own.line_id), max(other.line_id)] as line_ids
    from {{ ref('int_check_pair') }} as p
    inner join {{ ref('int_check_line') }} as own on p.disclosure_id = own.disclosure_id
    inner join {{ ref('int_check_line') }} as other on p.other_id = other.disclosure_id
    where
        p.relation = 'last_final'
        and own.table_type = 'income_expenditure_summary' and own.item = 'carryover_in'
        and other.table_type = 'income_expenditure_summary' and other.item = 'carryover_out'
    group by p.disclosure_id
),

judged as (
    select
        disclosure_id,
        '' as place,
        '' as place_en,
        line_ids,
        case when own_yuan = 0 or other_yuan = 0 or own_yuan / other_yuan between 0.1 and 10 then 'pass' else 'fail' end as verdict,
        '预算上年结转 ' || own_yuan || ' 元，上年决算年末结转 ' || other_yuan || ' 元' as note_zh,
        'carry-over of the budget ' || own_yuan || ' yuan, closing balance of last year ' || other_yuan || ' yuan' as note_en
    from pair
)
{{ verdict('YX-04', '预算上年结转', '上年决算年末结转', 'budgeted carry-over', 'closing balance of last year') }}
