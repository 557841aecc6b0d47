"""The Mann–Kendall test, exactly: no normal approximation, for any length and with ties.

Under chance every order of the same values is equally likely. How many of those orders have a
given number of falling pairs is the Gaussian multinomial coefficient of the tie counts, so the
exact p-value needs integers only. For four points without ties a test at 5 % can only say
"rises at every step"; for three it can say nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate, combinations


def p_value_rising(values: Sequence[Fraction]) -> Fraction:
    """Return the one-sided p-value of *values*, in time order, for a rising trend.

    The share of all orders of these values with at most as many falling pairs; ties are
    conditioned on. Source: ``MANN1945``.

    >>> p_value_rising([Fraction(x) for x in (70, 72, 74, 76)])
    Fraction(1, 24)
    >>> p_value_rising([Fraction(x) for x in (70, 70, 70, 76)])
    Fraction(1, 4)
    """
    falls = sum(later < earlier for earlier, later in combinations(values, 2))
    return _p_value(falls, tuple(sorted(Counter(values).values())))


class Ranked:
    """The values before the last, ranked once, so that every last value that is tried costs little.

    >>> Ranked([Fraction(x) for x in (70, 72, 74)]).p_values(Fraction(76))
    (Fraction(1, 24), Fraction(1, 1))
    """

    def __init__(self, earlier: Sequence[Fraction]) -> None:
        self._ordered = sorted(earlier)
        self._ties = Counter(earlier)
        pairs = list(combinations(earlier, 2))
        self._falls = sum(later < before for before, later in pairs)
        self._rises = sum(later > before for before, later in pairs)

    def p_values(self, last: Fraction) -> tuple[Fraction, Fraction]:
        """Return the one-sided p-values with *last* behind: for a rising trend, and for a falling one."""
        ties = tuple(sorted((self._ties + Counter([last])).values()))
        falls = self._falls + len(self._ordered) - bisect_right(self._ordered, last)
        rises = self._rises + bisect_left(self._ordered, last)
        return _p_value(falls, ties), _p_value(rises, ties)


def _p_value(falls: int, ties: tuple[int, ...]) -> Fraction:
    """Return the share of the orders of a multiset that have at most so many falling pairs."""
    most = _orders_by_falls(ties)
    return Fraction(most[falls], most[-1])


@cache
def _orders_by_falls(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Count the orders of a multiset, with these multiplicities, that have at most so many falling pairs.

    The product of (1 - q**i) for i up to n, divided by the same product for every group of ties.
    """
    n = sum(ties)
    pairs = (n * n - sum(size * size for size in ties)) // 2
    orders = [1] + [0] * pairs
    for power in range(1, n + 1):
        for falls in range(pairs, power - 1, -1):
            orders[falls] -= orders[falls - power]
    for power in (power for size in ties for power in range(1, size + 1)):
        for falls in range(power, pairs + 1):
            orders[falls] += orders[falls - power]
    return tuple(accumulate(orders))
