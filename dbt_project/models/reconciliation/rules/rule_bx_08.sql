-- BX-08: all funds − fiscal appropriation = non-fiscal income + non-fiscal carry-over
-- (Equal totals are right only where a unit has no funds of its own.) Where no income table is published, the
-- non-fiscal carry-over is what the two summaries leave between their carry-overs.
with has_detail as (
    select distinct disclosure_id
    from {{ ref('int_check_line') }}
    where table_type = 'income_detail'
),

own_carry as (
    {{ summary_terms('right', 'income_expenditure_summary', ['carryover_non_fiscal'], needed=false, per_table=false) }}
),

carry as (
    select * from own_carry
    union all
    select * from (
    {{ terms(
        'right', 'income_detail',
        "is_summary_row and measure in ('carryover_special_account', 'carryover_unit_funds')", needed=false
    ) }}
    ) as detail
    where disclosure_id not in (select disclosure_id from own_carry)
    union all
    select * from (
        {{ summary_terms('right', 'income_expenditure_summary', ['carryover_in'], needed=false, per_table=false) }}
        union all
        {{ summary_terms('right', 'fiscal_appropriation_summary', ['carryover_in'], sign=-1, needed=false, per_table=false) }}
    ) as summaries
    where
        disclosure_id not in (select disclosure_id from has_detail)
        and disclosure_id not in (select disclosure_id from own_carry)
),

terms as (
    {{ summary_terms('left', 'income_expenditure_summary', ['total_income'], per_table=false) }}
    union all
    select * replace ('left' as side, -amount_yuan as amount_yuan, true as has_right)
    from ({{ summary_terms('right', 'fiscal_appropriation_summary', ['total_income'], per_table=false) }}) as fiscal
    union all
    {{ summary_terms(
        'right', 'income_expenditure_summary',
        ['income_special_account', 'income_institution', 'income_business', 'income_superior_subsidy',
         'income_affiliate', 'income_other', 'surplus_used'],
        needed=false, per_table=false
    ) }}
    union all
    select * from carry
)
{{ balance(
    'BX-08', '收支总表收入总计 − 财政拨款收入总计', '非财政拨款收入 + 非财政拨款结转',
    'total income − fiscal appropriation', 'non-fiscal income + non-fiscal carry-over'
) }}
