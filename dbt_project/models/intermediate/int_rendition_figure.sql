-- What renditions of one publication can be compared by: every figure with what it says, not where it is printed.
-- Grain: figure (table line, claim, head count, indicator) of a publication with more than one rendition.
-- `match_key` is the same for the same figure in every rendition, `value_text` what must agree beside the amount.
with renditioned as (
    select document_id, disclosure_id, publication_key
    from {{ ref('int_disclosure_document') }}
    inner join {{ ref('due_scope') }} using (disclosure_id)
    qualify count(*) over (partition by disclosure_id, edition_order) > 1
),
numbered_table as (
    select
        document_id,
        table_index,
        table_type,
        row_number() over (partition by document_id, table_type order by table_index) as table_ordinal
    from {{ ref('int_table') }}
),
figure as (
    select
        'line' as figure_kind,
        line.line_id as figure_id,
        line.document_id,
        line.table_type as content,
        line.table_type,
        place.table_ordinal,
        line.row_label as label,
        line.code,
        line.project_code,
        line.lane,
        line.item,
        line.measure,
        line.amount_year as figure_year,
        line.amount_yuan,
        line.amount_state as value_text,
        line.row_number * 1000 + line.column_number as print_order
    from {{ ref('int_line_item') }} as line
    inner join numbered_table as place using (document_id, table_index)
    union all
    select
        'claim', claim_id, document_id, 'claims', null, null, subject_text, null, null, scope, item, subject,
        claim_year, amount_yuan,
        concat_ws(
            ' ', quantity::varchar, quantity_unit, share_percent::varchar, base_year::varchar, direction,
            change_yuan::varchar, rate_percent::varchar
        ),
        coalesce(block_index, 0)
    from {{ ref('stg_conform__claims') }}
    union all
    select
        'headcount', headcount_key, document_id, 'headcounts', null, null, label, null, null, '', category, status,
        null, null, "count"::varchar, block_index
    from {{ ref('stg_conform__headcounts') }}
    union all
    select
        'indicator', indicator.indicator_key, indicator.document_id, place.table_type, place.table_type,
        place.table_ordinal, indicator.indicator_name, null, indicator.project_code, '', indicator.horizon,
        indicator.level1, null, null,
        concat_ws(
            ' / ', {{ name_key('indicator.level2') }}, {{ name_key('indicator.target_text') }},
            {{ name_key('indicator.prior_year_text') }}, {{ name_key('indicator.two_years_ago_text') }}
        ),
        row_number() over (
            partition by indicator.document_id, indicator.table_index order by indicator.indicator_key
        )
    from {{ ref('stg_conform__indicators') }} as indicator
    inner join numbered_table as place using (document_id, table_index)
),
described as (
    select
        figure.*,
        renditioned.disclosure_id,
        renditioned.publication_key,
        concat_ws(
            '|', figure_kind, coalesce(table_type, ''), coalesce(table_ordinal, 0), {{ name_key('label') }},
            coalesce(code, ''), coalesce(project_code, ''), lane, item, measure, coalesce(figure_year::varchar, '')
        ) as figure_key
    from figure
    inner join renditioned using (document_id)
),
numbered as (
    select
        *,
        row_number() over (partition by document_id, figure_key order by print_order, figure_id) as occurrence
    from described
)
select
    *,
    figure_key || '|' || occurrence as match_key
from numbered
