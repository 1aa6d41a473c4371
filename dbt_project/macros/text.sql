{# A name as names are compared: no spaces, half-width brackets. #}
{% macro name_key(column) -%}
    regexp_replace(translate({{ column }}, '（）［］　', '()[] '), '\s', '', 'g')
{%- endmacro %}
