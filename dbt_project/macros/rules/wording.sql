{# How the judge writes amounts and ranks severities. #}

{# An amount as a clerk reads it: in 万元 with at least two decimals, or in 元 where the table is in 元. #}
{% macro money_text_zh(amount, unit) %}
case
    when {{ unit }} = 'yuan' then ({{ amount }})::decimal(20, 2)::varchar || ' 元'
    else regexp_replace((({{ amount }})::decimal(20, 2) * 0.0001::decimal(5, 4))::varchar, '(\.\d{2}\d*?)0+$', '\1') || ' 万元'
end
{% endmacro %}

{% macro severity_rank(column) %}
case {{ column }} when 'error' then 1 when 'warning' then 2 when 'info' then 3 else 4 end
{% endmacro %}

{# A side that is not money, as a clerk reads it: 31.96%, 2022 年, 13 人. #}
{% macro value_text(value, unit, language) %}
regexp_replace(({{ value }})::decimal(18, 4)::varchar, '\.?0+$', '')
|| case {{ unit }}
    when 'percent' then '%'
    {% if language == 'zh' %}
    when 'year' then ' 年'
    when 'person' then ' 人'
    {% endif %}
    else ''
end
{% endmacro %}
