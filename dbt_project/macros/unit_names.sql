{# A publisher's name as publishers are told apart: width, spaces and dots folded, 中国共产党…委员会 as 中共…委,
   本级 and 机关 of a body as (本级), 汇总 left out. A body and its own office (本级) never get one key. #}
{% macro unit_key(column) -%}
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    translate({{ name_key(column) }}, '０１２３４５６７８９•・‧', '0123456789···'),
                    '中国共产党(.{2,12}?)委员会', '中共\1委'
                ),
                '^(.+?)(?:\((?:部门)?汇总\)|(?:部门)?汇总)$', '\1'
            ),
            '^(.+?)(?:\((?:机关)?本级\)|\(机关\)|(?:机关)?本级)$', '\1(本级)'
        ),
        '^(.+[局委厅部办署院会])机关$', '\1(本级)'
    )
{%- endmacro %}
