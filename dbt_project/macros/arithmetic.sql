{# Share of a whole in percent; null when the whole is missing or zero. #}
{% macro percent_of(part, whole) -%}
    round(({{ part }})::double / nullif({{ whole }}, 0)::double * 100, 4)
{%- endmacro %}

{# Yuan per person, rounded half up to the fen; null without persons. Whole numbers all the way: DuckDB divides
   decimals as floats, and money is never a float. #}
{% macro per_head(amount, persons) -%}
    case
        when {{ persons }} > 0 then
            (
                (((({{ amount }}) * 100)::hugeint * 2 + {{ persons }}) // (2 * {{ persons }}))::decimal(20, 0) * 0.01
            )::decimal(20, 2)
    end
{%- endmacro %}
