-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    source_table,
    quarantine_index,
    reason_code,
    detail,
    record,
    page
from {{ source('parts', 'quarantine') }}
