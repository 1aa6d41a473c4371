{{ config(materialized='table') }}
-- Which rule is owed to which disclosure, and what stands in its way. Grain: disclosure × rule.
-- `is_owed` is fixed by the catalogue alone (kind, year, level, and whether the law demands the tables): what was
-- published or could be read never changes it, so that nothing lost can raise a score.
-- `obstacle` is null when the rule may speak; else `verdict` and the reason say why it may not: the kind, year or
-- level of the disclosure, tables that are absent, empty, unreadable or printed several times, a failed guard.
with statutory as (
    select kind, table_type, min(from_year) as from_year, max(coalesce(to_year, 9999)) as to_year
    from {{ ref('expected_tables') }}
    where obligation = 'statutory'
    group by kind, table_type
),

demand as (
    select
        r.rule_id,
        s.kind,
        count(*) = count(s.table_type) as is_statutory,
        max(s.from_year) as from_year,
        min(s.to_year) as to_year
    from (
        select rule_id, unnest(string_split(required_tables, ' ')) as table_type from {{ ref('rules') }}
    ) as r
    left join statutory as s on r.table_type = s.table_type
    group by r.rule_id, s.kind
),

owed as (
    select
        s.disclosure_id,
        r.*,
        (s.kind = 'unknown' or contains(' ' || r.applies_to_kind || ' ', ' ' || s.kind || ' '))
        and (s.fiscal_year is null or s.fiscal_year between coalesce(r.valid_from, 0) and coalesce(r.valid_to, 9999))
        and (r.report_level is null or s.report_level in (r.report_level, 'unknown')) as is_of_kind,
        is_of_kind
        and r.region is null
        and r.severity <> 'quarantine'
        and (
            (r.scope = 'document' and r.required_tables is null)
            or coalesce(
                d.is_statutory and (s.fiscal_year is null or s.fiscal_year between d.from_year and d.to_year), false
            )
        ) as is_owed
    from {{ ref('int_check_subject') }} as s
    cross join {{ ref('rules') }} as r
    left join demand as d on r.rule_id = d.rule_id and s.kind = d.kind
),

involved as (
    select owed.disclosure_id, owed.rule_id, owed.scope, true as is_required, unnest(string_split(owed.required_tables, ' ')) as table_type
    from owed
    union all
    select owed.disclosure_id, owed.rule_id, owed.scope, false as is_required, unnest(string_split(owed.optional_tables, ' ')) as table_type
    from owed
),

state as (
    select
        i.disclosure_id,
        i.rule_id,
        count(*) filter (where i.is_required) = 0
        and count(*) filter (where t.state not in ('absent', 'empty')) = 0 as has_no_table,
        string_agg(t.table_zh, '、' order by t.table_type) filter (where t.state = 'unreadable') as unreadable_zh,
        string_agg(t.table_type, ', ' order by t.table_type) filter (where t.state = 'unreadable') as unreadable_en,
        -- Project forms come one per project; anything else printed twice leaves open which one is meant.
        string_agg(t.table_zh, '、' order by t.table_type)
            filter (where t.state = 'several' and i.scope in ('cross', 'narrative') and t.table_type <> 'performance_target') as several_zh,
        string_agg(t.table_type, ', ' order by t.table_type)
            filter (where t.state = 'several' and i.scope in ('cross', 'narrative') and t.table_type <> 'performance_target') as several_en,
        string_agg(t.table_zh, '、' order by t.table_type) filter (where t.state = 'lost' and i.is_required) as lost_zh,
        string_agg(t.table_type, ', ' order by t.table_type) filter (where t.state = 'lost' and i.is_required) as lost_en,
        min(t.lost_code) as lost_code,
        string_agg(t.table_zh, '、' order by t.table_type) filter (where t.state = 'absent' and i.is_required) as absent_zh,
        string_agg(t.table_type, ', ' order by t.table_type) filter (where t.state = 'absent' and i.is_required) as absent_en,
        string_agg(t.table_zh, '、' order by t.table_type) filter (where t.state = 'empty' and i.is_required) as empty_zh,
        string_agg(t.table_type, ', ' order by t.table_type) filter (where t.state = 'empty' and i.is_required) as empty_en,
        bool_or(t.is_doubtful or (t.state in ('lost', 'unreadable') and not i.is_required)) as is_doubtful
    from involved as i
    inner join {{ ref('int_check_table') }} as t on i.disclosure_id = t.disclosure_id and i.table_type = t.table_type
    group by i.disclosure_id, i.rule_id
),

failed_guard as (
    select g.disclosure_id, g.rule_id as guard_id, min(g.note_zh) as note_zh, min(g.note_en) as note_en
    from {{ ref('int_rule_result') }} as g
    inner join {{ ref('rules') }} as r using (rule_id)
    where r.severity = 'quarantine' and g.verdict = 'fail'
    group by g.disclosure_id, g.rule_id
),

guarded as (
    select
        o.disclosure_id,
        o.rule_id,
        string_agg(f.guard_id || ' ' || f.note_zh, '；' order by f.guard_id) as guard_zh,
        string_agg(f.guard_id || ' ' || f.note_en, '; ' order by f.guard_id) as guard_en
    from owed as o
    inner join failed_guard as f
        on o.disclosure_id = f.disclosure_id and contains(' ' || o.guards || ' ', ' ' || f.guard_id || ' ')
    group by o.disclosure_id, o.rule_id
)

select
    o.disclosure_id,
    o.rule_id,
    o.scope,
    o.title_zh,
    o.title_en,
    o.tolerance_kind,
    o.severity,
    o.is_owed,
    coalesce(s.is_doubtful, false) as is_doubtful,
    case
        when not o.is_of_kind then 'scope'
        when g.guard_zh is not null then 'guard'
        when s.unreadable_zh is not null then 'unreadable'
        when s.lost_zh is not null then 'lost'
        when s.several_zh is not null then 'several'
        when s.absent_zh is not null then 'absent'
        when s.empty_zh is not null then 'empty'
        when s.has_no_table then 'no_table'
    end as obstacle,
    case
        when not o.is_of_kind then 'not_applicable'
        when coalesce(g.guard_zh, s.unreadable_zh, s.lost_zh, s.several_zh) is not null then 'cannot_tell'
        else 'not_applicable'
    end as verdict,
    case
        when not o.is_of_kind then '本规则不适用于这一类别、年度或层级的公开文件'
        when g.guard_zh is not null then '提取存疑，暂不判断：' || g.guard_zh
        when s.unreadable_zh is not null then '没能读出数字的表：' || s.unreadable_zh || '，暂不判断'
        when s.lost_zh is not null then '没有找到' || s.lost_zh || '，而文件中有没能识别的内容（' || s.lost_code || '），暂不判断'
        when s.several_zh is not null then '同类表不止一张：' || s.several_zh || '，无法确定以哪张为准，暂不判断'
        when s.absent_zh is not null then '公开的表中没有' || s.absent_zh
        when s.empty_zh is not null then s.empty_zh || '是空表'
        when o.scope = 'disclosure' then '没有可以对照的另一份公开（上一年、预算或所属单位）'
        when s.has_no_table then '公开的表中没有本规则涉及的表，或都是空表'
        when o.region is not null then '本规则只用于' || o.region || '版式，表中没有这些栏目'
        when o.scope in ('narrative', 'document') then '文件中没有本规则所比较的内容'
        else '表中没有印出本规则所比较的数字'
    end as reason_zh,
    case
        when not o.is_of_kind then 'the rule does not apply to a disclosure of this kind, year or level'
        when g.guard_en is not null then 'extraction in doubt, not judged: ' || g.guard_en
        when s.unreadable_en is not null then 'no figure could be read from: ' || s.unreadable_en || '; not judged'
        when s.lost_en is not null then 'not found: ' || s.lost_en || ', and part of the file could not be identified (' || s.lost_code || '); not judged'
        when s.several_en is not null then 'more than one table of type ' || s.several_en || '; not judged'
        when s.absent_en is not null then 'not among the published tables: ' || s.absent_en
        when s.empty_en is not null then 'empty table: ' || s.empty_en
        when o.scope = 'disclosure' then 'no other disclosure to compare with (last year, the budget, the units)'
        when s.has_no_table then 'none of the tables of this rule is published with figures'
        when o.region is not null then 'only for the layout of ' || o.region || '; the table has no such columns'
        when o.scope in ('narrative', 'document') then 'the document does not state what the rule compares'
        else 'the figures that the rule compares are not printed'
    end as reason_en
from owed as o
left join state as s on o.disclosure_id = s.disclosure_id and o.rule_id = s.rule_id
left join guarded as g on o.disclosure_id = g.disclosure_id and o.rule_id = g.rule_id
