-- DC-10: a public institution does not spend under 501–504, the government-budget classes of agencies
with nature as (
    select
        disclosure_id,
        sum("count") filter (where category in ('administrative', 'civil_service_managed')) as agency_posts,
        sum("count") filter (where category = 'institution') as institution_posts
    from {{ ref('int_headcount') }}
    where status = 'authorised'
    group by disclosure_id
),

item as (
    select i.*, regexp_matches(i.economic_text, '^\s*50[1-4]') as is_agency_class
    from {{ ref('int_project_item') }} as i
    inner join nature using (disclosure_id)
    where
        coalesce(nature.agency_posts, 0) = 0 and nature.institution_posts > 0
        and i.item_kind = 'cost' and regexp_matches(i.economic_text, '^\s*\d{3}')
),

judged as (
    select
        disclosure_id,
        project_name as place,
        project_name as place_en,
        list(coalesce(line_id, item_key) order by item_key) as line_ids,
        case when bool_or(is_agency_class) then 'fail' else 'pass' end as verdict,
        case when bool_or(is_agency_class) then '事业单位的明细用了机关的政府预算经济分类：'
                || min(economic_text) filter (where is_agency_class) || '（' || count(*) filter (where is_agency_class) || ' 行）'
            else '经济分类与单位性质相符' end as note_zh,
        case when bool_or(is_agency_class) then 'a public institution uses a class of agencies: ' || min(economic_text) filter (where is_agency_class)
            else 'the classes fit the kind of unit' end as note_en
    from item
    group by disclosure_id, project_name
)
{{ verdict('DC-10', '支出经济分类', '单位性质', 'economic class', 'kind of unit') }}
