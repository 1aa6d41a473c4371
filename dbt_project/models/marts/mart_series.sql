-- Points taken off a perfect score, by reason: what the score rests on stands beside it.
with by_kind as (
    -- Register and document may know of the same break: each kind of break counts once, at its worst.
    select
        unit_id, report_level, kind, series_measure, fiscal_year, break_kind,
        bool_or(effect = 'breaks') as is_break,
        string_agg(break_id, ' ' order by break_id) as break_ids,
        string_agg(reason_zh, '；' order by break_id) as break_reasons_zh,
        string_agg(reason_en, '; ' order by break_id) as break_reasons_en,
        max(case when effect = 'breaks' then 60 else 10 end) as points
    from {{ ref('int_series_break') }}
    group by all
),
deduction as (
    select
        unit_id, report_level, kind, series_measure, fiscal_year,
        bool_or(is_break) as is_break,
        string_agg(break_ids, ' ' order by break_kind) as break_ids,
        string_agg(break_reasons_zh, '；' order by break_kind) as break_reasons_zh,
        string_agg(break_reasons_en, '; ' order by break_kind) as break_reasons_en,
        string_agg(break_kind || ' -' || points, ', ' order by break_kind) as break_deductions,
        sum(points) as break_points
    from by_kind
    group by unit_id, report_level, kind, series_measure, fiscal_year
),
price as (
    select
        year,
        exp(sum(ln(cpi_previous_year_100 / 100)) over (order by year))
        / exp(sum(ln(cpi_previous_year_100 / 100)) over ()) as relative_level,
        max(year) over () as price_year
    from {{ ref('price_index') }}
),
measure as (
    select
        series_measure,
        min(zh) as zh,
        bool_or(is_internal_transfer) as is_internal_transfer
    from {{ ref('series_sources') }}
    group by series_measure
),
figure as (
    select
        series.*,
        unit.division_code,
        unit.division_name,
        unit.is_registered,
        measure.zh as series_measure_zh,
        measure.is_internal_transfer,
        coalesce(counted.is_counted, false) as is_counted,
        last_year.value_yuan as prior_yuan,
        last_year.value_basis as prior_basis,
        coalesce(deduction.is_break, false) as is_break,
        deduction.break_ids,
        deduction.break_reasons_zh,
        deduction.break_reasons_en,
        deduction.break_deductions,
        coalesce(deduction.break_points, 0) as break_points,
        staff.staff_in_post,
        price.relative_level,
        price.price_year
    from {{ ref('int_series') }} as series
    inner join {{ ref('int_unit') }} as unit using (unit_id)
    inner join measure using (series_measure)
    left join {{ ref('int_counted') }} as counted using (disclosure_id)
    left join {{ ref('int_staff') }} as staff using (disclosure_id)
    left join price on series.fiscal_year = price.year
    left join deduction
        on series.unit_id = deduction.unit_id
        and series.report_level = deduction.report_level
        and series.kind = deduction.kind
        and series.series_measure = deduction.series_measure
        and series.fiscal_year = deduction.fiscal_year
    left join {{ ref('int_series') }} as last_year
        on series.unit_id = last_year.unit_id
        and series.report_level = last_year.report_level
        and series.kind = last_year.kind
        and series.series_measure = last_year.series_measure
        and series.fiscal_year - 1 = last_year.fiscal_year
),
scored as (
    select
        *,
        concat_ws(
            ', ',
            break_deductions,
            case when value_basis = 'implied' then 'value_implied -20' end,
            case when prior_basis = 'implied' then 'prior_implied -15' end,
            case when quality <> 'exact' then 'reading_' || quality || ' -15' end,
            case when not is_registered then 'unit_known_by_name_only -5' end
        ) as reasons,
        break_points
        + case when value_basis = 'implied' then 20 else 0 end
        + case when prior_basis = 'implied' then 15 else 0 end
        + case when quality <> 'exact' then 15 else 0 end
        + case when not is_registered then 5 else 0 end as points
    from figure
)
select
    unit_id,
    unit_name,
    division_code,
    division_name,
    report_level,
    kind,
    fiscal_year,
    series_measure,
    series_measure_zh,
    is_counted,
    is_internal_transfer,
    disclosure_id,
    line_id,
    published_yuan,
    implied_yuan,
    implied_by,
    implied_disclosure_id,
    value_yuan,
    value_basis,
    funding_scope,
    prior_yuan,
    prior_basis,
    {{ percent_of('value_yuan - prior_yuan', 'prior_yuan') }} as growth_percent,
    case when not is_break then {{ percent_of('value_yuan - prior_yuan', 'prior_yuan') }} end
        as comparable_growth_percent,
    prior_yuan is not null and is_break as is_break,
    break_ids,
    break_reasons_zh,
    break_reasons_en,
    case when prior_yuan is not null then greatest(0, 100 - points)::bigint end as comparability,
    case when prior_yuan is null then 'no_year_before' else reasons end as comparability_reasons,
    round(value_yuan::double / relative_level, 2)::decimal(20, 2) as real_yuan,
    price_year,
    staff_in_post,
    {{ per_head('published_yuan', 'staff_in_post') }} as per_head_yuan
from scored
