{#
The rows of the named rule files, one below the other, with every column a rule may yield and its type; a rule
leaves out what it has no use for. Rule files are no tables of their own (dbt: ephemeral): a hundred and fifty
views took dbt longer to make than DuckDB takes to work out what they say.
#}
{% macro rules_together(rules) %}
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
select * from {{ ref('rule_' ~ rule) }}
{% endfor %}
{% endmacro %}
