{# Grand total of a measure in a table type, over rows of `int_total_line`. #}
{% macro total_of(table_type, measure) -%}
    max(amount_yuan) filter (where table_type = '{{ table_type }}' and measure = '{{ measure }}')
{%- endmacro %}
