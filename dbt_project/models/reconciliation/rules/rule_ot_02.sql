-- OT-02: in every row a column of totals = the columns it is the total of, where the table itself proves it
-- Which columns a total has is known by their names: sources of funds, or kinds of expenditure; what another printed
-- column already sums up (本年小计, 财政拨款) is not added again. The rule speaks where that holds in three rows of five
-- of a pane and in two at least; rules of a table's own type take precedence (B02-01, B03-01, B05-01, B11-01 …).
{% set three = ['general_budget', 'gov_fund', 'state_capital'] %}
{% set own_funds = ['current_institution', 'current_business', 'current_superior_subsidy', 'current_affiliate', 'current_other'] %}
with part_of (whole, part, summed_by) as (
    values
    {% for whole in ['total', 'amount'] %}
    {% for part in three %}
    ('{{ whole }}', '{{ part }}', []),
    ('{{ whole }}', 'current_{{ part }}', ['current_subtotal', 'current_fiscal_appropriation']),
    ('{{ whole }}', 'carryover_{{ part }}', ['carryover_subtotal', 'carryover_fiscal_appropriation']),
    {% endfor %}
    {% for part in own_funds %}
    ('{{ whole }}', '{{ part }}', ['current_subtotal', 'current_unit_funds', 'unit_funds']),
    {% endfor %}
    ('{{ whole }}', 'current_fiscal_appropriation', ['current_subtotal']),
    ('{{ whole }}', 'current_special_account', ['current_subtotal']),
    ('{{ whole }}', 'current_unit_funds', ['current_subtotal']),
    ('{{ whole }}', 'current_subtotal', []),
    ('{{ whole }}', 'carryover_fiscal_appropriation', ['carryover_subtotal']),
    ('{{ whole }}', 'carryover_special_account', ['carryover_subtotal']),
    ('{{ whole }}', 'carryover_unit_funds', ['carryover_subtotal']),
    ('{{ whole }}', 'carryover_subtotal', []),
    ('{{ whole }}', 'special_account', []),
    ('{{ whole }}', 'unit_funds', []),
    {% endfor %}
    {% for part in three %}
    ('current_fiscal_appropriation', 'current_{{ part }}', []),
    {% endfor %}
    {% for whole in ['total', 'amount', 'current_fiscal_appropriation'] %}
    ('{{ whole }} by kind', 'basic_expenditure', []),
    ('{{ whole }} by kind', 'personnel_expenditure', ['basic_expenditure']),
    ('{{ whole }} by kind', 'operating_expenditure', ['basic_expenditure']),
    ('{{ whole }} by kind', 'project_expenditure', []),
    ('{{ whole }} by kind', 'business_expenditure', []),
    {% endfor %}
    ('basic_expenditure', 'personnel_expenditure', []),
    ('basic_expenditure', 'operating_expenditure', [])
),

line as (
    select *
    from {{ ref('int_check_line') }}
    where
        table_type in ('other', 'procurement', 'service_purchase', 'income_expenditure_summary')
        or (table_type = 'fiscal_appropriation_summary' and table_key not in (
            select table_key from {{ ref('int_check_line') }}
            where table_type = 'fiscal_appropriation_summary' and measure = 'total'
        ))
        or (table_type = 'income_detail' and table_key not in (
            select table_key from {{ ref('int_check_line') }}
            where table_type = 'income_detail' and measure = 'current_subtotal'
        ))
),

printed as (
    select table_key, list(distinct measure) as measures
    from line
    group by table_key
),

column_of as (
    select printed.table_key, part_of.whole, part_of.part
    from printed
    inner join part_of
        on
            list_contains(printed.measures, part_of.part)
            and list_contains(printed.measures, split_part(part_of.whole, ' ', 1))
            and not list_has_any(printed.measures, part_of.summed_by)
),

every_term as (
    select
        {{ term('left', "line.table_key || '/' || line.lane || '/' || line.row_number || '/' || w.whole",
            "line.row_name || '（' || line.measure_zh || '）'", "line.row_name || ' (' || line.measure_en || ')'", has_right='true') }},
        line.table_key || '/' || line.lane || '/' || w.whole as proof_key
    from line
    inner join (select distinct table_key, whole from column_of) as w
        on line.table_key = w.table_key and line.measure = split_part(w.whole, ' ', 1)
    union all
    select
        {{ term('right', "line.table_key || '/' || line.lane || '/' || line.row_number || '/' || column_of.whole") }},
        line.table_key || '/' || line.lane || '/' || column_of.whole as proof_key
    from line
    inner join column_of on line.table_key = column_of.table_key and line.measure = column_of.part
),

proven as (
    select proof_key
    from (
        select
            proof_key,
            sum(case side when 'left' then amount_yuan else -amount_yuan end) as gap_yuan,
            max(step_yuan) as step_yuan,
            count(*) as term_count,
            bool_or(side = 'left' and amount_yuan <> 0) and bool_or(side = 'right' and amount_yuan <> 0) as tells
        from every_term
        group by proof_key, place_key
    )
    where tells
    group by proof_key
    having
        count(*) filter (where abs(gap_yuan) <= 0.5 * step_yuan * term_count) >= 2
        and count(*) filter (where abs(gap_yuan) <= 0.5 * step_yuan * term_count) >= 0.6 * count(*)
),

terms as (
    select every_term.* exclude (proof_key)
    from every_term
    inner join proven using (proof_key)
)
{{ balance('OT-02', '合计栏', '各分栏之和', 'column of totals', 'sum of its columns',
    addends='greatest(filled_count - 1, 1)') }}
