-- NT-18: classes named in the text (××（类）) carry their name of the year, not one that was given up before
with named as (
    select
        disclosure_id,
        fiscal_year,
        evidence_id,
        unnest(regexp_extract_all(
            replace(replace(regexp_replace(text, '\s', '', 'g'), '（', '('), '）', ')'),
            '([一-龥]{2,20}?(?:支出|事务|服务|安全))\(类\)', 1
        )) as name
    from {{ ref('int_check_block') }}
    where block_kind = 'paragraph' and fiscal_year is not null
),

judged_names as (
    select
        named.*,
        current.name as current_name,
        old.code
    from named
    left join {{ ref('function_classes') }} as old
        on ends_with(named.name, old.name) and coalesce(old.valid_to, 9999) < named.fiscal_year
    left join {{ ref('function_classes') }} as current
        on old.code = current.code and named.fiscal_year between current.valid_from and coalesce(current.valid_to, 9999)
),

judged as (
    select
        disclosure_id, name as place, name as place_en, list(distinct evidence_id order by evidence_id) as line_ids,
        'fail' as verdict,
        '“' || name || '”是旧名称，' || any_value(fiscal_year) || ' 年 ' || any_value(code) || ' 为“' || any_value(current_name) || '”' as note_zh,
        'an old name; in that year the class is called ' || any_value(current_name) as note_en
    from judged_names
    where code is not null and current_name is not null and not ends_with(name, current_name)
    group by disclosure_id, name
    union all
    select
        disclosure_id, '' as place, '' as place_en, []::varchar[] as line_ids, 'pass' as verdict,
        count(*) || ' 处类级科目都用当年名称' as note_zh, 'all ' || count(*) || ' classes carry their name of the year' as note_en
    from judged_names
    group by disclosure_id
    having count(code) filter (where current_name is not null and not ends_with(name, current_name)) = 0
)
{{ verdict('NT-18', '说明中的名称', '当年名称', 'name in the text', 'name of that year') }}
