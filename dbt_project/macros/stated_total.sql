{# Total of a summary table: what it calls the total, else (templates without carry-over) the year's total. #}
{% macro stated_total(table_type) -%}
    coalesce(
        max(amount_yuan) filter (where table_type = '{{ table_type }}' and item = 'total_expenditure'),
        max(amount_yuan) filter (where table_type = '{{ table_type }}' and item = 'current_expenditure_total')
    )
{%- endmacro %}
