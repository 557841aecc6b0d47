"""Laws of figures: what only rounds what is known changes nothing, and no order of rows, areas or keys matters."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from property.strategies import bounds, changes, decidable, ranges

from prevention_rules.errors import ContradictionError
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import Amount, unit_of, write_number
from prevention_rules.rounding import round_to
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, Bound, Change, EveryPeriod, Range, target_from_dict

YEARS = (2020, 2021, 2022, 2023)


def printed(value: Fraction, step: Fraction) -> str:
    return write_number(round_to(value, step, "half_up"), step)


@st.composite
def printed_changes(draw: st.DrawFn, levels: dict[int, Fraction]) -> Observation:
    """Draw a change as a publisher would print it: worked out from the levels and rounded once."""
    year, base = draw(st.sampled_from([(now, then) for now in YEARS for then in YEARS if now > then]))
    change = (levels[year] / levels[base] - 1) * 100
    size = printed(abs(change), draw(st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100)])))
    return Observation("1", year, f"比{base}年{'增长' if change >= 0 else '下降'}{size}%")


@given(data=st.data(), numbers=st.lists(st.integers(5, 90), min_size=4, max_size=4), unit=st.sampled_from("起吨"))
def test_a_change_that_rounds_the_levels_undoes_nothing(data: st.DataObject, numbers: list[int], unit: str) -> None:
    """Levels with the changes between them, rounded as they are printed, give every verdict the levels give."""
    levels = dict(zip(YEARS, map(Fraction, numbers), strict=True))
    plain = [Observation("1", year, f"{value}{unit}") for year, value in levels.items()]
    more = data.draw(st.lists(printed_changes(levels), min_size=1, max_size=4))
    target = data.draw(st.one_of(bounds(unit_of(unit), 5, 90), ranges(unit_of(unit), 5, 90), changes(unit_of(unit))))
    before, after = (
        evaluate(target, Series.of(rows, unit=unit), at=2023, baseline=2020) for rows in (plain, [*plain, *more])
    )
    assert after.verdict is before.verdict
    assert after.possible == before.possible


FIGURES = [
    ("80%", ""), ("84.0%", "核定"), ("84.3%", "初步"), ("超75%", ""), ("84%", "核定"), (Ratio(843, 1000), ""),
    ("比2020年提高4个百分点", ""), ("比2020年提高4.2个百分点", "初步"), ("同比提高1.5个百分点", ""), ("是2020年的1.02倍", "核定"),
]  # fmt: skip


def answers(rows: list[Observation]) -> Any:
    """Return what a series of these rows answers to every question, or the error that refuses them."""
    try:
        series = Series.of(rows, unit="%", share=True)
        periods = [Period.of(year) for year in YEARS]
        levels = [series.level(period) for period in periods]
        pairs = [(now, then) for now in periods for then in periods if then < now]
        return levels, [(series.ratio(*pair), series.difference(*pair)) for pair in pairs]
    except ContradictionError as error:
        return str(error)


@given(
    rows=st.lists(
        st.builds(
            lambda year, told, named: Observation("1", year, told[0], status=told[1], definition=named),
            st.sampled_from(YEARS),
            st.sampled_from(FIGURES),
            st.sampled_from([None, None, None, "户籍人口", "常住人口"]),
        ),
        max_size=6,
    ),
    data=st.data(),
)
def test_the_order_of_rows_changes_no_answer(rows: list[Observation], data: st.DataObject) -> None:
    """Any figures in any order give the same answers, resting on the same facts, or the same refusal."""
    assert answers(data.draw(st.permutations(rows))) == answers(rows)


@given(
    counts=st.dictionaries(st.sampled_from("甲乙丙丁"), st.integers(0, 50), min_size=1),
    units=st.lists(st.sampled_from(["人", "万人", "百人"]), min_size=4, max_size=4),
    data=st.data(),
)
def test_the_order_of_areas_changes_no_sum(counts: dict[str, int], units: list[str], data: st.DataObject) -> None:
    """Areas that count in several units have one sum, in whatever order they stand."""
    parts = {
        name: Series.of({2025: count}, unit=unit) for (name, count), unit in zip(counts.items(), units, strict=False)
    }
    turned = dict(data.draw(st.permutations(list(parts.items()))))
    assert pool(turned).series.facts[0].values == pool(parts).series.facts[0].values
    whole = pool(parts).series
    sizes = {"人": 1, "百人": 100, "万人": 10_000}
    people = sum(count * sizes[unit] for count, unit in zip(counts.values(), units, strict=False))
    found = whole.level(Period.of(2025))
    assert found is not None
    assert whole.unit is not None
    assert found.values.as_point == Fraction(people) / whole.unit.factor


STEPS = st.sampled_from([None, Fraction(1), Fraction(1, 10), Fraction(1, 2), Fraction(20), Fraction(10**4)])


def written(target: Any, steps: list[Fraction | None]) -> Any:
    """Return the target with its limits written to other places."""

    def place(amount: Amount) -> Amount:
        return attrs.evolve(amount, step=steps[int(amount.value) % len(steps)])

    match target:
        case Bound(amount=amount):
            return attrs.evolve(target, amount=place(amount))
        case Range(lo=lo, hi=hi):
            return attrs.evolve(target, lo=place(lo), hi=place(hi))
        case Change(size=size):
            return attrs.evolve(target, size=written(size, steps))
        case AllOf(of=parts) | AnyOf(of=parts):
            return attrs.evolve(target, of=tuple(written(part, steps) for part in parts))
        case Ambiguous(readings=parts):
            return attrs.evolve(target, readings=tuple(written(part, steps) for part in parts))
        case EveryPeriod(of=part):
            return attrs.evolve(target, of=written(part, steps))
        case _:
            return target


@given(
    drawn=decidable(unit_of("起")),
    steps=st.lists(STEPS, min_size=3, max_size=3),
    levels=st.lists(st.integers(0, 12), min_size=4, max_size=4),
    policy=st.builds(
        Policy,
        comparison=st.sampled_from(["exact", "rounded"]),
        published=st.sampled_from(["point", "interval"]),
        rounding=st.sampled_from(["half_even", "half_up"]),
    ),
)
def test_plain_data_keeps_every_verdict(drawn: Any, steps: Any, levels: list[int], policy: Policy) -> None:
    """A target that went through JSON is judged like the one it was, under every policy."""
    target = written(drawn, steps)
    again = target_from_dict(json.loads(json.dumps(target.to_dict())))
    series = Series.of(
        {
            year: str(Fraction(level) / 2) if level % 2 == 0 else level
            for year, level in zip(YEARS, levels, strict=True)
        },
        unit="起",
    )
    first, second = (evaluate(one, series, at=2023, baseline=2020, policy=policy) for one in (target, again))
    assert (first.verdict, first.reason, first.rounded) == (second.verdict, second.reason, second.rounded)
