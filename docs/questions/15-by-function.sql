-- 问题：全区按功能分类的支出？
-- Question: Spending by function?
-- 可信依据：支出总表末级行（支出总表不按功能分类的，取收支总表的类），编码按历年变动对照；有的公开末级合计低于表内合计（行未读全），其数另列。
-- Trust: Leaves of the expenditure table (classes of the summary where that is not by function), codes harmonised over the years; disclosures whose leaves fall short of the printed total (rows not read) are counted apart.
select
    fiscal_year,
    class_code,
    any_value(class_name) as class_name,
    count(distinct disclosure_id) as disclosures,
    count(distinct disclosure_id) filter (where leaves_read_percent < 99.99) as not_read_whole,
    count(code_break) as with_code_break,
    sum(total_yuan) as total_yuan
from marts.mart_expenditure_by_function
where is_counted and kind = 'budget' and is_leaf
group by fiscal_year, class_code
order by fiscal_year, total_yuan desc, class_code
