"""Numbers that never round: read with the precision they were written in, and written again.

A float is read as its shortest decimal, the one it prints as.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real

from prevention_rules.errors import ObservationError
from prevention_rules.text import Words, shown

Number = int | str | Decimal | Fraction | float
"""What is taken as a number: a float is read as its shortest decimal, never as its binary value."""


def exact(number: Number) -> tuple[Fraction, Fraction | None]:
    """Return a number exactly, with its written precision when it was written (text, `Decimal`).

    Raises `ObservationError` for ``nan``, infinities, booleans, text that is no plain number, and more than 400 digits.

    >>> exact(0.1), exact("85.0")
    ((Fraction(1, 10), None), (Fraction(85, 1), Fraction(1, 10)))
    """
    if isinstance(number, float):
        if not math.isfinite(number):
            raise not_a_number(number)
        return Fraction(repr(float(number))), None  # a subclass may print itself otherwise
    if isinstance(number, Real) and not isinstance(number, int | Fraction):
        return exact(_plain(number))
    if isinstance(number, bool) or not isinstance(number, int | str | Decimal | Fraction):
        raise not_a_number(number)
    if isinstance(number, int | Fraction):
        if max(number.numerator.bit_length(), number.denominator.bit_length()) > _MOST_BITS:
            raise not_a_number(number)
        return Fraction(number), None
    if isinstance(number, Decimal):
        if not number.is_finite() or max(abs(number.adjusted()), len(number.as_tuple().digits)) > _LONGEST:
            raise not_a_number(number)
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)  # only nan and infinities have a letter here
        return Fraction(number), Fraction(10) ** exponent
    return _written(number)


def _plain(number: Real) -> int | float:
    """Return a number of another library (``numpy.int64``, ``numpy.float32``) as it prints itself, never wider."""
    return int(number) if isinstance(number, Integral) else float(str(number))


_PLAIN = re.compile(r"-?[0-9]+(?:\.(?P<decimals>[0-9]+))?")
_LONGEST = 400
"""More digits than any figure has; a number that needs more is refused before it costs time."""
_MOST_BITS = (10**_LONGEST).bit_length()


def _written(text: str) -> tuple[Fraction, Fraction]:
    found = _PLAIN.fullmatch(text.strip())
    if not found or len(text) > _LONGEST:
        raise not_a_number(text)
    return Fraction(found[0]), Fraction(1, 10 ** len(found["decimals"] or ""))


def not_a_number(number: object) -> ObservationError:
    """Return the refusal of what is no number."""
    return ObservationError(
        Words(
            f"{shown(number)} 不是数；缺报请不要填，空着不等于 0",
            f"{shown(number)} is not a number; leave a missing value out, it is not 0",
        )
    )


def write_number(value: Fraction, step: Fraction | None = None) -> str:
    """Write an exact number: as a decimal where one exists (keeping the written zeros), else a fraction.

    >>> write_number(Fraction(85), Fraction(1, 10)), write_number(Fraction(200, 3))
    ('85.0', '200/3')
    """
    if value.denominator == 1 and step is None:
        return str(value.numerator)
    places = _places(value)
    if places is None:
        return str(value)
    if step is not None and step.numerator < step.denominator:
        places = max(places, _places(step) or 0)
    if places == 0:
        return str(value.numerator)
    digits = str(abs(value.numerator) * 10**places // value.denominator).zfill(places + 1)
    return f"{'-' if value.numerator < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def thousands(digits: str) -> str:
    """Put a comma between the thousands of a written number, as English has it.

    >>> thousands("19591.5"), thousands("-1000"), thousands("855")
    ('19,591.5', '-1,000', '855')
    """
    if len(digits) < 4:
        return digits
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}" if len(whole) > 3 and whole.lstrip("-").isdigit() else digits


def _places(value: Fraction) -> int | None:
    """Return how many decimals write *value* exactly, or None when no number of decimals does."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
