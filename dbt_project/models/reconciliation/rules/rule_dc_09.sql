-- DC-09: a function class (3 digits) is printed under its name of that year; 支出 and spelling of brackets do not count
with printed as (
    select
        disclosure_id,
        code,
        min(row_label) as row_label,
        regexp_replace(regexp_replace({{ name_key('row_label') }}, '^[^一-龥]*', ''), '支出$', '') as name,
        list(line_id order by line_id) as line_ids
    from {{ ref('int_check_line') }}
    where
        table_type in ('expenditure_detail', 'general_budget_expenditure')
        and code_scheme = 'function' and regexp_matches(code, '^2\d\d$') and measure = 'total' and row_label <> ''
    group by disclosure_id, code, name
),

official as (
    select s.disclosure_id, c.code, list({{ name_key('c.name') }}) as names
    from {{ ref('int_check_subject') }} as s
    inner join {{ ref('function_classes') }} as c
        on s.fiscal_year between coalesce(c.valid_from, 0) and coalesce(c.valid_to, 9999)
    group by s.disclosure_id, c.code
),

judged as (
    select
        p.disclosure_id,
        p.code || ' ' || p.row_label as place,
        p.code || ' ' || p.row_label as place_en,
        p.line_ids,
        case when is_known then 'pass' else 'fail' end as verdict,
        case when is_known then '名称与当年科目一致' else '当年 ' || p.code || ' 的名称是“' || array_to_string(o.names, '”或“') || '”' end as note_zh,
        case when is_known then 'the name of that year' else 'in that year ' || p.code || ' is called ' || array_to_string(o.names, ' or ') end
            as note_en
    from (
        select p.*, list_contains(list_transform(o.names, lambda n: regexp_replace(n, '支出$', '')), p.name) as is_known
        from printed as p
        inner join official as o using (disclosure_id, code)
    ) as p
    inner join official as o using (disclosure_id, code)
)
{{ verdict('DC-09', '科目名称', '当年名称', 'printed name', 'name of that year') }}
