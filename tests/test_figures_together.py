"""Several figures of one indicator: which of them answers, what only confirms, and what follows from a chain."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.errors import ContradictionError, FormatError, ObservationError, UnitError
from prevention_rules.evidence.facts import Frame
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.saying import facts_said
from prevention_rules.evidence.series import Series
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.statements import Value
from prevention_rules.targets import Bound, Change, Origin

Y10, Y15, Y20, Y25 = (Period.of(year) for year in (2010, 2015, 2020, 2025))


def point(value: Any) -> ValueSet:
    return ValueSet.point(Fraction(value))


def at_least(value: int) -> ValueSet:
    return ValueSet.of(Interval(Fraction(value)))


def seen(period: Any, value: Any, status: str = "", **more: Any) -> Observation:
    return Observation("1", period, value, status=status, **more)


def level(series: Series, period: Any = 2025) -> ValueSet:
    found = series.level(Period.of(period))
    assert found is not None
    return found.values


def read_statement(statement: Any, frame: Frame) -> tuple[Any, ...]:
    return tuple(facts_said(statement, seen(2025, "x"), frame))


LEVELS = [
    ({2020: "13个", 2025: "15个，比2020年增长15.4%"}, "个", False, 15),
    ({2020: "1000起", 2025: ["800起", "比2020年下降19.9%"]}, "起", False, 800),
    ({2020: "77.4%", 2025: "85.0%，比2020年提高7.5个百分点"}, "%", True, 85),
    ({2020: "77.40%", 2025: ["85.0%", "比2020年提高7.5个百分点"]}, "%", True, 85),
    ({2017: 35, 2025: ["139个", "是2017年的4倍"]}, "个", False, 139),
]


@pytest.mark.parametrize(("figures", "unit", "share", "expected"), LEVELS)
def test_a_printed_change_never_opens_a_level(figures: Any, unit: str, share: bool, expected: int) -> None:
    """A count or level stands as published; a rounded change beside it only confirms it."""
    assert level(Series.of(figures, unit=unit, share=share)) == point(expected)


def test_counts_decide_a_change_before_the_printed_percentage() -> None:
    """996 after 1244 is a fall of 19.94 %, printed as 20 %; 8 after 10 is a fall of 20 %, whatever is printed."""
    fall = pr.Decline("20%", since=2020)
    printed = Series.of({2020: "1244起", 2025: "996起，比2020年下降20%"}, unit="起")
    assert pr.evaluate(fall, printed, at=2025).verdict is pr.Verdict.NOT_MET
    rounded = Series.of({2020: "10起", 2025: ["8起", "比2020年下降19.9%"]}, unit="起")
    assert pr.evaluate(fall, rounded, at=2025).verdict is pr.Verdict.MET


def test_a_change_that_rounds_that_of_the_levels_only_confirms_it() -> None:
    """47 tonnes after 33 are a rise of 42.424 %; printed as 42.42 % it is still that, and counted or not."""
    for unit in ("吨", "起"):
        series = Series.of({2020: f"33{unit}", 2025: f"47{unit}，比2020年增长42.42%"}, unit=unit)
        found = series.ratio(Y25, Y20)
        assert found is not None
        assert found.values == point(Fraction(47, 33))


def test_the_finer_of_two_printed_changes_decides() -> None:
    """80 % and 84 % leave 3 to 5 points open, so a published 4.6 points decides; 80.00 and 84.00 leave none."""
    coarse = Series.of({2020: "80%", 2025: ["84%", "比2020年提高4.6个百分点"]}, unit="%", share=True)
    found = coarse.difference(Y25, Y20)
    assert found is not None
    assert found.values == point("4.6")
    fine = Series.of({2020: "80.00%", 2025: ["84.04%", "比2020年提高4.0个百分点"]}, unit="%", share=True)
    found = fine.difference(Y25, Y20)
    assert found is not None
    assert found.values == point("4.04")


@pytest.mark.parametrize(
    ("figures", "unit", "share", "expected"),
    [([pr.Ratio(880, 1050), "83.8%"], "%", True, Fraction(1760, 21)), (["83.8%", "83.81%"], "%", True, "83.81"),
     (["2.34万人", "23412人"], "人", False, 23412), ([pr.Ratio(120, 180), "66.7%"], "%", True, Fraction(200, 3))],
    ids=str,
)  # fmt: skip
def test_a_rate_agrees_with_its_own_counts(figures: Any, unit: str, share: bool, expected: Any) -> None:
    """Of figures for one thing the most finely written is the answer, and the coarser ones are its rounding."""
    for given in (figures, figures[::-1]):
        assert level(Series.of({2025: given}, unit=unit, share=share)) == point(expected)


@pytest.mark.parametrize("printed", ["85.5%", "86%", 85.5])
def test_the_printed_rate_of_a_sample_is_no_surer_than_the_sample(printed: Any) -> None:
    """855 of 1,000 sampled leave 83.1 to 87.6 % open, also where 85.5 % is printed beside them."""
    sample = seen(2025, pr.Ratio(855, 1000), kind="sample")
    beside = Series.of([sample, seen(2025, printed)], unit="%", share=True)
    assert level(beside) == level(Series.of([sample], unit="%", share=True))
    assert pr.evaluate(pr.AtLeast("85%"), beside, at=2025).verdict is pr.Verdict.INCONCLUSIVE


@pytest.mark.parametrize("figures", [[pr.Ratio(120, 180), "70%"], ["85.0%", "85.1%"], ["28%", "29%"]], ids=str)
def test_beyond_rounding_figures_contradict(figures: Any) -> None:
    """A rate that is no rounding of its counts, or of a figure as finely written, is refused."""
    with pytest.raises(ContradictionError):
        Series.of({2025: figures}, unit="%", share=True)


def test_final_comes_before_preliminary_before_anything_is_joined() -> None:
    """A preliminary change takes no part where the final levels give the change."""
    final = [seen(2020, "80%", "核定"), seen(2025, "84%", "核定")]
    for change in ("比2020年提高4.6个百分点", "比2020年提高5个百分点", "比2020年提高4.1个百分点"):
        series = Series.of([*final, seen(2025, change, "初步")], unit="%", share=True)
        found = series.difference(Y25, Y20)
        assert found is not None
        assert found.values == point(4)
        assert [fact.observation.said for fact in found.superseded] == [change]


def test_an_answer_says_what_it_rests_on() -> None:
    """A published level rests on itself; the base figure and the change only confirm it."""
    series = Series.of({2020: "80%", 2025: "86%，比2020年提高6个百分点"}, unit="%", share=True)
    found = series.level(Y25)
    assert found is not None
    assert [str(fact.period) for fact in found.facts] == ["2020", "2025", "2025"]
    assert [fact.question for fact in found.rests_on] == ["level"]


def test_figures_of_two_definitions_are_not_joined() -> None:
    """A change by the new definition stands beside an old level it does not fit."""
    old, new = {"definition": "户籍人口"}, {"definition": "常住人口"}
    series = Series.of(
        [seen(2020, "80%", **old), seen(2025, "86%，比2020年提高2个百分点", **new)], unit="%", share=True
    )
    assert level(series) == point(86)
    assert pr.evaluate(pr.AtLeast("85%"), series, at=2025).verdict is pr.Verdict.MET


YEARLY = {2011: 2, 2012: "3.6", 2013: "3.7", 2014: "4.8", 2015: "5.6"}


def test_yearly_changes_give_the_change_against_the_base() -> None:
    """Falls of 2, 3.6, 3.7, 4.8 and 5.6 % are a fall of 18.2 %; with a year missing nothing is known."""
    series = Series.of({year: f"比上年下降{fall}%" for year, fall in YEARLY.items()}, unit="吨")
    assert pr.evaluate(pr.Decline("18%", since=2010), series, at=2015).verdict is pr.Verdict.MET
    assert pr.evaluate(pr.Decline("18.3%", since=2010), series, at=2015).verdict is pr.Verdict.NOT_MET
    gap = Series.of({year: f"比上年下降{fall}%" for year, fall in YEARLY.items() if year != 2013}, unit="吨")
    assert (gap.ratio(Y15, Y10), pr.evaluate(pr.Decline("18%", since=2010), gap, at=2015).reason) == (
        None,
        "other_base",
    )


def test_yearly_changes_carry_a_level_both_ways() -> None:
    """From 80 % in 2023 two published rises lead to 86 % in 2025, and back again."""
    rises = {2024: "比2023年提高3个百分点", 2025: "同比提高3个百分点"}
    forward = Series.of({2023: "80%", **rises}, unit="%", share=True)
    assert [level(forward, year) for year in (2023, 2024, 2025)] == [point(80), point(83), point(86)]
    back = Series.of({2024: rises[2024], 2025: [rises[2025], "86%"]}, unit="%", share=True)
    assert level(back, 2023) == point(80)


def test_a_chain_may_begin_with_the_calendar() -> None:
    """The first year of the calendar has no year before it, and the chain stops there; an asked series still pickles."""
    series = Series.of({1900: "10吨", 1901: "比上年增长10%", 1902: "比上年增长10%"}, unit="吨")
    assert level(series, 1902) == point("12.1")
    assert level(pickle.loads(pickle.dumps(series)), 1902) == point("12.1")


def test_a_chain_that_misses_its_end_is_a_contradiction() -> None:
    """100 in 2010 and five known falls cannot leave 50 in 2015."""
    falls = {year: f"比上年下降{fall}%" for year, fall in YEARLY.items()}
    with pytest.raises(ContradictionError):
        Series.of({2010: "100吨", **falls, 2015: [falls[2015], "50吨"]}, unit="吨")


def test_a_stated_annual_average_is_a_ratio_to_its_base() -> None:
    """An annual average of 5 % over five years is 1.05⁵; in points it is five times; it keeps its rounding."""
    rise = Change("up", "relative", Bound("=", Amount.of("5%")), 2020, "annual_average")
    (fact,) = read_statement(rise, Frame(unit_of("亿元")))
    assert (fact.question, fact.base, fact.values) == ("ratio", Y20, point(Fraction(105, 100) ** 5))
    assert fact.rounded.hull.hi == Fraction(1055, 1000) ** 5
    points = Change("up", "points", Bound("=", Amount.of("1.2百分点")), 2020, "annual_average")
    (fact,) = read_statement(points, Frame(unit_of("%"), share=True))
    assert (fact.values, fact.step) == (point(6), Fraction(1, 2))
    assert read_statement(Change("up", "relative", rise.size, None, "annual_average"), Frame()) == ()
    assert read_statement(Change("up", "relative", rise.size, 2020, "per_year"), Frame()) == ()


def test_cumulative_changes_take_the_plans_base() -> None:
    """累计 is measured from the base of the plan; a change that names no base and is not 累计 is not."""
    kept = Origin("累计下降18.2%", notes=("累计",))
    fall = Bound("=", Amount.of("18.2%"))
    frame = Frame(unit_of("吨"), baseline=2020)
    (fact,) = read_statement(Change("down", "relative", fall, origin=kept), frame)
    assert (fact.base, fact.notes) == (Y20, ("累计",))
    (fact,) = read_statement(Change("down", "relative", fall), frame)
    assert fact.base is None


def test_a_statement_of_another_year_is_refused() -> None:
    """A text that names its year has to stand under it, and the error names both."""
    with pytest.raises(ObservationError) as caught:
        read_statement(Value(Amount.of("85%"), by=2024), Frame(unit_of("%")))
    assert caught.value.explain("en") == "'x' speaks of 2024 but stands under 2025; file it under 2024, or check it"
    assert caught.value.explain("zh") == "“x”说的是2024年，却记在2025之下；请记在2024年，或核对"
    (fact,) = read_statement(Value(Amount.of("85%"), by=2025), Frame(unit_of("%")))
    assert fact.values == point(85)


PARTS = [
    {f"2025Q{n}": 1500 for n in range(1, 5)},
    {"2025H1": 3000, "2025H2": 3000},
    {"2025H1": 3000, "2025Q3": 1500, "2025Q4": 1500},
    {f"2025-{month:02d}": 500 for month in range(1, 13)},
    {"2025年前三季度": 4500, "2025Q4": 1500},
    {"2025Q1": 1500, "截至2025年6月底": 3000, "2025H2": "3000个，同比增长20%"},
]


@pytest.mark.parametrize("parts", PARTS, ids=str)
def test_the_parts_of_a_flow_make_the_year(parts: Any) -> None:
    """Months, quarters, halves and 截至 figures add up to the year where they are declared to, and only then."""
    assert level(Series.of(parts, unit="个", additive=True)) == point(6000)
    undeclared = Series.of(parts, unit="个")
    assert undeclared.level(Y25) is None
    assert [fact.period for fact in undeclared.within(Y25)] == sorted(map(Period.of, parts))


def test_part_of_a_flow_is_the_least_the_year_can_be() -> None:
    """6 cases by June break a limit of 5 a year, 5,200 places reach 5,000, and 450 cases decide nothing about 800."""
    series = Series.of({"2025年上半年": 6, "2025-08": 0}, unit="起", additive=True)
    assert level(series) == at_least(6)
    assert pr.evaluate(pr.AtMost("5起"), series, at=2025).verdict is pr.Verdict.NOT_MET
    places = Series.of({"截至2025年6月底": 5200}, unit="个", additive=True)
    assert pr.evaluate(pr.AtLeast("5000个"), places, at=2025).verdict is pr.Verdict.MET
    cases = Series.of({"2025H1": 450}, unit="起", additive=True)
    assert pr.evaluate(pr.AtMost("800起"), cases, at=2025).verdict is pr.Verdict.INCONCLUSIVE


def test_years_made_of_quarters_are_compared() -> None:
    """40 cases in the quarters of 2020 and 28 in those of 2025 are a fall of 30 %."""
    quarters = {f"{year}Q{n}": cases for year, cases in ((2020, 10), (2025, 7)) for n in range(1, 5)}
    series = Series.of(quarters, unit="起", additive=True)
    assert pr.evaluate(pr.Decline("30%", since=2020), series, at=2025).verdict is pr.Verdict.MET
    assert pr.evaluate(pr.Decline("31%", since=2020), series, at=2025).verdict is pr.Verdict.NOT_MET


def test_parts_of_a_flow_that_exceed_it_contradict() -> None:
    """More cases by June than in the whole year cannot be, and a preliminary part keeps its place beside a final one."""
    with pytest.raises(ContradictionError):
        Series.of({2025: 10, "2025H1": 12}, unit="起", additive=True)
    with pytest.raises(ContradictionError):
        Series.of({"2025Q1": 7, "2025H1": 6}, unit="起", additive=True)
    both = [seen("2025H1", 6, "核定"), seen("2025H2", 7, "初步")]
    assert level(Series.of(both, unit="起", additive=True)) == point(13)


def test_a_statistical_year_is_the_sum_of_its_months() -> None:
    """October 2022 to September 2023 adds up from a quarter of one year and three of the next; 2022/23 does not."""
    quarters = {"2022Q4": 10, "2023Q1": 11, "2023Q2": 12, "2023Q3": 13}
    series = Series.of(quarters, unit="人", additive=True)
    assert level(series, "2022年10月—2023年9月") == point(46)
    assert series.level(Period.of("2022/23")) is None


def test_a_share_does_not_add_up() -> None:
    """The shares of four quarters have no sum, so declaring one is refused."""
    with pytest.raises(FormatError) as caught:
        Series.of({"2025Q1": "80%"}, unit="%", share=True, additive=True)
    assert caught.value.explain("en") == "a share does not add up over the year"


def test_areas_in_several_units_are_brought_to_one() -> None:
    """0.2万人 and 3000人 are 5000 people in any order, and so are changes; metres and people have no sum."""
    parts = {
        "甲": Series.of({2020: "0.1", 2025: "0.2"}, unit="万人"),
        "乙": Series.of({2020: "3000人", 2025: "3000人"}),
    }
    for given in (parts, dict(reversed(parts.items()))):
        whole = pool(given).series
        assert (level(whole), str(whole.unit)) == (point(5000), "人")
        found = whole.ratio(Y25, Y20)
        assert found is not None
        assert found.values == point("1.25")
    with pytest.raises(UnitError):
        pool({**parts, "丙": Series.of({2025: "3米"})})
    with pytest.raises(UnitError) as caught:
        pool({**parts, "丙": Series.of({2025: 3})})
    assert caught.value.explain("en") == "the figures of 丙 name no unit and the others do: not added up; name the unit"
