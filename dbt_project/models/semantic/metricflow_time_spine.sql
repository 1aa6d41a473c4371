-- Years, as MetricFlow wants them: the first day of each. Budgets know no finer time.
select unnest(generate_series(date '2010-01-01', date '2049-01-01', interval 1 year))::date as fiscal_year
