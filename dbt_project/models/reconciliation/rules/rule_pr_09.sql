-- PR-09 (hint): a project whose form buys hardware has goods (A) among its purchases
with hardware as (
    select
        disclosure_id,
        {{ project_key('project_name') }} as project,
        max(project_name) as project_name,
        list(line_id order by line_id) as line_ids,
        string_agg(item_name, '、' order by line_id) as items
    from {{ ref('int_project_item') }}
    where
        item_kind = 'procurement'
        and regexp_matches(item_name, '硬件|设备|电脑|计算机|打印机|复印机|摄像机|显示屏|家具')
        and not regexp_matches(item_name, '租赁|维护|维保|维修|服务')
    group by all
),

bought as (
    select
        disclosure_id,
        {{ project_key('project_name') }} as project,
        bool_or(category = 'goods') as has_goods,
        list(procurement_key order by procurement_key) as line_ids
    from {{ ref('int_procurement') }}
    group by all
),

judged as (
    select
        hardware.disclosure_id,
        project_name as place,
        project_name as place_en,
        list_concat(hardware.line_ids, bought.line_ids) as line_ids,
        case when has_goods then 'pass' else 'fail' end as verdict,
        items || case when has_goods then '列有货物类品目' else '属货物，而政府采购表该项目没有货物（A）类品目' end as note_zh,
        items || case when has_goods then ': goods are listed' else ' is goods, but the procurement table lists none for the project' end
            as note_en
    from hardware
    inner join bought using (disclosure_id, project)
)
{{ verdict('PR-09', '硬件采购', '货物类品目', 'hardware', 'goods') }}
