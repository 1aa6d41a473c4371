-- 问题：每辆公车的运行费？
-- Question: Vehicle operation per vehicle?
-- 可信依据：车辆数取自文字说明，多为上年末数；说法不一则不取。
-- Trust: Vehicles as the narrative states them, often at the end of the year before; two numbers are none.
select
    coalesce(division_name, '未识别') as division,
    fiscal_year,
    count(vehicles) as with_vehicles,
    count(operation_per_vehicle_yuan) as with_cost,
    sum(vehicles) filter (where operation_per_vehicle_yuan is not null) as vehicles,
    median(operation_per_vehicle_yuan) as median_per_vehicle_yuan,
    max(operation_per_vehicle_yuan) as highest_per_vehicle_yuan
from marts.mart_per_head
where is_counted and kind = 'budget'
group by all
having count(vehicles) > 0
order by division, fiscal_year
