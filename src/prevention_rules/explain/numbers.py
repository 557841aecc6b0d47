"""Numbers as people read them: exact where a decimal exists, and never rounded onto a limit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from prevention_rules.evidence.observations import Ratio
from prevention_rules.exact_numbers import thousands, write_number
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.quantities import Unit
from prevention_rules.rounding import round_to
from prevention_rules.text import Words
from prevention_rules.unit_words import unit_in_sentence, unit_words

_LONGEST = 6
"""A decimal with more places than this is shortened; 约 is for what was published so, never for our own decimals."""

_PLACES = [Fraction(1, 10**more) for more in range(30)]

POINTS = Words("个百分点", " percentage points")


def shown(value: Fraction, limits: Iterable[Fraction] = (), places: int = _LONGEST) -> Words:
    """Write a number to two places, or to *places*; never onto or across one of *limits*, nor as none.

    >>> shown(Fraction(2, 3), [Fraction(67, 100)]).en, shown(Fraction(2, 7), places=1).en, shown(Fraction(19591)).en
    ('0.667', '0.3', '19,591')
    """
    exact = write_number(value)
    if "/" not in exact and len(exact.partition(".")[2]) <= places:
        return Words(exact, thousands(exact))
    limits = tuple(limits)
    for more in range(min(2, places), len(_PLACES)):
        short = round_to(value, _PLACES[more])
        low, high = (short, value) if short < value else (value, short)
        if short and not any(low <= limit <= high and limit != value for limit in limits):
            break  # on the limit there is no side to keep
    digits = write_number(short)
    return Words(digits, thousands(digits))


def is_told_exactly(value: Fraction) -> bool:
    """Say whether a number is shown as it is, to the last place."""
    exact = write_number(value)
    return "/" not in exact and len(exact.partition(".")[2]) <= _LONGEST


def of_unit(number: Words, unit: Unit | None) -> Words:
    """Put the unit behind a written number; of one, English wants the singular, and 5.2 × 10,000 people."""
    if unit is None:
        return number
    behind = unit_in_sentence(unit, single=number.en == "1")
    return Words(number.zh + behind.zh, number.en + behind.en)


def counted(ratio: Ratio) -> Words:
    """Write a count out of a whole, and how many members did not report.

    >>> counted(Ratio(14, 14, 1)).en
    '14/14, 1 not reported'
    """
    part, whole = shown(ratio.numerator), shown(ratio.denominator)
    if not ratio.missing:
        return Words(f"{part.zh}/{whole.zh}", f"{part.en}/{whole.en}")
    missing = shown(ratio.missing)
    return Words(f"{part.zh}/{whole.zh}，缺报{missing.zh}", f"{part.en}/{whole.en}, {missing.en} not reported")


def amount(value: Fraction, unit: Unit | None, limits: Iterable[Fraction] = (), places: int = _LONGEST) -> Words:
    """Write a value of a unit."""
    return of_unit(shown(value, limits, places), unit)


def difference(value: Fraction, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Write the size of a difference, never as none where there is one: 5.7个百分点, 0.8个千分点, 1.6个十万分点.

    >>> from prevention_rules.quantities import unit_of
    >>> difference(Fraction(4, 5), unit_of("‰")).en, difference(Fraction(8, 5), unit_of("1/10万")).zh
    ('0.8 per 1,000', '1.6个十万分点')
    """
    number, step = _stepped(value, unit, limits)
    if step is None:
        return of_unit(number, unit)
    one = number.en == "1" and step is POINTS
    return Words(number.zh + step.zh, number.en + (step.en.removesuffix("s") if one else step.en))


def _stepped(value: Fraction, unit: Unit | None, limits: Iterable[Fraction]) -> tuple[Words, Words | None]:
    """Return the number of a difference, and what a step of its rate is called; None where it has its own unit."""
    if unit is None or (unit.dimension and unit.text not in _STEPS):
        return shown(abs(value), map(abs, limits)), None
    step = _STEPS.get(unit.text)
    if step is not None:
        return shown(abs(value), map(abs, limits)), step
    points = unit.factor * 100  # a share that is written in some other way
    return shown(abs(value) * points, (abs(limit) * points for limit in limits)), POINTS


_STEPS = {
    "%": POINTS,
    "‰": Words("个千分点", " per 1,000"),
    "1/千": Words("个千分点", " per 1,000"),
    "/千": Words("个千分点", " per 1,000"),
    "1/万": Words("个万分点", " per 10,000"),
    "/万": Words("个万分点", " per 10,000"),
    "1/10万": Words("个十万分点", " per 100,000"),
    "/10万": Words("个十万分点", " per 100,000"),
}
"""What a step of a rate is called, as the monitoring reports of the National Bureau of Statistics write it."""


def bare(told: Words, unit: Unit | None) -> str:
    """Return the English of a figure whose unit has been named before: the number alone, a percentage as it stands.

    >>> from prevention_rules.quantities import unit_of
    >>> bare(Words("35起", "35 incidents"), unit_of("起"))
    '35'
    """
    name = unit_words(unit).en
    if len(name) < 2:
        return told.en
    number = told.en.removesuffix(name).removesuffix(unit_words(unit, 1).en)
    scaled = number.rstrip().endswith("×")  # 36 × 10,000 tonnes: without its unit 36 is another number
    return told.en if scaled else number


def gap(value: Fraction, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Write a difference behind a figure that has named its unit: in English 5.7 points, or the bare number."""
    number, step = _stepped(value, unit, limits)
    if step is None:
        return Words(of_unit(number, unit).zh, number.en)
    if step is not POINTS:
        return Words(number.zh + step.zh, number.en)
    return Words(number.zh + step.zh, f"{number.en} {'point' if number.en == '1' else 'points'}")


def values(of: ValueSet, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Say in words which values a set holds, in *unit*."""
    limits = tuple(limits)
    parts = [one_piece(part, unit, limits) for part in of]
    return Words("，或".join(part.zh for part in parts), ", or ".join(part.en for part in parts))


def less(unit: Unit | None) -> str:
    """Return how English says less of a unit: of what is counted there are fewer."""
    return "fewer" if unit is not None and unit.is_count else "less"


def one_piece(of: Interval, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Say in words which values an interval holds, in *unit*."""
    if of.lo is not None and of.lo == of.hi:
        return amount(of.lo, unit, limits)
    zh, en = [], []
    if of.lo is not None:
        low = amount(of.lo, unit, limits)
        zh.append(f"{'不低于' if of.lo_in else '高于'}{low.zh}")
        en.append(f"{'at least' if of.lo_in else 'more than'} {low.en}")
    if of.hi is not None:
        high = amount(of.hi, unit, limits)
        zh.append(f"{'不高于' if of.hi_in else '低于'}{high.zh}")
        en.append(f"{'at most' if of.hi_in else f'{less(unit)} than'} {high.en}")
    return Words("、".join(zh), " and ".join(en)) if zh else Words("任何数值", "any value")


def ends(of: ValueSet) -> tuple[Fraction, ...]:
    """Return the finite ends of a set: the limits a number must not be rounded onto."""
    return tuple(end for part in of for end in (part.lo, part.hi) if end is not None)
