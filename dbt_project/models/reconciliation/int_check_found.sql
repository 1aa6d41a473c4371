{{ config(materialized='view') }}
-- The tables found in what is checked. Grain: document × table.
select found.*
from {{ ref('int_table') }} as found
inner join {{ ref('due_scope') }} using (disclosure_id)
