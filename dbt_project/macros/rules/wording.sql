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
