-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    room,
    outcome_index,
    code,
    severity,
    page,
    table_index,
    row,
    "column",
    text,
    detail
from {{ source('parts', 'outcomes') }}
