-- PF-04: the words on a project's budget: this year's amount − last year's = the change stated
with words as (
    select
        disclosure_id,
        project_name,
        project_key,
        annual_budget_yuan,
        fiscal_year,
        replace(regexp_replace(change_explanation, '\s', '', 'g'), '万', '') as said
    from {{ ref('int_project') }}
    where found_table_type = 'performance_target' and change_explanation <> '' and fiscal_year is not null
),

read_out as (
    select
        *,
        regexp_extract(said, (fiscal_year - 1) || '年(?:的)?(?:此项目)?(?:项目)?预算(?:资金|金额)?为?(\d+(?:\.\d+)?)', 1) as prior_text,
        regexp_extract(
            said, '较' || (fiscal_year - 1) || '年(?:预算)?(?:增加|减少)(?:了)?(\d+(?:\.\d+)?)', 1
        ) as change_text,
        regexp_matches(said, '较' || (fiscal_year - 1) || '年(?:预算)?减少') as is_less
    from words
),

compared as (
    select
        *,
        prior_text::decimal(20, 4) * 10000 as prior_yuan,
        change_text::decimal(20, 4) * 10000 as stated_yuan
    from read_out
    where prior_text <> '' and change_text <> '' and annual_budget_yuan is not null
)

select
    'PF-04' as rule_id,
    disclosure_id,
    project_name as place,
    project_name as place_en,
    '所述增减额' as left_label,
    'change stated' as left_label_en,
    (case when is_less then -stated_yuan else stated_yuan end)::decimal(20, 2) as left_yuan,
    '本年预算 − 上年预算' as right_label,
    'this year − last year' as right_label_en,
    (annual_budget_yuan - prior_yuan)::decimal(20, 2) as right_yuan,
    2 as addends,
    100::decimal(20, 2) as step_yuan,
    'wan_yuan' as money_unit,
    [project_key] as line_ids
from compared
