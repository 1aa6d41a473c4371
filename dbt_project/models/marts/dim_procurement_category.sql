select
    code,
    name,
    level,
    nullif(parent_code, '') as parent_code,
    category,
    '政府采购品目分类目录（2022年印发）' as source
from {{ ref('procurement_categories') }}
