"""A published text in English: what it states, in the words a native analyst uses; the numbers as published."""

from __future__ import annotations

from prevention_rules.errors import PreventionRulesError
from prevention_rules.exact_numbers import thousands, write_number
from prevention_rules.explain.numbers import less, of_unit
from prevention_rules.notation import parse_value
from prevention_rules.quantities import Amount, Unit
from prevention_rules.statements import Multiple, Near, Stated, Statement, Value
from prevention_rules.targets import About, Ambiguous, Base, Bound, Change, Range, Size
from prevention_rules.text import Words

_BOUNDS = {">=": "{} or more", ">": "more than {}", "<=": "{} or less", "<": "less than {}", "=": "{}"}
_OPEN = {">": "over {}", "<": "under {}"}


def in_english(said: str, unit: Unit | None) -> str:
    """Return what a published text says, in English; words that state no number are quoted.

    >>> in_english("超75%", None), in_english("比2020年下降35.6%", None), in_english("实现应保尽保", None)
    ('over 75%', 'down 35.6% on 2020', '“实现应保尽保”')
    """
    if said.isascii():
        return said
    try:
        told = parse_value(said, unit=unit)
    except PreventionRulesError:
        return f"“{said}”"
    english = [_said(one, said) for one in told]
    return ", ".join(dict.fromkeys(english))


def _said(one: Statement, text: str) -> str:
    match one:
        case Value(amount=amount):
            return _amount(amount)
        case Near(amount=amount):
            return f"nearly {_amount(amount)}"
        case Bound(op=op, amount=amount) if op in _OPEN:
            return _OPEN[op].format(_amount(amount))
        case Bound() | Range() | About():
            return size_words(one)
        case Multiple(times=times, base=base):
            return f"{write_number(times.value, times.step)} times that of {_base(base)}"
        case Change():
            return _change(one)
        case Ambiguous(readings=readings):
            return " or ".join(_change(one) for one in readings if isinstance(one, Change))
        case Stated():
            return f"“{text}”"


def _change(one: Change) -> str:
    way = "up" if one.dir == "up" else "down"
    size = size_words(one.size) if one.kind != "points" else size_words(one.size).replace("%", " points")
    rate = " a year on average" if one.rate == "annual_average" else " a year" if one.rate == "per_year" else ""
    base = "" if one.base is None else f" on {_base(one.base)}"
    return f"{way} {size}{rate}{base}"


def _base(base: Base) -> str:
    return "the year before" if base == "previous" else "the base" if base is None else str(base)


def size_words(size: Size) -> str:
    """Return a bound, a range or an approximate size as an analyst writes it: 85% or more, over 75%, 60% to 80%."""
    match size:
        case Bound(op=op, amount=amount):
            return _BOUNDS[op].replace("less", less(amount.unit)).format(_amount(amount))
        case Range(lo=lo, hi=hi):
            return f"{write_number(lo.value, lo.step)} to {_amount(hi)}"
        case About(lo=lo, hi=hi):
            return f"about {_amount(hi)}" if lo == hi else f"about {write_number(lo.value, lo.step)} to {_amount(hi)}"


def _amount(amount: Amount) -> str:
    number = thousands(write_number(amount.value, amount.step))
    return of_unit(Words(number, number), amount.unit).en
