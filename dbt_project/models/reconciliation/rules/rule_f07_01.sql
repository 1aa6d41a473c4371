-- F07-01: both the budget and the final column add up
with figure as (
    select
        *,
        document_id || '-' || table_index || '-' || row_number || '-' || basis as row_key,
        case basis when 'budget' then '预算数' when 'final' then '决算数' else '' end as basis_zh,
        bool_or(measure = 'official_vehicles') over (partition by document_id, table_index, row_number, basis) as has_subtotal
    from {{ ref('int_line_item') }}
    where
        is_preferred and table_type = 'three_public' and amount_yuan is not null
        and (amount_year is null or amount_year = fiscal_year)
),

terms as (
    select
        {{ term(
            'left', "row_key || '/' || measure",
            "basis_zh || case measure when 'official_vehicles' then '公务用车' else '合计' end",
            "basis || case measure when 'official_vehicles' then ' vehicles' else ' total' end"
        ) }}
    from figure
    where
        measure = 'three_public_total'
        or (measure = 'official_vehicles' and exists (
            select 1 from figure as part
            where part.row_key = figure.row_key and part.measure in ('vehicle_purchase', 'vehicle_operation')
        ))
    union all
    select
        {{ term('right', "row_key || '/three_public_total'") }}
    from figure
    where
        measure in ('overseas_travel', 'official_vehicles', 'official_reception')
        or (measure in ('vehicle_purchase', 'vehicle_operation') and not has_subtotal)
    union all
    select
        {{ term('right', "row_key || '/official_vehicles'") }}
    from figure
    where measure in ('vehicle_purchase', 'vehicle_operation')
)
{{ balance('F07-01', '合计', '各部分之和', 'total', 'sum of its parts') }}
