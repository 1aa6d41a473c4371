-- PR-06: codes of purchases: structure, one name a code, function codes known to the expenditure table
with purchase as (
    select *, count(distinct {{ name_key('catalogue_name') }}) over (partition by disclosure_id, catalogue_code) as names
    from {{ ref('int_procurement') }}
),

known as (
    select distinct disclosure_id, code
    from {{ ref('int_check_line') }}
    where table_type = 'expenditure_detail' and code_scheme = 'function'
),

faulty as (
    select
        p.*,
        case
            when catalogue_code is not null and not regexp_matches(catalogue_code, '^[ABC]\d{2,8}$') then 'structure'
            when catalogue_code is not null and names > 1 then 'names'
            when economic_code is not null and not regexp_matches(economic_code, '^(30[1-9]|31[0-3]|399|50\d|51\d|599)(\d\d)?$')
                then 'economic'
            when
                regexp_matches(function_code, '^\d{7}$') and k.code is null
                and p.disclosure_id in (select disclosure_id from known where length(code) = 7)
                then 'function'
        end as fault
    from purchase as p
    left join known as k on p.disclosure_id = k.disclosure_id and p.function_code = k.code
),

judged as (
    select
        disclosure_id,
        coalesce(catalogue_code, catalogue_name, '') as place,
        coalesce(catalogue_code, '') as place_en,
        [procurement_key] as line_ids,
        'fail' as verdict,
        case fault
            when 'structure' then '采购品目编码 ' || catalogue_code || ' 不是 A、B、C 加数字'
            when 'names' then '同一品目编码 ' || catalogue_code || ' 用了不同名称'
            when 'economic' then '经济分类 ' || economic_code || ' 不在部门或政府预算经济分类的类别内'
            else '功能科目 ' || function_code || ' 不在支出总表中'
        end as note_zh,
        case fault
            when 'structure' then 'catalogue code ' || catalogue_code || ' is not A, B or C and digits'
            when 'names' then 'one catalogue code ' || catalogue_code || ' carries several names'
            when 'economic' then 'economic code ' || economic_code || ' is of no class'
            else 'function code ' || function_code || ' is not in the expenditure table'
        end as note_en
    from faulty
    where fault is not null
    union all
    select
        disclosure_id, '' as place, '' as place_en, list(procurement_key order by procurement_key) as line_ids,
        'pass' as verdict,
        count(*) || ' 项采购的编码都符合要求' as note_zh,
        'codes of all ' || count(*) || ' purchases are in order' as note_en
    from faulty
    where catalogue_code is not null or function_code is not null or economic_code is not null
    group by disclosure_id
    having count(fault) = 0
)
{{ verdict('PR-06', '采购编码', '编码规则', 'codes of purchases', 'structure of codes') }}
