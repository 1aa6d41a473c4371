-- Breaks known before any figure is looked at: the register, mergers and splits of units, documents' own words.
with register as (
    select
        break_id,
        series_measure,
        division_prefix,
        null::varchar as unit_id,
        from_year,
        break_kind,
        effect,
        reason_zh,
        reason_en,
        source,
        null::varchar as document_id,
        null::bigint as page
    from {{ ref('series_breaks') }}
),
lineage as (
    select
        'LIN-' || left(md5(concat_ws('|', from_name, to_name, effective_year, change_kind)), 10) as break_id,
        null::varchar as series_measure,
        null::varchar as division_prefix,
        to_unit_id as unit_id,
        effective_year as from_year,
        'reorganisation' as break_kind,
        -- A rename moves no money; what is not yet seen in a document only asks for care.
        case when change_kind = 'rename' or basis = 'unverified' then 'caution' else 'breaks' end as effect,
        from_name || ' → ' || to_name as reason_zh,
        'Reorganisation (' || change_kind || '): ' || from_name || ' → ' || to_name as reason_en,
        source,
        null::varchar as document_id,
        null::bigint as page
    from {{ ref('bridge_unit_lineage') }}
    where to_unit_id is not null
),
stated as (
    select
        'DOC-' || left(document_id, 8) || '-' || block_index as break_id,
        series_measure,
        null::varchar as division_prefix,
        unit_id,
        fiscal_year as from_year,
        break_kind,
        'breaks' as effect,
        left(text, 400) as reason_zh,
        'The document says itself that the years differ in definition or organisation.' as reason_en,
        'document' as source,
        document_id,
        page
    from {{ ref('int_break_statement') }}
    -- Words that name no measure known here stay in the document; they would break everything.
    where series_measure is not null
)
select
    break_id,
    series_measure,
    division_prefix,
    unit_id,
    from_year,
    break_kind,
    effect,
    reason_zh,
    reason_en,
    source,
    document_id,
    page
from (
    select * from register
    union all
    select * from lineage
    union all
    select * from stated
)
