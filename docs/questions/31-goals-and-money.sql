-- 问题：目标不变而预算大增的项目？
-- Question: Same goals, much more money?
-- 可信依据：须两年都公开该项目的绩效目标与预算；不能判断者另计。
-- Trust: Needs goals and budget of both years; what cannot be told is counted apart.
select
    fiscal_year,
    count(*) as forms,
    count(is_money_up_goals_same) as can_be_told,
    count(*) filter (where is_money_up_goals_same) as money_up_goals_same
from marts.mart_indicator
where is_counted
group by all
order by fiscal_year
