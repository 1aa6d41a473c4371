-- Series with published and implied figures side by side. Grain: unit × report level × kind × measure × year.
with published as (
    select * from {{ ref('int_series_figure') }}
    where figure_year = fiscal_year
),
implied as (
    select
        implied.*,
        disclosure.unit_id,
        disclosure.unit_name,
        disclosure.kind,
        disclosure.report_level
    from {{ ref('int_implied_figure') }} as implied
    inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
    qualify
        row_number() over (
            partition by
                disclosure.unit_id, disclosure.report_level, disclosure.kind,
                implied.series_measure, implied.figure_year
            order by implied.disclosure_id
        ) = 1
)
select
    coalesce(published.unit_id, implied.unit_id) as unit_id,
    coalesce(published.unit_name, implied.unit_name) as unit_name,
    coalesce(published.report_level, implied.report_level) as report_level,
    coalesce(published.kind, implied.kind) as kind,
    coalesce(published.series_measure, implied.series_measure) as series_measure,
    coalesce(published.figure_year, implied.figure_year) as fiscal_year,
    published.disclosure_id,
    published.line_id,
    published.table_type,
    published.priority,
    published.funding_scope,
    published.quality,
    published.amount_yuan as published_yuan,
    implied.implied_yuan,
    implied.implied_by,
    implied.disclosure_id as implied_disclosure_id,
    coalesce(published.amount_yuan, implied.implied_yuan) as value_yuan,
    case when published.amount_yuan is not null then 'published' else 'implied' end as value_basis
from published
full outer join implied
    on published.unit_id = implied.unit_id
    and published.report_level = implied.report_level
    and published.kind = implied.kind
    and published.series_measure = implied.series_measure
    and published.figure_year = implied.figure_year
where coalesce(published.kind, implied.kind) <> 'unknown'
