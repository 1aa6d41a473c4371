-- PR-01: the total row's amount = Σ the purchases listed; a group of purchases = Σ the rows under it
with terms as (
    {{ purchase_total_terms(['procurement_amount', 'total', 'amount']) }}
    union all
    select *
    from ({{ tree_terms(['procurement']) }})
    where regexp_extract(place_key, '[^/]*$') in ('procurement_amount', 'total', 'amount')
)
{{ balance('PR-01', '合计行', '明细行之和', 'total row', 'sum of the purchases') }}
