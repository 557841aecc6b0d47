"""What a series answers, how figures narrow one another, and when they cannot all be true."""

from __future__ import annotations

import pickle
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from grounds import ground
from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.errors import ContradictionError, ObservationError, UnitError, ValueSyntaxError
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.series import Known, Series
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.notation import parse_value
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.statements import statement_to_dict
from prevention_rules.targets import AtLeast, AtMost, Decline, Increase, MoreThan

Y20, Y21, Y23, Y25 = (Period.of(year) for year in (2020, 2021, 2023, 2025))


def point(value: str | int) -> ValueSet:
    return ValueSet.point(Fraction(value))


def between(lo: Any, hi: Any, *, lo_in: bool = True, hi_in: bool = True) -> ValueSet:
    ends = [None if end is None else Fraction(end) for end in (lo, hi)]
    return ValueSet.of(Interval(*ends, lo_in=lo_in, hi_in=hi_in))


def known(answer: Known | None) -> ValueSet:
    assert answer is not None
    return answer.values


@pytest.mark.parametrize(
    ("value", "unit", "share", "level"),
    [
        (35, "起", False, point(35)),
        (0.1, "%", False, point("1/10")),
        (Decimal("85.0"), "%", True, point(85)),
        (Fraction(2, 3), None, False, point("2/3")),
        ("85.0%", "%", True, point(85)),
        ("85%", "‰", True, point(850)),
        ("超75%", "%", True, between(75, 100, lo_in=False)),
        ("超75%", "%", False, between(75, None, lo_in=False)),
        ("达85%以上", "%", True, between(85, 100)),
        ("近100%", "%", True, between(0, 100, hi_in=False)),
        ("0.14%至0.28%", "%", True, between("0.14", "0.28")),
        ("4.4人", "人/10万人口", False, point("4.4")),
        (Ratio(14, 15), "%", True, point("280/3")),
        (Ratio(14, 15), "‰", True, point("2800/3")),
        (Ratio(880, 1000, missing=50), "%", True, between("1760/21", "620/7")),
        (Amount.of("40张/10万人口"), "张/千人口", False, point("0.4")),
        (between(-1, 3), "起", False, between(0, 3)),
        (between(-1, 3), "万元", False, between(-1, 3)),
    ],
    ids=str,
)
def test_a_figure_is_a_set(value: Any, unit: str | None, share: bool, level: ValueSet) -> None:
    """Each kind of figure is the set of values it leaves possible, in the unit of the series."""
    assert known(Series.of({2025: value}, unit=unit, share=share).level(Y25)) == level


@pytest.mark.parametrize(
    ("values", "unit"),
    [({2025: Ratio(14, 15)}, "%"), ({2025: "超75%"}, "%"), ({2020: 35, 2025: "28起"}, "起"), ({2025: 35}, None),
     ({2025: Amount.of("12分钟")}, "分钟"), ({2025: "比2020年提高7.6个百分点"}, "%"), ({}, None),
     ([Observation("x", 2025, 3, unit="人")], "人")],
    ids=str,
)  # fmt: skip
def test_figures_name_their_unit(values: Any, unit: str | None) -> None:
    """A series that declares no unit is in the one its figures name, so that 14/15 is never held against 80 as 0.93."""
    assert Series.of(values).unit == (None if unit is None else unit_of(unit))


def test_a_count_without_a_unit_is_judged_in_percent() -> None:
    """14 of 15 meets at least 80 % without the unit being spelled out, and minutes are still refused."""
    assert evaluate(AtLeast("80%"), Series.of({2025: Ratio(14, 15)}), at=2025).verdict is Verdict.MET
    with pytest.raises(UnitError):
        evaluate(AtLeast("10%"), Series.of({2025: "12分钟"}), at=2025)


def test_the_three_questions() -> None:
    """A series answers with a level, a ratio and a difference, and with None where nothing is known."""
    series = Series.of({2020: 35, 2025: 28}, unit="起")
    assert [known(series.level(year)) for year in (Y20, Y25)] == [point(35), point(28)]
    assert known(series.ratio(Y25, Y20)) == point("0.8")
    assert known(series.difference(Y25, Y20)) == point(-7)
    assert (series.level(Y23), series.ratio(Y23, Y20), series.difference(Y20, Y23)) == (None, None, None)


def test_answers_over_intervals_are_sound() -> None:
    """Ratio and difference of two intervals hold every pair, the two taken as independent."""
    series = Series.of({2020: between(10, 20), 2025: between(5, 8, hi_in=False)}, unit="起")
    assert known(series.ratio(Y25, Y20)) == between("1/4", "4/5", hi_in=False)
    assert known(series.difference(Y25, Y20)) == between(-15, -2, hi_in=False)


@pytest.mark.parametrize("base", [point(0), between(0, 5), between(-5, 5)], ids=str)
def test_a_base_that_may_be_zero_has_no_ratio(base: ValueSet) -> None:
    """Where the base may be zero or below, the ratio may be anything; the difference is still known."""
    series = Series.of({2020: base, 2025: 3}, unit="万元")
    assert known(series.ratio(Y25, Y20)) == between(None, None)
    assert known(series.difference(Y25, Y20)) == point(3).minus(base)


def test_two_figures_that_agree_narrow_each_other() -> None:
    """超75% and 不足80% for one year leave what both allow."""
    series = Series.of({2025: ["超75%", "不足80%"]}, unit="%", share=True)
    assert known(series.level(Y25)) == between(75, 80, lo_in=False, hi_in=False)
    assert evaluate(AtLeast("80%"), series, at=2025).verdict is Verdict.NOT_MET


def test_a_stated_change_gives_the_missing_level() -> None:
    """85.7 % now and 7.6 points more than in 2020 say what 2020 was, and the relative change with it."""
    series = Series.of({2025: ["85.7%", "比2020年提高7.6个百分点"]}, unit="%", share=True)
    assert known(series.level(Y20)) == point("78.1")
    assert known(series.difference(Y25, Y20)) == point("7.6")
    assert known(series.ratio(Y25, Y20)) == point("857/781")
    finding = evaluate(Increase("9.7%", since=2020), series, at=2025)
    assert (finding.verdict, ground(finding).base_level) == (Verdict.MET, point("78.1"))


def test_a_stated_change_carries_the_base_forward() -> None:
    """35 cases in 2020 and a fall of 20 % since then are 28 cases; a fall of 7 cases is a fall of 20 %."""
    series = Series.of({2020: 35, 2025: "比2020年下降20%"}, unit="起")
    assert known(series.level(Y25)) == point(28)
    series = Series.of({2020: 35, 2025: "比2020年减少7起"}, unit="起")
    assert known(series.ratio(Y25, Y20)) == point("0.8")


@pytest.mark.parametrize(
    ("said", "ratio"),
    [
        ("比2020年增加2倍", point(2) | point(3)),
        ("比2020年扩大了2倍", point(2) | point(3)),
        ("比2020年提高1.5倍", point("1.5") | point("2.5")),
        ("比2020年增加2倍以上", between(2, None)),
        ("比2020年提高2—3倍", between(2, 4)),
        ("比2020年增长2倍", point(3)),
        ("比2020年增加1倍", point(2)),
        ("比2020年增加0.5倍", point("1.5")),
        ("是2020年的2倍", point(2)),
        ("增加到2020年的2倍", point(2)),
    ],
)
def test_a_published_multiple_keeps_both_its_readings(said: str, ratio: ValueSet) -> None:
    """增加2倍 may be by or to so many times; 增长2倍 is by, 是…的2倍 is to, and once more is twice as much."""
    assert known(Series.of({2025: said}, unit="亿元").ratio(Y25, Y20)) == ratio


def test_a_published_multiple_decides_only_where_its_readings_agree() -> None:
    """Twice or three times as much meets a rise by 0.8, falls short of one by 2.5, and leaves one by 1.5 undecided."""
    series = Series.of({2025: "比2020年增加2倍"}, unit="亿元")
    verdicts = {size: evaluate(Increase(f"{size}%", since=2020), series, at=2025).verdict for size in (80, 150, 250)}
    assert verdicts == {80: Verdict.MET, 150: Verdict.INCONCLUSIVE, 250: Verdict.NOT_MET}
    assert statement_to_dict(*parse_value("比2020年增加2倍", unit="亿元")) == {
        "t": "ambiguous",
        "readings": [
            {"t": "change", "dir": "up", "kind": "relative", "v": size, "step": None, "u": "%", "base": "2020"}
            for size in ("200", "100")
        ],
    }
    told = str(evaluate(Increase("150%", since=2020), series, at=2025).explain("en"))
    assert "Published as “up 200% on 2020 or up 100% on 2020”" in told
    assert "Known: 2, or 3; asked: at least 2.5." in told


def test_a_published_multiple_narrows_with_the_levels() -> None:
    """From 4 it leads to 8 or 12, and a level that agrees with one of the two stands beside it; 10 agrees with none."""
    change = "比2020年增加2倍"
    assert known(Series.of({2020: 4, 2025: change}, unit="亿元").level(Y25)) == point(8) | point(12)
    assert known(Series.of({2020: 4, 2025: f"12亿元，{change}"}, unit="亿元").level(Y25)) == point(12)
    with pytest.raises(ContradictionError):
        Series.of({2020: "4.00亿元", 2025: f"10.00亿元，{change}"}, unit="亿元").level(Y25)


@pytest.mark.parametrize("said", ["比2020年下降1倍", "比2020年减少2倍"])
def test_a_published_fall_is_no_multiple(said: str) -> None:
    """A fall by 倍 is refused in a figure as it is in a target."""
    with pytest.raises(ValueSyntaxError) as refused:
        parse_value(said, unit="亿元")
    assert refused.value.problem.en == "is it a fall to nothing, or by half?"


def test_a_wide_level_does_not_hide_a_stated_change() -> None:
    """What follows from a stated change narrows a level that was only bounded, and the ratio that rests on it."""
    series = Series.of({2020: between(30, 40), 2021: 35, 2025: [between(0, 100), "比2021年减少7起"]}, unit="起")
    assert known(series.level(Y25)) == point(28)
    assert known(series.ratio(Y25, Y20)) == between("0.7", "14/15")


CONTRADICTIONS = [
    ({2025: [28, 29]}, "2025", "2025 28、2025 29"),
    ({2025: ["超75起", "不足70起"]}, "2025", "2025 不足70起、2025 超75起"),
    ({2020: 35, 2025: [28, "比2020年增加7起"]}, "2020", "2020 35、2025 比2020年增加7起、2025 28"),
    ({2020: 5, 2025: "比2020年减少7起"}, "2025", "2020 5、2025 比2020年减少7起"),
    (
        {2023: [30, "比2020年减少3起"], 2025: [28, "比2020年减少7起"]},
        "2020",
        "2023 比2020年减少3起、2023 30、2025 比2020年减少7起、2025 28",
    ),
    ({2025: ["比2020年下降20%", "比2020年下降30%"]}, "2020→2025", "2025 比2020年下降20%、2025 比2020年下降30%"),
    ({2025: ValueSet()}, "2025", "2025 ∅"),
]


@pytest.mark.parametrize(("values", "place", "figures"), CONTRADICTIONS, ids=lambda value: str(value)[:30])
def test_a_contradiction_is_a_located_error(values: Any, place: str, figures: str) -> None:
    """Figures that cannot all be true are refused when the series is built, each named with its period."""
    with pytest.raises(ContradictionError) as caught:
        Series.of(values, unit="起", name="26")
    listed = figures.replace("、", ", ")
    assert caught.value.explain("en") == (
        f"indicator 26, {place}: these figures cannot all be true: {listed}; "
        "check them, or say by their status (初步, 核定) which one stands"
    )
    assert caught.value.explain("zh") == (
        f"指标 26，{place}：这些数不能同时为真：{figures}；请核对，或用状态（初步、核定）说明哪一个为准"
    )


@pytest.mark.parametrize(
    ("now", "level"),
    [("28.0起", point(28)), (Decimal("28.0"), point(28)), ("28起", point(28)),
     (between("27.98", "28.04"), between("27.98", "28.022475"))],
    ids=["text", "decimal", "whole", "interval"],
)  # fmt: skip
def test_figures_that_differ_by_rounding_agree(now: Any, level: ValueSet) -> None:
    """A published level stands beside a percentage that only rounding keeps from it; a wide one is narrowed."""
    series = Series.of({2020: Decimal("35.0"), 2025: [now, "比2020年下降20.1%"]}, unit="起")
    assert known(series.level(Y25)) == level


def test_rounding_does_not_excuse_everything() -> None:
    """A published percentage that no rounding reconciles with the levels is a contradiction."""
    with pytest.raises(ContradictionError):
        Series.of({2020: Decimal("35.0"), 2025: [Decimal("28.0"), "比2020年下降21%"]}, unit="起")
    with pytest.raises(ContradictionError):  # a number without a written precision was never rounded
        Series.of({2020: 35, 2025: [28, between("27.9", "27.99")]}, unit="起")


def test_a_stated_bound_was_not_rounded() -> None:
    """下降35%以上 says at least 35 % also where published figures are read as rounded ones."""
    series = Series.of({2025: "比2020年下降35%以上"}, unit="起")
    finding = evaluate(Decline("35%", since=2020), series, at=2025, policy=Policy(published="interval"))
    assert finding.verdict is Verdict.MET
    published = Series.of({2025: "比2020年下降35%"}, unit="起")
    finding = evaluate(Decline("35%", since=2020), published, at=2025, policy=Policy(published="interval"))
    assert finding.verdict is Verdict.INCONCLUSIVE


def test_a_published_figure_may_be_the_rounded_end() -> None:
    """A value published as 85.0 can have been exactly 84.95, so more than 84.95 is not proven."""
    series = Series.of({2025: "85.0%"}, unit="%", share=True)
    policy = Policy(published="interval")
    assert evaluate(MoreThan("84.95%"), series, at=2025, policy=policy).verdict is Verdict.INCONCLUSIVE
    assert evaluate(AtLeast("84.95%"), series, at=2025, policy=policy).verdict is Verdict.MET


def seen(period: Any, value: Any, status: str = "", **more: Any) -> Observation:
    return Observation("26", period, value, status=status, **more)


@pytest.mark.parametrize("words", [("初步", "核定"), ("快报", "最终"), ("preliminary", "final")])
def test_the_final_figure_replaces_the_preliminary(words: tuple[str, str]) -> None:
    """A final figure stands, the preliminary one is kept as replaced, and no contradiction is seen."""
    series = Series.of([seen(2025, 30, words[0]), seen(2025, 28, words[1])], unit="起")
    answer = series.level(Y25)
    assert answer is not None
    assert answer.values == point(28)
    assert [fact.observation.said for fact in answer.facts] == ["28"]
    assert [fact.observation.said for fact in answer.superseded] == ["30"]


def test_a_final_figure_replaces_only_its_own_question() -> None:
    """A final change of one year leaves the preliminary change of another year standing."""
    series = Series.of([seen(2021, "比2020年下降10%", "核定"), seen(2025, "比2020年下降20%", "初步")], unit="起")
    assert known(series.ratio(Y25, Y20)) == point("0.8")
    assert known(
        Series.of([*[fact.observation for fact in series.facts], seen(2020, 35)], unit="起").level(Y25)
    ) == point(28)


@pytest.mark.parametrize(
    ("level", "change", "answer"), [("核定", "初步", 28), ("初步", "核定", "24.5")], ids=["level final", "change final"]
)
def test_a_final_figure_stands_against_what_follows_from_a_preliminary(level: str, change: str, answer: Any) -> None:
    """A level and a change that contradict each other are no error where one is final and one preliminary."""
    series = Series.of([seen(2020, 35), seen(2025, 28, level), seen(2025, "比2020年下降30%", change)], unit="起")
    found = series.level(Y25)
    assert found is not None
    assert found.values == point(answer)
    assert [fact.observation.status for fact in found.superseded] == ["preliminary"]
    assert known(series.ratio(Y25, Y20)) == point(Fraction(answer) / 35)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["", "初步", "核定"])
def test_two_figures_of_one_status_are_an_error(status: str) -> None:
    """Two different figures of the same status contradict each other, whatever the status is."""
    with pytest.raises(ContradictionError):
        Series.of([seen(2025, 30, status), seen(2025, 28, status)], unit="起")


def test_an_unknown_status_is_refused() -> None:
    """A status that is neither 初步 nor 核定 is refused with the two that are."""
    with pytest.raises(ObservationError) as caught:
        seen(2025, 30, "草稿")
    assert caught.value.explain("en") == "the status '草稿' is not known; write 初步 (preliminary) or 核定 (final)"
    assert caught.value.explain("zh") == "状态 '草稿' 不认识；可写 初步 或 核定"


@pytest.mark.parametrize(
    ("value", "level"),
    [(Ratio(16, 15), point("320/3")), ("105%", point(105)), ("超100%", between(100, None, lo_in=False)),
     ("超105%", between(105, None, lo_in=False))],
    ids=str,
)  # fmt: skip
def test_a_share_above_the_whole_is_kept_and_doubted(value: Any, level: ValueSet) -> None:
    """A share above 100 % is kept as reported, never capped, and the finding says to check it."""
    series = Series.of({2025: value}, unit="%", share=True)
    assert known(series.level(Y25)) == level
    notes = [note.en for note in evaluate(AtLeast("95%"), series, at=2025).notes]
    assert notes == ["a share above 100 %: kept as reported, check its definition"]


@pytest.mark.parametrize("value", ["100%", "超75%", Ratio(15, 15), "近100%"], ids=str)
def test_a_share_up_to_the_whole_is_not_doubted(value: Any) -> None:
    """100 % itself, and bounds that reach it, are nothing to wonder at."""
    assert evaluate(AtLeast("75%"), Series.of({2025: value}, unit="%", share=True), at=2025).notes == ()


def test_a_growth_rate_has_no_ceiling_and_may_be_negative() -> None:
    """A rate in % that is no share can be above 100 % and below zero without a word."""
    series = Series.of({2023: Decimal("-3.5"), 2025: "超100%"}, unit="%")
    assert (known(series.level(Y23)), known(series.level(Y25))) == (point("-3.5"), between(100, None, lo_in=False))


@pytest.mark.parametrize(
    ("value", "unit", "share"), [(-1.5, "起", False), (-0.5, "%", True), (Decimal("-3"), "张/千人口", False)]
)
def test_a_negative_rate_or_count_is_refused(value: Any, unit: str, share: bool) -> None:
    """A rate or count below zero cannot be, and the figure is named."""
    with pytest.raises(ObservationError) as caught:
        Series.of({2025: value}, unit=unit, share=share)
    assert caught.value.explain("en") == f"{value} is negative, and no rate or count can be"
    assert caught.value.explain("zh") == f"{value} 是负数，而比率和计数不能为负"


@pytest.mark.parametrize(
    ("args", "said"), [((1, 0), "1/0"), ((-1, 5), "-1/5"), ((1, -5), "1/-5"), ((1, 5, -1), "1/5+-1?")]
)
def test_a_ratio_has_a_whole(args: Any, said: str) -> None:
    """A part of a whole needs a whole above zero and no count below it."""
    with pytest.raises(ObservationError) as caught:
        Ratio(*args)
    assert (
        caught.value.explain("en")
        == f"{said} is not a part of a whole: the denominator must be above 0, no count below 0"
    )
    assert caught.value.explain("zh") == f"{said} 不是部分与整体：分母须大于 0，分子和缺报数不能为负"


def test_a_share_of_what_is_no_share_is_refused() -> None:
    """A count out of a whole cannot be a number of cases."""
    with pytest.raises(UnitError) as caught:
        Series.of({2025: Ratio(14, 15)}, unit="起")
    assert caught.value.explain("en") == "14/15 is a share, but the indicator is measured in 起"
    assert caught.value.explain("zh") == "14/15 是一个比例，指标的单位却是“起”"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, Decimal("NaN")], ids=str)
def test_what_is_no_number_is_refused(value: Any) -> None:
    """nan, infinities and booleans are refused with the cure for a missing value."""
    with pytest.raises(ObservationError) as caught:
        Series.of({2025: value}, unit="%")
    assert caught.value.explain("en") == f"{value!r} is not a number; leave a missing value out, it is not 0"


def test_another_base_decides_nothing() -> None:
    """A change published against last year does not answer for a change since 2020, and the finding says why."""
    series = Series.of({2025: "同比下降24%"}, unit="起")
    finding = evaluate(Decline("10%", since=2020), series, at=2025)
    assert (finding.verdict, finding.reason, finding.possible) == (Verdict.NOT_ASSESSABLE, "other_base", None)
    assert evaluate(Decline("10%", since="previous"), series, at=2025).verdict is Verdict.MET
    assert evaluate(Decline("10%", since=2024), series, at=2025).verdict is Verdict.MET


def test_missing_is_not_zero() -> None:
    """None and an empty list are reports that are missing: the series knows nothing of that year."""
    series = Series.of({2023: None, 2025: [None, 28], 2020: []}, unit="起")
    assert (series.periods, series.level(Y23)) == ((Y25,), None)


def test_an_observation_under_another_period_is_refused() -> None:
    """An observation filed under a period that is not its own is a slip, and refused."""
    with pytest.raises(ObservationError) as caught:
        Series.of({2023: seen(2025, 28)}, unit="起")
    assert caught.value.explain("en") == "an observation of 2025 is filed under 2023"
    assert caught.value.explain("zh") == "2023 之下放了 2025 的观测值"


def test_nearest() -> None:
    """The nearest period with a level is found, the earlier of two equally near; changes do not count."""
    series = Series.of({2020: 1, 2022: 3, 2024: "同比下降24%"}, unit="起")
    assert [series.nearest(Period.of(year)) for year in (2019, 2021, 2024)] == [Y20, Y20, Period.of(2022)]
    assert Series().nearest(Y20) is None


OBSERVATIONS = [
    seen(2020, 35, source="年鉴"), seen(2020, "35起", source="公报"), seen(2020, "35起", source="网站"),
    seen(2021, "比2020年下降10%"), seen(2021, between(20, 40)), seen(2023, 30, "初步"), seen(2023, 29, "核定"),
    seen(2025, "比2020年下降20%", "核定"), seen(2025, "比2021年减少3.5起", dated=None), seen(2025, "近40起"),
]  # fmt: skip


@given(order=st.permutations(range(len(OBSERVATIONS))))
def test_the_order_of_observations_does_not_matter(order: list[int]) -> None:
    """However the figures arrive, the series is the same object in meaning, and so is every answer and its evidence."""
    expected = Series.of(OBSERVATIONS)
    drawn = Series.of([OBSERVATIONS[index] for index in order])
    assert drawn == expected
    assert drawn.facts == expected.facts
    for year in (Y20, Y21, Y23, Y25):
        assert drawn.level(year) == expected.level(year)
        assert drawn.ratio(year, Y20) == expected.ratio(year, Y20)
    at_most = evaluate(AtMost("28起"), drawn, at=2025)
    assert at_most == evaluate(AtMost("28起"), expected, at=2025)


def test_the_unit_does_not_depend_on_the_order() -> None:
    """Where figures name several units that compare, the series is in the same one in any order."""
    figures = [seen(2020, "85%"), seen(2021, "850‰"), seen(2023, Ratio(17, 20))]
    units = set()
    for seed in range(10):
        shuffled = list(figures)
        random.Random(seed).shuffle(shuffled)
        series = Series.of(shuffled)
        units.add((str(series.unit), known(series.level(Y20)), known(series.level(Y21)), known(series.level(Y23))))
    assert units == {("%", point(85), point(85), point(85))}


def test_a_sample_is_an_interval() -> None:
    """A sample survey leaves its confidence interval possible and keeps the point beside it; it needs count and size."""
    series = Series.of([Observation("26", 2025, Ratio(855, 1000), kind="sample")], unit="%", share=True)
    hull = known(series.level(Y25)).hull
    assert (round(float(hull.lo or 0), 2), round(float(hull.hi or 0), 2)) == (83.18, 87.55)
    assert series.facts[0].point == Fraction("85.5")
    with pytest.raises(ObservationError) as caught:
        Observation("26", 2025, "85.5%", kind="sample")
    assert caught.value.explain("en") == "a sample needs its count and size, whole numbers: value=Ratio(855, 1000)"


def test_series_are_values() -> None:
    """A series and its observations hash by what they say and survive pickling; the place of a figure takes no part."""
    series = Series.of([seen(2025, "超75%", place="a.csv:3")], unit="%", share=True)
    assert pickle.loads(pickle.dumps(series)) == series
    assert hash(series) == hash(Series.of([seen(2025, "超75%", place="b.csv:9")], unit="%", share=True))
