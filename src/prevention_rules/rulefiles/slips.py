"""Lines that are no TOML, told by the slips that people make: quotes of a word processor, none at all, wide signs."""

from __future__ import annotations

import re

from prevention_rules.text import Words

_OUTSIDE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*")
"""What is no sign of TOML itself: texts in quotes, and remarks."""

_WIDE = {"“": '"', "”": '"', "‘": '"', "’": '"', "「": '"', "」": '"', "＂": '"', "＝": "=", "，": ",", "、": ",",
         "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "＃": "#"}  # fmt: skip

_TWICE = Words(
    "这个字段在同一个条目里写了两次：删去一个；如果这里另起一个条目，上面要有 [[indicator]] 一行，前面没有 #",
    "the entry has this field twice: delete one; where another entry begins here, it needs its line [[indicator]], "
    "without a # before it",
)


def cure_of(line: str, said: str) -> Words:
    """Return what mends a line of which the parser says *said*.

    >>> cure_of("title = “某区计划”", "Invalid value").zh
    '“ 要改成英文（半角）的 "'
    >>> cure_of("better = higher", "Invalid value").zh
    '文字加英文引号：better = "higher"'
    """
    if "overwrite" in said or "twice" in said:
        return _TWICE
    bare = _OUTSIDE.sub("", line)
    key, sign, value = (part.strip() for part in bare.partition("="))
    if wide := next((char for char in bare if char in _WIDE), None):
        return Words(f"{wide} 要改成英文（半角）的 {_WIDE[wide]}", f"write {_WIDE[wide]} instead of {wide}")
    if '"' in bare or "'" in bare:
        return Words("引号不成对：文字前后各要一个", "a quote is missing: a text has one before it and one behind it")
    if sign and value in ("True", "False", "TRUE", "FALSE"):
        return Words(f"写小写的 {value.lower()}", f"write {value.lower()}")
    if sign and value and not re.match(r"[\d\[{+-]", value):
        return Words(f'文字加英文引号：{key} = "{value}"', f'a text stands in quotes: {key} = "{value}"')
    if sign and not value and sign == line.strip()[-1:]:
        return Words("等号后面要有值；不写的，删去这一行", "a value follows the sign; else delete the line")
    if not sign and value == "" and bare.strip() and not bare.strip().startswith("["):
        return Words("每行写作 字段 = 值；说明的话前面加 #", "a line is a field = a value; a remark has a # before it")
    return Words(f"改正这一行；括号要成对（{said}）", "mend this line; brackets come in pairs")
