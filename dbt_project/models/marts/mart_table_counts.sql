with figures as (
    select document_id, table_index, count(*) as figure_count
    from {{ ref('fct_line_item') }}
    group by document_id, table_index
)
select
    found.disclosure_id,
    found.unit_id,
    found.unit_name,
    found.fiscal_year,
    found.kind,
    found.report_level,
    found.document_id,
    found.table_index,
    found.table_type,
    found.table_type_zh,
    found.title,
    found.first_page,
    found.last_page,
    found.money_unit,
    found.row_count,
    coalesce(figures.figure_count, 0) as figure_count,
    total.total_yuan,
    found.is_empty,
    found.empty_note,
    found.repaired_rows,
    found.cells_failed,
    found.coverage
from {{ ref('fct_table') }} as found
left join figures using (document_id, table_index)
left join {{ ref('int_table_total') }} as total using (document_id, table_index)
