-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    indicator_key,
    document_id,
    table_index,
    table_type,
    project_code,
    project_name,
    horizon,
    goal,
    level1,
    level2,
    indicator_name,
    target_text,
    prior_year_text,
    two_years_ago_text,
    basis,
    quality,
    page,
    bbox,
    locator
from {{ source('parts', 'indicators') }}
