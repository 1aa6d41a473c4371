-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    title,
    unit_name,
    unit_name_full,
    unit_code,
    fiscal_year,
    kind,
    report_level,
    content,
    evidence,
    media_type,
    method,
    page_count
from {{ source('parts', 'documents') }}
