-- BX-13 (hint): retirement spending by economic class (30301 + 30302) against the function items 2080501 + 2080502
-- Local practice differs: many units book pensions under their main function item, others book more than pensions
-- under the retirement items. A difference is a hint, never a fault.
with terms as (
    {{ terms(
        'left', 'general_budget_basic_expenditure', "code in ('30301', '30302') and measure = 'total' and amount_yuan <> 0"
    ) }}
    union all
    {{ terms(
        'right', 'general_budget_expenditure',
        "code in ('2080501', '2080502') and measure = 'basic_expenditure' and amount_yuan <> 0"
    ) }}
)
{{ balance(
    'BX-13', '基本支出表离退休费（30301 + 30302）', '一般公共预算支出表离退休科目（2080501 + 2080502）',
    'pensions by economic class (30301 + 30302)', 'pensions by function (2080501 + 2080502)',
    exceptions=[(
        'abs(left_yuan - right_yuan) > step_yuan', 'not_applicable',
        '两处口径不同，仅供参考', 'the two are booked differently; for information only'
    )]
) }}
