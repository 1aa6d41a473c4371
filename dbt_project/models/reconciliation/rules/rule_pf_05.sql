-- PF-05 (hint): an amount whose basis names one unit price is a whole multiple of it
with item as (
    select
        *,
        replace(regexp_replace(coalesce(description, '') || '；' || coalesce(basis, ''), '\s', '', 'g'), ',', '') as said
    from {{ ref('int_project_item') }}
    where item_kind = 'cost' and amount_yuan > 0
),

priced as (
    select *, regexp_extract_all(said, '(\d+(?:\.\d+)?万?元)/', 1) as prices
    from item
),

read_out as (
    select
        *,
        regexp_extract(prices[1], '([\d.]+)', 1)::decimal(20, 4) * case when contains(prices[1], '万') then 10000 else 1 end
            as price_yuan
    from priced
    where len(prices) = 1
),

judged as (
    select
        disclosure_id,
        project_name || '：' || item_name as place,
        project_name || ': ' || item_name as place_en,
        [coalesce(line_id, item_key)] as line_ids,
        case when abs(times - round(times)) < 0.005 then 'pass' else 'fail' end as verdict,
        '金额 ' || (amount_yuan * 0.0001)::decimal(18, 2) || ' 万元 ÷ 单价 ' || prices[1] || ' = ' || round(times, 2)
        || case when abs(times - round(times)) < 0.005 then '，是整数倍' else '，不是整数，按所写依据算不出这个金额' end as note_zh,
        'amount ' || amount_yuan || ' yuan ÷ unit price ' || price_yuan || ' yuan = ' || round(times, 2)
        || case when abs(times - round(times)) < 0.005 then ', a whole number' else ', not a whole number: the basis does not give the amount' end
            as note_en
    from (select *, amount_yuan::double / price_yuan::double as times from read_out where price_yuan > 0)
)
{{ verdict('PF-05', '明细金额', '单价的整数倍', 'amount of the item', 'a multiple of the unit price') }}
