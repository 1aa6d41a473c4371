-- NT-13: a comparison with another year names the year before; final accounts may also name their own budget
-- (与2024年度预算相比), in so many words.
with claim as (
    select
        *,
        base_year <> fiscal_year - 1
        and not (
            kind = 'final'
            and base_year = fiscal_year
            and (sentence = '' or regexp_matches(sentence, fiscal_year || '年度?[^，。；0-9]{0,8}预算'))
        ) as is_wrong
    from {{ ref('int_check_claim') }}
    where base_year is not null and is_own_year and fiscal_year is not null and block_index is not null
        and amount_yuan is not null
        and direction <> ''
),

judged as (
    select
        disclosure_id, place, place_en, [claim_id] as line_ids, 'fail' as verdict,
        '与 ' || base_year || ' 年比较，应为 ' || (fiscal_year - 1) || ' 年' as note_zh,
        'compared with ' || base_year || ', should be ' || (fiscal_year - 1) as note_en,
        'year' as value_unit, base_year::double as left_value, (fiscal_year - 1)::double as right_value
    from claim
    where is_wrong
    union all
    select
        disclosure_id, '' as place, '' as place_en, []::varchar[] as line_ids, 'pass' as verdict,
        count(*) || ' 处比较年度都正确' as note_zh, 'all ' || count(*) || ' comparisons name the right year' as note_en,
        null as value_unit, null as left_value, null as right_value
    from claim
    group by disclosure_id
    having not bool_or(is_wrong)
)
{{ verdict(
    'NT-13', '比较年度', '公开年度 − 1', 'year compared with', 'fiscal year − 1',
    columns=['value_unit', 'left_value', 'right_value']
) }}
