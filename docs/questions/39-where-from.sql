-- 问题：图上的每个数字从哪里来？
-- Question: Where does every number come from?
-- 可信依据：每个数字都有文件、页码、坐标或位置说明；`gongkai explain <line_id>` 画出那一格。
-- Trust: Every figure has file, page and box or locator; gongkai explain draws the cell.
select
    kind,
    quality,
    count(*) as figures,
    count(document_id) as with_file,
    count(page) as with_page,
    count(bbox) as with_box,
    count(*) filter (where bbox is not null or locator is not null) as with_spot,
    count(source_url) as with_address
from marts.fct_line_item
group by all
order by kind, quality
