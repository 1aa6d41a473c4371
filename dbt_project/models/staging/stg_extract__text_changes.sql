-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    page,
    change,
    count,
    example
from {{ source('parts', 'text_changes') }}
