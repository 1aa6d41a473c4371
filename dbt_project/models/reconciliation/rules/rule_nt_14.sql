-- NT-14: the three public expenses as stated = the table (final accounts: its budget or its final column)
with stated as (
    select *, subject || case when kind = 'final' and not contains(subject_text, '预算') then '/final' else '' end as target
    from {{ ref('int_check_claim') }}
    where
        scope = 'three_public' and amount_yuan is not null and is_own_year and item = ''
        and subject in ('three_public_total', 'overseas_travel', 'official_vehicles', 'vehicle_purchase',
            'vehicle_operation', 'official_reception')
),

printed as (
    select
        disclosure_id, amount_yuan, step_yuan, line_id, money_unit, quality,
        measure || case when kind = 'final' and basis <> 'budget' then '/final' else '' end as target
    from {{ ref('int_line_item') }}
    where
        is_preferred and table_type = 'three_public' and amount_yuan is not null
        and (amount_year is null or amount_year = fiscal_year)
    -- One row of figures, or nobody knows which is meant.
    qualify count(distinct table_index || '/' || row_number) over (partition by disclosure_id, basis) = 1
)
{{ claims_against_figures('NT-14', '说明所述', '“三公”经费支出表', 'as stated', 'three-public table') }}
