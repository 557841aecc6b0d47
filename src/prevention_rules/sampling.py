"""What a sample says about the whole: confidence intervals of a share, with exact outward ends.

Every end point is a fraction of a thousand million, rounded away from the estimate, so that
rounding can make an interval wider and a verdict INCONCLUSIVE, never the reverse. Nothing here is
estimated in floating point except the normal quantile, which is widened by more than its error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from statistics import NormalDist
from types import MappingProxyType

from prevention_rules.errors import FormatError, ObservationError
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.text import Words, shown

_GRID = 10**9
_BITS = 128
_ONE = 1 << _BITS
_SMALLEST_TAIL = Fraction(1, 10**30)


def wilson(k: int, n: int, *, confidence: Number = "0.95", deff: Number = 1) -> ValueSet:
    """Return Wilson's score interval for a share (0 to 1) of which *k* of *n* sampled have the property.

    *confidence* is two-sided, between 0 and 1. *deff*, the design effect, divides the sample size:
    a cluster sample says less than its size. Raises `ObservationError` for counts that cannot be
    (k above n, n below 1) and `FormatError` for the rest. Source: ``WILSON1927``.

    >>> [round(float(end) * 100, 2) for end in (wilson(880, 1000).hull.lo, wilson(880, 1000).hull.hi)]
    [85.84, 89.87]
    """
    size, tail = _effective(k, n, deff), _tail(confidence)
    share, z = Fraction(k, n), _quantile(tail)
    centre = share + z * z / (2 * size)
    spread = z * _root_above(share * (1 - share) / size + z * z / (4 * size * size))
    scale = 1 + z * z / size
    return _outward((centre - spread) / scale, (centre + spread) / scale)


def clopper_pearson(k: int, n: int, *, confidence: Number = "0.95", deff: Number = 1) -> ValueSet:
    """Return the Clopper–Pearson interval for a share (0 to 1): it covers at least as often as it says.

    Parameters and errors as for `wilson`. With a design effect the effective counts of those with
    and without the property are rounded outward to whole numbers. Source: ``CP1934``.

    >>> clopper_pearson(300, 300).hull.hi, float(clopper_pearson(300, 300).hull.lo)
    (Fraction(1, 1), 0.987779025)
    """
    size, tail = _effective(k, n, deff), _tail(confidence)
    with_it = Fraction(k, n) * size
    without = size - with_it
    low = _lower_limit(math.floor(with_it), math.ceil(without), tail)
    high = 1 - _lower_limit(math.floor(without), math.ceil(with_it), tail)
    return ValueSet.of(Interval(low, high))


def sample_needed(
    share: Fraction, limits: Iterable[Fraction], *, confidence: Number = "0.95", deff: Number = 1
) -> int | None:
    """Return the smallest sample whose interval leaves all *limits* (0 to 1) outside, if *share* stays as it is.

    By Wilson's interval, whose ends are the roots of (share − limit)² = z² · limit · (1 − limit) / n; an exact
    interval needs a little more. None where the share lies on a limit: no sample is enough. Source: ``WILSON1927``.

    >>> sample_needed(Fraction(855, 1000), [Fraction(85, 100)])
    19592
    """
    z, effect, ends = _quantile(_tail(confidence)), exact(deff)[0], tuple(limits)
    if share in ends:
        return None
    sizes = (z * z * end * (1 - end) / (share - end) ** 2 for end in ends)
    return math.floor(max(sizes, default=Fraction(0)) * effect) + 1


METHODS: Mapping[str, Callable[..., ValueSet]] = MappingProxyType(
    {"wilson": wilson, "clopper_pearson": clopper_pearson}
)
"""The interval methods by the names a policy uses."""


def _effective(k: int, n: int, deff: Number) -> Fraction:
    if type(k) is not int or type(n) is not int or not 0 <= k <= n or n < 1:
        raise ObservationError(
            Words(f"{shown(n)} 个样本中的 {shown(k)} 个不成立", f"{shown(k)} of a sample of {shown(n)} cannot be")
        )
    effect = exact(deff)[0]
    if effect <= 0:
        raise FormatError(
            Words(f"设计效应必须大于 0，不能是 {shown(deff)}", f"a design effect is above 0, not {shown(deff)}")
        )
    return n / effect


def _tail(confidence: Number) -> Fraction:
    """Return the probability left out on each side."""
    tail = (1 - exact(confidence)[0]) / 2
    if not _SMALLEST_TAIL <= tail < Fraction(1, 2):
        said = f"a confidence lies between 0 and 1, not {shown(confidence)}"
        raise FormatError(Words(f"置信水平在 0 与 1 之间，不能是 {shown(confidence)}", said))
    return tail


def _quantile(tail: Fraction) -> Fraction:
    """Return a number a little above the normal quantile with *tail* beyond it.

    The small tail itself is inverted, where doubles are densest: the error is then of the order of
    1e-16, and the margin ten thousand times that. Wilson's interval only grows with z.
    """
    z = -NormalDist().inv_cdf(float(tail))
    return Fraction(z) * (1 + Fraction(1, 10**12)) + Fraction(1, 10**12)


def _root_above(square: Fraction) -> Fraction:
    """Return a rational square root, rounded up."""
    scaled = -(-square.numerator * _ONE // square.denominator)
    return Fraction(math.isqrt(scaled) + 1, 1 << (_BITS // 2))


def _outward(low: Fraction, high: Fraction) -> ValueSet:
    lo = Fraction(math.floor(low * _GRID), _GRID)
    hi = Fraction(math.ceil(high * _GRID), _GRID)
    return ValueSet.of(Interval(max(lo, Fraction(0)), min(hi, Fraction(1))))


def _lower_limit(k: int, rest: int, tail: Fraction) -> Fraction:
    """Return the largest grid point at which *k* or more of k + rest is provably no likelier than *tail*."""
    if k == 0:
        return Fraction(0)
    ways, rare = math.comb(k + rest, k), math.floor(tail * _ONE)
    low, high = 0, _GRID
    while high - low > 1:
        middle = (low + high) // 2
        if _surely_rare(k, rest, middle, ways, rare):
            low = middle
        else:
            high = middle
    return Fraction(low, _GRID)


def _surely_rare(k: int, rest: int, point: int, ways: int, rare: int) -> bool:
    """Say whether P(X ≥ k) ≤ rare / 2**128 for X binomial with n = k + rest, p = point / 10**9.

    The tail is summed in 128-bit integers, every step rounded up, and closed by a geometric bound
    once the terms fall: "True" is a proof. About ten standard deviations of terms are needed.
    """
    term = total = _first_term(k, rest, point, ways)
    for j in range(k, k + rest):
        up, down = (k + rest - j) * point, (j + 1) * (_GRID - point)
        if total > rare:
            return False
        if up < down and (beyond := term * up // (down - up) + 1) <= 1 + (total >> 64):
            return total + beyond <= rare
        term = -(-term * up // down)
        total += term
    return total <= rare


def _first_term(k: int, rest: int, point: int, ways: int) -> int:
    """Return ways · pᵏ · (1 − p)ʳᵉˢᵗ in units of 2**-128, rounded up."""
    hits = _power(point, k)
    misses = _power(_GRID - point, rest)
    head = _short(ways, 0)
    value, exponent = head[0] * hits[0] * misses[0], head[1] + hits[1] + misses[1] + _BITS
    return value << exponent if exponent >= 0 else -(-value >> -exponent)


def _power(point: int, times: int) -> tuple[int, int]:
    """Return (point / 10**9) ** times as (mantissa, binary exponent), rounded up."""
    result, base = (1, 0), (-(-point * _ONE // _GRID), -_BITS)
    while times:
        if times & 1:
            result = _short(result[0] * base[0], result[1] + base[1])
        base, times = _short(base[0] * base[0], 2 * base[1]), times >> 1
    return result


def _short(mantissa: int, exponent: int) -> tuple[int, int]:
    """Keep 128 bits of a mantissa, rounding up."""
    extra = max(mantissa.bit_length() - _BITS, 0)
    return -(-mantissa >> extra), exponent + extra
