-- Figures of two publications that follow one another, matched by what they say and not by where they stand.
-- Grain: pair of publications × table type × figure of either.
with document as (
    select distinct from_document_id as document_id from {{ ref('int_revision_pair') }}
    union
    select distinct to_document_id from {{ ref('int_revision_pair') }}
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
    from {{ ref('stg_conform__lines') }} as line
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
before as (
    select pair.*, numbered.* exclude (document_id, table_type)
    from {{ ref('int_revision_pair') }} as pair
    inner join numbered on pair.from_document_id = numbered.document_id and pair.table_type = numbered.table_type
),
after as (
    select pair.*, numbered.* exclude (document_id, table_type)
    from {{ ref('int_revision_pair') }} as pair
    inner join numbered on pair.to_document_id = numbered.document_id and pair.table_type = numbered.table_type
)
select
    coalesce(after.disclosure_id, before.disclosure_id) as disclosure_id,
    coalesce(after.table_type, before.table_type) as table_type,
    coalesce(after.from_document_id, before.from_document_id) as from_document_id,
    coalesce(after.to_document_id, before.to_document_id) as to_document_id,
    coalesce(after.table_ordinal, before.table_ordinal) as table_ordinal,
    coalesce(after.row_label, before.row_label) as row_label,
    coalesce(after.code, before.code) as code,
    coalesce(after.measure, before.measure) as measure,
    case
        when before.line_id is null then 'added'
        when after.line_id is null then 'removed'
        when before.amount_yuan is distinct from after.amount_yuan
            or before.amount_state <> after.amount_state then 'changed'
        else 'same'
    end as change_kind,
    before.amount_yuan as from_yuan,
    after.amount_yuan as to_yuan,
    before.line_id as from_line_id,
    after.line_id as to_line_id,
    before.amount_text as from_text,
    after.amount_text as to_text
from before
full outer join after
    on before.from_document_id = after.from_document_id
    and before.to_document_id = after.to_document_id
    and before.table_type = after.table_type
    and before.figure_key = after.figure_key
    and before.occurrence = after.occurrence
