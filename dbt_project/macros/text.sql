{# A name as names are compared: no spaces, half-width brackets. #}
{% macro name_key(column) -%}
    regexp_replace(translate({{ column }}, '（）［］　', '()[] '), '\s', '', 'g')
{%- endmacro %}

{# Whether a name speaks of information technology; words, so a guess, and marked as one where it is used. #}
{% macro speaks_of_information(column) -%}
    regexp_matches({{ column }}, '信息化|信息系统|网络|平台运[维营]|软件|数据中心|大数据|数字化|智慧|云服务|政务云|运维')
{%- endmacro %}
