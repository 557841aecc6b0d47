"""Laws of units: conversion is exact, what differs in kind never compares, and no unit changes a verdict."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import attrs
import pytest
from grounds import ground
from hypothesis import given
from hypothesis import strategies as st
from property.strategies import FIRST, LAST, OPS, grid, levels

from prevention_rules.errors import UnitError
from prevention_rules.evidence.series import Series
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.remedies import remedy
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import AtLeast, Bound, Change, Trend

# What one of each unit is worth in the first of its family, written out by hand.
FAMILIES = [
    {"%": "1", "‰": "1/10", "成": "10"},
    {"/10万": "1", "1/10万人口": "1", "/千人": "100", "/百万": "1/10"},
    {"张/千人口": "1", "张/10万人口": "1/100", "张/万人": "1/10", "张/百万人口": "1/1000"},
    {"分钟": "1", "小时": "60", "秒": "1/60", "天": "1440"},
    {"万元/人": "1", "元/人": "1/10000"},
    {"吨标准煤": "1", "万吨标准煤": "10000"},
    {"平方米": "1", "公顷": "10000", "亩": "2000/3"},
]
PAIRS = [
    pytest.param(one, other, Fraction(family[one]) / Fraction(family[other]), id=f"{one} to {other}")
    for family in FAMILIES
    for one, other in permutations(family, 2)
]
KINDS = ["%", "百分点", "张/千人口", "分钟", "万元/人", "吨标准煤", "份", "例", "人", "人次", "起", "年", "平方米"]
RATES = [("%", "‰", 10), ("‰", "%", Fraction(1, 10)), ("张/千人口", "张/10万人口", 100)]


@pytest.mark.parametrize(("one", "other", "factor"), PAIRS)
def test_conversion_is_what_people_know(one: str, other: str, factor: Fraction) -> None:
    """One of a unit is as many of another as people say it is, exactly."""
    assert unit_of(one).to(unit_of(other)) == factor


@given(pair=st.sampled_from(PAIRS), value=st.fractions(max_denominator=1000))
def test_conversion_is_invertible(pair: Any, value: Fraction) -> None:
    """There and back gives the number itself, without any rounding on the way."""
    one, other, factor = pair.values
    amount = Amount(value, unit_of(one))
    there = amount.to(unit_of(other))
    assert there.value == value * factor
    assert there.to(unit_of(one)) == amount


@pytest.mark.parametrize(("one", "other"), list(permutations(KINDS, 2)))
def test_kinds_never_compare(one: str, other: str) -> None:
    """Units of different kinds, declared nouns among them, compare only each with itself."""
    with pytest.raises(UnitError) as caught:
        unit_of(one).to(unit_of(other))
    assert caught.value.explain("en") == f"the units {one} and {other} cannot be compared"
    assert caught.value.explain("zh") == f"单位“{one}”与“{other}”不能比较"
    assert unit_of(one).to(unit_of(one)) == 1


@pytest.mark.parametrize(("asked", "measured"), [("85%", "分钟"), ("12分钟", "%"), ("3份", "名"), ("5个百分点", "起")])
def test_verdicts_across_kinds_are_refused(asked: str, measured: str) -> None:
    """Minutes are never held against percent: the evaluation raises, whatever the numbers are."""
    with pytest.raises(UnitError):
        evaluate(Bound(">=", Amount.of(asked)), Series.of({LAST: 90}, unit=measured), at=LAST)


def told(finding: Finding) -> Any:
    compared = comparison_of(finding)
    if compared is None:
        return finding.verdict, finding.reason
    rounded = compared.rounded and (compared.rounded.half_even, compared.rounded.half_up)
    return finding.verdict, finding.reason, compared.exactly_on_limit, rounded, compared.rounding_sensitive


def both(target: Any, known: dict[int, ValueSet], one: str, other: str, factor: Fraction | int) -> list[Finding]:
    """Judge the same evidence written in two units."""
    again = {year: values.scale(factor) for year, values in known.items()}
    return [
        evaluate(target, Series.of(evidence, unit=unit), at=LAST, baseline=FIRST)
        for unit, evidence in ((one, known), (other, again))
    ]


@pytest.mark.parametrize(("one", "other", "factor"), RATES)
@given(op=st.sampled_from(OPS), limit=grid(0, 6), step=st.sampled_from([None, "1", "0.1"]), value=levels())
def test_no_unit_changes_a_threshold(
    one: str, other: str, factor: Any, op: Any, limit: Fraction, step: str | None, value: ValueSet
) -> None:
    """A threshold gets the same verdict, reason and rounded verdicts in whatever unit the evidence comes."""
    target = Bound(op, Amount(limit, unit_of(one), None if step is None else Fraction(step)))
    here, there = both(target, {LAST: value}, one, other, factor)
    assert told(here) == told(there)
    first, second = remedy(here), remedy(there)
    assert (first is None) is (second is None)
    if first is not None and second is not None:
        assert second == attrs.evolve(
            first, nearest=ValueSet.of(first.nearest).scale(factor).hull, distance=first.distance * factor
        )


@pytest.mark.parametrize(("one", "other", "factor"), RATES)
@given(
    direction=st.sampled_from(["up", "down"]), op=st.sampled_from(OPS), size=grid(0, 3), relative=st.booleans(),
    rate=st.sampled_from(["total", "annual_average", "per_year"]), known=st.data(),
)  # fmt: skip
def test_no_unit_changes_a_change(
    one: str, other: str, factor: Any, direction: Any, op: Any, size: Fraction, relative: bool, rate: Any, known: Any
) -> None:
    """A change gets the same verdict in whatever unit base and value come: percent, amounts and points alike."""
    kind: Any = "relative" if relative else "points" if unit_of(one).is_ratio else "amount"
    unit = {"relative": "%", "points": "百分点", "amount": one}[kind]
    target = Change(direction, kind, Bound(op, Amount(size * (40 if relative else 1), unit_of(unit))), FIRST, rate)
    drawn = {year: known.draw(levels()) for year in range(FIRST, LAST + 1)}
    here, there = both(target, drawn, one, other, factor)
    assert told(here) == told(there)


@pytest.mark.parametrize(("one", "other", "factor"), RATES)
@given(direction=st.sampled_from(["up", "down", "not_up", "not_down"]), known=st.data())
def test_no_unit_changes_a_trend(one: str, other: str, factor: Any, direction: Any, known: Any) -> None:
    """A trend gets the same verdict and the same answers of all readings in whatever unit the series comes."""
    drawn = {year: known.draw(levels()) for year in range(FIRST, LAST + 1)}
    here, there = both(Trend(direction), drawn, one, other, factor)
    assert (here.verdict, ground(here).answers, here.robustness) == (
        there.verdict,
        ground(there).answers,
        there.robustness,
    )


def test_beds_per_thousand_and_per_hundred_thousand() -> None:
    """40 张/10万人口 is 0.4 张/千人口, and meets a target of 0.4 张/千人口 exactly on its limit."""
    assert Amount.of("40张/10万人口").to(unit_of("张/千人口")) == Amount.of("0.4张/千人口")
    target = Bound(">=", Amount.of("0.4张/千人口"))
    finding = evaluate(target, Series.of({LAST: 40}, unit="张/10万人口"), at=LAST)
    assert (finding.verdict.value, ground(finding).exactly_on_limit) == ("MET", True)


def test_equal_amounts_are_equal_objects():
    """40 张 per 100,000 people is 0.4 张 per thousand, in amounts and in targets; 85 % is not the bare 0.85."""
    per_ten_thousands, per_thousand = Amount.of("40张/10万人口"), Amount.of("0.4张/千人口")
    assert per_ten_thousands == per_thousand
    assert len({per_ten_thousands, per_thousand}) == 1
    assert AtLeast("40张/10万人口") == AtLeast("0.4张/千人口") != AtLeast("4张/千人口")
    assert Amount.of("85%") != Amount.of("0.85")
