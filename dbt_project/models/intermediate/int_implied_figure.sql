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
subject_measure as (
    select *
    from (
        values
            ('total_expenditure', 'all_funds', 'total_expenditure'),
            ('total_expenditure', 'other', 'total_expenditure'),
            ('total_budget', 'all_funds', 'total_expenditure'),
            ('total_income', 'all_funds', 'total_income'),
            ('total_income', 'other', 'total_income'),
            ('unknown', 'all_funds', 'basic_expenditure'),
            ('unknown', 'all_funds', 'project_expenditure'),
            ('basic_expenditure', 'all_funds', 'basic_expenditure'),
            ('basic_expenditure', 'other', 'basic_expenditure'),
            ('project_expenditure', 'all_funds', 'project_expenditure'),
            ('project_expenditure', 'other', 'project_expenditure'),
            ('total_expenditure', 'fiscal_appropriation', 'fiscal_appropriation'),
            ('total_income', 'fiscal_appropriation', 'fiscal_appropriation'),
            ('unknown', 'fiscal_appropriation', 'fiscal_appropriation'),
            ('total_expenditure', 'general_budget', 'general_budget'),
            ('general_budget_expenditure', 'general_budget', 'general_budget'),
            ('unknown', 'general_budget', 'general_budget'),
            ('total_expenditure', 'gov_fund', 'gov_fund'),
            ('unknown', 'gov_fund', 'gov_fund'),
            ('unknown', 'operating_cost', 'agency_operating_cost'),
            ('agency_operating_cost', 'operating_cost', 'agency_operating_cost'),
            ('three_public_total', 'three_public', 'three_public'),
            ('overseas_travel', 'three_public', 'overseas_travel'),
            ('official_vehicles', 'three_public', 'official_vehicles'),
            ('vehicle_purchase', 'three_public', 'vehicle_purchase'),
            ('vehicle_operation', 'three_public', 'vehicle_operation'),
            ('official_reception', 'three_public', 'official_reception'),
            ('unknown', 'three_public', 'meeting_fee'),
            ('unknown', 'three_public', 'training_fee')
    ) as mapping (subject, scope, series_measure)
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
    inner join subject_measure as mapping using (subject, scope)
    inner join {{ ref('int_series_figure') }} as published
        on claim.disclosure_id = published.disclosure_id
        and mapping.series_measure = published.series_measure
        and published.figure_year = published.fiscal_year
        and abs(claim.amount_yuan - published.amount_yuan)
        <= greatest(coalesce(published.step_yuan, 0), 100)
    where claim.change_yuan is not null
        and claim.amount_yuan is not null
        and claim.item = ''
        -- 一般公共预算收入… in a passage on all funds is a part, even where it happens to be the whole.
        and not (
            published.series_measure in ('total_income', 'total_expenditure')
            and regexp_matches(claim.sentence, '一般公共预算|政府性基金|国有资本|财政拨款|其他资金|事业收入|单位资金')
        )
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
