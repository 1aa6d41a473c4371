-- Everything a disclosure's rows are made of, as one digest: what was read from its documents, which of them count,
-- what the archive and the roster say, and the same of its neighbours. Grain: disclosure.
-- Code and seeds are no part of it: when they change, the build begins with a new file.
with element as (
    select disclosure_id, 'document' as said_by, hash(document) as digest
    from {{ ref('int_disclosure_document') }} as document
    union all
    select document.disclosure_id, 'content', hash(content)
    from {{ ref('int_disclosure_document') }} as document
    inner join {{ ref('due_document_digest') }} as content using (document_id)
    union all
    select document.disclosure_id, 'archive', hash(archived)
    from {{ ref('int_disclosure_document') }} as document
    inner join {{ ref('stg_collect__archived_documents') }} as archived using (document_id)
    union all
    select disclosure_id, 'preference', hash(preference) from {{ ref('int_preference') }} as preference
    union all
    select disclosure_id, 'place', hash(place) from {{ ref('int_placed_disclosure') }} as place
    union all
    select place.disclosure_id, 'roster', hash(unit)
    from {{ ref('int_placed_disclosure') }} as place
    inner join {{ ref('stg_collect__source_units') }} as unit using (unit_id)
    union all
    select place.disclosure_id, 'units', hash(unit)
    from {{ ref('int_placed_disclosure') }} as place
    inner join {{ ref('stg_collect__source_units') }} as unit on place.unit_id = unit.parent_unit_id
    union all
    select place.disclosure_id, 'expected', hash(expected)
    from {{ ref('int_placed_disclosure') }} as place
    inner join {{ ref('stg_collect__expected_disclosures') }} as expected
        on place.unit_id = expected.unit_id
        and place.fiscal_year = expected.fiscal_year
        and place.kind = expected.kind
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
