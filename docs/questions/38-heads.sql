-- 问题：编制、在职、编外人数？
-- Question: Posts authorised, staff in post, contract staff?
-- 可信依据：人数取自文字说明，说法不一者不取；多数文件不写。
-- Trust: From the narrative, where it states one number; most documents state none.
select
    kind,
    fiscal_year,
    count(*) as disclosures,
    count(staff_authorised) as with_authorised,
    count(staff_in_post) as with_in_post,
    count(staff_contract) as with_contract,
    count(staff_retired) as with_retired,
    sum(staff_in_post) as staff_in_post
from marts.mart_per_head
group by all
order by kind, fiscal_year
