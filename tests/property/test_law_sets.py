"""The algebra of sets of possible values, held against brute force on exact points."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import example, given
from property.strategies import intervals, sets

from prevention_rules.intervals import EVERYTHING, Interval, ValueSet, intersection

# The ends of drawn sets are whole numbers from -3 to 3, so these points see every set there is:
# each end, a point in each gap between two ends, and one beyond the last.
PROBES = [Fraction(half, 2) for half in range(-8, 9)]
POSITIVE = [Fraction(third, 3) for third in range(0, 40)]


def members(of: ValueSet) -> list[Fraction]:
    return [probe for probe in PROBES if probe in of]


@given(piece=intervals())
def test_membership(piece: Interval) -> None:
    """A set of one piece holds the numbers between its ends, and an end exactly when it belongs."""
    for probe in PROBES:
        above = piece.lo is None or (probe >= piece.lo if piece.lo_in else probe > piece.lo)
        below = piece.hi is None or (probe <= piece.hi if piece.hi_in else probe < piece.hi)
        assert (probe in ValueSet.of(piece)) is (above and below)


@given(a=sets(), b=sets())
def test_union_intersection_difference(a: ValueSet, b: ValueSet) -> None:
    """A number is in a union, intersection or difference exactly when it is in one, both, or the first alone."""
    for probe in PROBES:
        assert (probe in a | b) is (probe in a or probe in b)
        assert (probe in a & b) is (probe in a and probe in b)
        assert (probe in a - b) is (probe in a and probe not in b)


@given(a=sets())
def test_complement(a: ValueSet) -> None:
    """A number is in a set or in its complement, never in both, and the complement of the complement is the set."""
    assert members(~a) == [probe for probe in PROBES if probe not in a]
    assert ~~a == a
    assert (a & ~a).is_empty
    assert a | ~a == EVERYTHING


@given(a=sets(), b=sets())
def test_subset_and_disjoint(a: ValueSet, b: ValueSet) -> None:
    """A set lies inside or apart from another exactly when all its numbers do, the empty set inside everything."""
    assert (a <= b) is (set(members(a)) <= set(members(b)))
    assert a.disjoint(b) is set(members(a)).isdisjoint(members(b))


def every_piece() -> list[Interval]:
    """Return every interval that holds something with ends at -2, 0 or 2, or without an end."""
    ends = (None, -2, 0, 2)
    pieces = [
        Interval(None if lo is None else Fraction(lo), None if hi is None else Fraction(hi), lo_in=lo_in, hi_in=hi_in)
        for lo, hi, lo_in, hi_in in product(ends, ends, (True, False), (True, False))
    ]
    return [piece for piece in dict.fromkeys(pieces) if not piece.is_empty]


@pytest.mark.parametrize("a", every_piece(), ids=str)
def test_ends_that_touch(a: Interval) -> None:
    """Wherever two pieces touch, below, meeting, inside, in both and in either are what their numbers say."""
    mine = members(ValueSet.of(a))
    assert a.is_point is (len(mine) == 1)
    for b in every_piece():
        theirs, either = members(ValueSet.of(b)), members(ValueSet.of(a, b))
        assert a.below(b) is (mine[-1] < theirs[0])
        assert a.meets(b) is not ValueSet.of(a).disjoint(ValueSet.of(b))
        assert a.meets(b) is bool(set(mine) & set(theirs))
        assert a.within(b) is (set(mine) <= set(theirs))
        assert members(ValueSet.of(a.intersect(b))) == [probe for probe in mine if probe in theirs]
        assert either == sorted({*mine, *theirs})


@given(a=sets(), b=sets())
def test_normal_form(a: ValueSet, b: ValueSet) -> None:
    """Sets with the same numbers are equal objects with equal hashes, whatever they were made of."""
    same = members(a) == members(b)
    assert (a == b) is same
    assert not same or (hash(a), str(a)) == (hash(b), str(b))


@given(a=sets())
def test_normal_form_is_rising_and_apart(a: ValueSet) -> None:
    """The pieces of a set hold something, rise, and leave at least one number between neighbours."""
    for left, right in pairwise(a.parts):
        assert left.hi is not None
        assert right.lo is not None
        gap = ValueSet.of(Interval(left.hi, right.lo, lo_in=not left.hi_in, hi_in=not right.lo_in))
        assert not gap.is_empty
        assert gap.disjoint(a)
    assert not any(piece.is_empty for piece in a)


@given(a=sets(), b=sets(), c=sets())
def test_laws_of_de_morgan_and_distribution(a: ValueSet, b: ValueSet, c: ValueSet) -> None:
    """The laws of a Boolean algebra hold as equalities of objects."""
    assert ~(a | b) == ~a & ~b
    assert a & (b | c) == (a & b) | (a & c)
    assert intersection([a, b, c]) == c & b & a


@given(a=sets(), b=sets())
def test_plus_and_minus(a: ValueSet, b: ValueSet) -> None:
    """A sum or difference holds exactly the numbers that some two members make."""
    # Ends are whole, so for a whole or half total two members exist exactly if two on quarters do.
    quarters = [Fraction(n, 4) for n in range(-60, 61)]
    in_a, in_b = [q for q in quarters if q in a], {q for q in quarters if q in b}
    for total in (Fraction(n, 2) for n in range(-14, 15)):
        assert (total in a.plus(b)) is any(total - one in in_b for one in in_a)
        assert (total in a.minus(b)) is any(one - total in in_b for one in in_a)


def witnesses(ends: set[Fraction]) -> list[Fraction]:
    """Return a number at each end, between each two ends, above the last and just above zero."""
    rising = sorted({end for end in ends if end >= 0} | {Fraction(0)})
    between = [(low + high) / 2 for low, high in pairwise(rising)]
    return [*rising, *between, rising[-1] + 1]


def ends_of(of: ValueSet) -> set[Fraction]:
    return {end for piece in of for end in (piece.lo, piece.hi) if end is not None}


not_negative = sets(0, 4).map(lambda drawn: drawn & ValueSet.of(Interval(Fraction(0))))
positive = sets(0, 4).map(lambda drawn: drawn & ValueSet.of(Interval(Fraction(0), lo_in=False)))


AT_LEAST_ONE = ValueSet.of(Interval(Fraction(1)))


@given(a=not_negative, b=not_negative)
@example(a=ValueSet.point(0), b=AT_LEAST_ONE)
@example(a=AT_LEAST_ONE, b=ValueSet.point(0))
def test_times(a: ValueSet, b: ValueSet) -> None:
    """A product holds exactly the numbers that some two members make, zero times anything included."""
    product = a.times(b)
    for total in POSITIVE:
        tried = witnesses(ends_of(a) | {total / end for end in ends_of(b) if end})
        made = any(one in a and total / one in b for one in tried if one)
        from_zero = total == 0 and ((0 in a and not b.is_empty) or (0 in b and not a.is_empty))
        assert (total in product) is (made or from_zero)


@given(a=not_negative, b=positive)
@example(a=ValueSet.point(0), b=AT_LEAST_ONE)
@example(a=ValueSet.point(0), b=ValueSet.of(Interval(Fraction(0), Fraction(1), lo_in=False)))
def test_over(a: ValueSet, b: ValueSet) -> None:
    """A quotient holds exactly the numbers that some two members make."""
    quotient = a.over(b)
    for total in POSITIVE:
        tried = witnesses(ends_of(b) | {end / total for end in ends_of(a) if total})
        assert (total in quotient) is any(one in b and total * one in a for one in tried)


@given(a=sets(), b=sets())
def test_nothing_comes_of_nothing(a: ValueSet, b: ValueSet) -> None:
    """A sum is empty exactly when one of its terms is."""
    assert a.plus(b).is_empty is (a.is_empty or b.is_empty)
    assert a.minus(b).is_empty is (a.is_empty or b.is_empty)


@given(a=sets())
def test_scale_turns_over(a: ValueSet) -> None:
    """Scaling by a negative number turns the set over, its open ends with it."""
    assert members(a.scale(-1)) == [-probe for probe in reversed(members(a))]
    assert a.scale(-2).scale(Fraction(-1, 2)) == a


@given(a=sets())
def test_hull_and_point(a: ValueSet) -> None:
    """The hull is the smallest interval around a set, and a point is told from any other set."""
    if a.is_empty:
        with pytest.raises(ValueError, match="the empty set has no hull"):
            _ = a.hull
        return
    hull = ValueSet.of(a.hull)
    assert a <= hull
    assert (hull == a) is (len(a.parts) == 1)
    quarters = [Fraction(n, 4) for n in range(-16, 17) if Fraction(n, 4) in a]
    assert ([] if a.as_point is None else [a.as_point]) == (quarters if len(quarters) == 1 else [])


def test_the_empty_set() -> None:
    """The empty set has one spelling, lies inside everything, and is written as such."""
    empty = ValueSet.of(Interval(Fraction(1), Fraction(1), hi_in=False))
    assert empty == ValueSet() == ~EVERYTHING
    assert empty <= ValueSet.point(1)
    assert str(empty) == "∅"
    assert empty.as_point is None


def test_products_and_divisors_below_zero_are_refused() -> None:
    """Products of negative values and divisors that may be zero raise instead of guessing."""
    below, touching = ValueSet.point(-1), ValueSet.of(Interval(Fraction(0), Fraction(1)))
    with pytest.raises(ValueError, match="products are of values that are not negative"):
        below.times(touching)
    with pytest.raises(ValueError, match="a divisor must be above zero"):
        touching.over(touching)
    with pytest.raises(ValueError, match="a set cannot be scaled by zero"):
        touching.scale(0)
