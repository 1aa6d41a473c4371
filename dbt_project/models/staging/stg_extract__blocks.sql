-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    block_index,
    kind,
    level,
    section,
    text,
    page,
    bbox,
    locator
from {{ source('parts', 'blocks') }}
