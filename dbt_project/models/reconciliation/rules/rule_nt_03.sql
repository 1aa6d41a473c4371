-- NT-03: a share = its amount ÷ the total stated at the head of the same paragraph (or form)
-- Tolerance: one printed step, and what the rounding of both amounts may carry.
with part as (
    select
        *,
        case when starts_with(subject, 'income_') or subject = 'carryover_in' then 'income' else 'expenditure' end as side
    from {{ ref('int_check_claim') }}
    where
        share_percent is not null and amount_yuan is not null and is_own_year and item = ''
        and (starts_with(subject, 'income_')
            or subject in ('carryover_in', 'basic_expenditure', 'project_expenditure', 'business_expenditure',
                'remittance_to_superior', 'subsidy_to_affiliates'))
),

whole as (
    select disclosure_id, block_index, claim_id, amount_yuan, step_yuan, place,
        case when subject = 'total_expenditure' then 'expenditure' when subject = 'total_income' then 'income' else '' end as side
    from {{ ref('int_check_claim') }}
    where subject in ('total_budget', 'total_income', 'total_expenditure') and amount_yuan > 0 and is_own_year
    qualify count(*) over (partition by disclosure_id, block_index, side) = 1
),

stated as (
    select
        part.disclosure_id, part.place, part.place_en, part.share_percent, part.share_step,
        part.amount_yuan as part_yuan, whole.amount_yuan as whole_yuan,
        greatest(part.step_yuan, whole.step_yuan) as step_yuan,
        [part.claim_id, whole.claim_id] as line_ids
    from part
    inner join whole
        on part.disclosure_id = whole.disclosure_id and part.block_index = whole.block_index and whole.side in (part.side, '')
    qualify row_number() over (partition by part.claim_id order by whole.side = '') = 1
),

form as (
    select
        share.disclosure_id, line.row_label as place, replace(share.subject, '_', ' ') as place_en,
        share.share_percent, share.share_step,
        line.amount_yuan as part_yuan, total.amount_yuan as whole_yuan, total.step_yuan,
        [share.claim_id, line.line_id, total.line_id] as line_ids
    from {{ ref('int_check_claim') }} as share
    inner join {{ ref('int_check_line') }} as line
        on share.disclosure_id = line.disclosure_id and line.table_type = 'overall_performance' and line.item = share.subject
    inner join {{ ref('int_check_line') }} as total
        on line.table_key = total.table_key
        and total.item = case when share.subject in ('fiscal_appropriation', 'special_account', 'unit_funds', 'income_total')
            then 'income_total' else 'expenditure_total' end
    where share.block_index is null and share.share_percent is not null and total.amount_yuan > 0
),

compared as (
    select
        disclosure_id, place, place_en, line_ids,
        share_percent as left_value,
        part_yuan::double / whole_yuan::double * 100 as right_value,
        share_step as step_value,
        share_step + 50 * step_yuan::double / whole_yuan::double * (1 + abs(part_yuan::double / whole_yuan::double)) as tolerance_value
    from (select * from stated union all by name select * from form)
)
{{ value_rule('NT-03', 'percent', '所述占比', '按金额计算', 'share as stated', 'from the amounts') }}
