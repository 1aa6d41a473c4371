{# Shapes that several rules share, so that a rule file reads like its formula. #}

{#
In every row of the tables: column `total` = sum of the columns `parts`. `only_with` restricts the rule to
tables that print at least one of those columns, `not_with` to tables that print none of them.
A part that is blank in a row counts as 0, provided the table prints any of the parts somewhere. `of_which` is a part
that some sets print as an of-which of the others: where the row adds up without it, it is left out. `unless` maps a
subtotal to its details: it counts only in tables that print none of them.
#}
{% macro row_identity(
    rule_id, table_types, total, parts, left, right, left_en, right_en, only_with=[], not_with=[], of_which='', unless={}
) %}
with printed as (
    select
        table_key,
        bool_or(measure in ({{ quoted(parts) }})) as has_parts,
        {% if only_with %}bool_or(measure in ({{ quoted(only_with) }})){% else %}true{% endif %} as has_only,
        {% if not_with %}bool_or(measure in ({{ quoted(not_with) }})){% else %}false{% endif %} as has_not
    from {{ ref('int_check_line') }}
    where table_type in ({{ quoted(table_types) }})
    group by table_key
),

terms as (
    select
        disclosure_id,
        case when measure = '{{ total }}' then 'left' else 'right' end as side,
        table_key || '/' || lane || '/' || row_number as place_key,
        row_name as place,
        row_name as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        has_parts as has_right
    from {{ ref('int_check_line') }}
    inner join printed using (table_key)
    where
        table_type in ({{ quoted(table_types) }})
        and measure in ('{{ total }}', {{ quoted(parts) }})
        and has_only and not has_not
        {% for subtotal, details in unless.items() %}
        and not (measure = '{{ subtotal }}' and table_key in (
            select table_key from {{ ref('int_check_line') }} where measure in ({{ quoted(details) }})
        ))
        {% endfor %}
    {% if of_which %}
    qualify
        measure <> '{{ of_which }}'
        or abs(
            sum(case measure when '{{ total }}' then amount_yuan when '{{ of_which }}' then 0 else -amount_yuan end)
                over (partition by table_key, lane, row_number)
        ) > 2 * step_yuan
    {% endif %}
)
{{ balance(rule_id, left, right, left_en, right_en) }}
{% endmacro %}

{#
Terms of: the grand total row = sum of the rows of the first level, in every column. With `schemes` only rows
with a code of these lists count: unit rows and headings printed among them are no addends.
#}
{% macro column_total_terms(table_types, schemes=[]) %}
{% set is_addend = "is_top and code_scheme in (" ~ quoted(schemes) ~ ")" if schemes else "is_top" %}
    select
        disclosure_id,
        case when is_grand_total then 'left' else 'right' end as side,
        table_key || '/' || lane || '/' || measure as place_key,
        '合计（' || measure_zh || '）' as place,
        'grand total (' || measure_en || ')' as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        bool_or({{ is_addend }}) over (partition by table_key, lane) as has_right
    from {{ ref('int_check_line') }}
    where table_type in ({{ quoted(table_types) }})
    qualify is_grand_total or ({{ is_addend }})
{% endmacro %}

{# Terms of: each row that has rows under it = sum of those rows, in every column. #}
{% macro tree_terms(table_types) %}
    select
        disclosure_id,
        'left' as side,
        table_key || '/' || lane || '/' || row_number || '/' || measure as place_key,
        row_name || '（' || measure_zh || '）' as place,
        row_name || ' (' || measure_en || ')' as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        true as has_right
    from {{ ref('int_check_line') }}
    where table_type in ({{ quoted(table_types) }}) and has_children
    union all
    select
        child.disclosure_id,
        'right' as side,
        child.table_key || '/' || child.lane || '/' || child.parent_row_number || '/' || child.measure as place_key,
        null as place,
        null as place_en,
        child.amount_yuan,
        child.step_yuan,
        child.line_id,
        child.money_unit,
        child.quality,
        true as is_needed,
        true as has_right
    from {{ ref('int_check_line') }} as child
    inner join (
        select distinct table_key, lane, row_number
        from {{ ref('int_check_line') }}
        where has_children
    ) as parent
        on
            child.table_key = parent.table_key
            and child.lane = parent.lane
            and child.parent_row_number = parent.row_number
    where child.table_type in ({{ quoted(table_types) }})
{% endmacro %}

{% macro column_total(rule_id, table_types, left, right, left_en, right_en, schemes=[]) %}
with terms as ({{ column_total_terms(table_types, schemes) }})
{{ balance(rule_id, left, right, left_en, right_en, rows_may_be_missing=true) }}
{% endmacro %}

{% macro tree(rule_id, table_types, left, right, left_en, right_en) %}
with terms as ({{ tree_terms(table_types) }})
{{ balance(rule_id, left, right, left_en, right_en, rows_may_be_missing=true) }}
{% endmacro %}

{% macro column_total_and_tree_terms(table_types, schemes=[]) %}
    {{ column_total_terms(table_types, schemes) }}
    union all
    {{ tree_terms(table_types) }}
{% endmacro %}

{% macro column_total_and_tree(rule_id, table_types, left, right, left_en, right_en, schemes=[]) %}
with terms as (
    {{ column_total_and_tree_terms(table_types, schemes) }}
)
{{ balance(rule_id, left, right, left_en, right_en, rows_may_be_missing=true) }}
{% endmacro %}

{#
One summary row = the sum of others of the same table: `needed` must be there, `parts` count when they are.
Where a row whose name is not in the vocabulary carries exactly the difference, it is that row that is missing.
#}
{% macro summary_identity(rule_id, table_type, total, needed, parts, left, right, left_en, right_en) %}
with terms as (
    {{ summary_terms('left', table_type, [total]) }}
    union all
    {{ summary_terms('right', table_type, needed) }}
    {% if parts %}
    union all
    {{ summary_terms('right', table_type, parts, needed=false) }}
    {% endif %}
)
{{ balance(
    rule_id, left, right, left_en, right_en,
    exceptions=[(
        'abs(left_yuan - right_yuan) > 2 * step_yuan and exists (select 1 from '
        ~ ref('int_check_line') ~ ' as unnamed where unnamed.table_key = compared.place_key'
        ~ ' and unnamed.item = \'\' and abs(unnamed.amount_yuan - abs(left_yuan - right_yuan)) <= unnamed.step_yuan)',
        'cannot_tell',
        '差额恰为表中名称未能识别的一行，暂不判断',
        'a row whose name is not known carries exactly the difference; not judged'
    )]
) }}
{% endmacro %}

{#
Terms of: current-year income = Σ kinds of income. Kinds are the rows under the total, whatever they are called;
where the tree is not known, the known kinds.
#}
{% macro income_kind_terms(table_type) %}
    {{ summary_terms('left', table_type, ['current_income_total']) }}
    union all
    select
        disclosure_id,
        'right' as side,
        table_key as place_key,
        '' as place,
        '' as place_en,
        amount_yuan,
        step_yuan,
        line_id,
        money_unit,
        quality,
        true as is_needed,
        false as has_right
    from (
        select
            *,
            parent_item = 'current_income_total' and not regexp_matches(row_label, '结转|结余') as is_under_total,
            bool_or(parent_item = 'current_income_total') over (partition by table_key) as has_tree
        from {{ ref('int_check_line') }}
        where table_type = '{{ table_type }}' and lane = 'income' and measure in ('amount', 'total')
    )
    where
        case
            when has_tree then is_under_total
            else starts_with(item, 'income_') and not starts_with(parent_item, 'income_')
        end
{% endmacro %}

{# Terms of: current-year expenditure = Σ function classes, in the total column and in each budget's. #}
{% macro function_class_terms(table_type) %}
    {{ summary_terms('left', table_type, ['current_expenditure_total'], by_fund=true) }}
    union all
    {{ summary_rows('right', table_type, "item = 'function_class' and length(code) = 3", by_fund=true) }}
{% endmacro %}

{#
Of the terms of sums in CTE `tree` (see `tree_terms`) those of tables that prove their levels: two sums at least and
three in five of all hold.
#}
{% macro proven_terms(tree) %}
    select t.*
    from {{ tree }} as t
    inner join (
        select table_key
        from (
            select
                split_part(place_key, '/', 1) as table_key,
                abs(
                    sum(amount_yuan) filter (where side = 'left') - sum(amount_yuan) filter (where side = 'right')
                ) <= 0.5 * max(step_yuan) * count(*) as is_held
            from {{ tree }}
            group by place_key
            having bool_or(side = 'left') and count(*) filter (where side = 'right') >= 2
        )
        group by table_key
        having count(*) filter (where is_held) >= greatest(2, 0.6 * count(*))
    ) as proven
        on split_part(t.place_key, '/', 1) = proven.table_key
{% endmacro %}

{#
Terms of: in the expenditure panes of a summary a row that has rows under it = their sum (a class and its divisions
where both are printed; the pane by use). `tree` is a CTE of `tree_terms`; only tables that prove their levels count,
and the pane's own total is the business of `function_class_terms`.
#}
{% macro expenditure_level_terms(tree) %}
    select proven.*
    from ({{ proven_terms(tree) }}) as proven
    where
        split_part(place_key, '/', 2) like 'expenditure%'
        and regexp_replace(place_key, '/[^/]*$', '') not in (
            select table_key || '/expenditure/' || row_number
            from {{ ref('int_check_line') }}
            where lane = 'expenditure' and regexp_matches(item, '^(total|current|carryover)_')
        )
{% endmacro %}
