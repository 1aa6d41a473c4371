{#
Building blocks of rules that read the narrative, and of rules that judge by words instead of an equation.
#}

{# The columns of one term of `balance`, over a relation shaped like int_check_line. Expressions are SQL. #}
{% macro term(side, key="''", place='null', place_en='null', has_right='false', needed='true', alias='') %}
{%- set t = alias ~ '.' if alias else '' -%}
        {{ t }}disclosure_id,
        '{{ side }}' as side,
        {{ key }} as place_key,
        {{ place }} as place,
        {{ place_en }} as place_en,
        {{ t }}amount_yuan,
        {{ t }}step_yuan,
        {{ t }}line_id,
        {{ t }}money_unit,
        {{ t }}quality,
        {{ needed }} as is_needed,
        {{ has_right }} as has_right
{%- endmacro %}

{# The same for a claim: its evidence is the claim itself. #}
{% macro claim_term(side, key, place='null', place_en='null', amount='amount_yuan', alias='') %}
{%- set t = alias ~ '.' if alias else '' -%}
        {{ t }}disclosure_id,
        '{{ side }}' as side,
        {{ key }} as place_key,
        {{ place }} as place,
        {{ place_en }} as place_en,
        {{ t }}{{ amount }} as amount_yuan,
        {{ t }}step_yuan,
        {{ t }}claim_id as line_id,
        {{ t }}money_unit,
        'exact' as quality,
        true as is_needed,
        false as has_right
{%- endmacro %}

{#
Each claim of CTE `stated` (int_check_claim plus a column `target`) against the figure of CTE `printed`
(int_check_line plus `target`) that ought to be the same: the nearest where several are meant, or their sum.
A claim whose figure is not printed is not compared.
#}
{% macro claims_against_figures(rule_id, left, right, left_en, right_en, is_sum=false) %}
, meant as (
    select s.claim_id, p.line_id
    from stated as s
    inner join printed as p on s.disclosure_id = p.disclosure_id and s.target = p.target
    {% if not is_sum %}
    qualify row_number() over (partition by s.claim_id order by abs(s.amount_yuan - p.amount_yuan), p.line_id) = 1
    {% endif %}
),

terms as (
    select
        {{ claim_term('left', 'claim_id', 'place', 'place_en') }}
    from stated
    where claim_id in (select claim_id from meant)
    union all
    select distinct
        {{ term('right', 'meant.claim_id', alias='p') }}
    from meant
    inner join printed as p using (line_id)
)
{{ balance(rule_id, left, right, left_en, right_en) }}
{% endmacro %}

{# A rule that judges by itself: CTE `judged` says verdict and why. `columns` are further columns it yields. #}
{% macro verdict(rule_id, left, right, left_en, right_en, columns=[], source='judged') %}
select
    '{{ rule_id }}' as rule_id,
    '{{ left }}' as left_label,
    '{{ left_en }}' as left_label_en,
    '{{ right }}' as right_label,
    '{{ right_en }}' as right_label_en,
    disclosure_id,
    place,
    place_en,
    line_ids,
    verdict,
    note_zh,
    note_en{% for column in columns %},
    {{ column }}{% endfor %}

from {{ source }}
{% endmacro %}

{#
A rule about a rate, a year or a number of persons: CTE `compared` has left_value, right_value, step_value (printed
step of the left side) and tolerance_value (what rounding explains).
#}
{% macro value_rule(rule_id, unit, left, right, left_en, right_en, columns=[], source='compared') %}
select
    '{{ rule_id }}' as rule_id,
    '{{ left }}' as left_label,
    '{{ left_en }}' as left_label_en,
    '{{ right }}' as right_label,
    '{{ right_en }}' as right_label_en,
    '{{ unit }}' as value_unit,
    disclosure_id,
    place,
    place_en,
    left_value::double as left_value,
    right_value::double as right_value,
    step_value::double as step_value,
    tolerance_value::double as tolerance_value,
    line_ids{% for column in columns %},
    {{ column }}{% endfor %}

from {{ source }}
{% endmacro %}

{# A project's name as names are compared: without the year of the budget, the word 项目 and quotation marks. #}
{% macro project_key(column) -%}
    regexp_replace(
        regexp_replace(translate({{ name_key(column) }}, '“”"《》', ''), '^(20\d\d)年?度?|(20\d\d)年?度?$', '', 'g'),
        '(项目)?(经费)?$', ''
    )
{%- endmacro %}

{# A target as targets are compared: without comparator, spaces and the unit after a number (≥11套/年 is 11); 未超 is 不超. #}
{% macro target_key(column) -%}
    regexp_replace(
        replace(regexp_replace(coalesce({{ column }}, ''), '\s|[≥≤＞＜<>=]|/(年|人|次|月|班次)', '', 'g'), '未', '不'),
        '^(\d+(?:\.\d+)?)[^\d%.％]+$', '\1'
    )
{%- endmacro %}

{#
Whether a claim of CTE `claims` is explained: a word of reason in its own paragraph, the one before, or those that
follow it under the same heading (a total is often explained by its parts). Columns claim_id, has_reason.
#}
{% macro reasons_near(claims) %}
    select
        c.claim_id,
        bool_or(regexp_matches(
            b.text,
            '原因|由于|因为|因此|主要是|主要系|主要为|主要用于|系因|是因|因.{2,20}(增加|减少|增长|下降|调整|需要)|根据|依据|为了|压减|压缩|厉行|节约|按照|严格|严控|影响|所致|调整|落实|贯彻|新增|无变化|无计划'
        )) as has_reason
    from {{ claims }} as c
    inner join {{ ref('int_check_block') }} as b
        on
            c.document_id = b.document_id
            and b.block_index between c.block_index - 1 and c.block_index + 6
            and (b.section = c.section or starts_with(b.section, c.section) or b.block_index = c.block_index)
    group by c.claim_id
{% endmacro %}
