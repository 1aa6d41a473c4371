{{ config(materialized='incremental', unique_key='final_disclosure_id') }}
-- “三公” planned and spent: the unit's own budget of the year, else the budget column of the final accounts.
with stated as (
    select
        line.disclosure_id,
        line.unit_id,
        line.fiscal_year,
        line.report_level,
        line.kind,
        case when line.basis = '' then line.kind else line.basis end as basis,
        line.measure,
        line.amount_yuan
    from {{ ref('int_line_item') }} as line
    where line.is_preferred
        and line.table_type = 'three_public'
        and line.measure in (
            'three_public_total', 'overseas_travel', 'official_vehicles', 'vehicle_purchase', 'vehicle_operation',
            'official_reception'
        )
        and line.funding = ''
        and coalesce(line.amount_year, line.fiscal_year) = line.fiscal_year
        and line.fiscal_year is not null
        and line.kind <> 'unknown'
    qualify
        line.table_index = min(line.table_index) over (partition by line.document_id)
        and row_number() over (
            partition by line.disclosure_id, line.measure,
                case when line.basis = '' then line.kind else line.basis end
            order by line.table_index, line.row_number, line.column_number
        ) = 1
),
spent as (
    select * from stated where kind = 'final' and basis = 'final'
),
planned as (
    select *
    from (
        select *, 'budget_disclosure' as budget_basis from stated where kind = 'budget' and basis = 'budget'
        union all
        select *, 'stated_in_final' from stated where kind = 'final' and basis = 'budget'
    )
    qualify row_number() over (
        partition by unit_id, fiscal_year, report_level, measure order by budget_basis
    ) = 1
),
final_disclosure as (
    select distinct unit_id, fiscal_year, report_level, disclosure_id from stated where kind = 'final'
)
select
    final_disclosure.unit_id,
    disclosure.unit_name,
    disclosure.division_code,
    disclosure.division_name,
    final_disclosure.report_level,
    final_disclosure.fiscal_year,
    disclosure.is_counted,
    measures.measure,
    measures.zh as measure_zh,
    planned.amount_yuan as budget_yuan,
    planned.budget_basis,
    spent.amount_yuan as final_yuan,
    {{ percent_of('spent.amount_yuan', 'planned.amount_yuan') }} as execution_percent,
    final_disclosure.disclosure_id as final_disclosure_id
from final_disclosure
cross join (
    select measure, zh from {{ ref('measures') }}
    where measure in (
        'three_public_total', 'overseas_travel', 'official_vehicles', 'vehicle_purchase', 'vehicle_operation',
        'official_reception'
    )
) as measures
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
left join spent
    on final_disclosure.disclosure_id = spent.disclosure_id and measures.measure = spent.measure
left join planned
    on final_disclosure.unit_id = planned.unit_id
    and final_disclosure.fiscal_year = planned.fiscal_year
    and final_disclosure.report_level = planned.report_level
    and measures.measure = planned.measure
where planned.unit_id is not null or spent.unit_id is not null
