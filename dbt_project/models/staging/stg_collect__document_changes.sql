-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    source_id,
    url,
    old_document_id,
    new_document_id,
    old_fetched_at,
    seen_at,
    role
from {{ source('parts', 'document_changes') }}
