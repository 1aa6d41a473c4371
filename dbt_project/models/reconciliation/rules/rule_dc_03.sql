-- DC-03: tables are called in the contents what their titles say; unit, year, number and brackets' shape apart
-- Compared only where contents and body list the same number of tables, one by one.
with contents as (
    select
        *,
        sum(is_start::integer) over (partition by disclosure_id order by block_index) as entry
    from (
        select
            *,
            -- An entry that the line end broke goes on in a line without a number.
            regexp_matches(text, '^\s*(\d|[一二三四五六七八九十]+[、.．]|第|附|表|（|\()')
            or regexp_matches(
                coalesce(lag(text) over (partition by disclosure_id order by block_index), '表'), '(表|情况|说明|解释|目录|[)）\d])\s*$'
            ) as is_start
        from {{ ref('int_check_block') }}
        where block_kind = 'contents'
    )
),

entries as (
    select
        disclosure_id,
        min_by(evidence_id, block_index) as evidence_id,
        min(block_index) as block_index,
        string_agg(text, '' order by block_index) as text
    from contents
    group by disclosure_id, entry
),

listed as (
    select
        disclosure_id,
        evidence_id,
        text,
        {{ title_key('text') }} as title,
        row_number() over (partition by disclosure_id order by block_index) as n
    from entries
    where not regexp_matches(text, '^\s*第.{1,3}部分') and regexp_matches({{ title_key('text') }}, '表(\(.*\))?$')
),

-- Forms that come once a project are one table of the contents.
body as (
    select
        t.disclosure_id,
        {{ table_evidence('t') }} as evidence_id,
        t.title as text,
        {{ title_key('t.title') }} as title,
        row_number() over (partition by t.disclosure_id order by t.document_id, t.table_index) as n
    from (
        select *, lag(title) over (partition by disclosure_id, document_id order by table_index) as title_before
        from {{ ref('int_check_found') }}
        where is_preferred and table_type <> 'other' and title <> ''
    ) as t
    where t.title is distinct from t.title_before
),

comparable as (
    select disclosure_id
    from (select disclosure_id, count(*) as tables from listed group by disclosure_id)
    inner join (select disclosure_id, count(*) as tables from body group by disclosure_id) using (disclosure_id, tables)
),

pair as (
    select
        listed.disclosure_id,
        listed.n,
        listed.text as listed_text,
        body.text as body_text,
        [listed.evidence_id, body.evidence_id] as line_ids,
        s.unit_name,
        listed.title = body.title
        or ends_with(listed.title, body.title) and contains(replace({{ name_key('s.unit_name') }}, '本级', ''), replace(listed.title, body.title, ''))
        or ends_with(body.title, listed.title) and contains(replace({{ name_key('s.unit_name') }}, '本级', ''), replace(body.title, listed.title, ''))
            as is_same
    from listed
    inner join body using (disclosure_id, n)
    inner join comparable using (disclosure_id)
    inner join {{ ref('int_check_subject') }} as s using (disclosure_id)
),

judged as (
    select
        disclosure_id,
        '第 ' || n || ' 张表' as place,
        'table ' || n as place_en,
        line_ids,
        case when is_same then 'pass' else 'fail' end as verdict,
        case when is_same then '目录与正文一致' else '目录是“' || listed_text || '”，正文是“' || body_text || '”' end as note_zh,
        case when is_same then 'contents and title agree' else 'contents: ' || listed_text || '; title: ' || body_text end as note_en
    from pair
)
{{ verdict('DC-03', '目录表名', '正文表名', 'contents', 'title') }}
