"""Hypothesis strategies: every target that can be built, to test rules and readers with.

>>> from hypothesis import given
>>> @given(targets())
... def any_target_has_words(target):
...     assert str(target)
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import attrs
from hypothesis import strategies as st

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


def simple_targets() -> st.SearchStrategy[Target]:
    """Return a strategy for targets without parts."""
    return st.one_of(
        bounds(), ranges(), abouts(), changes(), trends(), st.builds(Reference, said()), st.builds(Qualitative, said())
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
    return attrs.evolve(target, by=by)


def targets() -> st.SearchStrategy[Target]:
    """Return a strategy for every target that can be built, nested a few levels deep."""
    return st.recursive(_with_deadline(simple_targets()), lambda part: _with_deadline(_compound(part)), max_leaves=6)
