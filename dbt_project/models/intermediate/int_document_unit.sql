-- The registered unit a document belongs to. Grain: document with exactly one best match.
-- Names of the document's own source count before names of other sources, official names before aliases.
-- Where two units are equally good the printed unit code decides; where it does not, nothing is chosen.
-- A curated name without a division (省法院) may be any province's: it counts for a document that names the division
-- and whose source, if it is one division's, is that division's.
with printed as (
    select document_id, source_id, unit_code, fiscal_year, unnest([unit_name, unit_name_full]) as spelling
    from {{ ref('int_publication_document') }}
),
keyed as (
    select printed.*, spelling.canonical_key as unit_key, 0 as key_rank
    from printed
    inner join {{ ref('int_unit_spelling') }} as spelling using (spelling)
    union all
    select
        printed.*,
        case when starts_with(spelling.local_key, '中共') then '中共' else '' end
        || source.customary
        || regexp_replace(spelling.local_key, '^中共', ''),
        1
    from printed
    inner join {{ ref('int_unit_spelling') }} as spelling using (spelling)
    inner join {{ ref('int_source_division') }} as source using (source_id)
    where spelling.division_code is null
        and (not spelling.is_region_ambiguous or list_contains(spelling.division_codes, source.division_code))
),
matched as (
    select
        keyed.document_id,
        keyed.source_id,
        unit.unit_id,
        unit.unit_name,
        unit.division_code,
        case when unit.source_id = keyed.source_id then 0 else 8 end + unit.name_rank + keyed.key_rank as match_rank,
        unit.unit_code = keyed.unit_code as is_code_match,
        unit.source_id = 'register' and not unit.names_division as is_any_division
    from keyed
    inner join {{ ref('int_unit_name') }} as unit
        on keyed.unit_key = unit.unit_key
        and coalesce(keyed.fiscal_year >= unit.valid_from_year, true)
        and coalesce(keyed.fiscal_year <= unit.valid_to_year, true)
),
spoken as (
    select distinct block.document_id, region.division_code
    from {{ ref('stg_extract__blocks') }} as block
    inner join matched on block.document_id = matched.document_id and matched.is_any_division
    inner join {{ ref('int_region_spelling') }} as region on matched.division_code = region.division_code
    where contains(block.text, region.customary)
),
candidate as (
    select
        matched.document_id,
        matched.unit_id,
        matched.unit_name,
        matched.division_code,
        min(matched.match_rank) as match_rank,
        bool_or(matched.is_code_match) as is_code_match
    from matched
    left join spoken
        on matched.document_id = spoken.document_id and matched.division_code = spoken.division_code
    left join {{ ref('int_source_division') }} as source on matched.source_id = source.source_id
    where not matched.is_any_division
        or (
            spoken.document_id is not null
            and coalesce(source.division_code = matched.division_code, true)
        )
    group by matched.document_id, matched.unit_id, matched.unit_name, matched.division_code
),
best as (
    select * from candidate
    qualify match_rank = min(match_rank) over (partition by document_id)
),
decided as (
    select * from best
    qualify
        count(*) over (partition by document_id) = 1
        or (is_code_match and count(*) filter (where is_code_match) over (partition by document_id) = 1)
)
select document_id, unit_id, unit_name, division_code
from decided
