-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    document_id,
    table_index,
    table_type,
    title,
    identified_by,
    first_page,
    last_page,
    money_unit,
    money_unit_text,
    row_count,
    is_empty,
    empty_note,
    column_measures,
    surplus_fields,
    repaired_rows,
    cells_in,
    cells_fact,
    cells_label,
    cells_excluded,
    cells_failed,
    coverage
from {{ source('parts', 'tables') }}
