-- DC-06: no placeholders and no undeleted choices of the template are left in the text
with residue as (
    select
        *,
        regexp_extract(
            text,
            '增下降|减增长|增加?（减少?）|增加?\(减少?\)|增长（下降）|增长\(下降\)|增加/减少|增长/下降|增减（|'
            || '[XxＸ×]{2,}(年|万元|部门|单位|局|元|项|辆|%|个|人)|（?此处(填写|填列|说明)|待填|待补充|请填写|请根据|根据实际情况(填写|说明)|'
            || '#REF!|#N/A|#VALUE!|#DIV/0!|_{4,}',
            0
        ) as found
    from {{ ref('int_check_block') }}
    where block_kind in ('paragraph', 'heading')
),

judged as (
    select
        disclosure_id, heading || '：' || found as place, 'paragraph ' || block_index as place_en, [evidence_id] as line_ids,
        'fail' as verdict,
        '留有模板文字“' || found || '”：' || regexp_replace(substr(text, greatest(1, strpos(text, found) - 16), 48), '[。；，：]$', '') as note_zh,
        'template text is left: ' || found as note_en
    from residue
    where found <> ''
    union all
    select
        disclosure_id, '' as place, '' as place_en, []::varchar[] as line_ids, 'pass' as verdict,
        '没有发现模板残留' as note_zh, 'no template text was found' as note_en
    from residue
    group by disclosure_id
    having max(found) = ''
)
{{ verdict('DC-06', '文字', '模板残留', 'text', 'template residue') }}
