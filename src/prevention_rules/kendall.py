"""The Mann–Kendall test, exactly: no normal approximation, for any length and with ties.

Under chance every order of the same values is equally likely. How many of those orders have a
given number of falling pairs is the Gaussian multinomial coefficient of the tie counts, so the
exact p-value needs integers only. For four points without ties a test at 5 % can only say
"rises at every step"; for three it can say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations


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
    orders = _orders_by_falls(tuple(sorted(Counter(values).values())))
    return Fraction(sum(orders[: falls + 1]), sum(orders))


@cache
def _orders_by_falls(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Count the orders of a multiset, with these multiplicities, by their number of falling pairs.

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
    return tuple(orders)
