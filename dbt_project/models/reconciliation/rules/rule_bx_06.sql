-- BX-06: each budget's appropriation is the same in the appropriation summary and in the summary
-- Some sets count as income what the budget carried over from last year: then the summary shows both together.
with pair_terms as (
    {{ pair_terms([
        ('一般公共预算拨款', 'general public budget', 'income_general_budget', 'income_general_budget'),
        ('政府性基金预算拨款', 'government funds', 'income_gov_fund', 'income_gov_fund'),
        ('国有资本经营预算拨款', 'state capital', 'income_state_capital', 'income_state_capital'),
    ], 'fiscal_appropriation_summary', 'income_expenditure_summary') }}
)
{{ without_blank_noughts() }}
{{ balance(
    'BX-06', '财政拨款收支总表', '收支总表', 'appropriation summary', 'summary',
    exceptions=[(
        'right_yuan > left_yuan and exists (select 1 from ' ~ ref('int_check_line') ~ ' as carried where'
        ~ ' carried.disclosure_id = compared.disclosure_id and carried.table_type = \'fiscal_appropriation_summary\''
        ~ ' and carried.item = case compared.place_key when \'一般公共预算拨款\' then \'carryover_general_budget\''
        ~ ' when \'政府性基金预算拨款\' then \'carryover_gov_fund\' else \'carryover_state_capital\' end'
        ~ ' and abs(left_yuan + carried.amount_yuan - right_yuan) <= 1.5 * compared.step_yuan)',
        'pass',
        '收支总表的拨款含上年结转，加上结转后两表相符',
        'the summary counts the carry-over as income; with it the two agree'
    )]
) }}
