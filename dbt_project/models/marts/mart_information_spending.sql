-- Three ways to see spending on information technology; the same money may show in each.
with economic as (
    select
        disclosure_id,
        'economic' as channel,
        scope || ' ' || code as item_key,
        name,
        'code' as found_by,
        amount_yuan
    from {{ ref('mart_expenditure_by_economic') }}
    where topic = 'information' and is_leaf
),
purchase as (
    select
        disclosure_id,
        'purchase' as channel,
        procurement_key as item_key,
        coalesce(nullif(catalogue_name, ''), nullif(project_name, ''), catalogue_code, '') as name,
        case when starts_with(catalogue_code, 'C16') or starts_with(catalogue_code, 'A0201') then 'code' else 'words' end
            as found_by,
        amount_yuan
    from {{ ref('mart_purchase') }}
    where starts_with(catalogue_code, 'C16')
        or starts_with(catalogue_code, 'A0201')
        or {{ speaks_of_information('concat_ws(\' \', catalogue_name, project_name)') }}
),
project as (
    select
        disclosure_id,
        'project' as channel,
        project_code || '|' || project_name as item_key,
        project_name as name,
        'words' as found_by,
        annual_budget_yuan as amount_yuan
    from {{ ref('mart_project') }}
    where {{ speaks_of_information('project_name') }}
)
select
    {{ placed() }},
    found.channel,
    found.item_key,
    found.name,
    found.found_by,
    found.amount_yuan
from (
    select * from economic
    union all
    select * from purchase
    union all
    select * from project
) as found
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
