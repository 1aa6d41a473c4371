-- BX-07: appropriation expenditure (less carry-over out) = general budget + government funds + state capital tables
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
)
{{ balance(
    'BX-07', '财政拨款收支总表支出总计', '一般公共预算 + 政府性基金 + 国有资本经营支出表合计',
    'total expenditure of the appropriation summary', 'totals of the three budgets'
) }}
