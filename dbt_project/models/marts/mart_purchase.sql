{{ config(materialized='incremental') }}
with project as (
    select
        disclosure_id,
        {{ name_key('project_name') }} as name_key,
        max(annual_budget_yuan) as annual_budget_yuan
    from {{ ref('mart_project') }}
    group by all
)
select
    purchase.procurement_key,
    {{ placed() }},
    purchase.found_table_type as table_type,
    purchase.project_name,
    purchase.catalogue_code,
    purchase.catalogue_name,
    category.name as catalogue_official_name,
    upper.name as catalogue_group,
    case
        when purchase.category <> 'unknown' then purchase.category
        else coalesce(category.category, 'unknown')
    end as category,
    purchase.function_code,
    purchase.economic_code,
    purchase.fund_source,
    purchase.amount_yuan,
    purchase.sme_reserved_yuan,
    purchase.micro_reserved_yuan,
    project.annual_budget_yuan as project_budget_yuan,
    purchase.line_id
from {{ ref('int_procurement') }} as purchase
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
left join {{ ref('procurement_categories') }} as category on purchase.catalogue_code = category.code
left join {{ ref('procurement_categories') }} as upper
    on category.code[1:3] || '000000' = upper.code and category.level > 1
left join project
    on purchase.disclosure_id = project.disclosure_id
    and {{ name_key('purchase.project_name') }} = project.name_key
