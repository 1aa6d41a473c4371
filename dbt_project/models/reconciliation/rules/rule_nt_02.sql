-- NT-02: a measure of one scope that the text states in several paragraphs has one value
-- Where only the general public budget is appropriated, 财政拨款 and 一般公共预算 are one scope.
with other_fund as (
    select distinct disclosure_id
    from {{ ref('int_check_line') }}
    where table_type in ('gov_fund_expenditure', 'state_capital_expenditure') and amount_yuan <> 0
),

stated as (
    select
        c.*,
        case when scope = 'general_budget' and o.disclosure_id is null then 'fiscal_appropriation' else scope end as one_scope,
        subject || '/' || item as what
    from {{ ref('int_check_claim') }} as c
    left join other_fund as o using (disclosure_id)
    where
        amount_yuan is not null and is_own_year and block_index is not null
        and (
            scope = 'three_public' and subject in ('three_public_total', 'overseas_travel', 'official_vehicles',
                'vehicle_purchase', 'vehicle_operation', 'official_reception')
            and kind = 'budget'
            or scope in ('all_funds', 'fiscal_appropriation', 'general_budget') and item = ''
            and not regexp_matches(section || subject_text, '具体情况|[（(](类|款|项)[)）]|年初预算')
            and subject in ('total_budget', 'basic_expenditure', 'project_expenditure', 'carryover_in',
                'personnel_expenditure', 'operating_expenditure', 'income_general_budget', 'income_gov_fund',
                'income_state_capital', 'income_special_account', 'income_institution', 'income_business',
                'income_superior_subsidy', 'income_affiliate', 'income_other', 'general_budget_expenditure')
        )
),

-- Two values within one paragraph speak of two things.
single as (
    select
        *,
        row_number() over (partition by disclosure_id, one_scope, what order by block_index, claim_id) as n,
        first_value(claim_id) over (partition by disclosure_id, one_scope, what order by block_index, claim_id) as first_id
    from (
        select *
        from stated
        qualify count(*) over (partition by disclosure_id, one_scope, what, block_index) = 1
    )
),

later as (
    select *
    from single
    where n > 1
    qualify row_number() over (partition by disclosure_id, one_scope, what, amount_yuan order by n) = 1
),

terms as (
    select
        {{ claim_term('left', 'claim_id', 'place', 'place_en') }}
    from later
    union all
    select
        {{ claim_term('right', 'later.claim_id', alias='first') }}
    from later
    inner join single as first on later.first_id = first.claim_id
)
{{ balance('NT-02', '此处', '前文', 'here', 'before') }}
