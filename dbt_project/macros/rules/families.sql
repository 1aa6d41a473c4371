{#
The rows of the named rule files, one below the other, with every column a rule may yield and its type; a rule
leaves out what it has no use for. A rule that the build found to break (variable `broken_rules`: rule → cause) is not
asked: every disclosure gets an error with its cause instead. Rule files are no tables of their own (dbt: ephemeral): a hundred and fifty
views took dbt longer to make than DuckDB takes to work out what they say.
#}
{% macro rules_together(rules) %}
{%- set broken = var('broken_rules', {}) -%}
{%- set subject = ref('int_check_subject') -%}
-- Every column a rule may yield, with its type; a rule leaves out what it has no use for.
select
    null::varchar as rule_id,
    null::varchar as disclosure_id,
    null::varchar as place,
    null::varchar as place_en,
    null::varchar as left_label,
    null::varchar as left_label_en,
    null::decimal(20, 2) as left_yuan,
    null::varchar as right_label,
    null::varchar as right_label_en,
    null::decimal(20, 2) as right_yuan,
    null::integer as addends,
    null::decimal(20, 2) as step_yuan,
    null::varchar as money_unit,
    null::varchar as value_unit,
    null::double as left_value,
    null::double as right_value,
    null::double as step_value,
    null::double as tolerance_value,
    null::varchar[] as line_ids,
    null::boolean as has_repair,
    null::varchar as verdict,
    null::varchar as note_zh,
    null::varchar as note_en
where false
{% for rule in rules %}
union all by name
{% if rule in broken -%}
{%- set cause = "'" ~ broken[rule] | replace("'", "''") ~ "'" -%}
select
    '{{ rule | upper | replace('_', '-') }}' as rule_id,
    disclosure_id,
    []::varchar[] as line_ids,
    false as has_repair,
    'error' as verdict,
    {{ cause }} as note_zh,
    {{ cause }} as note_en
from {{ subject }}
{%- else -%}
select * from {{ ref('rule_' ~ rule) }}
{%- endif %}
{% endfor %}
{% endmacro %}
