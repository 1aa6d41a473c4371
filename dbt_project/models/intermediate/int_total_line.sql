{{ config(materialized='incremental') }}
-- Figures of each table's grand total: of its first total row, or of its only row; where every row is a measure
-- of its own (item = measure), all of them. Grain: line.
-- Preferred documents and the disclosure's own year. Several tables of one type in a disclosure: the first.
with own_year as (
    select *
    from {{ ref('int_line_item') }}
    where is_preferred and {{ is_own_figure() }}
),
first_table as (
    select disclosure_id, table_type, min(table_index) as table_index
    from own_year
    group by disclosure_id, table_type
),
total_row as (
    select
        document_id,
        table_index,
        lane,
        coalesce(
            min(row_number) filter (where is_total and level = 0),
            case when count(distinct row_number) = 1 then min(row_number) end
        ) as row_number
    from own_year
    group by document_id, table_index, lane
)
select own_year.*
from own_year
inner join first_table using (disclosure_id, table_type, table_index)
inner join total_row using (document_id, table_index, lane)
where own_year.row_number = total_row.row_number or own_year.item = own_year.measure
