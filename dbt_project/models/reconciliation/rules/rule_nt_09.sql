-- NT-09: within a section, changes of the parts = change of the whole, and likewise last year's amounts they imply
-- Only where this year's parts add up to the whole: then the list of parts is complete.
with wanted (family, side, subject) as (
    values
    ('支出', 'left', 'general_budget_current'),
    ('支出', 'left', 'general_budget_expenditure'),
    ('支出', 'left', 'total_expenditure'),
    ('支出', 'right', 'basic_expenditure'),
    ('支出', 'right', 'project_expenditure'),
    ('“三公”经费', 'left', 'three_public_total'),
    ('“三公”经费', 'right', 'overseas_travel'),
    ('“三公”经费', 'right', 'official_vehicles'),
    ('“三公”经费', 'right', 'official_reception'),
    ('公务用车', 'left', 'official_vehicles'),
    ('公务用车', 'right', 'vehicle_purchase'),
    ('公务用车', 'right', 'vehicle_operation')
),

stated as (
    select
        c.* replace (case when c.direction = 'flat' then coalesce(c.change_yuan, 0) else c.change_yuan end as change_yuan),
        w.family,
        w.side
    from {{ ref('int_check_claim') }} as c
    inner join wanted as w using (subject)
    where c.amount_yuan is not null and c.is_own_year and c.item = '' and c.block_index is not null
        and c.has_clear_change
        and (w.family = '支出') = (c.scope <> 'three_public')
    qualify row_number() over (partition by c.disclosure_id, c.section, c.scope, w.family, c.subject order by c.block_index) = 1
),

complete as (
    select *, section || '/' || scope || '/' || family as key
    from stated
    qualify
        count(*) filter (where side = 'left') over (partition by disclosure_id, section, scope, family) = 1
        and count(*) filter (where side = 'right') over (partition by disclosure_id, section, scope, family)
        = case family when '“三公”经费' then 3 else 2 end
        and abs(
            sum(case side when 'left' then amount_yuan else -amount_yuan end)
                over (partition by disclosure_id, section, scope, family)
        ) <= 2 * step_yuan
),

measured as (
    select * replace (key || '/change' as key, change_yuan as amount_yuan), family || '增减额' as zh, 'changes' as en from complete
    union all
    select * replace (key || '/prior' as key, amount_yuan - change_yuan as amount_yuan), family || '推算的上年数' as zh, 'last year implied' as en
    from complete
),

terms as (
    {% for side in ['left', 'right'] %}
    select
        {{ claim_term(side, 'key', 'zh', 'en') }}
    from measured
    where side = '{{ side }}'
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('NT-09', '合计', '分项之和', 'whole', 'sum of the parts') }}
