-- B11-01: in every row of the project table, total = Σ sources of funds
-- A carry-over that is printed as one sum counts where its budgets are not printed apart.
{{ row_identity(
    'B11-01', ['project_expenditure'], 'total',
    ['current_general_budget', 'current_gov_fund', 'current_state_capital', 'carryover_general_budget',
     'carryover_gov_fund', 'carryover_state_capital', 'special_account', 'unit_funds', 'current_special_account',
     'current_institution', 'current_business', 'current_superior_subsidy', 'current_affiliate', 'current_other',
     'current_unit_funds', 'carryover_special_account', 'carryover_unit_funds', 'carryover_fiscal_appropriation',
     'carryover_subtotal'],
    '合计', '各资金来源之和', 'total', 'sum of the sources of funds',
    unless={
        'carryover_subtotal': ['carryover_general_budget', 'carryover_gov_fund', 'carryover_state_capital',
            'carryover_special_account', 'carryover_unit_funds', 'carryover_fiscal_appropriation'],
        'carryover_fiscal_appropriation': ['carryover_general_budget', 'carryover_gov_fund', 'carryover_state_capital'],
        'unit_funds': ['current_institution', 'current_business', 'current_superior_subsidy', 'current_affiliate',
            'current_other'],
        'current_unit_funds': ['current_institution', 'current_business', 'current_superior_subsidy',
            'current_affiliate', 'current_other'],
    }
) }}
