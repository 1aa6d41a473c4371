-- Figures of tables as they can be compared between renditions of one publication: by what they say,
-- not by where they are printed. Grain: line of a publication with more than one rendition.
with renditioned as (
    select *, count(*) over (partition by disclosure_id, publication_key) as rendition_count
    from {{ ref('int_disclosure_document') }}
),
numbered_table as (
    select
        document_id,
        table_index,
        row_number() over (partition by document_id, table_type order by table_index) as table_ordinal
    from {{ ref('int_table') }}
),
described as (
    select
        line.line_id,
        line.document_id,
        renditioned.publication_key,
        line.disclosure_id,
        line.table_type,
        numbered_table.table_ordinal,
        {{ name_key('line.row_label') }} as row_key,
        line.row_label,
        line.code,
        line.project_code,
        line.lane,
        line.item,
        line.measure,
        line.amount_year,
        line.amount_yuan,
        line.is_preferred,
        line.row_number,
        line.column_number
    from {{ ref('int_line_item') }} as line
    inner join numbered_table using (document_id, table_index)
    inner join renditioned using (document_id)
    where renditioned.rendition_count > 1
),
numbered as (
    select
        *,
        row_number() over (
            partition by
                document_id, table_type, table_ordinal, row_key, code, project_code, lane, item, measure,
                amount_year
            order by row_number, column_number
        ) as occurrence
    from described
)
select
    *,
    concat_ws(
        '|', table_type, table_ordinal, row_key, coalesce(code, ''), coalesce(project_code, ''), lane, item,
        measure, coalesce(amount_year::varchar, ''), occurrence
    ) as match_key
from numbered
