-- NT-10: last year's amounts that the text implies = the same figures of last year's tables
with pair as (
    select disclosure_id, other_id from {{ ref('int_check_pair') }} where relation = 'last_year'
),

implied as (
    select
        c.*,
        pair.other_id,
        case
            when subject in ('total_budget', 'total_income') and scope = 'all_funds' then 'total_income'
            when subject = 'total_expenditure' and scope = 'all_funds' then 'total_expenditure'
            when scope = 'three_public' then subject
            when scope in ('general_budget', 'all_funds') and subject in ('basic_expenditure', 'project_expenditure')
                then scope || '/' || subject
        end as target
    from {{ ref('int_check_claim') }} as c
    inner join pair using (disclosure_id)
    where prior_yuan is not null and is_own_year and item = '' and block_index is not null and kind = 'budget'
        and (base_year is null or base_year = fiscal_year - 1)
),

printed as (
    select
        *,
        case
            when table_type = 'income_expenditure_summary' and measure in ('amount', 'total') then item
            when table_type = 'three_public' and is_summary_row then measure
            when table_type = 'expenditure_detail' and is_summary_row then 'all_funds/' || measure
            when table_type = 'general_budget_expenditure' and is_summary_row then 'general_budget/' || measure
        end as target
    from {{ ref('int_check_line') }}
    qualify count(*) over (partition by disclosure_id, target) = 1
),

meant as (
    select i.claim_id, p.line_id
    from implied as i
    inner join printed as p on i.other_id = p.disclosure_id and i.target = p.target
),

terms as (
    select
        {{ claim_term('left', 'claim_id', 'place', 'place_en', amount='prior_yuan') }}
    from implied
    where claim_id in (select claim_id from meant)
    union all
    select
        {{ term('right', 'i.claim_id', alias='p') | replace('p.disclosure_id', 'i.disclosure_id') }}
    from meant
    inner join implied as i using (claim_id)
    inner join printed as p using (line_id)
)
{{ balance('NT-10', '推算的上年数', '上年公开的数', 'last year implied', 'last year’s document') }}
