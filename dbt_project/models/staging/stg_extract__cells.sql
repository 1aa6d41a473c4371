-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    table_index,
    part,
    row,
    "column",
    row_span,
    column_span,
    text,
    lines,
    indent,
    number_kind,
    changes,
    flags,
    confidence,
    page,
    bbox,
    locator
from {{ source('parts', 'cells') }}
