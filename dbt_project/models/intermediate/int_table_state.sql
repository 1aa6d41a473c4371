{{ config(materialized='incremental') }}
-- In what state each table is that a disclosure's files hold, or speak of. Grain: disclosure × table type.
with found as (
    select
        disclosure_id,
        table_type,
        -- A table of goals has no amounts: its indicators are what it says.
        case
            when is_empty and goal.document_id is not null then 1
            when is_empty and empty_note <> '' then 3
            when is_empty then 4
            when cells_failed > 0 then 2
            else 1
        end as state_rank,
        case
            when is_empty and goal.document_id is null then empty_note
            when cells_failed > 0 then cells_failed || ' of ' || cells_in || ' cells could not be read'
            else ''
        end as evidence
    from {{ ref('int_table') }}
    left join (select distinct document_id, table_index from {{ ref('stg_conform__indicators') }}) as goal
        using (document_id, table_index)
    where is_preferred
),
best as (
    select
        disclosure_id,
        table_type,
        min(state_rank) as state_rank,
        arg_min(evidence, (state_rank, evidence)) as evidence
    from found
    group by disclosure_id, table_type
),
-- Some templates print it as a column of another table.
elsewhere as (
    select
        line.disclosure_id,
        same.table_type,
        min('printed as a column of ' || found.title) as evidence
    from {{ ref('int_line_item') }} as line
    inner join {{ ref('table_equivalents') }} as same
        on line.kind = same.kind
        and line.table_type = same.shown_in
        and line.measure = same.measure
        and contains(' ' || same.code_schemes || ' ', ' ' || line.code_scheme || ' ')
    inner join {{ ref('int_table') }} as found using (document_id, table_index)
    where line.is_preferred
    group by line.disclosure_id, same.table_type
),
-- A table without figures and without a note may be declared empty in the narrative, perhaps in another file.
-- What the narrative says of a fund holds unless it states an amount of it, too.
told as (
    select
        claim.disclosure_id,
        empty.table_type,
        'page ' || min(claim.page) || ' of the narrative: ' || arg_min(claim.sentence, (claim.page, claim.claim_id))
            as evidence
    from {{ ref('int_claim') }} as claim
    inner join {{ ref('table_claims') }} as empty
        on claim.subject = empty.subject and coalesce(claim.scope = empty.scope, true)
    where coalesce(claim.claim_year = claim.fiscal_year, true)
    group by claim.disclosure_id, empty.table_type
    having bool_and(coalesce(claim.amount_yuan = 0, claim.declaration = 'none', false))
)
select
    coalesce(best.disclosure_id, elsewhere.disclosure_id, told.disclosure_id) as disclosure_id,
    coalesce(best.table_type, elsewhere.table_type, told.table_type) as table_type,
    case
        when best.state_rank = 1 then 'published'
        when best.state_rank = 2 then 'partly_read'
        when elsewhere.disclosure_id is not null then 'published'
        when best.state_rank = 3 or (best.state_rank = 4 and told.disclosure_id is not null) then 'declared_empty'
        when best.state_rank = 4 then 'empty'
        else 'spoken_of'
    end as state,
    case
        when best.state_rank <= 3 then best.evidence
        else coalesce(elsewhere.evidence, told.evidence, '')
    end as evidence
from best
full outer join elsewhere using (disclosure_id, table_type)
full outer join told using (disclosure_id, table_type)
