-- Who has published, who is late, who has not: expectations from the roster, joined with what was read.
-- A document that says whose it is counts, whatever the words beside its link were.
with expected as (
    select * from {{ ref('stg_collect__expected_disclosures') }}
),
read_documents as (
    select
        disclosure.unit_id,
        disclosure.unit_name,
        disclosure.fiscal_year,
        disclosure.kind,
        document.fetched_at,
        document.source_url
    from {{ ref('dim_document') }} as document
    inner join {{ ref('dim_disclosure') }} as disclosure using (disclosure_id)
    where disclosure.fiscal_year is not null and disclosure.kind <> 'unknown'
),
found as (
    select
        unit_id,
        fiscal_year,
        kind,
        min(unit_name) as unit_name,
        min(fetched_at) as first_seen_at,
        arg_min(source_url, fetched_at) as url,
        count(*) as document_count
    from read_documents
    group by unit_id, fiscal_year, kind
),
joined as (
    select
        unit_id,
        coalesce(unit.unit_name, found.unit_name, expected.unit_name) as unit_name,
        fiscal_year,
        kind,
        expected.state as stated,
        expected.unit_name is not null as is_expected,
        expected.due_on as statutory_due_on,
        case
            when kind = 'budget' then make_date(fiscal_year, 4, 30)
            else make_date(fiscal_year + 1, 10, 31)
        end as season_end,
        expected.approved_on,
        expected.published_on,
        expected.days_late,
        least(expected.first_seen_at, found.first_seen_at) as first_seen_at,
        coalesce(found.document_count, 0) as document_count,
        coalesce(expected.url, found.url) as url
    from expected
    full outer join found using (unit_id, fiscal_year, kind)
    left join {{ ref('dim_unit') }} as unit using (unit_id)
)
select
    unit_id,
    unit_name,
    fiscal_year,
    kind,
    case when stated = 'late' then 'late' when document_count > 0 then 'published' else stated end as state,
    is_expected,
    coalesce(statutory_due_on, cast(season_end as varchar)) as due_on,
    case when statutory_due_on is not null then 'approval' else 'season' end as due_basis,
    approved_on,
    published_on,
    case when stated = 'missing' and document_count > 0 then null else days_late end as days_late,
    first_seen_at,
    document_count,
    url
from joined
