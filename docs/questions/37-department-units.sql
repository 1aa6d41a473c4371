-- 问题：部门数等于所属单位之和吗？
-- Question: Is the department the sum of its units?
-- 可信依据：只看两者都公开的部门；“units_missing”是单位公开不全，不是错。
-- Trust: Departments that publish both; units_missing means units did not publish, not an error.
select
    fiscal_year,
    kind,
    state,
    count(distinct department_unit_id) as departments,
    count(*) as measures,
    sum(difference_yuan) as difference_yuan
from marts.mart_department_units
group by all
order by fiscal_year, kind, state
