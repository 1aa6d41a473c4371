-- Totals over units that may be added up: as published, and over the units that are comparable with the year before.
with figure as (
    select
        *,
        coalesce(division_code, 'unknown') as division_key,
        published_yuan is not null and prior_basis = 'published' and not is_break as is_like_for_like,
        published_yuan is not null and prior_yuan is not null and not is_break as is_implied_base
    from {{ ref('mart_series') }}
    where is_counted and published_yuan is not null
)
select
    division_key,
    any_value(division_name) as division_name,
    kind,
    fiscal_year,
    series_measure,
    series_measure_zh,
    count(*) as unit_count,
    sum(published_yuan)::decimal(20, 2) as as_published_yuan,
    count(*) filter (where is_like_for_like) as like_for_like_units,
    (sum(published_yuan) filter (where is_like_for_like))::decimal(20, 2) as like_for_like_yuan,
    (sum(prior_yuan) filter (where is_like_for_like))::decimal(20, 2) as like_for_like_prior_yuan,
    {{ percent_of(
        'sum(published_yuan - prior_yuan) filter (where is_like_for_like)',
        'sum(prior_yuan) filter (where is_like_for_like)'
    ) }} as like_for_like_growth_percent,
    count(*) filter (where is_implied_base) as implied_units,
    (sum(published_yuan) filter (where is_implied_base))::decimal(20, 2) as implied_base_yuan,
    (sum(prior_yuan) filter (where is_implied_base))::decimal(20, 2) as implied_base_prior_yuan,
    {{ percent_of(
        'sum(published_yuan - prior_yuan) filter (where is_implied_base)',
        'sum(prior_yuan) filter (where is_implied_base)'
    ) }} as implied_base_growth_percent,
    count(*) filter (where is_break) as broken_units
from figure
group by division_key, kind, fiscal_year, series_measure, series_measure_zh
