{{ config(materialized='incremental') }}
-- The one figure a disclosure prints for a measure and a year. Grain: disclosure × series measure × figure year.
-- Its own year's figure is what it publishes; a column for the year before is what it says of the past: of its budget or
-- final accounts, not what was spent of it until then (执行数, 预计执行数).
with figure as (
    select *, coalesce(amount_year, fiscal_year) as figure_year
    from {{ ref('int_line_item') }}
    where is_preferred
        and fiscal_year is not null
        and funding = ''
        and (basis = '' or kind = 'unknown' or basis = kind or (amount_year <> fiscal_year and basis in ('budget', 'final')))
),
total_row as (
    select
        document_id,
        table_index,
        lane,
        figure_year,
        coalesce(
            min(row_number) filter (where is_total and level = 0),
            case when count(distinct row_number) = 1 then min(row_number) end
        ) as total_row_number
    from figure
    group by document_id, table_index, lane, figure_year
),
candidate as (
    select
        figure.disclosure_id,
        figure.unit_id,
        figure.unit_name,
        figure.fiscal_year,
        figure.kind,
        figure.report_level,
        figure.document_id,
        figure.line_id,
        figure.table_index,
        figure.row_number,
        figure.column_number,
        figure.table_type,
        figure.figure_year,
        figure.amount_yuan,
        figure.step_yuan,
        figure.quality,
        source.series_measure,
        source.priority,
        case
            when figure.table_title like '%一般公共预算%' then 'general_budget'
            when figure.table_title like '%政府性基金%' then 'gov_fund'
            when figure.table_title like '%国有资本%' then 'state_capital'
            when figure.table_title like '%财政拨款%' then 'fiscal_appropriation'
        end as funding_scope
    from figure
    inner join total_row using (document_id, table_index, lane, figure_year)
    inner join {{ ref('series_sources') }} as source
        on figure.table_type = source.table_type
        and figure.measure = source.measure
        and (
            figure.item = source.item
            or (
                source.item is null
                and (figure.item = figure.measure or figure.row_number = total_row.total_row_number)
            )
        )
    where figure.amount_yuan is not null
)
select *
from candidate
qualify
    row_number() over (
        partition by disclosure_id, series_measure, figure_year
        order by priority, table_index, row_number, column_number, line_id
    ) = 1
