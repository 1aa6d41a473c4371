-- PF-15 (hint): at least two indicators under a goal of the overall form share a word (two characters) with it
-- Only where a form has several goals can an indicator stand under the wrong one; a goal that a page break repeats
-- (one text that begins with the other) is one.
with printed as (
    select
        *,
        list_filter(
            list(goal) over (partition by disclosure_id, table_index, horizon), lambda other: starts_with(goal, other)
        ) as same_goals
    from {{ ref('int_performance_indicator') }}
    where table_type = 'overall_performance' and length(goal) between 4 and 400
),

indicator as (
    select
        disclosure_id,
        horizon,
        goal,
        indicator_key,
        len(list_filter(
            list_transform(generate_series(1, length(words) - 1), lambda i: substr(words, i, 2)),
            lambda pair: regexp_matches(pair, '^[一-龥]{2}$') and contains(indicator_name || '，' || target_text, pair)
        )) > 0 as is_related
    from (
        select * replace (list_sort(same_goals)[1] as goal), replace(list_sort(same_goals)[1], '党的建设', '党建') as words
        from printed
        where length(list_sort(same_goals)[1]) <= 200
    )
),

judged as (
    select
        disclosure_id,
        goal as place,
        goal as place_en,
        list(indicator_key order by indicator_key) as line_ids,
        case when count(*) filter (where is_related) >= 2 then 'pass' else 'fail' end as verdict,
        count(*) || ' 个指标中有 ' || count(*) filter (where is_related) || ' 个与目标有共同的词'
        || case when count(*) filter (where is_related) >= 2 then '' else '，指标可能列错了目标' end as note_zh,
        count(*) filter (where is_related) || ' of ' || count(*) || ' indicators share a word with the goal' as note_en
    from indicator
    group by disclosure_id, horizon, goal
    having count(*) >= 4
    qualify count(*) over (partition by disclosure_id, horizon) >= 2
)
{{ verdict('PF-15', '目标', '三级指标', 'goal', 'indicators') }}
