-- Everything a disclosure's rows are made of, as one digest: what was read from its documents, which of them count,
-- what the archive and the roster say, and the same of its neighbours. Grain: disclosure.
-- Code and seeds are no part of it: when they change, the build begins with a new file.
-- Whole rows are hashed by their aliases, which no column may be called.
with element as (
    select disclosure_id, 'document' as said_by, hash(document_row) as digest
    from {{ ref('int_disclosure_document') }} as document_row
    union all
    select document_row.disclosure_id, 'content', hash(content_row)
    from {{ ref('int_disclosure_document') }} as document_row
    inner join {{ ref('due_document_digest') }} as content_row using (document_id)
    union all
    select document_row.disclosure_id, 'archive', hash(archived_row)
    from {{ ref('int_disclosure_document') }} as document_row
    inner join {{ ref('stg_collect__archived_documents') }} as archived_row using (document_id)
    union all
    select disclosure_id, 'preference', hash(preference_row) from {{ ref('int_preference') }} as preference_row
    union all
    select disclosure_id, 'place', hash(place_row) from {{ ref('int_placed_disclosure') }} as place_row
    union all
    select place_row.disclosure_id, 'roster', hash(unit_row)
    from {{ ref('int_placed_disclosure') }} as place_row
    inner join {{ ref('stg_collect__source_units') }} as unit_row using (unit_id)
    union all
    select place_row.disclosure_id, 'units', hash(unit_row)
    from {{ ref('int_placed_disclosure') }} as place_row
    inner join {{ ref('stg_collect__source_units') }} as unit_row on place_row.unit_id = unit_row.parent_unit_id
    union all
    select place_row.disclosure_id, 'expected', hash(expected_row)
    from {{ ref('int_placed_disclosure') }} as place_row
    inner join {{ ref('stg_collect__expected_disclosures') }} as expected_row
        on place_row.unit_id = expected_row.unit_id
        and place_row.fiscal_year = expected_row.fiscal_year
        and place_row.kind = expected_row.kind
),
own as (
    select disclosure_id, md5(string_agg(said_by || ' ' || digest, ',' order by said_by, digest)) as digest
    from element
    group by disclosure_id
),
beside as (
    select neighbour.disclosure_id, string_agg(other.digest, ',' order by neighbour.other_id) as digests
    from {{ ref('due_neighbour') }} as neighbour
    inner join own as other on neighbour.other_id = other.disclosure_id
    group by neighbour.disclosure_id
)
select own.disclosure_id, md5(own.digest || coalesce(beside.digests, '')) as fingerprint
from own
left join beside using (disclosure_id)
