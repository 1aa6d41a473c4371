{{ config(materialized='incremental') }}
-- One amount that a table is known by. Grain: table of a preferred document that has one.
-- Summary tables: total expenditure. Forms: the project's budget of the year, the department's expenditure.
with of_row as (
    select disclosure_id, document_id, table_index, max(amount_yuan) as total_yuan
    from {{ ref('int_total_line') }}
    where measure in ('total', 'three_public_total', 'procurement_amount', 'service_purchase_amount')
    group by disclosure_id, document_id, table_index
),
of_item as (
    select disclosure_id, document_id, table_index, max(amount_yuan) as total_yuan
    from {{ ref('int_line_item') }}
    where is_preferred
        and measure in ('amount', 'total')
        and item in ('total_expenditure', 'project_annual_budget', 'expenditure_total')
        and {{ is_own_figure() }}
    group by disclosure_id, document_id, table_index
)
select
    disclosure_id,
    document_id,
    table_index,
    coalesce(of_item.total_yuan, of_row.total_yuan) as total_yuan
from of_item
full outer join of_row using (disclosure_id, document_id, table_index)
