{# No two rows share the key, columns hold the values they may, and what they refer to exists. One row per breach: the
   column, the value, how often. #}
{% test holds_its_contract(model, key=none, accepted=none, references=none) %}
{%- set checks = [] -%}
{%- if key -%}
    {%- set columns = key | join(', ') -%}
    {%- do checks.append(
        "select 'key' as contract, '" ~ columns ~ "' as column_name, concat_ws(' | ', " ~ columns ~ ") as found, count(*) as row_count"
        ~ " from " ~ model ~ " group by " ~ columns ~ " having count(*) > 1"
    ) -%}
{%- endif -%}
{%- for column, values in (accepted or {}).items() -%}
    {%- do checks.append(
        "select 'accepted_values' as contract, '" ~ column ~ "' as column_name, " ~ column ~ "::varchar as found, count(*) as row_count"
        ~ " from " ~ model ~ " where " ~ column ~ "::varchar not in ('" ~ values | join("', '") ~ "') group by " ~ column
    ) -%}
{%- endfor -%}
{%- for column, other in (references or {}).items() -%}
    {%- do checks.append(
        "select 'relationships' as contract, '" ~ column ~ "' as column_name, " ~ column ~ "::varchar as found, count(*) as row_count"
        ~ " from " ~ model ~ " where " ~ column ~ " is not null and " ~ column ~ " not in (select " ~ other.field ~ " from " ~ other.to
        ~ " where " ~ other.field ~ " is not null) group by " ~ column
    ) -%}
{%- endfor -%}
{{ checks | join('\nunion all\n') }}
{% endtest %}
