-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    headcount_key,
    document_id,
    block_index,
    status,
    category,
    label,
    count,
    sentence,
    page,
    bbox,
    locator
from {{ source('parts', 'headcounts') }}
