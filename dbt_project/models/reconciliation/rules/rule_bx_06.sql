-- BX-06: each budget's appropriation is the same in the appropriation summary and in the summary
with pair_terms as (
    {{ pair_terms([
        ('一般公共预算拨款', 'general public budget', 'income_general_budget', 'income_general_budget'),
        ('政府性基金预算拨款', 'government funds', 'income_gov_fund', 'income_gov_fund'),
        ('国有资本经营预算拨款', 'state capital', 'income_state_capital', 'income_state_capital'),
    ], 'fiscal_appropriation_summary', 'income_expenditure_summary') }}
)
{{ without_blank_noughts() }}
{{ balance('BX-06', '财政拨款收支总表', '收支总表', 'appropriation summary', 'summary') }}
