"""Personal data in text: where it stands, and the text without it.

Belongs here: mobile numbers, identity numbers, names and numbers behind labels such as 联系人.
Does not: which cells of a form are private (see `conform/catalogue/forms.yaml`), drawing over pages.
The original stays in the archive and in the extracted cells and paragraphs; what is made of them is masked.
"""

from __future__ import annotations

import re
from typing import Final

_MASK: Final = "＊＊"
# Eleven digits that stand alone: no part of a code, of an amount, or of a longer number.
_MOBILE: Final = re.compile(
    r"(?<![0-9A-Za-z.,，-])(?:(?:\+|00)?86[- ]?)?(1[3-9]\d)(-?)\d{4}\2\d{4}"
    r"(?![0-9A-Za-z]|[.,，]\d|\s*(?:[万亿千百]|元|%|％))"
)
_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"
_NAME: Final = r"(?:[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff]|[\u4e00-\u9fff·]{1,4}?)"
_OFFICER: Final = re.compile(
    r"((?:联系人|负责人|填报人|填表人|经办人|制表人|审核人|填报人员)(?:员)?[:：]\s*)"
    rf"({_NAME}(?:[、，,]{_NAME})*)(?=\s|联系|电话|手机|[:：；;。）)]|[（(]|$|\d)"
)
_PHONE: Final = re.compile(
    r"((?:联系|办公|咨询)?(?:电话|方式|手机)(?:号码)?[:：]\s*)"
    r"((?:0\d{2,3}[-—－– ]{0,2})?\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d))"
)
_HINT: Final = re.compile(r"\d{11}|1[3-9]\d-\d{4}|人[:：]|人员[:：]|电话|手机|方式")


def mask(text: str) -> str:
    """The text with personal data replaced: 138********, 420112************, 联系人：＊＊.

    Amounts, codes and office addresses stay. Text without personal data comes back as it is.
    """
    if not _HINT.search(text):
        return text
    text = _OFFICER.sub(lambda m: m[1] + _MASK, text)
    text = _PHONE.sub(lambda m: m[1] + "*" * len(m[2]), text)
    text = _IDENTITY.sub(lambda m: m[0][:6] + "*" * 12 if _is_identity(m[0]) else m[0], text)
    return _MOBILE.sub(lambda m: m[1] + "*" * 8, text)


def has_personal_data(text: str) -> bool:
    """Whether `mask` would change the text."""
    return mask(text) != text


def _is_identity(number: str) -> bool:
    """Whether the check digit (GB 11643) holds: registration codes of 18 digits are no identity numbers."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17].upper()
