-- B03-04: a class = Σ its divisions; a division = Σ its items, in every column
{{ tree('B03-04', ['expenditure_detail'], '上级科目', '下级科目之和', 'upper code', 'sum of the codes under it') }}
