"""What stands beside a number, in brackets or behind a comma: kept, read, or refused; never taken for what it is not."""

from __future__ import annotations

from typing import Any

import pytest

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation import parse_target


def problem_of(text: str, **context: Any) -> str:
    """What is wrong with a target, in English, without the drawing."""
    with pytest.raises(TargetSyntaxError) as refused:
        parse_target(text, **context)
    return str(refused.value.problem.en)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("80%以上，提前一年", "提前一年"),
        ("80%以上（力争提前一年）", "力争提前一年"),
        ("80%以上，力争提前两年完成", "力争提前两年完成"),
        ("80%以上（提前半年）", "提前半年"),
        ("80%以上，提前完成", "提前完成"),
        ("提前3个月达到80%", "提前3个月"),
    ],
)
def test_how_early_is_a_note(text: str, note: str) -> None:
    """提前一年 says when, which is no change on the year before."""
    target = parse_target(text, unit="%", better="higher")
    assert target.origin is not None
    assert (str(target), target.origin.notes, target.origin.aims) == ("不低于80%", (note,), ())


def test_how_early_alone_asks_nothing() -> None:
    """Without a number beside it 提前一年 is refused."""
    assert problem_of("提前一年") == "nothing is asked here"


def test_the_year_before_stays_a_base() -> None:
    """比前一年提高 and 提高 before another word are the change they were."""
    assert str(parse_target("比前一年提高5个百分点", unit="%")) == "比上年提高5个百分点以上"
    assert problem_of("提前5%", unit="%") == "'前' is not known here"


@pytest.mark.parametrize(
    ("text", "context", "read"),
    [
        ("2025年80%（2020年70%）", {}, "到2025年不低于80%"),
        ("到2025年80%以上（2022年75%）", {"baseline": 2020}, "到2025年不低于80%"),
        ("80%（2020年70%）", {"baseline": 2020}, "不低于80%"),
        ("80%（2019年底约70%）", {"baseline": 2020}, "不低于80%"),
        ("90%以上（2022年为85%）", {}, "不低于90%"),
        ("80%（基期70%）", {}, "不低于80%"),
        ("80%（现状：70%）", {}, "不低于80%"),
    ],
)
def test_what_the_figure_was_is_a_note(text: str, context: dict[str, Any], read: str) -> None:
    """A year before the one that is asked, or the words 基期, 现状 and 为, tell what the figure was."""
    target = parse_target(text, unit="%", better="higher", **context)
    assert target.origin is not None
    assert (str(target), len(target.origin.notes)) == (read, 1)


@pytest.mark.parametrize(
    ("text", "context", "problem"),
    [
        ("80%（2025年6月）", {}, "the brackets (2025年6月) cannot be read with certainty"),
        ("80%（2030年6月底）", {}, "6月底 is a date or a period, not a quantity"),
        ("80%（2024年1-6月）", {"baseline": 2025}, "1-6月 is a date or a period, not a quantity"),
        ("80%（2020年6月为70%）", {"baseline": 2020}, "the brackets (2020年6月为70%) cannot be read with certainty"),
        ("80%（2030年90%）", {}, "the brackets (2030年90%) cannot be read with certainty"),
        ("80%（2030年：90%）", {}, "the brackets (2030年:90%) cannot be read with certainty"),
        ("80%（2025年90%以上）", {}, "the brackets ask for something more; write it outside them"),
        ("80%（2030年为90%）", {"baseline": 2020}, "the brackets (2030年为90%) cannot be read with certainty"),
        ("2025年80%（2030年90%）", {}, "the brackets (2030年90%) cannot be read with certainty"),
    ],
)
def test_a_date_or_a_later_year_is_no_base_value(text: str, context: dict[str, int], problem: str) -> None:
    """A month is no value, and a year at or after the one that is asked is a target of its own."""
    assert problem_of(text, unit="%", better="higher", **context) == problem


@pytest.mark.parametrize(
    "said",
    [
        "上限",
        "不作要求",
        "取消",
        "待定",
        "除农村外",
        "农村",
        "学生",
        "不含农村",
        "not binding",
        "girls",
        "suspended",
        "一",
        "万",
        "人次",
    ],
)
def test_brackets_that_change_what_is_asked_are_refused(said: str) -> None:
    """A ceiling, a negation, a part of the people or another unit is never a note."""
    assert problem_of(f"≥80%（{said}）", unit="%") == (f"the brackets ({said}) cannot be read with certainty")


def test_a_refused_bracket_says_where_it_belongs() -> None:
    """The whole message."""
    with pytest.raises(TargetSyntaxError) as refused:
        parse_target("80%以上（农村）", unit="%")
    assert str(refused.value) == (
        "the brackets (农村) cannot be read with certainty\n    80%以上（农村）\n           ^^^^^^^^\n"
        "hint: write a condition outside the brackets, and a remark in a column of its own"
    )


@pytest.mark.parametrize(
    ("text", "read", "notes"),
    [
        ("80%以上（全市）", "不低于80%", ("全市",)),
        ("80%以上（约束性指标）", "不低于80%", ("约束性指标",)),
        ("80%以上（新增）", "不低于80%", ("新增",)),
        ("80%以上（常住人口）", "不低于80%", ("常住人口",)),
        ("80%以上（含80%）", "不低于80%", ("含80%",)),
        ("80%以上（含部分区县）", "不低于80%", ("含部分区县",)),
        ("80%以上（力争走在前列）", "不低于80%", ("力争走在前列",)),
        ("每个街道80%（平均）", "每个街道平均不低于80%", ()),
        ("80%以上（每个街道）", "每个街道不低于80%", ()),
        ("（一）80%以上", "不低于80%", ("一",)),
    ],
)
def test_brackets_that_are_known_are_read(text: str, read: str, notes: tuple[str, ...]) -> None:
    """The closed list: what says the same in brackets as outside them, or asks nothing."""
    target = parse_target(text, unit="%", better="higher")
    assert target.origin is not None
    assert (str(target), target.origin.notes) == (read, notes)


def test_another_number_included_contradicts_the_bound() -> None:
    """80%以上（含95%） names two numbers."""
    assert problem_of("80%以上（含95%）", unit="%") == "the brackets contradict the bound"


def test_the_people_of_the_name_may_stand_in_brackets() -> None:
    """吸烟率（学生） is read where the indicator is about pupils, and nowhere else."""
    text = "吸烟率（学生）20%以下"
    assert str(parse_target(text, unit="%", name="学生吸烟率")) == "不高于20%"
    assert problem_of(text, unit="%", name="吸烟率") == "the brackets (学生) cannot be read with certainty"
