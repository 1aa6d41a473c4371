{#
Figures of two tables that ought to be one, pair by pair. `pairs` is a list of
(place, English place, left filter, right filter) over int_check_line; a pair with one side missing is not
compared unless `blank_is_zero`, and a pair with both sides missing does not exist.
#}
{% macro pair_terms(pairs, left_type, right_type) %}
    select
        line.disclosure_id,
        pair.side,
        pair.place as place_key,
        pair.place,
        pair.place_en,
        line.amount_yuan,
        line.step_yuan,
        line.line_id,
        line.money_unit,
        line.quality,
        true as is_needed,
        false as has_right
    from {{ ref('int_check_line') }} as line
    inner join (
        values
        {% for pair in pairs %}
        ('left', '{{ pair[0] }}', '{{ pair[1] }}', '{{ left_type }}', '{{ pair[2] }}', 'l'),
        ('right', '{{ pair[0] }}', '{{ pair[1] }}', '{{ right_type }}', '{{ pair[3] }}', 'r'){% if not loop.last %},{% endif %}
        {% endfor %}
    ) as pair (side, place, place_en, table_type, term, alias)
        on
            line.table_type = pair.table_type
            and pair.term = case
                when line.item <> '' and line.measure in ('amount', 'total') then line.item
                when line.is_summary_row then line.measure
            end
{% endmacro %}

{#
Keeps the pairs of which both sides are printed, and those of which one side is printed and not zero:
the judge then says that there is nothing to compare it with. Nought against blank is no news.
#}
{% macro without_blank_noughts() %}
, terms as (
    select *
    from pair_terms
    qualify
        count(distinct side) over (partition by disclosure_id, place_key) = 2
        or max(abs(amount_yuan)) over (partition by disclosure_id, place_key) > 0
)
{% endmacro %}
