{# Order in which renditions of one publication are trusted: figures with geometry before a text dump before others. #}
{% macro method_rank(column) -%}
    case {{ column }} when 'digital' then 1 when 'text' then 2 else 3 end
{%- endmacro %}
