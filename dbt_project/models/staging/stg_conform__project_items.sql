-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    item_key,
    document_id,
    table_index,
    project_code,
    project_name,
    item_kind,
    item_name,
    description,
    economic_text,
    quantity_text,
    amount_yuan,
    basis,
    line_id,
    page,
    bbox,
    locator
from {{ source('parts', 'project_items') }}
