{{ config(materialized='incremental') }}
-- The figures a disclosure is known by. Grain: disclosure.
with summary as (
    -- A summary table has one column of amounts, or one per fund with a total.
    select
        disclosure_id,
        {{ stated_total('income_expenditure_summary') }} as total_budget_yuan,
        {{ stated_total('fiscal_appropriation_summary') }} as fiscal_appropriation_yuan
    from {{ ref('int_line_item') }}
    where is_preferred
        and item in ('total_expenditure', 'current_expenditure_total')
        and measure in ('amount', 'total')
        and {{ is_own_figure() }}
    group by disclosure_id
),
total as (
    select
        disclosure_id,
        {{ total_of('expenditure_detail', 'basic_expenditure') }} as basic_expenditure_yuan,
        {{ total_of('expenditure_detail', 'project_expenditure') }} as project_expenditure_yuan,
        {{ total_of('general_budget_expenditure', 'total') }} as general_budget_yuan,
        {{ total_of('general_budget_basic_expenditure', 'personnel_expenditure') }}
            as personnel_expenditure_yuan,
        {{ total_of('general_budget_basic_expenditure', 'operating_expenditure') }}
            as operating_expenditure_yuan,
        {{ total_of('three_public', 'three_public_total') }} as three_public_yuan,
        {{ total_of('three_public', 'overseas_travel') }} as overseas_travel_yuan,
        {{ total_of('three_public', 'official_vehicles') }} as official_vehicles_yuan,
        {{ total_of('three_public', 'official_reception') }} as official_reception_yuan,
        -- Tables with one column per fund have a total of them where others have the amount.
        coalesce({{ total_of('procurement', 'procurement_amount') }}, {{ total_of('procurement', 'total') }})
            as procurement_yuan,
        {{ total_of('service_purchase', 'service_purchase_amount') }} as service_purchase_yuan
    from {{ ref('int_total_line') }}
    group by disclosure_id
)
select *
from summary
full outer join total using (disclosure_id)
