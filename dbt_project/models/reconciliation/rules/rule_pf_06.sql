-- PF-06: in every year of the overall form, the three kinds of expenditure = expenditure total = income total
with line as (
    select
        *,
        document_id || '-' || table_index as table_key
    from {{ ref('int_line_item') }}
    where is_preferred and table_type = 'overall_performance' and amount_yuan is not null
),

terms as (
    {% for key, zh, total, parts in [
        ('parts', '支出构成', 'expenditure_total', ['personnel_projects', 'operation_projects', 'specific_projects']),
        ('sides', '收支合计', 'income_total', ['expenditure_total']),
    ] %}
    {% for side, items in [('left', [total]), ('right', parts)] %}
    select
        {{ term(
            side, "table_key || '/" ~ key ~ "/' || coalesce(amount_year, 0)", "amount_year || ' 年" ~ zh ~ "'",
            "amount_year || ' " ~ key ~ "'"
        ) }}
    from line
    where item in ({{ quoted(items) }})
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('PF-06', '合计', '各部分之和', 'total', 'sum of its parts') }}
