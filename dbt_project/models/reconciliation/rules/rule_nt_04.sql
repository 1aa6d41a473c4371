-- NT-04: appropriation totals as stated = appropriation summary; general public budget expenditure = total of its table
-- Income and expenditure may be meant with or without carry-over: the nearer total counts.
with stated as (
    select
        *,
        case
            when scope = 'general_budget' then 'general'
            when subject in ('total_budget', 'total_income', 'fiscal_appropriation_total') then 'income'
            when subject = 'total_expenditure' then 'expenditure'
            else subject
        end as target
    from {{ ref('int_check_claim') }}
    where
        amount_yuan is not null and is_own_year and item = ''
        and (
            scope = 'fiscal_appropriation'
            and subject in ('total_budget', 'total_income', 'total_expenditure', 'fiscal_appropriation_total',
                'income_general_budget', 'income_gov_fund', 'income_state_capital')
            -- The words must say that they mean appropriation, and all of it.
            and regexp_matches(subject_text || section, '财政拨款') and not regexp_matches(subject_text || section, '基本支出|项目支出')
            or scope = 'general_budget' and subject in ('general_budget_expenditure', 'general_budget_current')
            and regexp_matches(subject_text, '一般公共预算|财政拨款|当年预算')
        )
        -- Figures of single codes are no totals.
        and not regexp_matches(section || subject_text, '具体情况|[（(](类|款|项)[)）]|年初预算')
),

printed as (
    select
        *,
        case
            when table_type = 'general_budget_expenditure' then 'general'
            when item in ('total_income', 'current_income_total') then 'income'
            when item in ('total_expenditure', 'current_expenditure_total') then 'expenditure'
            else item
        end as target
    from {{ ref('int_check_line') }}
    where
        (table_type = 'general_budget_expenditure' and is_summary_row and measure = 'total')
        or (
            table_type = 'fiscal_appropriation_summary' and measure in ('amount', 'total')
            and item in ('total_income', 'current_income_total', 'total_expenditure', 'current_expenditure_total',
                'income_general_budget', 'income_gov_fund', 'income_state_capital')
        )
    union all
    -- 当年预算 leaves out what was carried over.
    select *, 'general' as target
    from {{ ref('int_check_line') }}
    where
        table_type = 'fiscal_appropriation_summary' and measure in ('amount', 'total') and item = 'income_general_budget'
    union all
    -- Some sets count as income what a budget carried over; the summary of all funds then prints it so.
    select *, item as target
    from {{ ref('int_check_line') }}
    where
        table_type = 'income_expenditure_summary' and measure in ('amount', 'total')
        and item in ('income_general_budget', 'income_gov_fund', 'income_state_capital')
)
{{ claims_against_figures('NT-04', '说明所述', '财政拨款各表', 'as stated', 'appropriation tables') }}
