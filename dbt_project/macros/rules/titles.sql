{# A table's title as titles are compared: without number, year, unit of money and spaces; brackets of one shape. #}
{% macro title_key(column) -%}
    regexp_replace(
        regexp_replace({{ name_key(column) }}, '[.．…·]{2,}.*$|\d+$', '', 'g'),
        '^(附?[表件]?[-\d.．]+[.．、:：]?|附?[表件]?[一二三四五六七八九十]+[.．、:：]|\([一二三四五六七八九十\d]+\))|20\d\d年(度)?|[“”"]', '', 'g'
    )
{%- endmacro %}
