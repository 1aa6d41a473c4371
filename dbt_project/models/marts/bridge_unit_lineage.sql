-- Curated successions, and units of one source that were printed with one code under two names.
with curated as (
    select
        from_name,
        to_name,
        effective_year,
        change_kind,
        basis,
        source
    from {{ ref('unit_lineage') }}
),
printed as (
    select
        document.source_id,
        document.unit_code,
        document.unit_name,
        {{ name_key('document.unit_name') }} as name_key,
        min(document.fiscal_year) as first_year,
        max(document.fiscal_year) as last_year
    from {{ ref('int_publication_document') }} as document
    where document.source_id is not null
        and document.unit_code <> ''
        and document.unit_name <> ''
        and document.fiscal_year is not null
    group by all
),
same_code as (
    select distinct
        earlier.unit_name as from_name,
        later.unit_name as to_name,
        later.first_year as effective_year,
        'printed_code' as change_kind,
        'documents' as basis,
        'code ' || later.unit_code || ' printed for both' as source
    from printed as earlier
    inner join printed as later
        on earlier.source_id = later.source_id
        and earlier.unit_code = later.unit_code
        and earlier.last_year < later.first_year
        and earlier.name_key <> later.name_key
),
lineage as (
    select * from curated
    union all
    select * from same_code
),
met as (
    select {{ name_key('unit_name') }} as name_key, min(unit_id) as unit_id
    from {{ ref('int_unit') }}
    group by all
)
select
    earlier.unit_id as from_unit_id,
    lineage.from_name,
    later.unit_id as to_unit_id,
    lineage.to_name,
    lineage.effective_year,
    lineage.change_kind,
    lineage.basis,
    lineage.source
from lineage
left join met as earlier on {{ name_key('lineage.from_name') }} = earlier.name_key
left join met as later on {{ name_key('lineage.to_name') }} = later.name_key
