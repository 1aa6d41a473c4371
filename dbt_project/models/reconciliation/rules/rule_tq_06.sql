-- TQ-06: a rate of change has its per cent sign
{{ pattern_rule('TQ-06', '百分号', 'per cent sign') }}
