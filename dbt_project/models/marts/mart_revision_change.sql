{{ config(materialized='incremental') }}
select
    concat_ws('>', coalesce(figure.from_line_id, ''), coalesce(figure.to_line_id, '')) as change_id,
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    figure.from_document_id,
    figure.to_document_id,
    figure.table_type,
    types.zh as table_type_zh,
    figure.table_ordinal,
    figure.row_label,
    figure.code,
    figure.measure,
    figure.change_kind,
    figure.from_yuan,
    figure.to_yuan,
    (coalesce(figure.to_yuan, 0) - coalesce(figure.from_yuan, 0))::decimal(20, 2) as difference_yuan,
    figure.from_line_id,
    figure.to_line_id,
    figure.from_text,
    figure.to_text
from {{ ref('int_revision_figure') }} as figure
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
inner join {{ ref('table_types') }} as types using (table_type)
where figure.change_kind <> 'same'
