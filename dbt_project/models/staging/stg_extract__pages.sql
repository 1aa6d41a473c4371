-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    page,
    width,
    height,
    rotation,
    method
from {{ source('parts', 'pages') }}
