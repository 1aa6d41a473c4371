-- B02-01: in every row, total = current-year subtotal + carry-over subtotal (layouts that print the former)
{{ row_identity(
    'B02-01', ['income_detail'], 'total', ['current_subtotal', 'carryover_subtotal'],
    '合计', '本年收入小计 + 上年结转结余小计', 'total', 'current-year subtotal + carry-over subtotal',
    only_with=['current_subtotal']
) }}
