-- DC-02: the narrative covers the eight subjects the law asks for; judged only where a narrative is there at all
with topic (topic, topic_en, pattern) as (
    values
    ('职责与机构', 'duties', '职责|职能'),
    ('收支增减变化', 'changes of income and expenditure', '增加|减少|增长|下降|持平'),
    ('机关运行经费', 'agency operating cost', '机关运行(费|经费)|日常公用经费|公用经费'),
    ('政府采购', 'procurement', '政府采购'),
    ('国有资产占用', 'state assets', '国有资产|固定资产|公务用车|车辆|资产占'),
    ('预算绩效', 'performance', '绩效'),
    ('名词解释', 'terms', '名词解释|名称解释|术语解释|专业名词|专业性较强的名'),
    ('“三公”经费', 'three public expenses', '三公|因公出国|公务接待')
),

narrative as (
    select disclosure_id, string_agg(text, chr(10)) as words, sum(length(text)) as characters
    from {{ ref('int_check_block') }}
    where kind <> 'unknown'
    group by disclosure_id
    having count(*) filter (where block_kind = 'paragraph') >= 15 and sum(length(text)) >= 1500
),

judged as (
    select
        disclosure_id,
        topic as place,
        topic_en as place_en,
        []::varchar[] as line_ids,
        case when regexp_matches(words, pattern) then 'pass' else 'fail' end as verdict,
        case when regexp_matches(words, pattern) then '有说明' else '说明中没有提到“' || topic || '”' end as note_zh,
        case when regexp_matches(words, pattern) then 'explained' else 'the text does not mention ' || topic_en end as note_en
    from narrative
    cross join topic
)
{{ verdict('DC-02', '说明', '必备内容', 'text', 'required content') }}
