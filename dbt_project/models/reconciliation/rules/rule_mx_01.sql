-- MX-01 (extraction guard): upper rows that repeat the total are not taken for items
-- Where the leaves add up to two or more times the total, a total row was read as an item.
with leaf as (
    select table_key, sum(amount_yuan) as leaf_yuan, count(*) as leaves
    from {{ ref('int_check_line') }}
    where
        table_type in ('procurement', 'project_expenditure', 'service_purchase')
        and measure in ('procurement_amount', 'total', 'service_purchase_amount') and is_leaf and not is_grand_total
    group by table_key
),

total as (
    select
        disclosure_id,
        table_key,
        max(amount_yuan) filter (where is_grand_total) as total_yuan,
        list(line_id order by row_number) filter (where is_grand_total) as line_ids,
        any_value(document_id) as document_id,
        any_value(table_index) as table_index
    from {{ ref('int_check_line') }}
    where
        table_type in ('procurement', 'project_expenditure', 'service_purchase')
        and measure in ('procurement_amount', 'total', 'service_purchase_amount')
    group by disclosure_id, table_key
),

upper_row as (
    select l.table_key, string_agg(l.row_name, '、' order by l.row_number) as names, count(*) as uppers
    from {{ ref('int_check_line') }} as l
    inner join total using (table_key)
    where
        not l.is_leaf and not l.is_grand_total and l.amount_yuan = total.total_yuan
        and l.measure in ('procurement_amount', 'total', 'service_purchase_amount')
    group by l.table_key
),

judged as (
    select
        total.disclosure_id,
        t.title as place,
        t.title as place_en,
        total.line_ids,
        case when leaf_yuan >= 1.99 * total_yuan and abs(leaf_yuan / total_yuan - round(leaf_yuan / total_yuan)) < 0.001
            then 'fail' else 'pass' end as verdict,
        case
            when leaf_yuan >= 1.99 * total_yuan and abs(leaf_yuan / total_yuan - round(leaf_yuan / total_yuan)) < 0.001
                then '明细之和是合计的 ' || round(leaf_yuan / total_yuan) || ' 倍，可能把合计行读成了明细'
            when uppers > 0 then '合计之下还有 ' || uppers || ' 行印同一金额（' || names || '），只计一次'
            else '合计只有一层'
        end as note_zh,
        case
            when leaf_yuan >= 1.99 * total_yuan and abs(leaf_yuan / total_yuan - round(leaf_yuan / total_yuan)) < 0.001
                then 'the items add up to ' || round(leaf_yuan / total_yuan) || ' times the total: a total row was taken for an item'
            when uppers > 0 then uppers || ' rows below the total print the same amount (' || names || '), counted once'
            else 'there is one level of total'
        end as note_en
    from total
    inner join leaf using (table_key)
    inner join {{ ref('int_check_found') }} as t using (document_id, table_index)
    left join upper_row using (table_key)
    where total_yuan > 0
)
{{ verdict('MX-01', '明细之和', '合计', 'sum of the items', 'total') }}
