-- PV-01: personal data in what was published: mobile numbers in the text, and names or telephones that forms ask for
with found as (
    select disclosure_id, evidence_id, 'mobile' as what
    from {{ ref('int_check_block') }}
    where regexp_matches(text, '(^|\D)1[3-9]\d{9}(\D|$)')
    union all
    select t.disclosure_id, {{ table_evidence('t') }} as evidence_id, 'form' as what
    from {{ ref('stg_extract__outcomes') }} as o
    inner join {{ ref('int_check_found') }} as t using (document_id, table_index)
    where o.code = 'PRIVATE_DATA' and t.is_preferred
),

judged as (
    select
        s.disclosure_id,
        '' as place,
        '' as place_en,
        coalesce(list(distinct f.evidence_id order by f.evidence_id) filter (where f.evidence_id is not null), []) as line_ids,
        case when count(f.what) > 0 then 'fail' else 'pass' end as verdict,
        case when count(f.what) = 0 then '没有发现个人信息'
            else '公开了个人信息：文字中的手机号 ' || count(*) filter (where f.what = 'mobile')
                || ' 处，表格中的姓名或电话 ' || count(*) filter (where f.what = 'form') || ' 处（此处不显示）' end as note_zh,
        case when count(f.what) = 0 then 'no personal data was found'
            else 'personal data is public: ' || count(*) filter (where f.what = 'mobile') || ' mobile numbers in the text, '
                || count(*) filter (where f.what = 'form') || ' names or telephones in forms (not shown here)' end as note_en
    from {{ ref('int_check_subject') }} as s
    left join found as f using (disclosure_id)
    where s.disclosure_id in (select disclosure_id from {{ ref('int_check_block') }})
        or s.disclosure_id in (select disclosure_id from {{ ref('int_check_found') }})
    group by s.disclosure_id
)
{{ verdict('PV-01', '公开的内容', '个人信息', 'publication', 'personal data') }}
