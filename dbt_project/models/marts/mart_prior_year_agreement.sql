select
    unit_id,
    unit_name,
    report_level,
    kind,
    fiscal_year,
    series_measure,
    series_measure_zh,
    disclosure_id,
    implied_disclosure_id as later_disclosure_id,
    implied_by,
    published_yuan,
    implied_yuan,
    (implied_yuan - published_yuan)::decimal(20, 2) as difference_yuan,
    abs(implied_yuan - published_yuan) <= 200 as agrees
from {{ ref('mart_series') }}
where published_yuan is not null and implied_yuan is not null
