-- PR-01: the total row's amount = Σ the purchases listed
with terms as ({{ purchase_total_terms(['procurement_amount', 'total', 'amount']) }})
{{ balance('PR-01', '合计行', '明细行之和', 'total row', 'sum of the purchases') }}
