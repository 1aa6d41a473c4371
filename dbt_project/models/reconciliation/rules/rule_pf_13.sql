-- PF-13 (hint): a project's annual indicators cover quantity, quality or time, benefit, satisfaction; one is a number
with form as (
    select
        disclosure_id,
        document_id,
        table_index,
        max(project_name) as project_name,
        bool_or(level2 like '%数量%') as has_quantity,
        bool_or(regexp_matches(level2, '质量|时效')) as has_quality,
        bool_or(regexp_matches(level2, '效益|影响') or level1 = 'benefit') as has_benefit,
        bool_or(level2 like '%满意度%' or level1 = 'satisfaction') as has_satisfaction,
        bool_or(regexp_matches(target_text, '\d')) as has_number,
        list(indicator_key order by indicator_key) as line_ids
    from {{ ref('int_performance_indicator') }}
    where table_type = 'performance_target' and horizon = 'annual' and project_name <> ''
    group by disclosure_id, document_id, table_index
    -- A form without levels (指标名称 alone) does not say which kind an indicator is of.
    having count(*) >= 3 and bool_or(level2 <> '')
),

lacking as (
    select
        *,
        list_filter([
            case when not has_quantity then {'zh': '数量指标', 'en': 'indicators of quantity'} end,
            case when not has_quality then {'zh': '质量或时效指标', 'en': 'indicators of quality or time'} end,
            case when not has_benefit then {'zh': '效益指标', 'en': 'indicators of benefit'} end,
            case when not has_satisfaction then {'zh': '满意度指标', 'en': 'indicators of satisfaction'} end,
            case when not has_number then {'zh': '可量化的指标值', 'en': 'a target in numbers'} end
        ], lambda part: part is not null) as lacks
    from form
),

judged as (
    select
        disclosure_id,
        project_name as place,
        project_name as place_en,
        line_ids,
        case when len(lacks) = 0 then 'pass' else 'fail' end as verdict,
        case
            when len(lacks) = 0 then '各类指标齐全'
            else '缺少' || array_to_string(list_transform(lacks, lambda part: part.zh), '、')
        end as note_zh,
        case
            when len(lacks) = 0 then 'every kind of indicator is there'
            else 'lacking: ' || array_to_string(list_transform(lacks, lambda part: part.en), ', ')
        end as note_en
    from lacking
)
{{ verdict('PF-13', '年度绩效指标', '各类齐全', 'annual indicators', 'every kind') }}
