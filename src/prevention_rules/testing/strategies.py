"""Hypothesis strategies: evidence for a rule, and plans, series, observations and targets that can be built.

What is drawn prints as the code that makes it, and can be pasted into a test.

>>> from hypothesis import given
>>> @given(targets())
... def any_target_has_words(target):
...     assert str(target)
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import attrs

from prevention_rules.errors import FormatError, PreventionRulesError
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.series import Series
from prevention_rules.exact_numbers import write_number
from prevention_rules.extras import needed
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.examples import Example
from prevention_rules.plans.plan import Plan
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Base,
    Better,
    Bound,
    Change,
    ChangeKind,
    Direction,
    EveryPeriod,
    Op,
    Over,
    PerUnit,
    Qualitative,
    Range,
    Rate,
    Reference,
    Respectively,
    Size,
    Target,
    Trend,
    TrendDirection,
    TrendManner,
    UnitManner,
)  # fmt: skip
from prevention_rules.testing.critical import Grid, Kind, critical, dates, limits, past_figures
from prevention_rules.testing.worked import judged
from prevention_rules.text import Words

with needed("test", "hypothesis"):
    from hypothesis import strategies as st

UNITS = (
    "%", "‰", "岁", "分钟", "小时", "天", "起", "个", "人", "人次", "张", "平方米", "吨", "千克", "千瓦", "元", "亿元",
    "万人", "万亿元", "/10万", "/千人", "张/千人口", "人/10万", "微克/立方米", "万元/人", "公里/万平方公里",
    "名", "所", "次",
)  # fmt: skip
"""Units that the notation reads without being told: known, composed of known ones, or counters."""


def years() -> st.SearchStrategy[int]:
    """Return a strategy for years of the calendar."""
    return st.integers(1950, 2149)


def numbers(*, negative: bool = True) -> st.SearchStrategy[Fraction]:
    """Return a strategy for exact numbers: whole, decimal, large and fractional ones."""
    size = 10**13
    low = -size if negative else 0
    return st.one_of(
        st.integers(max(low, -100), 100).map(Fraction),
        st.integers(low, size).map(Fraction),
        st.decimals(low, size, places=2, allow_nan=False, allow_infinity=False).map(Fraction),
        st.fractions(max(low, -1000), 1000, max_denominator=97),
    )


def units(*texts: str) -> st.SearchStrategy[Unit]:
    """Return a strategy for units (of all that read without being told, or of *texts*)."""
    return st.sampled_from(texts or UNITS).map(unit_of)


@st.composite
def amounts(draw: st.DrawFn, unit: Unit | None = None, *, bare: bool = True, negative: bool = True) -> Amount:
    """Draw an amount, of *unit* if given, else of any or (``bare``) of none."""
    own = unit or draw(st.none() | units() if bare else units())
    return Amount(draw(numbers(negative=negative)), own)


def bounds(**of: Any) -> st.SearchStrategy[Bound]:
    """Return a strategy for thresholds; *of* goes to `amounts`."""
    return st.builds(Bound, st.sampled_from(get_args(Op)), amounts(**of))


@st.composite
def ranges(draw: st.DrawFn, /, **of: Any) -> Range:
    """Draw a range with ends of one unit; *of* goes to `amounts`."""
    lo = draw(amounts(**of))
    width = draw(st.fractions(Fraction(1, 50), 1000, max_denominator=50))
    hi = Amount(lo.value + width, lo.unit)
    return Range(lo, hi, draw(st.booleans()), draw(st.booleans()))


@st.composite
def abouts(draw: st.DrawFn, /, **of: Any) -> About:
    """Draw a 左右 with one end or two; *of* goes to `amounts`."""
    made = draw(ranges(**of))
    return About(made.lo, made.hi) if draw(st.booleans()) else About(made.lo)


def bases() -> st.SearchStrategy[Base]:
    """Return a strategy for the bases of changes."""
    previous: st.SearchStrategy[Base] = st.just("previous")
    return st.none() | previous | years()


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Draw a change: relative in %, in points, or in amounts of any other unit."""
    kind: ChangeKind = draw(st.sampled_from(get_args(ChangeKind)))
    unit = {"relative": unit_of("%"), "points": unit_of("百分点")}.get(kind)
    if unit is None:
        unit = draw(units(*(text for text in UNITS if text != "%")))
    of = {"unit": unit, "negative": False}
    size: Size = draw(st.one_of(bounds(**of), ranges(**of), abouts(**of)))
    rate = draw(st.sampled_from(get_args(Rate)))
    way: Direction = draw(st.sampled_from(("up", "down")))
    if kind == "relative" and _largest(size) > 100:
        way = "up"  # nothing falls by more than 100 %
    return Change(way, kind, size, draw(bases()), rate)


def _largest(size: Size) -> Fraction:
    return size.amount.value if isinstance(size, Bound) else size.hi.value


def trends() -> st.SearchStrategy[Trend]:
    """Return a strategy for trends without a number."""
    ways, goods = st.sampled_from(get_args(TrendDirection)), st.none() | st.sampled_from(get_args(Better))
    return st.builds(Trend, ways, goods, bases(), st.booleans(), st.sampled_from(get_args(TrendManner)))


def said() -> st.SearchStrategy[str]:
    """Return a strategy for words that are only kept: qualitative and reference targets."""
    return st.text(max_size=20) | st.sampled_from(("得到控制", "与经济增长同步", "说“到此为止”", 'a "quoted" word'))


def each() -> st.SearchStrategy[str]:
    """Return a strategy for the units that a condition holds in, one by one."""
    return st.sampled_from(("", "县", "街道", "县(市、区、旗)", "country", "学习小组")) | st.text(
        min_size=1, max_size=8
    )


@st.composite
def levels(draw: st.DrawFn) -> Bound | Range | About:
    """Draw what is asked of a level: of one year, or of all years of the plan together."""
    level: Bound | Range | About = draw(st.one_of(bounds(), ranges(), abouts()))
    return attrs.evolve(level, over=draw(st.none() | st.sampled_from(get_args(Over))))


def simple_targets() -> st.SearchStrategy[Target]:
    """Return a strategy for targets without parts."""
    return st.one_of(
        levels(), levels(), changes(), trends(), st.builds(Reference, said()), st.builds(Qualitative, said())
    )


def _compound(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(part, min_size=2, max_size=4)
    return st.one_of(
        st.builds(EveryPeriod, part, st.none() | years()),
        st.builds(PerUnit, part, each(), st.sampled_from(get_args(UnitManner))),
        *(st.builds(kind, several) for kind in (Respectively, AllOf, AnyOf, Ambiguous)),
    )


@st.composite
def _with_deadline(draw: st.DrawFn, of: st.SearchStrategy[Any]) -> Any:
    target = draw(of)
    by = draw(st.none() | st.none() | years())
    if by is not None and by == getattr(target, "base", None):
        by = None  # nothing changes by the year it is counted from
    return attrs.evolve(target, by=by)


def targets() -> st.SearchStrategy[Target]:
    """Return a strategy for every target that can be built, nested a few levels deep."""
    return st.recursive(_with_deadline(simple_targets()), lambda part: _with_deadline(_compound(part)), max_leaves=6)


# --- figures, series and plans -------------------------------------------------------------------------

MEASURES = ("%", "起", "分钟", "张/千人口", "平方米", "人")
"""Units of indicators as plans have them: a share, things that are counted, measures and rates."""


@st.composite
def figures(draw: st.DrawFn, unit: str = "%", *, share: bool = False) -> str | Ratio:
    """Draw one figure as it is published: a number, a bound, or (of a share) a count out of a whole."""
    own = unit_of(unit)
    most = 100 if share else 1000
    places = 1 if own.is_count else 100
    number = write_number(Fraction(draw(st.integers(0, most * places)), places))
    written = f"{number}{unit}" if own.is_ratio else number
    if share and draw(st.integers(0, 4)) == 0:
        out_of = draw(st.integers(1, 60))
        return Ratio(draw(st.integers(0, out_of)), out_of)
    return written + draw(st.sampled_from(("", "", "", "以上", "以下")))


@st.composite
def observations(draw: st.DrawFn, indicator: str = "1", unit: str = "%", *, share: bool = False) -> list[Observation]:
    """Draw the observations of one indicator: at most one for each year from 2020 to 2025."""
    told = draw(st.lists(st.integers(2020, 2025), unique=True, max_size=6).map(sorted))
    return [Observation(indicator, Period.of(year), draw(figures(unit, share=share))) for year in told]


@st.composite
def series(draw: st.DrawFn, unit: str = "%", *, share: bool = False) -> Series:
    """Draw what is known of one indicator from 2020 to 2025.

    >>> from hypothesis import given
    >>> from prevention_rules.as_code import as_code
    >>> @given(series("起"))
    ... def prints_as_the_code_that_makes_it(known):
    ...     assert eval(as_code(known)) == known
    >>> prints_as_the_code_that_makes_it()
    """
    told = draw(st.dictionaries(st.integers(2020, 2025), figures(unit, share=share), max_size=6))
    return Series.of(told, unit=unit, share=share)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of one to four indicators, each with a target in its unit; base 2020, from 2021 to 2025."""
    rows = draw(st.lists(_rows(), min_size=1, max_size=4))
    numbered = tuple(attrs.evolve(row, number=str(at), name=f"指标{at}") for at, row in enumerate(rows, 1))
    return Plan(id="drawn", title="某区计划", first_year=2021, last_year=2025, baseline_year=2020, indicators=numbered)


@st.composite
def _rows(draw: st.DrawFn) -> Indicator:
    unit = draw(st.sampled_from(MEASURES))
    better: Better = draw(st.sampled_from(get_args(Better)))
    up = better == "higher"
    number = draw(st.integers(1, 99))
    asked = [
        f"{draw(st.sampled_from(('≥', '>') if up else ('≤', '<')))}{number}{unit}",
        f"比2020年{'提高' if up else '下降'}{number}%以上",
        "稳步提高" if up else "稳步下降",
    ]
    if unit == "%":
        asked[1] = f"比2020年{'提高' if up else '下降'}{number}个百分点"
    return Indicator(
        number="1", name="指标", unit=unit, share=unit == "%", better=better, target=draw(st.sampled_from(asked))
    )


# --- evidence for a rule --------------------------------------------------------------------------------


def evidence(plan: Plan, number: str | int, *kinds: Kind) -> st.SearchStrategy[Example]:
    """Return a strategy for figures of one rule of *plan*, each an `Example` with the verdict that the rule gives.

    Of *kinds* (``just_met``, ``just_missed``, ``on_the_limit``, ``missing``, ``bounded``, ``without_base``) only
    such figures are drawn, made for that very target; without any, figures next to its limits and others in turn.
    Raises `KeyError` for a number the plan does not have, `FormatError` for a kind the rule has no figures of.

    >>> from hypothesis import given
    >>> from prevention_rules.rulefiles.loading import load_plan
    >>> plan = load_plan("xicheng-2022-2025")
    >>> @given(evidence(plan, "26", "just_missed"))
    ... def one_accident_too_many(example):
    ...     assert example == Example(figures={2020: "200", 2025: "161"}, at=2025, verdict="NOT_MET")
    >>> one_accident_too_many()
    """
    rule = next((one for one in plan.rules if one.number == str(number)), None)
    if rule is None:
        raise KeyError(number)
    made = [one.example for one in critical(plan, rule) if not kinds or one.kind in kinds]
    if kinds and not made:
        zh, en = (
            f"规则 {number} 没有这样的数：{'、'.join(kinds)}",
            f"rule {number} has no such figures: {', '.join(kinds)}",
        )
        raise FormatError(Words(zh, en))
    return st.sampled_from(made) if kinds else st.sampled_from(made) | drawn(plan, rule)


@st.composite
def drawn(draw: st.DrawFn, plan: Plan, rule: Rule) -> Example:
    """Draw figures for each year that the rule asks for, near its limits or not, some of them missing."""
    at = draw(st.sampled_from(dates(plan, rule)))
    target = rule.target_at(Period.of(at))
    if target is None:
        return Example(figures={}, at=at, verdict="NOT_ASSESSABLE")
    grid = Grid.of(rule, target)
    past = past_figures(plan, rule, at, grid)[0]
    told: dict[str | int, Any] = {}
    for year in (*past, at):
        near = limits(plan, rule, past, at, grid) if year == at else ()
        if draw(st.integers(0, 9)):
            told[year] = grid.write(draw(_values(grid, near))) + draw(st.sampled_from(("", "", "", "以上", "以下")))
    example = Example(figures=told, at=at, verdict="NOT_ASSESSABLE")
    try:
        return attrs.evolve(example, verdict=judged(plan, rule, example).verdict.value)
    except PreventionRulesError:  # such as 0以下 of what is never below zero
        return Example(figures={}, at=at, verdict=judged(plan, rule, attrs.evolve(example, figures={})).verdict.value)


def _values(grid: Grid, near: tuple[Fraction, ...]) -> st.SearchStrategy[Fraction]:
    """Return a strategy for the figures of a rule: a few steps from a limit, or anywhere."""
    most = 100 if grid.share else 400
    anywhere = st.integers(0, most).map(Fraction)
    beside = [limit + steps * grid.step for limit in near for steps in range(-3, 4)]
    possible = [value for value in beside if grid.can_be(value) and (not grid.counts or value % grid.step == 0)]
    return st.one_of(st.sampled_from(possible), anywhere) if possible else anywhere
