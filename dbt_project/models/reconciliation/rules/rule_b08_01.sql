-- B08-01: three public expenses = overseas travel + vehicles (subtotal, or purchase + operation) + reception
with row_of as (
    select
        *,
        bool_or(measure = 'official_vehicles') over (partition by table_key, row_number) as has_subtotal,
        bool_or(measure <> 'three_public_total') over (partition by table_key) as has_parts
    from {{ ref('int_check_line') }}
    where table_type = 'three_public'
),

terms as (
    select
        disclosure_id,
        case when measure = 'three_public_total' then 'left' else 'right' end as side,
        table_key || '/' || row_number as place_key,
        row_name as place,
        row_name as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        has_parts as has_right
    from row_of
    where
        measure in ('three_public_total', 'overseas_travel', 'official_vehicles', 'official_reception')
        or (measure in ('vehicle_purchase', 'vehicle_operation') and not has_subtotal)
)
{{ balance(
    'B08-01', '“三公”经费合计', '因公出国（境）费 + 公务用车购置及运行费 + 公务接待费',
    'three public expenses', 'overseas travel + vehicles + reception'
) }}
