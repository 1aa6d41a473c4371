-- DC-07: where a table has a publisher line, it names somebody
with line as (
    select
        t.disclosure_id,
        t.table_index,
        t.title,
        {{ table_evidence('t') }} as evidence_id,
        regexp_matches(regexp_replace(e.publisher_line, '\s', '', 'g'), '^[^：:]*[：:]$') as is_blank
    from {{ ref('int_check_found') }} as t
    inner join {{ ref('stg_extract__extracted_tables') }} as e using (document_id, table_index)
    where t.is_preferred and e.publisher_line <> ''
),

judged as (
    select
        disclosure_id,
        '' as place,
        '' as place_en,
        coalesce(list(evidence_id order by table_index) filter (where is_blank), []) as line_ids,
        case when bool_or(is_blank) then 'fail' else 'pass' end as verdict,
        case when bool_or(is_blank) then count(*) filter (where is_blank) || ' 张表的“部门/单位：”没有填：'
                || string_agg(title, '、' order by table_index) filter (where is_blank)
            else '表头的单位名称都已填写' end as note_zh,
        case when bool_or(is_blank) then 'the publisher is blank in ' || count(*) filter (where is_blank) || ' tables'
            else 'every publisher line is filled in' end as note_en
    from line
    group by disclosure_id
)
{{ verdict('DC-07', '表头单位', '应填写', 'publisher line', 'to be filled in') }}
