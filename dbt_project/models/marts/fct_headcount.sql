{{ config(materialized='incremental') }}
select
    headcount_key,
    document_id,
    disclosure_id,
    unit_id,
    unit_name,
    fiscal_year,
    kind,
    report_level,
    block_index,
    status,
    category,
    label,
    count,
    sentence,
    page,
    bbox,
    locator
from {{ ref('int_headcount') }}
