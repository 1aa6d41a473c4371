-- F04-03: each budget's column of current-year expenditure = total of that budget's table
with terms as (
    select
        {{ term('left', 'measure', 'measure_zh', 'measure_en') }}
    from {{ ref('int_check_line') }}
    where
        table_type = 'fiscal_appropriation_summary' and item = 'current_expenditure_total'
        and measure in ('general_budget', 'gov_fund', 'state_capital')
        and amount_yuan <> 0
    union all
    select
        {{ term('right', "case table_type when 'general_budget_expenditure' then 'general_budget' when 'gov_fund_expenditure' then 'gov_fund' else 'state_capital' end") }}
    from {{ ref('int_check_line') }}
    where
        table_type in ('general_budget_expenditure', 'gov_fund_expenditure', 'state_capital_expenditure')
        and is_summary_row and measure = 'total' and amount_yuan <> 0
)
{{ balance('F04-03', '财政拨款决算总表本年支出', '该预算支出决算表合计', 'appropriation summary', 'the budget’s own table') }}
