{{ config(materialized='table') }}
-- Stated figures as rules compare them. Grain: claim.
-- A text drops trailing noughts (340.3 for 340.30), so its step is the finest that the section prints in that unit.
-- `prior_yuan` is the base year's amount that amount and change imply; in “比2025年预算数10万元增加1万元” the amount
-- is the base year's own.
with worth as (
    select
        *,
        case money_unit when 'yuan' then 1 when 'thousand_yuan' then 1000 when 'wan_yuan' then 10000 when 'yi_yuan' then 100000000 end
            as unit_yuan,
        greatest(length(regexp_extract(amount_text, '\.(\d+)', 1)), length(regexp_extract(change_text, '\.(\d+)', 1))) as decimals,
        regexp_matches(subject_text, '^(比|较|与)') and change_yuan is not null as is_base,
        case when regexp_matches(rate_text, '\d') then length(regexp_extract(rate_text, '\.(\d+)', 1)) end as rate_decimals,
        case when regexp_matches(share_text, '\d') then length(regexp_extract(share_text, '\.(\d+)', 1)) end as share_decimals
    from {{ ref('int_claim') }}
    -- A figure whose name was only guessed from the one before is no ground for a complaint.
    where confidence is distinct from 'low'
)

select
    claim_id,
    disclosure_id,
    document_id,
    block_index,
    section,
    scope,
    subject,
    subject_text,
    item,
    claim_year,
    fiscal_year,
    kind,
    amount_yuan,
    amount_text,
    money_unit,
    quantity,
    quantity_unit,
    share_percent,
    share_text,
    base_year,
    direction,
    change_yuan,
    change_text,
    rate_percent,
    rate_text,
    sentence,
    case when is_base then amount_yuan else amount_yuan - change_yuan end as prior_yuan,
    least(
        coalesce(min(unit_yuan * pow(10, -decimals)) over (partition by disclosure_id, section, money_unit), 100), 1000000
    )::decimal(20, 2) as step_yuan,
    pow(10, -share_decimals) as share_step,
    pow(10, -rate_decimals) as rate_step,
    coalesce(claim_year = fiscal_year, true) and not is_base
    -- What final accounts call a budget is not what was spent.
    and not (kind = 'final' and contains(subject_text, '预算') and not regexp_matches(subject_text, '预算财政拨款|公共预算|基金预算|经营预算|决算'))
        as is_own_year,
    -- Change and rate belong to the amount where its sentence prints them, one right after the other, or where the
    -- next sentence goes on with it and the reading is sure.
    case
        when direction = 'flat' then sentence = '' or regexp_matches(
            split_part(substr(sentence, strpos(sentence, amount_text) + length(amount_text)), '其中', 1),
            '持平|一致|相同|不变|没有变化|无变化|无增减|(增加|减少|增长|下降)0'
        )
        else change_yuan is not null and (sentence = '' or strpos(sentence, change_text) > 0 or confidence = 'high')
    end as has_clear_change,
    has_clear_change
    and direction <> 'flat'
    and (
        sentence = ''
        or strpos(sentence, change_text) = 0
        or strpos(substr(sentence, strpos(sentence, change_text) + length(change_text), 30), rate_text) > 0
    ) as has_clear_rate,
    coalesce(nullif(trim(regexp_extract(section, '([^/]{0,24})$', 1)), '') || '：', '') || subject_text as place,
    coalesce(block_index || ': ', '') || replace(subject, '_', ' ') as place_en
from worth
