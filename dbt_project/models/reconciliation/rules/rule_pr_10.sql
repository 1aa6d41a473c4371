-- PR-10: purchased services as stated = total of their table; an empty table goes with 0
with stated as (
    select *
    from {{ ref('int_check_claim') }}
    where scope = 'service_purchase' and subject = 'service_purchase_total' and amount_yuan is not null and is_own_year
    qualify count(*) over (partition by disclosure_id) = 1
),

printed as (
    select
        t.disclosure_id,
        bool_and(t.is_empty) as is_empty,
        sum(l.amount_yuan) as amount_yuan,
        max(l.step_yuan) as step_yuan,
        max(l.money_unit) as money_unit,
        list(l.line_id) filter (where l.line_id is not null) as line_ids,
        list(distinct {{ table_evidence('t') }}) as tables
    from {{ ref('int_check_found') }} as t
    left join {{ ref('int_check_line') }} as l
        on
            t.disclosure_id = l.disclosure_id and t.table_index = l.table_index and t.document_id = l.document_id
            and l.is_summary_row and l.measure in ('service_purchase_amount', 'total', 'amount')
    where t.is_preferred and t.table_type = 'service_purchase' and t.cells_failed = 0
    group by t.disclosure_id
    having count(distinct t.table_index) = 1
)

select
    'PR-10' as rule_id,
    s.disclosure_id,
    '政府购买服务' as place,
    'purchased services' as place_en,
    '说明所述' as left_label,
    'as stated' as left_label_en,
    s.amount_yuan as left_yuan,
    '政府购买服务表合计' as right_label,
    'total of the table' as right_label_en,
    case when p.is_empty then 0 else p.amount_yuan end::decimal(20, 2) as right_yuan,
    1 as addends,
    greatest(s.step_yuan, coalesce(p.step_yuan, 0))::decimal(20, 2) as step_yuan,
    s.money_unit,
    list_concat([s.claim_id], coalesce(p.line_ids, p.tables)) as line_ids
from stated as s
inner join printed as p using (disclosure_id)
