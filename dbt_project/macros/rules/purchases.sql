{# Terms of: in the procurement table's columns `measures`, the total row = Σ the rows that list a purchase. #}
{% macro purchase_total_terms(measures) %}
    select
        {{ term('left', "table_key || '/' || measure", 'measure_zh', 'measure_en') }}
    from {{ ref('int_check_line') }}
    where table_type = 'procurement' and is_grand_total and measure in ({{ quoted(measures) }})
    union all
    select
        {{ term('right', "table_key || '/' || measure") }}
    from {{ ref('int_check_line') }}
    where
        table_type = 'procurement' and measure in ({{ quoted(measures) }}) and not is_grand_total
        and (table_key, row_number) in (
            select document_id || '-' || table_index, row_number from {{ ref('int_procurement') }}
        )
        and table_key in (
            select table_key from {{ ref('int_check_line') }} where table_type = 'procurement' and is_grand_total
        )
{% endmacro %}
