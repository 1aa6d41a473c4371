{#
The building blocks of arithmetic rules: a rule is a list of terms, each on the left or on the right of an
equation, and `balance` adds them up per place.

A term: disclosure_id, side, place_key (what is compared with what), place, place_en, amount_yuan, step_yuan,
line_id, money_unit, quality, is_needed (without one needed term on its side there is nothing to compare),
has_right (the right side exists in this table even where its cells are blank: blank then counts as 0).
#}

{% macro quoted(names) %}{% for name in names %}'{{ name }}'{% if not loop.last %}, {% endif %}{% endfor %}{% endmacro %}

{# Figures of one table type as terms. `where` restricts them; `key` and `place` are SQL expressions. #}
{% macro terms(side, table_type, where, key="''", place="''", place_en="''", sign=1, needed=true, has_right=false) %}
    select
        disclosure_id,
        '{{ side }}' as side,
        {{ key }} as place_key,
        {{ place }} as place,
        {{ place_en }} as place_en,
        {{ sign }} * amount_yuan as amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        {{ 'true' if needed else 'false' }} as is_needed,
        {{ has_right if has_right is string else ('true' if has_right else 'false') }} as has_right
    from {{ ref('int_check_line') }}
    where table_type = '{{ table_type }}' and {{ where }}
{% endmacro %}

{#
Rows of a summary table by their keys, within that table. The figure is in its only or its total column; with `by_fund`
each budget's column (一般公共预算 │ 政府性基金 │ 国有资本经营) is compared as well, by itself.
#}
{% macro summary_terms(side, table_type, items, sign=1, needed=true, per_table=true, by_fund=false) %}
{{ summary_rows(side, table_type, "item in (" ~ quoted(items) ~ ")", sign, needed, per_table, by_fund) }}
{% endmacro %}

{# The same for rows that a condition names. #}
{% macro summary_rows(side, table_type, where, sign=1, needed=true, per_table=true, by_fund=false) %}
{% set table = "table_key" if per_table else "''" %}
{% set column = "case when measure in ('amount', 'total') then '' else " %}
{{ terms(
    side, table_type,
    where ~ " and measure in ('amount', 'total'" ~ (", 'general_budget', 'gov_fund', 'state_capital'" if by_fund else "") ~ ")",
    key=table ~ " || " ~ column ~ "'/' || measure end" if by_fund else table,
    place=column ~ "measure_zh end" if by_fund else "''",
    place_en=column ~ "measure_en end" if by_fund else "''",
    sign=sign, needed=needed,
) }}
{% endmacro %}

{# The figure of a table's total row (or of its only row) in one column. #}
{% macro total_row(side, table_type, measure, sign=1, needed=true) %}
{{ terms(side, table_type, "is_summary_row and measure = '" ~ measure ~ "'", sign=sign, needed=needed) }}
{% endmacro %}

{#
Adds up the `terms` of a rule file (CTE `source`). Left and right must be equal; where the SQL condition
`at_least_when` holds, left ≥ right is enough. `exceptions` are (SQL condition, verdict, Chinese, English): what
makes a difference something else than a fault; `rows_may_be_missing` adds one: a total that another table bears out
and that is larger than its rows may have rows that are not published; the judge believes it where the gap shows in
more than one sum, says so and does not hold it against the unit. Conditions speak of the columns of `compared`.
The tolerance is the judge's business; here only `addends` (terms beside the first, unless the rule
knows better; `filled_count` counts those that are not zero) and the printed step.
#}
{% macro balance(
    rule_id, left, right, left_en, right_en, at_least_when='false', source='terms', exceptions=[],
    addends='term_count - 1', rows_may_be_missing=false
) %}
{% set exceptions = exceptions + [(
    'is_borne_out and left_yuan > right_yuan + 0.5 * step_yuan * term_count',
    'rows_missing',
    '合计大于所列各行之和，而合计与他表一致：有科目没有列出（如涉密支出）或没有读出，不作矛盾判断',
    'the total exceeds its rows while another table bears it out: rows are not listed or not read; no contradiction'
)] if rows_may_be_missing else exceptions %}
, added as (
    select
        disclosure_id,
        place_key,
        max(place) as place,
        max(place_en) as place_en,
        sum(amount_yuan) filter (where side = 'left') as left_sum,
        sum(amount_yuan) filter (where side = 'right') as right_sum,
        coalesce(bool_or(is_needed) filter (where side = 'left'), false) as has_left,
        coalesce(bool_or(is_needed) filter (where side = 'right'), false) or bool_or(has_right) as has_right,
        count(*) as term_count,
        count(*) filter (where amount_yuan <> 0) as filled_count,
        bool_or(side = 'right') as has_right_term,
        max(step_yuan) as step_yuan,
        case when max(step_yuan) < 100 then 'yuan' else max(money_unit) end as money_unit,
        bool_or(quality = 'repaired') as has_repair,
        list(line_id order by side, line_id) as line_ids
    from {{ source }}
    group by disclosure_id, place_key
),

compared as (
    select
        *,
        case when has_left then left_sum end as left_yuan,
        case when has_right then coalesce(right_sum, 0) end as right_yuan
        {%- if rows_may_be_missing %},
        line_ids[1] in (select line_id from {{ ref('int_check_line') }} where is_borne_out) as is_borne_out
        {%- endif %}

    from added
)

select
    '{{ rule_id }}' as rule_id,
    disclosure_id,
    place,
    place_en,
    '{{ left }}' as left_label,
    '{{ left_en }}' as left_label_en,
    left_yuan::decimal(20, 2) as left_yuan,
    '{{ right }}' as right_label,
    '{{ right_en }}' as right_label_en,
    right_yuan::decimal(20, 2) as right_yuan,
    ({{ addends }})::integer as addends,
    step_yuan::decimal(20, 2) as step_yuan,
    money_unit,
    line_ids,
    has_repair,
    case
        when left_yuan >= right_yuan and {{ at_least_when }} then 'pass'
        -- A total of which not one part is printed is more likely a reading gone wrong than a fault of the unit.
        when left_yuan <> 0 and right_yuan is not null and not has_right_term then 'cannot_tell'
        {% for exception in exceptions %}
        when {{ exception[0] }} then '{{ exception[1] }}'
        {% endfor %}
    end as verdict,
    case
        when left_yuan is null then '没有印出“{{ left }}”，无从比较'
        when right_yuan is null then '没有印出“{{ right }}”，无从比较'
        when left_yuan <> 0 and not has_right_term then '“{{ right }}”一格也没有印出或读出，暂不判断'
        {% for exception in exceptions %}
        when {{ exception[0] }} then '{{ exception[2] }}'
        {% endfor %}
    end as note_zh,
    case
        when left_yuan is null then 'no figure is printed for: {{ left_en }}'
        when right_yuan is null then 'no figure is printed for: {{ right_en }}'
        when left_yuan <> 0 and not has_right_term
            then 'not one figure was printed or read for: {{ right_en }}; not judged'
        {% for exception in exceptions %}
        when {{ exception[0] }} then '{{ exception[3] }}'
        {% endfor %}
    end as note_en
from compared
{% endmacro %}

{# The columns of a rule that judges by itself: `verdict` says what came of it, `note_*` why. #}
{% macro verdict_columns(rule_id, left, right, left_en, right_en) %}
    '{{ rule_id }}' as rule_id,
    '{{ left }}' as left_label,
    '{{ left_en }}' as left_label_en,
    '{{ right }}' as right_label,
    '{{ right_en }}' as right_label_en,
    0 as addends
{% endmacro %}
