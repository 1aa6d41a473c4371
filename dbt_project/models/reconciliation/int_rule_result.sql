{{ config(materialized='table') }}
-- What every rule says, one below the other, before it is judged. Grain: rule × place (a rule file's rows).
{% set rules = [
    'mx_01', 'mx_02', 'mx_03', 'mx_04', 'b01_01', 'b01_02', 'b01_03', 'b01_04', 'b01_05', 'b02_01', 'b02_02',
    'b02_03', 'b02_04', 'b02_05', 'b03_01', 'b03_02', 'b03_03', 'b03_04', 'b04_01', 'b04_02', 'b04_03',
    'b04_04', 'b04_05', 'b05_01', 'b05_02', 'b05_03', 'b06_01', 'b06_02', 'b06_03', 'b06_04', 'b07_01',
    'b07_02', 'b07_03', 'b07_04', 'b08_01', 'b08_02', 'b08_03', 'b08_04', 'b09_01', 'b09_02', 'b09_03',
    'b11_01', 'b11_02', 'b11_03', 'b11_04', 'b11_05', 'b11_06', 'bx_01', 'bx_02', 'bx_03', 'bx_04', 'bx_05',
    'bx_06', 'bx_07', 'bx_08', 'bx_09', 'bx_10', 'bx_11', 'bx_12', 'bx_13', 'bx_14', 'bx_15', 'pr_01', 'pr_02',
    'pr_03', 'pr_04', 'pr_05', 'pr_06', 'pr_07', 'pr_08', 'pr_09', 'pr_10', 'pf_01', 'pf_02', 'pf_03', 'pf_04',
    'pf_05', 'pf_06', 'pf_07', 'pf_08', 'pf_09', 'pf_10', 'pf_11', 'pf_12', 'pf_13', 'pf_14', 'pf_15', 'pf_16',
    'f01_01', 'f01_02', 'f01_03', 'f01_04', 'f02_01', 'f02_02', 'f03_01', 'f03_02', 'f04_01', 'f04_02',
    'f04_03', 'f05_01', 'f06_01', 'f06_02', 'f07_01', 'f07_02', 'f08_01', 'fx_01', 'fx_02', 'nt_01', 'nt_02',
    'nt_03', 'nt_04', 'nt_05', 'nt_06', 'nt_07', 'nt_08', 'nt_09', 'nt_10', 'nt_11', 'nt_12', 'nt_13', 'nt_14',
    'nt_15', 'nt_16', 'nt_17', 'nt_18', 'dc_01', 'dc_02', 'dc_03', 'dc_04', 'dc_05', 'dc_06', 'dc_07', 'dc_08',
    'dc_09', 'dc_10', 'yx_01', 'yx_02', 'yx_03', 'yx_04', 'yx_05', 'yx_06', 'pv_01', 'tq_01', 'tq_02',
    'tq_03', 'tq_04', 'tq_05', 'tq_06', 'tq_07', 'tq_08', 'tq_09', 'tq_10', 'ot_01'
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
