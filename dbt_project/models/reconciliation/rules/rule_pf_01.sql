-- PF-01: a form's budget of the year = Σ cost items, and = total of its sources of funds
with line as (
    select * from {{ ref('int_check_line') }} where table_type = 'performance_target' and measure = 'amount'
),

terms as (
    {% for key, zh, en, item in [('costs', '明细测算', 'cost items', 'cost_item'), ('sources', '资金来源', 'sources', 'source_total')] %}
    select
        {{ term('left', "table_key || '/" ~ key ~ "'", "project_name || '：" ~ zh ~ "'", "project_name || ': " ~ en ~ "'") }}
    from line
    where
        item = 'project_annual_budget'
        and table_key in (select table_key from line where item = '{{ item }}')
    union all
    select
        {{ term('right', "table_key || '/" ~ key ~ "'") }}
    from line
    where
        item = '{{ item }}'
        and table_key in (select table_key from line where item = 'project_annual_budget')
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('PF-01', '项目当年预算', '明细之和（资金来源合计）', 'budget of the year', 'sum of the items (total of the sources)') }}
