-- Figures of two publications that follow one another, matched by what they say and not by where they stand.
-- Grain: pair of publications × table type × figure of either.
with document as (
    select distinct from_document_id as document_id from {{ ref('int_revision_pair') }}
    inner join {{ ref('due_scope') }} using (disclosure_id)
    union
    select distinct to_document_id from {{ ref('int_revision_pair') }}
    inner join {{ ref('due_scope') }} using (disclosure_id)
),
place as (
    select
        document_id,
        table_index,
        table_type,
        row_number() over (partition by document_id, table_type order by table_index) as table_ordinal
    from {{ ref('int_table') }}
),
figure as (
    select
        line.document_id,
        line.table_type,
        place.table_ordinal,
        line.line_id,
        line.row_label,
        line.code,
        line.measure,
        line.amount_yuan,
        line.amount_text,
        line.amount_state,
        concat_ws(
            '|', place.table_ordinal, coalesce(line.code, {{ name_key('line.row_label') }}),
            coalesce(line.dept_economic_code, ''), coalesce(line.project_code, ''), line.lane, line.item,
            line.measure, line.basis, line.funding, coalesce(line.amount_year, 0)
        ) as figure_key,
        line.row_number * 1000 + line.column_number as print_order
    from {{ ref('int_line_item') }} as line
    inner join document using (document_id)
    inner join place using (document_id, table_index)
),
numbered as (
    select
        *,
        row_number() over (
            partition by document_id, table_type, figure_key order by print_order, line_id
        ) as occurrence
    from figure
),
earlier as (
    select pair.*, numbered.* exclude (document_id, table_type)
    from {{ ref('int_revision_pair') }} as pair
    inner join numbered on pair.from_document_id = numbered.document_id and pair.table_type = numbered.table_type
),
later as (
    select pair.*, numbered.* exclude (document_id, table_type)
    from {{ ref('int_revision_pair') }} as pair
    inner join numbered on pair.to_document_id = numbered.document_id and pair.table_type = numbered.table_type
)
select
    coalesce(later.disclosure_id, earlier.disclosure_id) as disclosure_id,
    coalesce(later.table_type, earlier.table_type) as table_type,
    coalesce(later.from_document_id, earlier.from_document_id) as from_document_id,
    coalesce(later.to_document_id, earlier.to_document_id) as to_document_id,
    coalesce(later.table_ordinal, earlier.table_ordinal) as table_ordinal,
    coalesce(later.row_label, earlier.row_label) as row_label,
    coalesce(later.code, earlier.code) as code,
    coalesce(later.measure, earlier.measure) as measure,
    case
        when earlier.line_id is null then 'added'
        when later.line_id is null then 'removed'
        when (earlier.amount_yuan is distinct from later.amount_yuan)
            or earlier.amount_state <> later.amount_state then 'changed'
        else 'same'
    end as change_kind,
    earlier.amount_yuan as from_yuan,
    later.amount_yuan as to_yuan,
    earlier.line_id as from_line_id,
    later.line_id as to_line_id,
    earlier.amount_text as from_text,
    later.amount_text as to_text
from earlier
full outer join later
    on earlier.from_document_id = later.from_document_id
    and earlier.to_document_id = later.to_document_id
    and earlier.table_type = later.table_type
    and earlier.figure_key = later.figure_key
    and earlier.occurrence = later.occurrence
