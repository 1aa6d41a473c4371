-- TQ-05: no word or unit is printed twice
{{ pattern_rule('TQ-05', '字词重复', 'words printed twice') }}
