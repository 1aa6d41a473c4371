{# Whether a line is the disclosure's own figure: of its year, budgeted in a budget and spent in final accounts,
   and not limited to one fund by its column. #}
{% macro is_own_figure(line='') -%}
    {%- set t = line ~ '.' if line else '' -%}
    ({{ t }}amount_year is null or {{ t }}fiscal_year is null or {{ t }}amount_year = {{ t }}fiscal_year)
    and ({{ t }}basis = '' or {{ t }}kind = 'unknown' or {{ t }}basis = {{ t }}kind)
    and {{ t }}funding = ''
{%- endmacro %}
