{{ config(materialized='incremental') }}
-- What a disclosure says of the year before its own: a prior-year column, or a stated amount minus its change.
-- Grain: disclosure × series measure. A statement counts only when its amount is the figure published for the
-- measure (within one printed step): else it speaks of something narrower.
with from_table as (
    select
        disclosure_id,
        series_measure,
        figure_year,
        amount_yuan as implied_yuan,
        'table' as implied_by,
        line_id as evidence_id
    from {{ ref('int_series_figure') }}
    where figure_year = fiscal_year - 1
),
-- Which statement speaks of which measure: its subject, and the funds it names (none where it names none).
subject_measure as (
    select *
    from (
        values
            ('total_budget', 'all', 'total_expenditure'),
            ('total_budget', 'all', 'total_income'),
            ('total_expenditure', 'all', 'total_expenditure'),
            ('total_income', 'all', 'total_income'),
            ('basic_expenditure', 'all', 'basic_expenditure'),
            ('project_expenditure', 'all', 'project_expenditure'),
            ('fiscal_appropriation_total', 'fiscal_appropriation', 'fiscal_appropriation'),
            ('fiscal_appropriation_expenditure', 'fiscal_appropriation', 'fiscal_appropriation'),
            ('general_budget_expenditure', 'general_budget', 'general_budget'),
            ('gov_fund_expenditure', 'gov_fund', 'gov_fund'),
            ('agency_operating_cost', null, 'agency_operating_cost'),
            ('three_public_total', null, 'three_public'),
            ('overseas_travel', null, 'overseas_travel'),
            ('official_vehicles', null, 'official_vehicles'),
            ('vehicle_purchase', null, 'vehicle_purchase'),
            ('vehicle_operation', null, 'vehicle_operation'),
            ('official_reception', null, 'official_reception'),
            ('meeting_fee', null, 'meeting_fee'),
            ('training_fee', null, 'training_fee')
    ) as mapping (subject, funding, series_measure)
),
from_narrative as (
    select
        claim.disclosure_id,
        published.series_measure,
        claim.fiscal_year - 1 as figure_year,
        (claim.amount_yuan - claim.change_yuan)::decimal(20, 2) as implied_yuan,
        'narrative' as implied_by,
        claim.claim_id as evidence_id
    from {{ ref('int_claim') }} as claim
    inner join subject_measure as mapping
        on claim.subject = mapping.subject and claim.funding = coalesce(mapping.funding, claim.funding)
    inner join {{ ref('int_series_figure') }} as published
        on claim.disclosure_id = published.disclosure_id
        and mapping.series_measure = published.series_measure
        and published.figure_year = published.fiscal_year
        and abs(claim.amount_yuan - published.amount_yuan)
        <= greatest(coalesce(published.step_yuan, 0), 100)
    where claim.change_yuan is not null
        and claim.amount_yuan is not null
        and claim.item = ''
        -- Not of one of the department's units; a part of another figure only where the subject itself is a part.
        and coalesce(claim.about_unit, '') = ''
        and (mapping.funding is null or coalesce(claim.part_of, '') = '')
        and coalesce(claim.claim_year, claim.fiscal_year) = claim.fiscal_year
        and coalesce(claim.base_year, claim.fiscal_year - 1) = claim.fiscal_year - 1
    -- Two statements that imply different years before imply none.
    qualify
        count(distinct implied_yuan) over (partition by claim.disclosure_id, published.series_measure) = 1
        and row_number() over (
            partition by claim.disclosure_id, published.series_measure order by claim.claim_id
        ) = 1
)
select *
from (
    select * from from_table
    union all
    select * from from_narrative
)
qualify row_number() over (partition by disclosure_id, series_measure order by implied_by desc) = 1
