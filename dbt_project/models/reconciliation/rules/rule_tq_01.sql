-- TQ-01: punctuation is neither doubled nor at odds
{{ pattern_rule('TQ-01', '标点', 'punctuation') }}
