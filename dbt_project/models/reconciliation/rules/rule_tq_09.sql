-- TQ-09: the day on which assets were counted belongs to the year of the disclosure
-- Final accounts count at the end of their year; a budget cannot count at an end that is yet to come.
with block as ({{ wording_blocks() }}),

dated as (
    select
        *,
        regexp_extract(text, '截[至止]\s*(20\d\d)\s*年\s*12\s*月\s*31\s*日?', 1) as year_text
    from block
    where block_kind in ('paragraph', 'heading') and not is_uncertain and kind <> 'unknown' and fiscal_year is not null
),

found as (
    select
        disclosure_id,
        heading,
        block_index,
        evidence_id,
        regexp_extract(text, '截[至止].{0,28}', 0) as printed,
        case kind when 'final' then '决算的资产数应截至 ' || fiscal_year || ' 年末' else '预算公开时，这一日期还没有到' end as say_zh,
        case kind when 'final' then 'assets of a final account are counted at the end of ' || fiscal_year
            else 'the day is yet to come when the budget is published' end as say_en
    from dated
    where
        year_text <> ''
        and regexp_matches(text, '车辆|设备|资产|房屋')
        and case kind when 'final' then year_text::integer <> fiscal_year else year_text::integer >= fiscal_year end
)
{{ wording_verdicts('TQ-09', '资产截止日', 'day of the assets') }}
