{{ config(materialized='table') }}
-- What every rule says, one below the other, before it is judged. Grain: rule × place (a rule file's rows).
{% set rules = [
    'b01_01', 'b01_02', 'b01_03', 'b01_04', 'b01_05', 'b02_01', 'b02_02', 'b02_03', 'b02_04', 'b02_05',
    'b03_01', 'b03_02', 'b03_03', 'b03_04', 'b04_01', 'b04_02', 'b04_03', 'b04_04', 'b04_05', 'b05_01',
    'b05_02', 'b05_03', 'b06_01', 'b06_02', 'b06_03', 'b06_04', 'b07_01', 'b07_02', 'b07_03', 'b07_04',
    'b08_01', 'b08_02', 'b08_03', 'b08_04', 'b09_01', 'b09_02', 'b09_03', 'b11_01', 'b11_02', 'b11_03',
    'b11_04', 'b11_05', 'b11_06', 'bx_01', 'bx_02', 'bx_03', 'bx_04', 'bx_05', 'bx_06', 'bx_07', 'bx_08',
    'bx_09', 'bx_10', 'bx_11', 'bx_12', 'bx_13', 'bx_14', 'bx_15'
] %}
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
union all by name
{% for rule in rules %}
select * from {{ ref('rule_' ~ rule) }}
{% if not loop.last %}union all by name{% endif %}
{% endfor %}
