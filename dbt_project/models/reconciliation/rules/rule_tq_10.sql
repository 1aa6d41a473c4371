-- TQ-10 (hint): comparisons are worded as such
{{ pattern_rule('TQ-10', '比较用语', 'wording of comparisons') }}
