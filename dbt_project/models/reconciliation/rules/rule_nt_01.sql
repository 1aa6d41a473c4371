-- NT-01: totals, kinds of income and carry-over as the text states them (all funds) = the summary table
-- 收入 may mean with or without carry-over: the nearer total counts.
with stated as (
    select
        *,
        case
            when subject in ('total_budget', 'total_income') then 'income'
            when subject = 'total_expenditure' then 'expenditure'
            else subject
        end as target
    from {{ ref('int_check_claim') }}
    where
        scope = 'all_funds' and amount_yuan is not null and is_own_year and item = ''
        -- A total of one kind of money is not the total.
        and not (
            subject in ('total_budget', 'total_income', 'total_expenditure')
            and regexp_matches(subject_text, '财政拨款|一般公共|政府性基金|国有资本|专户|其他资金|单位资金|基本支出|项目支出')
        )
        and (subject in ('total_budget', 'total_income', 'total_expenditure', 'carryover_in') or starts_with(subject, 'income_'))
),

printed as (
    select
        *,
        case
            when item in ('total_income', 'current_income_total') then 'income'
            when item in ('total_expenditure', 'current_expenditure_total') then 'expenditure'
            else item
        end as target
    from {{ ref('int_check_line') }}
    where
        table_type = 'income_expenditure_summary' and measure in ('amount', 'total')
        and (
            item in ('total_income', 'current_income_total', 'total_expenditure', 'current_expenditure_total', 'carryover_in')
            or starts_with(item, 'income_')
        )
)
{{ claims_against_figures('NT-01', '说明所述', '收支总表', 'as stated', 'summary table') }}
