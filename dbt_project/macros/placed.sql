{# Columns every themed mart begins with, from `int_placed_disclosure`. #}
{% macro placed(alias='disclosure') -%}
    {{ alias }}.disclosure_id,
    {{ alias }}.unit_id,
    {{ alias }}.unit_name,
    {{ alias }}.fiscal_year,
    {{ alias }}.kind,
    {{ alias }}.report_level,
    {{ alias }}.division_code,
    {{ alias }}.division_name,
    {{ alias }}.is_counted
{%- endmacro %}
