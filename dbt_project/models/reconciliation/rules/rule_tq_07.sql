-- TQ-07: headings do not mix 部门 and 单位
-- One disclosure is of a department or of a unit; a heading that says the other was left from another template. Judged
-- only where the headings agree but for a few.
with block as ({{ wording_blocks() }}),

said as (
    select
        *,
        regexp_extract(text, '(部门|单位)(?:预算|决算)(?:表|公开表|情况说明|编制说明)$', 1) as level_word
    from block
    where block_kind = 'heading' and not is_uncertain and length(text) <= 60
),

counted as (
    select
        *,
        count(*) over (partition by disclosure_id, level_word) as same_count,
        count(*) over (partition by disclosure_id) as all_count
    from said
    where level_word <> ''
),

found as (
    select
        disclosure_id,
        heading,
        block_index,
        evidence_id,
        text as printed,
        '标题写“' || level_word || '”，而其余标题写的是“' || case level_word when '部门' then '单位' else '部门' end || '”' as say_zh,
        'the heading says ' || level_word || ', the other headings do not' as say_en
    from counted
    where all_count >= 3 and same_count * 3 <= all_count
)
{{ wording_verdicts('TQ-07', '部门与单位', 'department and unit') }}
