-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    table_index,
    title,
    unit_line,
    publisher_line,
    note,
    columns,
    row_count,
    first_page,
    last_page,
    section,
    title_spot,
    unit_spot,
    column_numbers,
    preamble,
    surplus_fields
from {{ source('parts', 'extracted_tables') }}
