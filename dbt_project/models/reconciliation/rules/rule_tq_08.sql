-- TQ-08: the text can be read, and no field codes are left in it
{{ pattern_rule('TQ-08', '乱码', 'unreadable text') }}
