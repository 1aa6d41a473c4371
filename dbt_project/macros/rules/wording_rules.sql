{#
Rules about the wording of the text: one table of patterns (seed `text_patterns`) serves them all.

A pattern speaks of paragraphs and headings; `unless` names texts it leaves alone; `before` = heading asks that a
heading follows, so that a paragraph cut by a page end is not taken for an unfinished one. Text read from pixels is
never judged: its stray characters are ours.
#}

{# What rules about wording read: blocks with what follows them, and whether their text is certain. #}
{% macro wording_blocks() %}
select
    block.*,
    lead(block.block_kind) over (partition by block.document_id order by block.block_index) as next_kind,
    document.method in ('ocr', 'mixed') as is_uncertain
from {{ ref('int_check_block') }} as block
inner join {{ ref('int_disclosure_document') }} as document using (document_id)
{% endmacro %}

{#
Turns CTE `found` (disclosure_id, heading, block_index, evidence_id, printed, say_zh, say_en) into results; needs CTE
`block`. Where nothing is found the rule passes; where the text is uncertain it says so.
#}
{% macro wording_verdicts(rule_id, title_zh, title_en) %}
, judged as (
    select
        disclosure_id,
        heading || '（第 ' || block_index || ' 段）' as place,
        'paragraph ' || block_index as place_en,
        [evidence_id] as line_ids,
        'fail' as verdict,
        say_zh || '：“' || printed || '”' as note_zh,
        say_en || ': “' || printed || '”' as note_en
    from found
    union all
    select
        disclosure_id,
        '' as place,
        '' as place_en,
        []::varchar[] as line_ids,
        case when bool_or(is_uncertain) then 'cannot_tell' else 'pass' end as verdict,
        case when bool_or(is_uncertain) then '文字由识别得来，不作判断' else '没有发现这类问题' end as note_zh,
        case when bool_or(is_uncertain) then 'the text was read from pixels; not judged' else 'nothing of the kind was found' end
            as note_en
    from block
    where disclosure_id not in (select disclosure_id from found)
    group by disclosure_id
)
{{ verdict(rule_id, '文字', title_zh, 'text', title_en) }}
{% endmacro %}

{# A rule of the seed: every paragraph in which one of its patterns stands. #}
{% macro pattern_rule(rule_id, title_zh, title_en) %}
with block as ({{ wording_blocks() }}),

found as (
    select
        block.disclosure_id,
        block.heading,
        block.block_index,
        block.evidence_id,
        -- The place with what stands before it, so that a reader finds it again.
        regexp_extract(block.text, '.{0,16}(?:' || pattern.pattern || ').{0,8}', 0) as printed,
        pattern.say_zh,
        pattern.say_en
    from block
    inner join {{ ref('text_patterns') }} as pattern
        on
            pattern.rule_id = '{{ rule_id }}'
            and block.block_kind in ('paragraph', 'heading')
            and regexp_matches(block.text, pattern.pattern)
            and (pattern.unless is null or not regexp_matches(block.text, pattern.unless))
            and (pattern.before is null or (block.next_kind = pattern.before and block.block_kind = 'paragraph'))
    where not block.is_uncertain
    qualify row_number() over (partition by block.evidence_id order by pattern.pattern) = 1
)
{{ wording_verdicts(rule_id, title_zh, title_en) }}
{% endmacro %}
