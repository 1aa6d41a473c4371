-- PF-11: an indicator that stands in a form and in the overall form has the same values in both
with indicator as (
    select
        *,
        {{ name_key('indicator_name') }} as name,
        {{ target_key('target_text') }} as target,
        nullif({{ target_key('prior_year_text') }}, '') as prior,
        nullif({{ target_key('two_years_ago_text') }}, '') as earlier
    from {{ ref('int_performance_indicator') }}
    where horizon = 'annual'
    -- Twice in one place it is not known which is meant.
    qualify count(*) over (partition by disclosure_id, table_type, name) = 1
),

pair as (
    select
        form.disclosure_id,
        form.indicator_name,
        [form.indicator_key, overall.indicator_key] as line_ids,
        list_filter([
            case when form.target <> overall.target then '指标值 ' || form.target_text || ' 与 ' || overall.target_text end,
            case when form.prior <> overall.prior then '上年 ' || form.prior_year_text || ' 与 ' || overall.prior_year_text end,
            case when form.earlier <> overall.earlier
                then '前年 ' || form.two_years_ago_text || ' 与 ' || overall.two_years_ago_text end
        ], lambda difference: difference is not null) as differences
    from indicator as form
    inner join indicator as overall
        on
            form.disclosure_id = overall.disclosure_id and form.name = overall.name
            and form.table_type = 'performance_target' and overall.table_type = 'overall_performance'
    where
        form.target <> '' and overall.target <> ''
        -- Long descriptions are worded anew in each place; numbers and grades are not.
        and (
            length(form.target) <= 6 and length(overall.target) <= 6
            or regexp_matches(form.target, '^[\d.]') and regexp_matches(overall.target, '^[\d.]')
        )
),

judged as (
    select
        disclosure_id,
        indicator_name as place,
        indicator_name as place_en,
        line_ids,
        case when differences = [] then 'pass' else 'fail' end as verdict,
        case when differences = [] then '两处一致' else '申报表与整体表不一致：' || array_to_string(differences, '；') end as note_zh,
        case when differences = [] then 'the same in both' else 'form and overall form differ: ' || array_to_string(differences, '; ') end
            as note_en
    from pair
)
{{ verdict('PF-11', '项目申报表', '整体绩效表', 'project form', 'overall form') }}
