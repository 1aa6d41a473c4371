{# A table's title as titles are compared: without its number (预算01表, 表一, 十二、), year, spaces and quotation marks. #}
{% macro title_key(column) -%}
    regexp_replace(
        regexp_replace({{ name_key(column) }}, '[.．…·]{2,}.*$|\d+$', '', 'g'),
        '20\d\d年(度)?|^((部门)?(预算|决算|公开|附件|附)?表?\d+(-\d+)?表?[.．、:：]?)+|^附?[表件]?[一二三四五六七八九十]+[.．、:：]'
        || '|^\([一二三四五六七八九十\d]+\)|[“”"]|^(预算|公开)\d+表',
        '', 'g'
    )
{%- endmacro %}
