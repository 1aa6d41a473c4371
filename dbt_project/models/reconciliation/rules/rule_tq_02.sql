-- TQ-02: a paragraph before a heading ends with a full stop
{{ pattern_rule('TQ-02', '段末标点', 'end of the paragraph') }}
