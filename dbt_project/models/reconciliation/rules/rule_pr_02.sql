-- PR-02: the total row's reserved amounts = Σ those of the purchases listed
with terms as ({{ purchase_total_terms(['sme_reserved', 'micro_reserved']) }})
{{ balance('PR-02', '合计行', '明细行之和', 'total row', 'sum of the purchases') }}
