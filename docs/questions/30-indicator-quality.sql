-- 问题：绩效指标的质量：量化、满意度、照抄？
-- Question: Quality of performance goals: numeric, satisfaction, copied?
-- 可信依据：量化即指标值含数字；照抄须上年有同名表。
-- Trust: Numeric: the target holds a number; copied needs last year's form.
select
    fiscal_year,
    table_type,
    count(*) as forms,
    sum(indicator_count) as indicators,
    round(100.0 * sum(quantified_count) / sum(indicator_count), 2) as quantified_percent,
    count(*) filter (where not has_satisfaction) as forms_without_satisfaction,
    count(is_copied) as forms_with_a_year_before,
    count(*) filter (where is_copied) as forms_copied
from marts.mart_indicator
where is_counted
group by all
order by fiscal_year, table_type
