-- TQ-03: where a reason is announced it is given
{{ pattern_rule('TQ-03', '增减原因', 'reason given') }}
