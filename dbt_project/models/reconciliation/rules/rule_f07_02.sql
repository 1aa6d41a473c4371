-- F07-02: no final amount exceeds its budget
with figure as (
    select *
    from {{ ref('int_line_item') }}
    where
        is_preferred and table_type = 'three_public' and amount_yuan is not null
        and (amount_year is null or amount_year = fiscal_year)
),

terms as (
    {% for side, basis in [('left', 'budget'), ('right', 'final')] %}
    select
        {{ term(
            side, "document_id || '-' || table_index || '-' || measure",
            "coalesce(m.zh, measure)", "coalesce(m.en, measure)", alias='f'
        ) }}
    from figure as f
    left join {{ ref('measures') }} as m using (measure)
    where basis = '{{ basis }}'
    -- Several rows of one column: nobody knows which belongs to which.
    qualify count(*) over (partition by document_id, table_index, measure) = 1
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
{{ balance('F07-02', '预算数', '决算数', 'budget', 'final amount', at_least_when='true') }}
