{#
Terms of: in the procurement table's columns `measures`, the total row = Σ the rows that list a purchase; where a table
lists none (货物, 工程, 服务 alone) = Σ the rows of its first level.
#}
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
        and case
            when table_key in (select document_id || '-' || table_index from {{ ref('int_procurement') }})
                then (table_key, row_number) in (
                    select document_id || '-' || table_index, row_number from {{ ref('int_procurement') }}
                )
            else is_top
        end
        and table_key in (
            select table_key from {{ ref('int_check_line') }} where table_type = 'procurement' and is_grand_total
        )
{% endmacro %}
