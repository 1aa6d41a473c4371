-- YX-05 (guard): a code that two years of a unit print carries one name, else its series must not be joined by code
with named as (
    select distinct
        disclosure_id,
        code_scheme,
        code,
        first_value(line_id) over (partition by disclosure_id, code_scheme, code order by line_id) as line_id,
        regexp_replace(regexp_replace({{ name_key('row_label') }}, '^[^一-龥]*', ''), '支出$', '') as name
    from {{ ref('int_check_line') }}
    where code_scheme in ('function', 'dept_economic') and row_label <> '' and length(code) >= 5
        and table_type in ('expenditure_detail', 'general_budget_expenditure', 'general_budget_basic_expenditure')
    qualify count(distinct name) over (partition by disclosure_id, code_scheme, code) = 1
),

pair as (
    select p.disclosure_id, own.code, own.name, other.name as other_name, own.line_id, other.line_id as other_line_id
    from {{ ref('int_check_pair') }} as p
    inner join named as own on p.disclosure_id = own.disclosure_id
    inner join named as other
        on p.other_id = other.disclosure_id and own.code = other.code and own.code_scheme = other.code_scheme
    where p.relation = 'last_year'
),

judged as (
    select
        disclosure_id, code || ' ' || name as place, code || ' ' || name as place_en, [line_id, other_line_id] as line_ids,
        'fail' as verdict,
        '上年同一编码是“' || other_name || '”，两年不可直接相连' as note_zh,
        'last year the code was ' || other_name || '; the years must not be joined by code' as note_en
    from pair
    where name <> other_name
    union all
    select
        disclosure_id, '' as place, '' as place_en, []::varchar[] as line_ids, 'pass' as verdict,
        count(*) || ' 个编码两年同名' as note_zh, count(*) || ' codes have one name in both years' as note_en
    from pair
    group by disclosure_id
    having bool_and(name = other_name)
)
{{ verdict('YX-05', '本年名称', '上年名称', 'name this year', 'name last year') }}
