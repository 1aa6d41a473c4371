-- Every non-blank cell became a figure, a label, a declared exclusion or a failure: nothing is skipped silently.
select document_id, table_index, cells_in, cells_fact, cells_label, cells_excluded, cells_failed
from {{ ref('stg_conform__tables') }}
where cells_in <> cells_fact + cells_label + cells_excluded + cells_failed
