-- BX-03: each kind of income of the summary = the same source in the total row of the income table
with pair_terms as (
    {{ pair_terms([
        ('一般公共预算拨款收入', 'general public budget', 'income_general_budget', 'current_general_budget'),
        ('政府性基金预算拨款收入', 'government funds', 'income_gov_fund', 'current_gov_fund'),
        ('国有资本经营预算拨款收入', 'state capital', 'income_state_capital', 'current_state_capital'),
        ('财政专户管理资金收入', 'special account', 'income_special_account', 'current_special_account'),
        ('事业收入', 'institution income', 'income_institution', 'current_institution'),
        ('事业单位经营收入', 'business income', 'income_business', 'current_business'),
        ('上级补助收入', 'superior subsidy', 'income_superior_subsidy', 'current_superior_subsidy'),
        ('附属单位上缴收入', 'affiliates', 'income_affiliate', 'current_affiliate'),
        ('其他收入', 'other income', 'income_other', 'current_other'),
    ], 'income_expenditure_summary', 'income_detail') }}
)
{{ without_blank_noughts() }}
{{ balance('BX-03', '收支总表', '收入总表合计行', 'summary', 'total row of the income table') }}
