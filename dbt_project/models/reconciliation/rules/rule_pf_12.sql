-- PF-12: a year for which the form says 无该项目 has no indicator values
with form as (
    select disclosure_id, project_name, project_key, table_index, document_id, fiscal_year,
        regexp_replace(change_explanation, '\s', '', 'g') as said
    from {{ ref('int_project') }}
    where found_table_type = 'performance_target' and change_explanation <> '' and fiscal_year is not null
),

absent as (
    select *, 1 as years_ago from form where regexp_matches(said, (fiscal_year - 1) || '年(?:度)?(?:无|没有)(?:该|此|本)项目')
    union all
    select *, 2 as years_ago from form where regexp_matches(said, (fiscal_year - 2) || '年(?:度)?(?:无|没有)(?:该|此|本)项目')
),

filled as (
    select
        absent.*,
        i.indicator_key,
        nullif(trim(case absent.years_ago when 1 then i.prior_year_text else i.two_years_ago_text end), '') as value
    from absent
    inner join {{ ref('int_performance_indicator') }} as i
        on absent.document_id = i.document_id and absent.table_index = i.table_index
    where i.horizon = 'annual'
),

judged as (
    select
        disclosure_id,
        project_name as place,
        project_name as place_en,
        list_concat(
            [project_key], coalesce(list(indicator_key order by indicator_key) filter (where is_filled), [])
        ) as line_ids,
        case when bool_or(is_filled) then 'fail' else 'pass' end as verdict,
        max(fiscal_year - years_ago) || ' 年无该项目，' || case
            when bool_or(is_filled) then '该年却填有 ' || count(*) filter (where is_filled) || ' 个指标值'
            else '该年没有填指标值'
        end as note_zh,
        'no such project in ' || max(fiscal_year - years_ago) || case
            when bool_or(is_filled) then ', yet ' || count(*) filter (where is_filled) || ' indicators have a value for that year'
            else ', and no indicator has a value for that year'
        end as note_en
    from (select *, coalesce(not regexp_matches(value, '^[/／无—-]+$'), false) as is_filled from filled)
    group by disclosure_id, project_name, project_key, years_ago
)
{{ verdict('PF-12', '指标值', '应为空', 'indicator values', 'blank') }}
