-- PR-05: goods, works and services as stated = Σ purchases of catalogue A, B, C
with stated as (
    select *, replace(subject, 'procurement_', '') as target
    from {{ ref('int_check_claim') }}
    where
        scope = 'procurement' and amount_yuan is not null and is_own_year and item = ''
        and subject in ('procurement_goods', 'procurement_works', 'procurement_services')
    qualify count(*) over (partition by disclosure_id, subject) = 1
),

bought as (
    select l.*, p.category, bool_or(p.category = 'unknown') over (partition by p.disclosure_id) as has_unknown
    from {{ ref('int_procurement') }} as p
    inner join {{ ref('int_check_line') }} as l using (line_id)
),

printed as (
    select * exclude (category, has_unknown), category as target
    from bought
    where not has_unknown
)
{{ claims_against_figures('PR-05', '说明所述', '采购表同类品目之和', 'as stated', 'purchases of that kind', is_sum=true) }}
