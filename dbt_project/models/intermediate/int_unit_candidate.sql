-- Names that may be a unit's and are not taken as its own. Grain: unit × name.
with unit as (
    select distinct unit_id, unit_name, report_level, fiscal_year, kind, unit_code, division_code, unit_key
    from (
        select
            document.*,
            regexp_replace(document.unit_id, '^name:', '') as unit_key
        from {{ ref('int_document_disclosure') }} as document
        where not starts_with(document.unit_id, 'unknown:')
    )
),
-- A body that publishes at unit level means its own office; whether it is the same as …（本级） it does not say.
own_office as (
    select
        whole.unit_id,
        office.unit_name as name,
        'both publish at unit level for ' || min(whole.fiscal_year) as source
    from unit as whole
    inner join unit as office
        on office.unit_key = whole.unit_key || '(本级)'
        and whole.report_level = 'unit'
        and office.report_level = 'unit'
        and whole.fiscal_year = office.fiscal_year
        and whole.kind = office.kind
    group by whole.unit_id, office.unit_name
),
ambiguous as (
    select
        whole.unit_id,
        spelling.spelling as name,
        spelling.region_spelling || ' is a division of several cities' as source
    from {{ ref('int_unit_spelling') }} as spelling
    inner join {{ ref('int_unit_spelling') }} as longer
        on spelling.local_key = longer.local_key
        and list_contains(spelling.division_codes, longer.division_code)
    inner join unit as whole on longer.canonical_key = whole.unit_key
    where spelling.is_region_ambiguous
),
same_code as (
    select
        one.unit_id,
        other.unit_name as name,
        'both print the code ' || one.unit_code || ' for ' || min(one.fiscal_year) as source
    from unit as one
    inner join unit as other
        on one.unit_code = other.unit_code
        and one.division_code = other.division_code
        and one.fiscal_year = other.fiscal_year
        and one.report_level = other.report_level
        and one.unit_id <> other.unit_id
    where one.unit_code <> ''
    group by one.unit_id, other.unit_name, one.unit_code
),
same_figures as (
    select
        other.unit_id,
        own.unit_name as name,
        max(candidate.shared_amounts) || ' amounts of the one stand in the tables of the other' as source
    from {{ ref('int_disclosure_candidate') }} as candidate
    inner join {{ ref('int_document_disclosure') }} as own using (document_id)
    inner join {{ ref('int_document_disclosure') }} as other
        on candidate.candidate_disclosure_id = other.disclosure_id
    where candidate.differs_in = 'unit'
    group by other.unit_id, own.unit_name
)
select unit_id, name, string_agg(source, '; ' order by source) as source
from (
    select * from own_office
    union
    select * from ambiguous
    union
    select * from same_code
    union
    select * from same_figures
)
group by unit_id, name
