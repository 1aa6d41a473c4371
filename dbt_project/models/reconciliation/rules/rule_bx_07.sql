-- BX-07: appropriation expenditure (less carry-over out) = general budget + government funds + state capital tables
-- Some layouts (central departments) show only the current year's appropriation in the three tables: then the
-- carry-over from the previous year is what the two sides differ by, and that is no fault.
with terms as (
    {{ summary_terms('left', 'fiscal_appropriation_summary', ['total_expenditure'], per_table=false) }}
    union all
    {{ summary_terms('left', 'fiscal_appropriation_summary', ['carryover_out'], sign=-1, needed=false, per_table=false) }}
    union all
    {{ total_row('right', 'general_budget_expenditure', 'total') }}
    union all
    {{ total_row('right', 'gov_fund_expenditure', 'total', needed=false) }}
    union all
    {{ total_row('right', 'state_capital_expenditure', 'total', needed=false) }}
),

carry as (
    select disclosure_id, max(amount_yuan) as amount_yuan
    from {{ ref('int_check_line') }}
    where
        table_type = 'fiscal_appropriation_summary'
        and item = 'carryover_in' and measure in ('amount', 'total')
    group by disclosure_id
)
{{ balance(
    'BX-07', '财政拨款收支总表支出总计', '一般公共预算 + 政府性基金 + 国有资本经营支出表合计',
    'total expenditure of the appropriation summary', 'totals of the three budgets',
    exceptions=[(
        'abs(left_yuan - right_yuan) > 2 * step_yuan and abs(left_yuan - right_yuan - ('
        ~ 'select coalesce(max(carry.amount_yuan), 0) from carry where carry.disclosure_id = compared.disclosure_id'
        ~ ')) <= 2 * step_yuan', 'pass',
        '三本支出表只列当年拨款，差额为上年结转',
        'the three tables show current-year appropriation only; the difference is the carry-over'
    )]
) }}
