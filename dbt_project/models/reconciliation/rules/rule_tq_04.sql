-- TQ-04: brackets and quotation marks of a whole paragraph come in pairs
-- Only paragraphs that end with a full stop are whole; numbers such as `1）` open nothing.
with block as ({{ wording_blocks() }}),

whole as (
    select
        *,
        regexp_replace(
            translate(text, '()', '（）'), '(^|[。；，、：\s])[一二三四五六七八九十\d]{1,3}）', '\1', 'g'
        ) as plain
    from block
    where block_kind = 'paragraph' and not is_uncertain and regexp_matches(text, '[。；！？]$')
),

counted as (
    select
        whole.*,
        pair.opening,
        length(plain) - length(replace(plain, pair.opening, '')) as opened,
        length(plain) - length(replace(plain, pair.closing, '')) as closed
    from whole
    cross join (values ('（', '）'), ('《', '》'), ('“', '”'), ('【', '】'), ('〔', '〕')) as pair(opening, closing)
),

found as (
    select
        disclosure_id,
        heading,
        block_index,
        evidence_id,
        regexp_extract(text, '.{0,10}[（(《“【〔].{0,20}', 0) as printed,
        '括号或引号不成对（左 ' || opened || '，右 ' || closed || '）' as say_zh,
        'brackets or quotation marks do not match (' || opened || ' opened, ' || closed || ' closed)' as say_en
    from counted
    where opened <> closed
    qualify row_number() over (partition by evidence_id order by opening) = 1
)
{{ wording_verdicts('TQ-04', '成对符号', 'pairs of marks') }}
