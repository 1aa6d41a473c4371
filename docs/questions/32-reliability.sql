-- 问题：各公开文件的可靠性？
-- Question: How reliable are the disclosures?
-- 可信依据：按应核规则计；没有读到的算“未证”，不算通过。
-- Trust: Of the rules owed; what was not read is unproven, never passed.
select
    kind,
    fiscal_year,
    count(*) as disclosures,
    sum(rules_owed) as rules_owed,
    sum(rules_held) as rules_held,
    sum(rules_failed) as rules_failed,
    sum(rules_unproven) as rules_unproven,
    round(median(reliability_percent), 2) as median_reliability_percent
from marts.mart_reliability
group by all
order by kind, fiscal_year
