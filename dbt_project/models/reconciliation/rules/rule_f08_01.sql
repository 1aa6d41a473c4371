-- F08-01: in every row, opening balance + income = expenditure + closing balance (layouts with these columns)
with line as (
    select
        *,
        bool_or(measure in ('opening_carryover', 'closing_carryover', 'current_income')) over (partition by table_key) as has_balance
    from {{ ref('int_check_line') }}
    where table_type in ('gov_fund_expenditure', 'state_capital_expenditure')
),

terms as (
    select
        {{ term('left', "table_key || '/' || row_number", 'row_name', 'row_name') }}
    from line
    where has_balance and measure in ('opening_carryover', 'current_income')
    union all
    select
        {{ term('right', "table_key || '/' || row_number") }}
    from line
    where has_balance and measure in ('total', 'closing_carryover')
)
{{ balance(
    'F08-01', '年初结转和结余 + 本年收入', '本年支出 + 年末结转和结余', 'opening balance + income', 'expenditure + closing balance'
) }}
