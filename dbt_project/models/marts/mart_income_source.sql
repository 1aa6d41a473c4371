{{ config(materialized='incremental') }}
-- Current-year income by source: from the total row of the income table, else from the summary table. The whole
-- fiscal appropriation stands only where its three budgets are not printed apart.
with source_label as (
    select *
    from (
        values
            ('general_budget', '一般公共预算', false),
            ('gov_fund', '政府性基金预算', false),
            ('state_capital', '国有资本经营预算', false),
            ('fiscal_appropriation', '财政拨款', false),
            ('special_account', '财政专户管理资金', false),
            ('institution', '事业收入', false),
            ('business', '事业单位经营收入', false),
            ('superior_subsidy', '上级补助收入', true),
            ('affiliate', '附属单位上缴收入', true),
            ('unit_funds', '单位资金', false),
            ('other', '其他收入', false)
    ) as label (income_source, income_source_zh, is_internal_transfer)
),
stated as (
    select
        disclosure_id,
        'income_detail' as read_from,
        1 as choice,
        replace(measure, 'current_', '') as income_source,
        max(amount_yuan) as amount_yuan
    from {{ ref('int_total_line') }}
    where table_type = 'income_detail' and measure like 'current\_%' escape '\'
    group by disclosure_id, measure
    union all
    select
        disclosure_id,
        'income_expenditure_summary',
        2,
        replace(item, 'income_', ''),
        max(amount_yuan)
    from {{ ref('int_line_item') }}
    where is_preferred
        and table_type = 'income_expenditure_summary'
        and lane = 'income'
        and item like 'income\_%' escape '\'
        and measure in ('amount', 'total', 'current_income')
        and {{ is_own_figure() }}
    group by disclosure_id, item
),
labelled as (
    select stated.*, label.income_source_zh, label.is_internal_transfer
    from stated
    inner join source_label as label using (income_source)
    where stated.amount_yuan is not null
),
chosen as (
    select *
    from labelled
    qualify choice = min(choice) over (partition by disclosure_id)
),
parted as (
    select
        *,
        bool_or(income_source in ('general_budget', 'gov_fund', 'state_capital')) over (
            partition by disclosure_id
        ) as is_appropriation_parted
    from chosen
),
kept as (
    select * from parted
    where income_source <> 'fiscal_appropriation' or not is_appropriation_parted
)
select
    {{ placed() }},
    disclosure.unit_type,
    kept.income_source,
    kept.income_source_zh,
    kept.is_internal_transfer,
    kept.amount_yuan::decimal(20, 2) as amount_yuan,
    {{ percent_of('kept.amount_yuan', 'sum(kept.amount_yuan) over (partition by kept.disclosure_id)') }}
        as share_percent,
    kept.read_from
from kept
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
