-- NT-05: basic and project expenditure (personnel, operating) as stated = the table of the section's scope
with stated as (
    select *, case when scope = 'all_funds' then 'all/' else 'general/' end || subject as target
    from {{ ref('int_check_claim') }}
    where
        amount_yuan is not null and is_own_year and item = ''
        and (
            scope in ('all_funds', 'general_budget') and subject in ('basic_expenditure', 'project_expenditure')
            or scope = 'general_budget' and subject in ('personnel_expenditure', 'operating_expenditure')
            or scope = 'fiscal_appropriation' and subject in ('basic_expenditure', 'project_expenditure')
            and disclosure_id not in (
                select disclosure_id from {{ ref('int_check_line') }}
                where table_type in ('gov_fund_expenditure', 'state_capital_expenditure') and amount_yuan <> 0
            )
        )
),

printed as (
    select *, case when table_type = 'expenditure_detail' then 'all/' else 'general/' end || measure as target
    from {{ ref('int_check_line') }}
    where
        is_summary_row
        and (
            table_type in ('expenditure_detail', 'general_budget_expenditure')
            and measure in ('basic_expenditure', 'project_expenditure')
            or table_type = 'general_budget_basic_expenditure'
            and measure in ('personnel_expenditure', 'operating_expenditure')
        )
)
{{ claims_against_figures('NT-05', '说明所述', '表内', 'as stated', 'table') }}
