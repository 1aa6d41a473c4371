-- Which disclosure each document belongs to, why, and how far its figures are to be used. Grain: document.
with size as (
    select document_id, sum(figure_count) as figure_count
    from {{ ref('int_document_content') }}
    group by document_id
),
beside as (
    -- The other document of the same disclosure that speaks loudest for belonging together.
    select
        pair.document_id,
        max(pair.shared_amounts) as shared_amounts,
        max(pair.stated_amounts) as stated_amounts,
        bool_or(pair.roles_complete) as roles_complete,
        arg_min(pair.published_in, case pair.published_in
            when 'publication' then 1 when 'container' then 2 when 'page' then 3 when 'folder' then 4 else 5
        end) as published_in
    from {{ ref('int_document_pair') }} as pair
    inner join {{ ref('int_document_disclosure') }} as one on pair.document_id = one.document_id
    inner join {{ ref('int_document_disclosure') }} as other
        on pair.other_document_id = other.document_id and one.disclosure_id = other.disclosure_id
    group by pair.document_id
)
select
    document.document_id,
    document.disclosure_id,
    document.unit_id,
    document.unit_name,
    document.division_code,
    document.fiscal_year,
    document.kind,
    document.report_level,
    document.publication_id,
    document.publication_key,
    document.method,
    document.media_type,
    document.page_count,
    document.file_name,
    document.title,
    document.content,
    coalesce(size.figure_count, 0)::bigint as figure_count,
    row_number() over (
        partition by document.disclosure_id
        order by
            placed.is_current desc,
            placed.publication_order desc,
            {{ method_rank('document.method') }},
            size.figure_count desc nulls last,
            document.document_id
    ) as rendition_rank,
    placed.publication_order,
    -- Files with one edition are renditions of one publication, declared by their source or found.
    placed.edition_order,
    placed.revision,
    placed.revision_basis,
    placed.is_current,
    placed.current_contents,
    case
        when count(*) over (partition by document.disclosure_id) = 1 then 'alone'
        when document.is_completed then 'completed'
        when document.completed_by_publication <> '' then 'publication'
        else 'stated'
    end as join_basis,
    case
        when count(*) over (partition by document.disclosure_id) = 1 then ''
        else concat_ws(
            '; ',
            case
                when document.is_completed then 'does not state ' || document.silent_on || '; all it states is the same'
                when document.completed_by_publication <> ''
                    then 'does not state ' || document.completed_by_publication || ', another rendition does'
                else 'states the same unit, year, kind and level'
            end,
            case when document.folded <> '' then 'unit spelled otherwise (' || document.folded || ')' end,
            case when beside.roles_complete then 'one is the narrative, the other the tables' end,
            case
                when beside.stated_amounts > 0
                    then beside.shared_amounts || ' of the ' || beside.stated_amounts
                        || ' amounts that the narrative states stand in the tables'
                when beside.shared_amounts > 0 and beside.stated_amounts is null
                    then beside.shared_amounts || ' amounts of its tables stand in the other''s'
            end,
            case when beside.published_in <> '' then 'same ' || beside.published_in end
        )
    end as join_evidence
from {{ ref('int_document_disclosure') }} as document
inner join {{ ref('int_publication_order') }} as placed using (disclosure_id, publication_key)
left join size using (document_id)
left join beside using (document_id)
