"""What stands beside a number, in brackets or behind a comma: kept, read, or refused; never taken for what it is not."""

from __future__ import annotations

from typing import Any

import pytest

from prevention_rules.errors import ObservationError, TargetSyntaxError, ValueSyntaxError
from prevention_rules.evidence.series import Series
from prevention_rules.notation import parse_target, parse_value
from prevention_rules.statements import Value
from prevention_rules.targets import Range


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


def test_early_before_what_is_asked_names_no_year() -> None:
    """提前3个月达到80% asks for it before a date that it does not say; of a figure it says how it came about."""
    assert problem_of("提前3个月达到80%", unit="%", better="higher") == "提前3个月: before which year?"
    assert parse_value("提前一年达到90%", unit="%") == parse_value("90%", unit="%")


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
        ("80%（2020年7.5万余人）", {"baseline": 2020}, "不低于80%"),
        ("80%（2020年21人/10万人口）", {"baseline": 2020}, "不低于80%"),
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
        ("80%（2025年6月）", {}, "2025年6月 is a month, not a year"),
        ("80%（2024年6月）", {"baseline": 2024}, "2024年6月 is a month, not a year"),
        ("80%（2020年70%，取消）", {"baseline": 2020}, "the brackets (2020年70%,取消) cannot be read with certainty"),
        ("80%（2030年6月底）", {}, "6月底 is a date or a period, not a quantity"),
        ("80%（2024年1-6月）", {"baseline": 2025}, "1-6月 is a date or a period, not a quantity"),
        ("80%（2020年6月为70%）", {"baseline": 2020}, "2020年6月 is a month, not a year"),
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
    assert refused.value.explain("en") == (
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
        ("80%以上（不含80%）", "高于80%", ()),
        ("超过80%（不含80%）", "高于80%", ("不含80%",)),
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


def test_a_bracket_does_not_overrule_the_terms_of_the_document() -> None:
    """Where the document defines 以上, a cell that says otherwise contradicts it; what agrees is read."""
    assert problem_of("80%以上（不含80%）", unit="%", term_map={"以上": ">="}) == "the brackets contradict the bound"
    assert str(parse_target("80%以上（不含80%）", unit="%", term_map={"以上": ">"})) == "高于80%"


def test_the_people_of_the_name_may_stand_in_brackets() -> None:
    """吸烟率（学生） is read where the indicator is about pupils, and nowhere else."""
    text = "吸烟率（学生）20%以下"
    assert str(parse_target(text, unit="%", name="学生吸烟率")) == "不高于20%"
    assert problem_of(text, unit="%", name="吸烟率") == "the brackets (学生) cannot be read with certainty"


def refusal_of(text: str, unit: str | None) -> str:
    """What is wrong with a figure, in English, without the drawing."""
    with pytest.raises(ValueSyntaxError) as refused:
        parse_value(text, unit=unit)
    return str(refused.value.problem.en)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("“十三五”期间85%", '"十三五"期间 is a period of several years, not a year'),
        ("十四五时期达到85%", "十四五时期 is a period of several years, not a year"),
        ("全国平均85%", "全国平均 is a figure of another place"),
        ("全省平均85%", "全省平均 is a figure of another place"),
        ("85%，全国平均80%", "全国平均 is a figure of another place"),
        ("85%（全国平均）", "(全国平均) is a figure of another place"),
        ("85%（全国）", "(全国) is a figure of another place"),
        ("85%（上年）", "(上年) is a figure of another period"),
        ("85%（截至2025年6月）", "(截至2025年6月) is only a part of the year"),
        ("85%（截至2025年3月31日）", "(截至2025年3月31日) is only a part of the year"),
        ("85%（截至2025年12月5日）", "(截至2025年12月5日) is only a part of the year"),
        ("2025年12月85%", "2025年12月 is a month, not a year"),
        ("2025年11月85%", "2025年11月 is a month, not a year"),
        ("85%（2025年12月）", "2025年12月 is a month, not a year"),
        ("85%（2025年6月份）", "2025年6月份 is a month, not a year"),
        ("比2020年12月相对下降5%", "2020年12月 is a month, not a year"),
        ("85% in December 2025", "in december 2025 is a month, not a year"),
    ],
)
def test_a_figure_of_another_place_or_period_is_refused(text: str, problem: str) -> None:
    """In brackets and outside them: five years are no year, a quarter is none, and the country is no district."""
    assert refusal_of(text, "%") == problem


def test_a_part_of_a_year_is_sent_to_its_own_period() -> None:
    """The whole message."""
    with pytest.raises(ValueSyntaxError) as refused:
        parse_value("5（截至2025年3月31日）", unit="起")
    assert refused.value.explain("en") == (
        "(截至2025年3月31日) is only a part of the year\n    5（截至2025年3月31日）\n     ^^^^^^^^^^^^^^^^^^^^^\n"
        "hint: give the figure under its own period, such as 截至2025年3月底"
    )


def test_places_are_counted_on_a_day() -> None:
    """2300个机构 at the end of July are a state (时点数), and its date is kept."""
    (said,) = parse_value("2300个（截至2023年7月底）", unit="个")
    assert isinstance(said, Value)
    assert (str(said.amount), said.by) == ("2300个", 2023)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("“十四五”末85%", 2025),
        ("85%（截至2025年12月31日）", 2025),
        ("85%（截至2025年12月底）", 2025),
        ("85%（截至2025年底）", 2025),
        ("85%（2025年12月31日）", 2025),
        ("85%（截至2025年12月）", 2025),
        ("2025年12月底85%", 2025),
        ("2025年12月31日85%", 2025),
        ("85%（2025年）", 2025),
        ("全国85%", None),
        ("全市达到85%", None),
        ("85%（全市）", None),
        ("平均85%", None),
    ],
)
def test_a_figure_of_its_own_place_and_year_is_read(text: str, by: int | None) -> None:
    """A whole year, and the words a report of the place itself begins with."""
    (said,) = parse_value(text, unit="%")
    assert isinstance(said, Value)
    assert (str(said.amount), said.by) == ("85%", by)


@pytest.mark.parametrize(
    ("text", "unit"), [("5（1-6）", "起"), ("8（1-9）", "起"), ("5（1至6）", "个"), ("5（1-6）", None)]
)
def test_months_behind_a_count_are_no_interval(text: str, unit: str | None) -> None:
    """5起（1-6） was counted in half a year."""
    months = text[2:-1]
    assert refusal_of(text, unit) == f"is {months} a stretch of months, or an interval?"


@pytest.mark.parametrize(
    ("text", "unit", "lo", "hi"),
    [
        ("85%（82-88）", "%", 82, 88),
        ("5（1-6）", "%", 1, 6),
        ("5（1-6）", "/10万", 1, 6),
        ("5（95%CI 1-6）", "起", 1, 6),
        ("8（5-20）", "起", 5, 20),
        ("5[1, 6]", "起", 1, 6),
    ],
)
def test_an_interval_behind_a_figure_stays_one(text: str, unit: str, lo: int, hi: int) -> None:
    """What cannot be months, is measured, or says so itself."""
    (said,) = parse_value(text, unit=unit)
    assert isinstance(said, Range)
    assert [said.lo.value, said.hi.value] == [lo, hi]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("85.3%（同比提高2.3个百分点）", "%"),
        ("85.3%（比2020年提高2.3个百分点）", "%"),
        ("85.3%（提高2.3个百分点）", "%"),
        ("85.3%（2022年84.1%）", "%"),
        ("85.3%（上年84.1%）", "%"),
        ("5起（同比下降20%）", "起"),
        ("5起（2022年8起）", "起"),
    ],
)
def test_what_a_figure_is_compared_with_is_kept(text: str, unit: str) -> None:
    """The change of a figure, or that of an earlier year, stands beside it and changes nothing."""
    (said,) = parse_value(text, unit=unit)
    assert isinstance(said, Value)
    assert said.origin is not None
    outside, _, inside = text.partition("（")
    assert (str(said.amount), said.by, said.origin.notes) == (outside, None, (inside[:-1],))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("85.3%（累计）", "%"),
        ("85.3%（抽样）", "%"),
        ("85.3%（含外来人口）", "%"),
        ("85.3%（比目标高2.3个百分点）", "%"),
        ("85.3%（2022年8起）", "%"),
        ("约85%（提高2个百分点）", "%"),
        ("提高2个百分点（比2020年提高5个百分点）", "%"),
    ],
)
def test_what_changes_a_figure_is_not_kept(text: str, unit: str) -> None:
    """What the figure counts, another unit, a second change."""
    assert refusal_of(text, unit) == f"({text.partition('（')[2][:-1]}) behind a figure is not known"


def test_the_figure_beside_is_of_an_earlier_year() -> None:
    """85.3%（2022年84.1%） stands under a later year, and nowhere else."""
    (fact,) = Series.of({2023: "85.3%（2022年84.1%）"}, unit="%").facts
    assert fact.notes == ("2022年84.1%",)
    for year, inside in ((2021, "2022年84.1%"), (2022, "2022年84.1%"), (2022, "比2022年提高1.2个百分点")):
        with pytest.raises(ObservationError) as refused:
            Series.of({year: f"85.3%（{inside}）"}, unit="%")
        assert refused.value.explain("en") == (
            f"'85.3%（{inside}）' stands under {year}, yet ({inside}) names no earlier year; check it"
        )
