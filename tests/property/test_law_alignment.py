"""Laws of alignment: the claimed relation of two targets, held against brute force.

The judge here is a dozen lines of operators over plain numbers; it shares no code with the sets.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, permutations, product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from speeds import times

from prevention_rules.alignment.conditions import Witness
from prevention_rules.alignment.strictness import Comparison, at_least_as_strict, compare_targets
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Target,
    Trend,
)

# --- the judge: a world gives a value (in root units) to each slot (member, unit, year) ------------

Slot = tuple[int, str, int]
World = Mapping[Slot, Fraction]
NOW, YEARS, UNITS, MEMBERS = 2025, (2022, 2023, 2025), ("甲", "乙"), (0, 1)
HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


def holds(target: Target, world: World, slot: Slot = (0, "甲", NOW)) -> bool:
    """Say whether *world* satisfies *target*, value by value."""
    member, unit, year = slot
    match target:
        case Bound(op=op, amount=amount):
            return HOLDS[op](world[slot], amount.root)
        case Range(lo=lo, hi=hi, lo_in=lo_in, hi_in=hi_in):
            above = HOLDS[">=" if lo_in else ">"](world[slot], lo.root)
            return above and HOLDS["<=" if hi_in else "<"](world[slot], hi.root)
        case Change(dir=direction, size=size):  # the slot then holds the change, a fall below zero
            return holds(size, {slot: world[slot] if direction == "up" else -world[slot]}, slot)
        case AllOf(of=parts):
            return all(holds(part, world, slot) for part in parts)
        case AnyOf(of=parts):
            return any(holds(part, world, slot) for part in parts)
        case EveryPeriod(of=part, since=since):
            return all(holds(part, world, (member, unit, at)) for at in YEARS if at >= (since or YEARS[0]))
        case PerUnit(of=part):
            return all(holds(part, world, (member, one, year)) for one in UNITS)
        case Respectively(of=parts):
            return all(holds(part, world, (at, unit, year)) for at, part in enumerate(parts))
    raise AssertionError(target)


def slots(target: Target, slot: Slot = (0, "甲", NOW)) -> set[Slot]:
    """Return the slots that *target* looks at."""
    member, unit, year = slot
    match target:
        case EveryPeriod(of=part, since=since):
            return {seen for at in YEARS if at >= (since or YEARS[0]) for seen in slots(part, (member, unit, at))}
        case PerUnit(of=part):
            return {seen for one in UNITS for seen in slots(part, (member, one, year))}
        case Respectively(of=parts):
            return {seen for at, part in enumerate(parts) for seen in slots(part, (at, unit, year))}
    return {slot}


def ends(target: Target) -> Iterator[Fraction]:
    """Yield every end point in *target*, in root units and with the sign of its change."""
    match target:
        case Bound(amount=amount):
            yield amount.root
        case Range(lo=lo, hi=hi):
            yield from (lo.root, hi.root)
        case Change(dir=direction, size=size):
            yield from (end if direction == "up" else -end for end in ends(size))
        case AllOf(of=parts) | AnyOf(of=parts) | Respectively(of=parts):
            for part in parts:
                yield from ends(part)
        case EveryPeriod(of=part) | PerUnit(of=part):
            yield from ends(part)


def values(a: Target, b: Target, *, share: bool = False) -> list[Fraction]:
    """Return every end point, a point between any two, and one beyond either side."""
    points = sorted({*ends(a), *ends(b), *([Fraction(0), Fraction(1)] if share else [])})
    between = [(low + high) / 2 for low, high in pairwise(points)]
    tried = [points[0] - 1, *points, *between, points[-1] + 1]
    return [value for value in tried if not share or 0 <= value <= 1]


def worlds(a: Target, b: Target, *, share: bool = False) -> Iterator[World]:
    """Yield every world that puts one of the telling values into each slot."""
    seen = sorted(slots(a) | slots(b))
    for chosen in product(values(a, b, share=share), repeat=len(seen)):
        yield dict(zip(seen, chosen, strict=True))


def brute_force(a: Target, b: Target, *, share: bool = False) -> tuple[bool, bool]:
    """Say whether some world satisfies a and not b, and whether some satisfies b and not a."""
    judged = {(holds(a, world), holds(b, world)) for world in worlds(a, b, share=share)}
    return (True, False) in judged, (False, True) in judged


CLAIMS = {"equal": (False, False), "stricter": (False, True), "looser": (True, False), "crossing": (True, True)}

# --- what is drawn ---------------------------------------------------------------------------------

numbers = st.sampled_from(
    [Fraction(n, d) for n, d in ((0, 1), (40, 1), (85, 1), (171, 2), (86, 1), (100, 1), (110, 1))]
)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    """Draw the same amounts now in %, now in ‰."""
    amount = Amount(draw(numbers), unit_of("%"))
    return draw(st.sampled_from([amount, amount.to(unit_of("‰"))]))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Draw a range that holds a number."""
    unit = draw(st.sampled_from(["%", "‰"]))
    lo, hi = sorted(draw(st.tuples(numbers, numbers)))
    lo_in, hi_in = (True, True) if lo == hi else draw(st.tuples(st.booleans(), st.booleans()))
    return Range(Amount(lo, unit_of(unit)), Amount(hi, unit_of(unit)), lo_in, hi_in)


bounds = st.builds(Bound, st.sampled_from([*HOLDS]), amounts())
members = st.one_of(bounds, ranges())
levels = st.recursive(
    members,
    lambda inner: (
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3))
        | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3))
    ),
    max_leaves=4,
)
directions = st.sampled_from(["up", "down"])
changes = st.builds(Change, directions, st.just("relative"), members, st.just(2020))
few = st.one_of(bounds, st.builds(lambda a, b: a & b, bounds, bounds))
sinces = st.sampled_from([2022, 2023])


def _shapes(part: st.SearchStrategy[Target]) -> list[st.SearchStrategy[tuple[Target, Target]]]:
    """Return pairs of targets of shapes that compare: alike, or one asked of more periods than the other."""
    periods = st.builds(EveryPeriod, part, sinces)
    either = part | periods
    units = st.builds(PerUnit, part, st.just("街道"))
    lists = st.builds(lambda a, b: Respectively((a, b)), part, part)
    periods_of_units = st.builds(EveryPeriod, units, st.just(2023))
    return [
        st.tuples(either, either),
        st.tuples(units, units),
        st.tuples(lists, lists),
        st.tuples(units | periods_of_units, periods_of_units),
    ]


pairs = st.one_of(st.tuples(levels, levels), st.tuples(changes, changes), *_shapes(few))
wordy = st.sampled_from(
    [
        About(Amount.of("85%")),
        Trend("up"),
        Trend("stable", better="higher"),
        Qualitative("得到控制"),
        Reference("不低于全国平均水平"),
        Change("down", "relative", About(Amount.of("20%")), 2020),
        Ambiguous((Change("up", "points", Bound(">=", Amount.of("5百分点"))),)),
    ]
)
both = st.tuples(few, changes)
joined = st.one_of(few, changes, both.map(AllOf), both.map(AnyOf))
anything = st.one_of(levels, joined, changes, st.builds(EveryPeriod, wordy | few), few.map(PerUnit), wordy)


def several(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Return a strategy for three or four targets of one kind."""
    return st.lists(kind, min_size=3, max_size=4)


# --- the laws --------------------------------------------------------------------------------------


@times(3)
@given(pair=pairs)
def test_no_world_refutes_the_claim(pair: tuple[Target, Target]) -> None:
    """The relation claimed is the one brute force finds, and every comparable pair is compared."""
    found = compare_targets(*pair)
    assert CLAIMS[found.relation] == brute_force(*pair)


@times(2)
@given(pair=st.one_of(st.tuples(levels, levels), *_shapes(few)))
def test_of_a_share_only_what_can_be_counts(pair: tuple[Target, Target]) -> None:
    """Between parts of a whole, the relation is the one brute force finds from 0 to 100 %."""
    assert CLAIMS[compare_targets(*pair, share=True).relation] == brute_force(*pair, share=True)


@pytest.mark.parametrize("share", [False, True])
@given(pair=st.tuples(levels, levels) | st.tuples(changes, changes))
def test_every_difference_has_a_witness(pair: tuple[Target, Target], share: bool) -> None:
    """A value said to be accepted by one alone is accepted by that one and refused by the other."""
    a, b = pair
    assume(not share or not isinstance(a, Change))
    found = compare_targets(a, b, share=share)
    assert CLAIMS[found.relation] == (found.only_a is not None, found.only_b is not None)
    for witness, accepts, refuses in ((found.only_a, a, b), (found.only_b, b, a)):
        if witness is not None:
            world = {(0, "甲", NOW): witness.amount.root}
            assert holds(accepts, world)
            assert not holds(refuses, world)
            assert not share or 0 <= witness.amount.root <= 1


@times(2)
@given(pair=st.one_of(_shapes(few)))
def test_a_witness_in_a_place_completes_to_a_difference(pair: tuple[Target, Target]) -> None:
    """Put into one of the places the targets look at, a witness can be completed to a world of difference."""
    a, b = pair
    found = compare_targets(a, b)
    for witness, accepts, refuses in ((found.only_a, a, b), (found.only_b, b, a)):
        assert witness is None or any(
            witness.amount.root in world.values() and holds(accepts, world) and not holds(refuses, world)
            for world in _with(witness, a, b)
        )


def _with(witness: Witness, a: Target, b: Target) -> Iterator[World]:
    seen = sorted(slots(a) | slots(b))
    for slot in seen:
        others = [[witness.amount.root] if at == slot else values(a, b) for at in seen]
        for chosen in product(*others):
            yield dict(zip(seen, chosen, strict=True))


@given(target=anything)
def test_reflexive(target: Target) -> None:
    """Every target, decidable or not, is equal to itself."""
    assert compare_targets(target, target) == Comparison("equal", "equal")
    assert at_least_as_strict(target, target) is True


@given(targets=st.one_of(*map(several, (levels, changes, few.map(PerUnit)))))
def test_transitive(targets: list[Target]) -> None:
    """What is as strict as something that is as strict as a third is as strict as the third."""
    for a, b, c in permutations(targets, 3):
        if at_least_as_strict(a, b) and at_least_as_strict(b, c):
            assert at_least_as_strict(a, c) is True


@given(targets=several(joined) | several(anything))
def test_never_refuted_through_a_third(targets: list[Target]) -> None:
    """Of targets that are no one set the answer may be None, but never False where a third target says otherwise."""
    for a, b, c in permutations(targets, 3):
        if at_least_as_strict(a, b) and at_least_as_strict(b, c):
            assert at_least_as_strict(a, c) is not False


@given(a=anything, b=anything)
def test_the_other_way_round(a: Target, b: Target) -> None:
    """Exchanging the two exchanges stricter and looser, and the witnesses."""
    there, back = compare_targets(a, b), compare_targets(b, a)
    mirrored = {"stricter": "looser", "looser": "stricter"}
    assert back.relation == mirrored.get(there.relation, there.relation)
    assert (there.only_a, there.only_b) == (back.only_b, back.only_a)


@given(a=anything, b=anything)
def test_both_answers_agree(a: Target, b: Target) -> None:
    """The short answer is True exactly where the long one says equal or stricter, if it says anything."""
    short, long = at_least_as_strict(a, b), compare_targets(a, b)
    if long.relation != "not_comparable":
        assert short is (long.relation in ("equal", "stricter"))
    else:
        assert long.reason is not None
        assert short is None or at_least_as_strict(b, a) is None


@given(a=levels, b=levels)
def test_units_change_nothing(a: Target, b: Target) -> None:
    """Writing a target in another unit leaves every relation as it is."""
    assert compare_targets(_in_permille(a), b).relation == compare_targets(a, b).relation


def _in_permille(target: Target) -> Target:
    match target:
        case Bound(op=op, amount=amount):
            return Bound(op, amount.to(unit_of("‰")))
        case Range(lo=lo, hi=hi, lo_in=lo_in, hi_in=hi_in):
            return Range(lo.to(unit_of("‰")), hi.to(unit_of("‰")), lo_in, hi_in)
        case AllOf(of=parts) | AnyOf(of=parts):
            return type(target)([_in_permille(part) for part in parts])
    raise AssertionError(target)


@given(part=few)
def test_in_every_period_is_stricter(part: Target) -> None:
    """保持 X asks at least as much as X, and more wherever X refuses and accepts something."""
    found = compare_targets(EveryPeriod(part), part)
    always = all(holds(part, world) for world in worlds(part, part))
    never = not any(holds(part, world) for world in worlds(part, part))
    assert found.relation == ("equal" if always or never else "stricter")
