-- MX-03 (extraction guard): no CJK radicals or compatibility forms are left in the labels that rules match by name
with judged as (
    select
        disclosure_id,
        '' as place,
        '' as place_en,
        coalesce(list(line_id order by line_id) filter (where is_raw), []) as line_ids,
        case when bool_or(is_raw) then 'fail' else 'pass' end as verdict,
        case when bool_or(is_raw) then count(*) filter (where is_raw) || ' 个行名称里有部首或兼容字形：' || min(row_label) filter (where is_raw)
            else '行名称都是常用字形' end as note_zh,
        case when bool_or(is_raw) then count(*) filter (where is_raw) || ' labels hold radicals or compatibility forms'
            else 'labels hold no radicals' end as note_en
    from (
        select *, regexp_matches(row_label, '[\x{2E80}-\x{2FDF}\x{F900}-\x{FAFF}\x{FFFD}]') as is_raw
        from {{ ref('int_check_line') }}
    )
    group by disclosure_id
)
{{ verdict('MX-03', '行名称', '常用字形', 'labels', 'common forms') }}
