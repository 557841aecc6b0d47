"""Errors worth reading: whole drawings, underline under the right glyphs, in both languages."""

import pytest

from prevention_rules.errors import TargetSyntaxError, ValueSyntaxError
from prevention_rules.notation import parse_target, parse_value

TARGETS = [
    (
        "Keep unemployment below 5.5%",
        {"unit": "%"},
        (
            "不认识“unemployment”\n"
            "    Keep unemployment below 5.5%\n"
            "         ^^^^^^^^^^^^\n"
            "此处应为：数、单位、界限词（如 ≥、不低于）、变化词（如 提高、下降）、走势（如 稳步提升、保持稳定）、动词（如 达到、保持在）、基期（如 比2020年）、年份、结尾\n"
            "提示：如果是指标名称里的字，请给出 name"
        ),
        (
            "'unemployment' is not known here\n"
            "    Keep unemployment below 5.5%\n"
            "         ^^^^^^^^^^^^\n"
            "expected: a number, a unit, a limit word (such as ≥, at least), a word of change (such as rise, reduce), a trend (such as improve, remain stable), a verb (such as reach, keep), a base (such as compared with 2020), a year, the end\n"
            "hint: if it belongs to the indicator's name, give the name"
        ),
    ),
    (
        "15.5 percent",
        {"unit": "人"},
        "单位“%”与指标的单位“人”不能比较\n    15.5 percent\n         ^^^^^^^",
        "the unit % does not compare with the indicator's, 人\n    15.5 percent\n         ^^^^^^^",
    ),
    (
        "「85%",
        {},
        "文字到这里断了\n    「85%\n         ^\n此处应为：且、并、或、逗号、分号、」",
        "the text breaks off here\n    「85%\n         ^\nexpected: and (both conditions), or, a comma, }",
    ),
    (
        "≥85%以下",
        {},
        ("两个界限词方向相反\n    ≥85%以下\n    ^^^^^^^^"),
        ("the two bounds contradict each other\n    ≥85%以下\n    ^^^^^^^^"),
    ),
    (
        "85%-",
        {},
        (
            "文字到这里断了\n"
            "    85%-\n"
            "        ^\n"
            "此处应为：数、分数或成数（七成、三分之一）、负号\n"
            "提示：区间缺右端，如“85%-90%”；若是下限请写“85%以上”"
        ),
        (
            "the text breaks off here\n"
            "    85%-\n"
            "        ^\n"
            "expected: a number, a share (one third, half), minus\n"
            "hint: the range lacks its right end, as in 85%-90%; for a lower bound write 85% or more"
        ),
    ),
    (
        "23.3",
        {},
        ("只有数，看不出是下限还是上限\n    23.3\n    ^^^^\n提示：请写明“不低于”或“不高于”，或给出 better"),
        (
            "a bare number: neither a floor nor a ceiling is stated\n"
            "    23.3\n"
            "    ^^^^\n"
            "hint: write 'at least' or 'at most', or pass better"
        ),
    ),
    (
        "≥85",
        {"name": "健康素养水平达标率"},
        ("有数，没有单位\n    ≥85\n     ^^\n提示：是不是“85%”？请写明单位，或给出 unit"),
        ("a number without a unit\n    ≥85\n     ^^\nhint: is it 85%? write the unit, or pass unit"),
    ),
    (
        "80%",
        {"unit": "人", "better": "higher"},
        ("单位“%”与指标的单位“人”不能比较\n    80%\n      ^"),
        ("the unit % does not compare with the indicator's, 人\n    80%\n      ^"),
    ),
    (
        "90%-85%",
        {},
        ("区间左端应小于右端\n    90%-85%\n    ^^^^^^^"),
        ("the left end of a range must be below the right one\n    90%-85%\n    ^^^^^^^"),
    ),
    (
        ".93岁",
        {},
        ("文字有损：小数点前的数字缺失\n    .93岁\n    ^^\n提示：请对照原文补全"),
        (
            "damaged text: the digits before the point are missing\n"
            "    .93岁\n"
            "    ^^\n"
            "hint: restore it from the original document"
        ),
    ),
    (
        "達(dá)到90%",
        {},
        ("文字有损：字后混入了拼音\n    達(dá)到90%\n      ^^^^\n提示：请对照原文补全"),
        (
            "damaged text: pinyin was inserted after a character\n"
            "    達(dá)到90%\n"
            "      ^^^^\n"
            "hint: restore it from the original document"
        ),
    ),
    (
        "20212025年",
        {},
        ("文字有损：两个年份之间的连接号缺失\n    20212025年\n    ^^^^^^^^^^\n提示：请对照原文补全"),
        (
            "damaged text: the dash between two years is missing\n"
            "    20212025年\n"
            "    ^^^^^^^^^^\n"
            "hint: restore it from the original document"
        ),
    ),
    (
        "≥5吨标准煤",
        {},
        (
            "不认识“标准煤”\n"
            "    ≥5吨标准煤\n"
            "        ^^^^^^\n"
            "此处应为：数、单位、界限词（如 ≥、不低于）、变化词（如 提高、下降）、走势（如 稳步提升、保持稳定）、动词（如 达到、保持在）、基期（如 比2020年）、年份、结尾"
        ),
        (
            "'标准煤' is not known here\n"
            "    ≥5吨标准煤\n"
            "        ^^^^^^\n"
            "expected: a number, a unit, a limit word (such as ≥, at least), a word of change (such as rise, reduce), a trend (such as improve, remain stable), a verb (such as reach, keep), a base (such as compared with 2020), a year, the end"
        ),
    ),
    (
        "下降5",
        {"unit": "%"},
        ("是百分点还是百分比？\n    下降5\n        ^"),
        ("points or per cent?\n    下降5\n        ^"),
    ),
    (
        "大概也许",
        {},
        (
            "不认识“大概也许”\n"
            "    大概也许\n"
            "    ^^^^^^^^\n"
            "此处应为：数、单位、界限词（如 ≥、不低于）、变化词（如 提高、下降）、走势（如 稳步提升、保持稳定）、动词（如 达到、保持在）、基期（如 比2020年）、年份"
        ),
        (
            "'大概也许' is not known here\n"
            "    大概也许\n"
            "    ^^^^^^^^\n"
            "expected: a number, a unit, a limit word (such as ≥, at least), a word of change (such as rise, reduce), a trend (such as improve, remain stable), a verb (such as reach, keep), a base (such as compared with 2020), a year"
        ),
    ),
    (
        "大于等90%",
        {},
        (
            "不认识“等”\n"
            "    大于等90%\n"
            "        ^^\n"
            "此处应为：数、界限词（如 ≥、不低于）、动词（如 达到、保持在）、基期（如 比2020年）、年份\n"
            "提示：是不是“等于”？"
        ),
        (
            "'等' is not known here\n"
            "    大于等90%\n"
            "        ^^\n"
            "expected: a number, a limit word (such as ≥, at least), a verb (such as reach, keep), a base (such as compared with 2020), a year\n"
            "hint: did you mean 等于?"
        ),
    ),
    (
        "下降5%以下",
        {},
        ("下降多少“以下”，读不出\n    下降5%以下\n        ^^^^^^\n提示：是否漏了“到”（下降到…以下）？"),
        (
            "a fall of so much 'or less' cannot be read\n"
            "    下降5%以下\n"
            "        ^^^^^^\n"
            "hint: is 'to' missing (fall to … or less)?"
        ),
    ),
    (
        "120%",
        {"unit": "%", "better": "higher", "share": True},
        ("比例不会超过100%\n    120%\n    ^^^^\n提示：是否漏了小数点？"),
        ("a share cannot exceed 100 %\n    120%\n    ^^^^\nhint: is a decimal point missing?"),
    ),
    (
        "缩短分钟以内",
        {"unit": "分钟"},
        ("文字有损：“分钟”前的数字缺失\n    缩短分钟以内\n        ^^^^\n提示：请对照原文补全"),
        (
            "damaged text: the number before 分钟 is missing\n"
            "    缩短分钟以内\n"
            "        ^^^^\n"
            "hint: restore it from the original document"
        ),
    ),
    (
        "达到 ９０％、比",
        {},
        ("文字到这里断了\n    达到 ９０％、比\n                   ^\n此处应为：上年、现有、年份"),
        (
            "the text breaks off here\n"
            "    达到 ９０％、比\n"
            "                   ^\n"
            "expected: last year, the present level, a year"
        ),
    ),
    (
        "",
        {},
        (
            "目标是空的\n"
            "    \n"
            "    ^\n"
            "此处应为：数、单位、界限词（如 ≥、不低于）、变化词（如 提高、下降）、走势（如 稳步提升、保持稳定）、动词（如 达到、保持在）、基期（如 比2020年）、年份"
        ),
        (
            "there is nothing to read\n"
            "    \n"
            "    ^\n"
            "expected: a number, a unit, a limit word (such as ≥, at least), a word of change (such as rise, reduce), a trend (such as improve, remain stable), a verb (such as reach, keep), a base (such as compared with 2020), a year"
        ),
    ),
    (
        "每万人口全科医生3.9人",
        {"unit": "人", "better": "higher", "name": "每千人口全科医生"},
        ("“每万人口”与指标的“每千人口”分母不同\n    每万人口全科医生3.9人\n    ^^^^^^^^\n提示：请写“每千人口”的数"),
        (
            "每万人口 is not the denominator of 每千人口\n"
            "    每万人口全科医生3.9人\n"
            "    ^^^^^^^^\n"
            "hint: give the number for 每千人口"
        ),
    ),
]

VALUES = [
    (
        "比2020年12月下降5%",
        {"unit": "起"},
        (
            "“2020年12月”是一个月，不是一年\n"
            "    比2020年12月下降5%\n"
            "      ^^^^^^^^^^\n"
            "提示：指全年请只写年份，指年末请写“12月底”"
        ),
        (
            "2020年12月 is a month, not a year\n"
            "    比2020年12月下降5%\n"
            "      ^^^^^^^^^^\n"
            "hint: for the year write the year alone, for its end 12月底"
        ),
    ),
    (
        "提高5%",
        {"unit": "%", "share": True},
        ("是百分点，还是相对变化？\n    提高5%\n        ^^\n提示：写成“个百分点”或“相对”"),
        (
            "percentage points, or a relative change?\n"
            "    提高5%\n"
            "        ^^\n"
            "hint: write 'percentage points' or 'relative'"
        ),
    ),
    (
        "76.5%，其中农村",
        {"unit": "%"},
        (
            "不认识“其中农”\n"
            "    76.5%，其中农村\n"
            "           ^^^^^^\n"
            "此处应为：数、单位、界限词（如 ≥、不低于）、变化词（如 提高、下降）、走势（如 稳步提升、保持稳定）、动词（如 达到、保持在）、基期（如 比2020年）、年份"
        ),
        (
            "'其中农' is not known here\n"
            "    76.5%，其中农村\n"
            "           ^^^^^^\n"
            "expected: a number, a unit, a limit word (such as ≥, at least), a word of change (such as rise, reduce), a trend (such as improve, remain stable), a verb (such as reach, keep), a base (such as compared with 2020), a year"
        ),
    ),
]


@pytest.mark.parametrize(("text", "context", "zh", "en"), TARGETS)
def test_a_target_that_cannot_be_read_is_drawn(text, context, zh, en):
    """What is wrong, where, what was expected, and a guess where one is likely."""
    with pytest.raises(TargetSyntaxError) as caught:
        parse_target(text, **context)
    assert caught.value.explain("zh") == zh
    assert caught.value.explain("en") == en


@pytest.mark.parametrize(("text", "context", "zh", "en"), VALUES)
def test_a_value_that_cannot_be_read_is_drawn(text, context, zh, en):
    """Published values are refused in the same form."""
    with pytest.raises(ValueSyntaxError) as caught:
        parse_value(text, **context)
    assert caught.value.explain("zh") == zh
    assert caught.value.explain("en") == en
