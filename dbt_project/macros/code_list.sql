{# Codes of a scheme by fiscal year: from a loaded code book, as disclosures print them, and from the curated list,
   in that order of trust. Name by majority per code and year, parent by prefix (3, 5, 7 digits). #}
{% macro code_list(scheme) -%}
with printed as (
    -- A summary table numbers its rows (二、外交支出); the number is no part of the name.
    select
        code,
        fiscal_year,
        regexp_replace(
            {{ name_key('row_label') }}, '^([一二三四五六七八九十廿]+、|\([一二三四五六七八九十廿]+\))', ''
        ) as name,
        disclosure_id
    from {{ ref('fct_line_item') }}
    where code_scheme = '{{ scheme }}'
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
),
-- Years a curated pair is known for; one that is still in force reaches to the last year any disclosure is for.
horizon as (
    select coalesce(max(fiscal_year), 2026) as last_year from {{ ref('fct_line_item') }}
),
curated as (
    select
        code,
        year.fiscal_year,
        arg_min(name, (status <> 'observed', name)) as name,
        case when bool_or(status = 'observed') then 'observed' else 'inferred' end as status,
        arg_min(source, (status <> 'observed', name)) as source
    from {{ ref('curated_codes') }}
    cross join horizon
    cross join lateral (
        select unnest(generate_series(from_year, coalesce(to_year, horizon.last_year))) as fiscal_year
    ) as year
    where scheme = '{{ scheme }}'
    group by code, year.fiscal_year
),
official as (
    select code, fiscal_year, min(name) as name, min(source) as source
    from {{ ref('stg_collect__official_codes') }}
    where scheme = '{{ scheme }}'
    group by code, fiscal_year
)
select
    code,
    fiscal_year,
    coalesce(official.name, majority.name, curated.name) as name,
    (length(code) - 1) // 2 as level,
    case when length(code) > 3 then left(code, length(code) - 2) end as parent_code,
    case
        when official.name is not null then 'official'
        when majority.name is not null then 'observed'
        else curated.status
    end as status,
    case
        when official.name is not null then official.source
        when majority.name is not null then 'disclosures of the year'
        else curated.source
    end as source,
    coalesce(code_year.disclosure_count, 0) as disclosure_count,
    coalesce(majority.name_count, 0) as name_count
from majority
full outer join curated using (code, fiscal_year)
full outer join official using (code, fiscal_year)
left join code_year using (code, fiscal_year)
{%- endmacro %}
