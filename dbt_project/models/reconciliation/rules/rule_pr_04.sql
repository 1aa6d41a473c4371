-- PR-04: as stated in one paragraph, procurement = goods + works + services
with stated as (
    select *
    from {{ ref('int_check_claim') }}
    where
        scope = 'procurement' and amount_yuan is not null and is_own_year and item = ''
        and subject in ('procurement_total', 'procurement_goods', 'procurement_works', 'procurement_services')
    qualify count(*) over (partition by disclosure_id, block_index, subject) = 1
        and bool_or(subject = 'procurement_total') over (partition by disclosure_id, block_index)
        and count(*) over (partition by disclosure_id, block_index) >= 3
),

terms as (
    select
        {{ claim_term('left', 'block_index::varchar', "'采购合计'", "'procurement'") }}
    from stated
    where subject = 'procurement_total'
    union all
    select
        {{ claim_term('right', 'block_index::varchar') }}
    from stated
    where subject <> 'procurement_total'
)
{{ balance('PR-04', '采购合计', '货物 + 工程 + 服务', 'procurement', 'goods + works + services') }}
