"""Laws of figures: what only rounds what is known changes nothing, and no order of rows, areas or keys matters."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import permutations
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from property.strategies import bounds, changes, decidable, ranges

from prevention_rules.errors import ContradictionError
from prevention_rules.evidence.facts import Fact, Frame
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.exact_numbers import write_number
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import Amount, unit_of
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


def stated(question: Any, period: Period, base: Period | None, truth: Fraction, below: int, above: int) -> Fact:
    """Return a fact that holds the truth, and perhaps more."""
    values = ValueSet.of(Interval(truth - Fraction(below, 4), truth + Fraction(above, 4)))
    return Fact(question, period, values, Observation("1", period, values), base)


@st.composite
def worlds_of_changes(draw: st.DrawFn) -> tuple[dict[Period, Fraction], list[Fact]]:
    """Draw true levels of some years, and facts about them: levels and changes, mostly year on year."""
    truth = {Period.of(year): Fraction(draw(st.integers(1, 12)), 2) for year in range(2018, 2024)}
    facts = []
    for _ in range(draw(st.integers(1, 8))):
        question = draw(st.sampled_from(("level", "ratio", "difference", "ratio", "difference")))
        period = draw(st.sampled_from(sorted(truth)[1:]))
        base = period.years_back(1) if draw(st.booleans()) else draw(st.sampled_from(sorted(truth)))
        values = {
            "level": truth[period], "ratio": truth[period] / truth[base], "difference": truth[period] - truth[base]
        }  # fmt: skip
        against = None if question == "level" else base
        sides = draw(st.integers(0, 2)), draw(st.integers(0, 2))
        if against != period:
            facts.append(stated(question, period, against, values[question], *sides))
    return truth, facts


def check_against(truth: dict[Any, Fraction], answers: list[tuple[Any, Any]], fewer: list[tuple[Any, Any]]) -> None:
    """Hold answers to the truth, and to those that fewer facts gave."""
    for (key, found), (_, before) in zip(answers, fewer, strict=True):
        if found is not None:
            assert truth[key] in found.values
            assert set(found.rests_on) <= set(found.facts)
        if before is not None:
            assert found is not None
            assert found.values <= before.values


@given(drawn=worlds_of_changes())
def test_chains_of_changes_hold_the_truth_and_only_narrow(drawn: Any) -> None:
    """Whatever levels and changes are known, each answer holds the true value, and a further fact only narrows it."""
    levels, facts = drawn
    truth: dict[Any, Fraction] = {("level", period, None): value for period, value in levels.items()}
    for period, base in permutations(levels, 2):
        truth["ratio", period, base] = levels[period] / levels[base]
        truth["difference", period, base] = levels[period] - levels[base]

    def answers(given: list[Fact]) -> list[tuple[Any, Any]]:
        series = Series(Frame(unit_of("起")), tuple(given))
        ask = {"level": lambda period, _: series.level(period), "ratio": series.ratio, "difference": series.difference}
        return [(key, ask[key[0]](*key[1:])) for key in truth]

    check_against(truth, answers(facts), answers(facts[:-1]))


STRETCHES = [Period.of(text) for text in (
    *(f"2023-{month:02d}" for month in range(1, 13)), *(f"截至2023年{month}月底" for month in range(1, 12)),
    "2023Q1", "2023Q2", "2023Q3", "2023Q4", "2023H1", "2023H2", "2023", "2023年4月—2024年3月", "2023-2024", "2024",
)]  # fmt: skip


@given(
    months=st.lists(st.integers(0, 5), min_size=24, max_size=24),
    told=st.lists(st.tuples(st.sampled_from(STRETCHES), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=7),
)
def test_sums_of_parts_hold_the_truth_and_only_narrow(months: list[int], told: list[tuple[Period, int, int]]) -> None:
    """Whatever parts of a flow are known, each period holds its true sum, and a further figure only narrows it."""
    truth: dict[Any, Fraction] = {}
    for one in STRETCHES:
        first = 12 * (one.start.year - 2023) + one.start.month - 1
        truth[one] = Fraction(sum(months[first : first + one.months]))
    facts = [stated("level", one, None, truth[one], *sides) for one, *sides in told]

    def answers(given: list[Fact]) -> list[tuple[Any, Any]]:
        series = Series(Frame(unit_of("起"), additive=True), tuple(given))
        return [(one, series.level(one)) for one in STRETCHES]

    check_against(truth, answers(facts), answers(facts[:-1]))


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
    assert (first.verdict, first.reason, first.possible, first.needed) == (
        second.verdict,
        second.reason,
        second.possible,
        second.needed,
    )
