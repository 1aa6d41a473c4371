-- B04-05: in every row, total = general budget + government funds + state capital (layouts with these columns)
{{ row_identity(
    'B04-05', ['fiscal_appropriation_summary'], 'total', ['general_budget', 'gov_fund', 'state_capital'],
    '合计', '一般公共预算 + 政府性基金预算 + 国有资本经营预算', 'total', 'general budget + government funds + state capital',
    only_with=['general_budget', 'gov_fund', 'state_capital']
) }}
