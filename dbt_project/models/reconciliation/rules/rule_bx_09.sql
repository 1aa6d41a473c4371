-- BX-09: code by code, all funds ≥ general budget + government funds + state capital; the rest is non-fiscal money
with fiscal as (
    select *
    from {{ ref('int_check_line') }}
    where
        table_type in ('general_budget_expenditure', 'gov_fund_expenditure', 'state_capital_expenditure')
        and measure = 'total'
        and (is_grand_total or code_scheme = 'function')
),

terms as (
    select
        disclosure_id,
        'left' as side,
        case when is_grand_total then '' else code end as place_key,
        row_name as place,
        row_name as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        false as has_right
    from {{ ref('int_check_line') }}
    where
        table_type = 'expenditure_detail'
        and measure = 'total'
        and (is_grand_total or code_scheme = 'function')
    union all
    select
        fiscal.disclosure_id,
        'right' as side,
        case when fiscal.is_grand_total then '' else fiscal.code end as place_key,
        null as place,
        null as place_en,
        fiscal.amount_yuan,
        fiscal.step_yuan,
        fiscal.line_id,
        fiscal.money_unit,
        fiscal.quality,
        true as is_needed,
        false as has_right
    from fiscal
),

-- A code that only all-funds money pays for, and one that the expenditure table does not go down to, is no pair.
paired as (
    select *
    from terms
    qualify count(distinct side) over (partition by disclosure_id, place_key) = 2
)
{{ balance(
    'BX-09', '支出总表（全部资金）', '三本财政拨款支出表之和',
    'expenditure table (all funds)', 'sum of the three appropriation tables',
    at_least_when='true', source='paired'
) }}
