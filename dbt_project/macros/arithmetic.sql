{# Share of a whole in percent; null when the whole is missing or zero. #}
{% macro percent_of(part, whole) -%}
    round({{ part }}::double / nullif({{ whole }}, 0)::double * 100, 4)
{%- endmacro %}
