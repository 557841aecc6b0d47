"""The scale, the unit and the precision of a number belong to the number they are written for, and are taken once."""

from __future__ import annotations

from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.errors import TargetSyntaxError, UnitError, ValueSyntaxError
from prevention_rules.notation import format_target, parse_target, parse_value
from prevention_rules.statements import Value
from prevention_rules.targets import Range


def problem_of(text: str, **context: Any) -> str:
    """What is wrong with a target, in English, without the drawing."""
    with pytest.raises(TargetSyntaxError) as refused:
        parse_target(text, **context)
    return str(refused.value.problem.en)


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("5-6万", "元", "介于5万元至6万元"),
        ("5-6万", "万元", "介于5万元至6万元"),
        ("增加5-6万人", "人", "提高介于5万人至6万人"),
        ("between 5 and 6 million people", "人", "介于500万人至600万人"),
        ("five to six million people", "人", "介于500万人至600万人"),
        ("七至八成", "%", "70%至80%"),
        ("五至十五万元", "元", "介于5万元至15万元"),
        ("三至五百人", "人", "介于300人至500人"),
        ("100-1万元", "元", "介于100元至1万元"),
        ("5000-6万元", "元", "介于5000元至6万元"),
        ("500元至1万元", "元", "介于500元至1万元"),
        ("三至二十人", "人", "介于3人至20人"),
        ("20-30千米", "千米", "20千米至30千米"),
        ("4.5-5%", "%", "4.5%至5%"),
        ("85%-九成", "%", "85%至90%"),
        ("1至一万两千元", "元", "介于1元至1.2万元"),
    ],
)
def test_the_scale_of_a_span_is_that_of_both_ends(text: str, unit: str, read: str) -> None:
    """5-6万 is 50,000 to 60,000, unless the first number would then not be the smaller one."""
    assert str(parse_target(text, unit=unit)) == read


def test_the_scale_of_a_published_span() -> None:
    """250-260万 of 万元 is 250 to 260 of them."""
    (said,) = parse_value("250-260万", unit="万元")
    assert isinstance(said, Range)
    assert (str(said.lo), str(said.hi)) == ("2500000元", "2600000元")


def test_tens_of_a_span_are_asked_back() -> None:
    """五至六十 is 5 or 50 to 60."""
    assert problem_of("五至六十岁", unit="岁") == "is 五 5 or 50?"


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("250万", "万元", "不低于250万元"),
        ("一万二", "万元", "不低于1.2万元"),
        ("两万五千", "万元", "不低于2.5万元"),
        ("二十五万六千", "万元", "不低于25.6万元"),
        ("250万/年", "万元", "保持不低于250万元"),
        ("250万/年", "万元/年", "不低于250万元/年"),
        ("250万（元）", "万元", "不低于250万元"),
        ("250", "万元", "不低于250（万元）"),
        ("250（万元）", "万元", "不低于250（万元）"),
        ("一万二", "元", "不低于1.2万元"),
    ],
)
def test_a_scale_is_counted_once(text: str, unit: str, read: str) -> None:
    """The 万 of a number and the 万 of the indicator's unit are one and the same, however the number is written."""
    assert str(parse_target(text, unit=unit, better="higher")) == read


@pytest.mark.parametrize(("text", "value"), [("一万二", "12000元"), ("250万/年", "2500000元/年"), ("250", "250万元")])
def test_a_scale_is_counted_once_in_a_figure(text: str, value: str) -> None:
    """A published figure is read as a target is."""
    (said,) = parse_value(text, unit="万元")
    assert isinstance(said, Value)
    assert str(said.amount) == value


def test_a_scale_in_the_number_and_in_brackets_is_asked_back() -> None:
    """250万（万元） is 250 or 2,500,000 of 万元."""
    assert problem_of("250万（万元）", unit="万元", better="higher") == "both 250万 and (万元) carry a scale"


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("15以上（亿元）", "万元", "不低于15（亿元）"),
        ("15以上（亿元）", None, "不低于15（亿元）"),
        ("≤15以内（小时）", "分钟", "不高于15小时"),
        ("5以内（‰）", "%", "不高于5‰"),
        ("增加5以上（%）", "万元", "相对提高5%以上"),
        ("15左右（亿元）", "万元", "约15（亿元）"),
        ("15以上（万元）", "万元", "不低于15（万元）"),
        ("15万元以上（万元）", "万元", "不低于15（万元）"),
        ("20/10万以下（1/10万人口）", "/10万", "不高于20/10万"),
        ("85以上（含）", "%", "不低于85%"),
        ("5以上（3）", "万元", "不低于5（万元）"),
    ],
)
def test_a_unit_in_brackets_behind_a_bound_is_that_of_the_number(text: str, unit: str | None, read: str) -> None:
    """15以上（亿元） is 15 亿元; the indicator's own unit may be repeated."""
    assert str(parse_target(text, unit=unit)) == read


def test_another_unit_in_brackets_is_no_note() -> None:
    """30分钟以内（小时） has two units."""
    problem = problem_of("30分钟以内（小时）", unit="分钟")
    assert problem == "the brackets (小时) cannot be read with certainty"


@pytest.mark.parametrize(
    ("text", "unit", "zh", "en"),
    [
        ("5千", "10万人", "不低于5000（10万人）", "at least 5000 (10万人)"),
        ("50", "100米", "不低于50（100米）", "at least 50 (100米)"),
        ("5", "1/100000", "不低于5/100000", "at least 5 per 100,000"),
        ("5", "1/10万人口", "不低于5/10万人口", "at least 5 per 100,000 population"),
        ("2025", "年", "不低于2025（年）", "at least 2025 years"),
        ("12", "年", "不低于12年", "at least 12 years"),
        ("80.00", "分", "不低于80.00分", "at least 80.00 (分)"),
        ("12", "分钟", "不低于12分钟", "at least 12 minutes"),
        ("5", "/10万", "不低于5/10万", "at least 5 per 100,000"),
    ],
)
def test_a_number_and_its_unit_do_not_run_together(text: str, unit: str, zh: str, en: str) -> None:
    """What is written is read back: a unit that begins with a digit, a number that looks like a year, 分 of a score."""
    target = parse_target(text, unit=unit, better="higher")
    assert (str(target), format_target(target, "en")) == (zh, en)
    assert parse_target(zh, unit=unit) == parse_target(en, unit=unit) == target


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("reduce the gap by 10%", "'gap' is not known here"),
        ("下降kg以上", "damaged text: the number before kg is missing"),
        ("下降%", "damaged text: the number before % is missing"),
    ],
)
def test_a_unit_is_lost_only_where_a_unit_stands(text: str, problem: str) -> None:
    """The g of gap is no gram whose number got lost."""
    assert problem_of(text) == problem


def test_a_number_and_its_unit_do_not_run_together_in_an_explanation() -> None:
    """4000 of 10万人 is never told as 400010万人."""
    target = parse_target("5千", unit="10万人", better="higher")
    finding = pr.evaluate(target, pr.Series.of({2025: 4000}, unit="10万人"), at=2025)
    told = str(finding.explain("zh"))
    assert "2025年：4000（10万人）" in told
    assert "010万人" not in told


def figure(text: str, unit: str | None) -> str:
    """What a figure is read as, or why not, in English."""
    try:
        (said,) = parse_value(text, unit=unit)
    except ValueSyntaxError as refused:
        return f"refused: {refused.problem.en}"
    return str(said.amount) if isinstance(said, Value) else f"{said.tag} {said}"


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("3万5千人", "人", "35000人"),
        ("10万5千人", "人", "105000人"),
        ("1亿2千万元", "万元", "120000000元"),
        ("1亿2千万", "万元", "120000000元"),
        ("1亿2000万元", "元", "120000000元"),
        ("1亿500万元", "元", "105000000元"),
        ("超3万5千人", "人", "bound 高于3.5万人"),
        ("3万5千余人", "人", "bound 高于3.5万人"),
        ("5万-6万5千人", "人", "range 介于5万人至6.5万人"),
        ("3万5", "人", "refused: '5' does not belong here"),
        ("1亿2千", "人", "refused: '2千' does not belong here"),
        ("5亿3万元", "元", "refused: '3万' does not belong here"),
        ("3万15百", "人", "refused: '15百' does not belong here"),
        ("1万2百", "人", "refused: '2百' does not belong here"),
        ("1.2万3千人", "人", "refused: '3千' does not belong here"),
        ("3千5百万元", "元", "refused: '5百万' does not belong here"),
        ("1万2千瓦", "千瓦", "refused: '2' does not belong here"),
        ("5-6万5千人", "人", "refused: does 5 share the scale of the number behind it?"),
    ],
)
def test_two_scales_of_one_number_are_added(text: str, unit: str, read: str) -> None:
    """3万5千 is 35,000; what may be short for something else (1亿2千), or be two numbers, is asked back."""
    assert figure(text, unit) == read


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("1小时20分钟", "小时", "80分钟"),
        ("2小时30分钟", "分钟", "150分钟"),
        ("2分30秒", "秒", "150秒"),
        ("2分05秒", "分钟", "125秒"),
        ("1小时20分钟以内", "分钟", "bound 不高于80分钟"),
        ("1小时-2小时30分钟", "小时", "range 介于60分钟至150分钟"),
        ("1-2小时30分钟", "小时", "refused: does 1 share the scale of the number behind it?"),
        ("1小时80分钟", "分钟", "refused: '80' does not belong here"),
        ("1.5小时20分钟", "分钟", "refused: '20' does not belong here"),
        ("1小时20-30分钟", "分钟", "refused: '20' does not belong here"),
        ("1小时20分", "分钟", "refused: '20' does not belong here"),
        ("1个半小时", "小时", "1.5小时"),
    ],
)
def test_two_units_of_one_time_are_added(text: str, unit: str, read: str) -> None:
    """1小时20分钟 is 80 minutes; 分 alone may be a point of a score."""
    assert figure(text, unit) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3/8", "37.5%"),
        ("12/15", "80%"),
        ("17/20", "85%"),
        ("5/10", "50%"),
        ("15/15", "100%"),
        ("3480/4980", "5800/83%"),
        ("850/1000", "85.0%"),
        ("16/15", "refused: '1' is not known here"),
        ("14/15个", "refused: the unit / is not known"),
        ("1.5/15", "refused: the unit / is not known"),
        ("5/2023", "refused: the unit / is not known"),
        ("2020/2023", "refused: the unit / is not known"),
        ("2023/12", "refused: 2023/12 is a date or a period, not a quantity"),
        ("12/31", "refused: 12/31 is a date or a period, not a quantity"),
        ("6/30", "refused: 6/30 is a date or a period, not a quantity"),
    ],
)
def test_counts_out_of_a_whole(text: str, read: str) -> None:
    """So many of a whole, and never a month of a year."""
    assert figure(text, "%") == read


def test_counts_out_of_a_whole_carry_no_sign_in_question() -> None:
    """1/200 is half a per cent, whatever bare numbers are declared to mean."""
    for how in ("percent", "fraction", None):
        (fact,) = pr.Series.of({2025: "1/200"}, unit="%", share=True, percent_numbers=how).facts
        assert str(fact.values) == "[1/2, 1/2]"
    for unit in ("起", "/10万", "分钟"):
        with pytest.raises(UnitError):
            pr.Series.of({2025: "14/15"}, unit=unit)
