-- BX-14: agency operating cost = operating money of basic expenditure for administrative and civil-service-managed
-- units; a public institution has none. Where the nature of the unit is unknown either is accepted.
with stated as (
    select
        disclosure_id,
        amount_yuan,
        row_number() over (partition by disclosure_id order by block_index, claim_id) as n
    from {{ ref('int_claim') }}
    where
        scope = 'operating_cost'
        and amount_yuan is not null
        and (claim_year is null or claim_year = fiscal_year)
    qualify n = 1
),

registered as (
    select unit_id, max(unit_type) as unit_type
    from {{ ref('stg_collect__source_units') }}
    group by unit_id
),

-- Posts tell the nature of a unit that no register describes.
posts as (
    select
        disclosure_id,
        case
            when sum("count") filter (where category in ('administrative', 'civil_service_managed')) > 0
                then 'administrative'
            when sum("count") filter (where category = 'institution') > 0 then 'institution'
        end as unit_type
    from {{ ref('int_headcount') }}
    where status = 'authorised'
    group by disclosure_id
),

basic as (
    select disclosure_id, amount_yuan, step_yuan, money_unit, line_id
    from {{ ref('int_check_line') }}
    where
        table_type = 'general_budget_basic_expenditure'
        and is_summary_row and measure = 'operating_expenditure'
    qualify count(*) over (partition by disclosure_id) = 1
),

compared as (
    select
        stated.disclosure_id,
        stated.amount_yuan,
        basic.amount_yuan as operating_yuan,
        coalesce(basic.step_yuan, 100) as step_yuan,
        coalesce(basic.money_unit, 'wan_yuan') as money_unit,
        case when basic.line_id is null then [] else [basic.line_id] end as line_ids,
        coalesce(nullif(registered.unit_type, 'unknown'), posts.unit_type, 'unknown') as unit_type
    from stated
    inner join {{ ref('int_check_subject') }} as s using (disclosure_id)
    left join registered on s.unit_id = registered.unit_id
    left join posts on stated.disclosure_id = posts.disclosure_id
    left join basic on stated.disclosure_id = basic.disclosure_id
),

judged as (
    select
        *,
        case
            when unit_type = 'institution' then 0
            when unit_type = 'unknown' and amount_yuan = 0 then 0
            else operating_yuan
        end as expected_yuan
    from compared
)

select
    'BX-14' as rule_id,
    disclosure_id,
    '机关运行经费' as place,
    'agency operating cost' as place_en,
    '说明所述机关运行经费' as left_label,
    'agency operating cost as stated' as left_label_en,
    amount_yuan::decimal(20, 2) as left_yuan,
    case
        when unit_type = 'institution' then '事业单位没有机关运行经费' else '基本支出表公用经费'
    end as right_label,
    case
        when unit_type = 'institution' then 'a public institution has none' else 'operating money of basic expenditure'
    end as right_label_en,
    expected_yuan::decimal(20, 2) as right_yuan,
    1 as addends,
    step_yuan::decimal(20, 2) as step_yuan,
    money_unit,
    line_ids,
    false as has_repair,
    case
        when expected_yuan is null then 'not_applicable'
        when unit_type = 'unknown' and abs(amount_yuan - expected_yuan) > step_yuan then 'not_applicable'
    end as verdict,
    case
        when expected_yuan is null then '没有基本支出表的公用经费可比'
        when unit_type = 'unknown' and abs(amount_yuan - expected_yuan) > step_yuan
            then '不知道单位性质（行政、参公或事业），不作比较'
    end as note_zh,
    case
        when expected_yuan is null then 'no operating money of basic expenditure to compare with'
        when unit_type = 'unknown' and abs(amount_yuan - expected_yuan) > step_yuan
            then 'the nature of the unit is not known (administrative or institution); not compared'
    end as note_en
from judged
