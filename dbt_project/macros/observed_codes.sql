{# Codes of a scheme as disclosures print them: name by majority per code and year, parent by prefix (3, 5, 7 digits). #}
{% macro observed_codes(scheme) -%}
with printed as (
    -- A summary table numbers its rows (二、外交支出); the number is no part of the name.
    select
        code,
        fiscal_year,
        regexp_replace(
            {{ name_key('row_label') }}, '^([一二三四五六七八九十廿]+、|\([一二三四五六七八九十廿]+\))', ''
        ) as name,
        disclosure_id
    from {{ ref('int_line_item') }}
    where is_preferred
        and code_scheme = '{{ scheme }}'
        and regexp_full_match(code, '\d{3}|\d{5}|\d{7}')
        and row_label <> ''
        and fiscal_year is not null
),
named as (
    select code, fiscal_year, name, count(distinct disclosure_id) as disclosures
    from printed
    group by code, fiscal_year, name
),
code_year as (
    select code, fiscal_year, count(distinct disclosure_id) as disclosure_count
    from printed
    group by code, fiscal_year
),
majority as (
    select
        code,
        fiscal_year,
        -- Equally frequent names: the one first in order, so that a second build says the same.
        arg_max(name, (disclosures, name)) as name,
        count(*) as name_count
    from named
    group by code, fiscal_year
)
select
    majority.code,
    majority.fiscal_year,
    majority.name,
    (length(majority.code) - 1) // 2 as level,
    case when length(majority.code) > 3 then left(majority.code, length(majority.code) - 2) end as parent_code,
    'observed' as status,
    code_year.disclosure_count,
    majority.name_count
from majority
inner join code_year using (code, fiscal_year)
{%- endmacro %}
