-- B06-04: an economic class of the matrix = that class of basic expenditure + the projects' cost items of that class
-- Cost items whose class is blank are allotted to the classes that lack money, if they fill the gaps exactly.
with matrix as (
    select disclosure_id, measure, measure_zh, measure_en, right(measure, 3) as class, amount_yuan, step_yuan,
        line_id, money_unit
    from {{ ref('int_check_line') }}
    where
        table_type = 'general_budget_expenditure_by_economic'
        and is_grand_total
        and measure in ('economic_301', 'economic_302', 'economic_303', 'economic_310')
),

basic as (
    select disclosure_id, code as class, sum(amount_yuan) as amount_yuan, max(step_yuan) as step_yuan,
        list(line_id) as line_ids
    from {{ ref('int_check_line') }}
    where
        table_type = 'general_budget_basic_expenditure'
        and measure = 'total'
        and code in ('301', '302', '303', '310')
    group by disclosure_id, code
),

item as (
    select
        p.disclosure_id,
        p.amount_yuan,
        p.line_id,
        case
            when regexp_matches(coalesce(p.economic_text, ''), '工资福利|^301') then '301'
            when regexp_matches(p.economic_text, '对个人和?家庭|^303') then '303'
            when regexp_matches(p.economic_text, '资本性|^310') then '310'
            when regexp_matches(p.economic_text, '商品和?服务|^302|租赁费|办公费|印刷费|咨询费|邮电费|差旅费|培训费|劳务费|委托业务费|维修')
                then '302'
            else ''
        end as class
    from {{ ref('int_project_item') }} as p
    where p.item_kind = 'cost' and p.amount_yuan is not null
),

project as (
    select disclosure_id, class, sum(amount_yuan) as amount_yuan, count(*) as items,
        list(line_id) filter (where line_id is not null) as line_ids
    from item
    group by disclosure_id, class
),

compared as (
    select
        m.*,
        coalesce(b.amount_yuan, 0) + coalesce(p.amount_yuan, 0) as right_yuan,
        1 + coalesce(p.items, 0) as addends,
        greatest(m.step_yuan, coalesce(b.step_yuan, 0)) as u,
        list_concat([m.line_id], list_concat(coalesce(b.line_ids, []), coalesce(p.line_ids, []))) as line_ids,
        coalesce(blank.amount_yuan, 0) as blank_yuan
    from matrix as m
    left join basic as b using (disclosure_id, class)
    left join project as p using (disclosure_id, class)
    left join project as blank on m.disclosure_id = blank.disclosure_id and blank.class = ''
    where exists (select 1 from item where item.disclosure_id = m.disclosure_id)
),

filled as (
    select
        *,
        amount_yuan - right_yuan as gap_yuan,
        sum(case when abs(amount_yuan - right_yuan) > 0.5 * u * (addends + 1) then amount_yuan - right_yuan else 0 end)
            over (partition by disclosure_id) as gaps_yuan,
        sum(addends) over (partition by disclosure_id) as all_addends
    from compared
),

explained as (
    select
        *,
        blank_yuan > 0
        and gap_yuan > 0.5 * u * (addends + 1)
        and abs(gaps_yuan - blank_yuan) <= 0.5 * u * (all_addends + 1) as is_explained
    from filled
)

select
    'B06-04' as rule_id,
    disclosure_id,
    measure_zh as place,
    measure_en as place_en,
    '功能科目×经济分类表' as left_label,
    'table by economic class' as left_label_en,
    amount_yuan::decimal(20, 2) as left_yuan,
    '基本支出表同类 + 项目明细测算同类' as right_label,
    'same class of basic expenditure + cost items of projects' as right_label_en,
    right_yuan::decimal(20, 2) as right_yuan,
    addends::integer as addends,
    u::decimal(20, 2) as step_yuan,
    money_unit,
    line_ids,
    false as has_repair,
    case when is_explained then 'pass' end as verdict,
    case when is_explained then '差额恰为未填经济分类的项目明细金额' end as note_zh,
    case when is_explained then 'the difference is exactly the cost items whose economic class is blank' end as note_en
from explained
