-- PR-03: reserved for micro enterprises ≤ reserved for SMEs ≤ amount; judged on the total row
with terms as (
    {% for key, left, right in [
        ('小微企业与中小企业', 'sme_reserved', 'micro_reserved'), ('中小企业与采购金额', 'procurement_amount', 'sme_reserved')
    ] %}
    {% for side, measure in [('left', left), ('right', right)] %}
    select
        {{ term(side, "table_key || '/" ~ key ~ "'", "'" ~ key ~ "'", "'" ~ right ~ " within " ~ left ~ "'") }}
    from {{ ref('int_check_line') }}
    where table_type = 'procurement' and is_grand_total and measure = '{{ measure }}'
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('PR-03', '整体', '其中', 'whole', 'part', at_least_when='true') }}
