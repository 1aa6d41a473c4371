-- Breaks that lie between a figure and that of the year before. Grain: series × year × break.
with figure as (
    select
        series.*,
        last_year.funding_scope as prior_scope,
        last_year.table_type as prior_table_type,
        last_year.value_yuan is not null as has_prior,
        unit.division_code
    from {{ ref('int_series') }} as series
    inner join {{ ref('int_unit') }} as unit using (unit_id)
    left join {{ ref('int_series') }} as last_year
        on series.unit_id = last_year.unit_id
        and series.report_level = last_year.report_level
        and series.kind = last_year.kind
        and series.series_measure = last_year.series_measure
        and series.fiscal_year - 1 = last_year.fiscal_year
),
known as (
    select
        figure.unit_id,
        figure.report_level,
        figure.kind,
        figure.series_measure,
        figure.fiscal_year,
        register.break_id,
        register.break_kind,
        register.effect,
        register.reason_zh,
        register.reason_en
    from figure
    inner join {{ ref('dim_series_break') }} as register
        on figure.fiscal_year = register.from_year
        and coalesce(figure.series_measure = register.series_measure, true)
        and coalesce(figure.unit_id = register.unit_id, true)
        and (register.division_prefix is null or starts_with(figure.division_code, register.division_prefix))
),
found as (
    select
        unit_id, report_level, kind, series_measure, fiscal_year,
        'SCOPE' as break_id, 'template_scope' as break_kind, 'breaks' as effect,
        '表题口径由' || prior_scope || '变为' || funding_scope as reason_zh,
        'The funds that the title names changed from ' || prior_scope || ' to ' || funding_scope as reason_en
    from figure
    where has_prior and funding_scope <> prior_scope
    union all
    select
        unit_id, report_level, kind, series_measure, fiscal_year,
        'TABLE', 'source_table', 'caution',
        '取自不同的表：上年' || prior_table_type || '，本年' || table_type,
        'Taken from different tables: ' || prior_table_type || ' the year before, ' || table_type || ' this year'
    from figure
    where has_prior and table_type <> prior_table_type
)
select * from known
union all
select * from found
