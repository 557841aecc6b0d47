"""A level told as so many times its base, or a part of it: 2020年的2倍, 控制在2020年的80%以内, 降低到一半."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from prevention_rules.notation.changes import size_of
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.lexeme import Part
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.measured import Measured
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import Base, Start
from prevention_rules.notation.verbs import Verb
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import Bound, Change, Op

Sure = Literal["sure", "perhaps"]


def held_to_a_part(measured: Measured, verb: Verb, base: Base | None, lot: Lot, context: Context) -> Sure | None:
    """Say whether a per cent or a fraction is one of the base, or may be, and not a level of its own.

    Counts have no level in per cent. A share has: 降到2020年的80% is a part of 2020 where that is the base, and may
    be one where nobody says so; 下降到一半 may be both.
    """
    if not measured.is_one or measured.soft or measured.first.unit != percent():
        return None
    counts = _are_counts(context)
    number, value, down = measured.sizes[0].number, measured.first.value, verb.way == "down to"
    fraction = isinstance(number, Part) and number.step is None
    if base is None:
        return ("sure" if counts else "perhaps") if down and fraction and value < 100 else None
    if not base.multiple:
        return None
    if counts or (value > 100 and verb.way in ("up to", "bare", "reach")):
        return "sure"
    if not down or value >= 100 or lot.one(Start)[0] is not None:
        return None
    if isinstance(base.year, int) and context.baseline is not None:
        return "sure" if base.year <= context.baseline else None
    return "sure" if fraction else "perhaps"


def times(measured: Measured, verb: Verb, lot: Lot, context: Context) -> Read:
    """达到2020年的2倍: a rise of 100 %; 控制在2020年的80%以内, 降低到2020年的一半: a fall of 20 % and of 50 %."""
    base, lot = lot.one(Base)
    lot.nothing_left()
    if verb.way == "keep":
        zh, en = f"“{verb.text}”：每年都要，还是到期时？", f"{verb.text!r}: in every year, or at the end?"
        raise refuse(verb.span, zh, en)
    year = base.year if base is not None and base.year is not None else context.baseline
    factor, ceiling = _factor(measured), _is_ceiling(measured, verb, context)
    if factor is not None and 0 < factor < 1 and (ceiling or _is_floor(measured, verb, context)):
        strict = not {"<", ">"}.isdisjoint(measured.ops)
        op: Op = (">" if strict else ">=") if ceiling else ("<" if strict else "<=")
        return Read(Change("down", "relative", Bound(op, Amount((1 - factor) * 100, percent())), year))
    if factor is None or factor <= 1 or verb.way == "down to":
        raise refuse(measured.span, "基期的多少，应写“倍”", "a multiple of the base is written with 倍 or 'times'")
    rise = measured.but_in([Amount((factor - 1) * 100, percent())])
    return Read(Change("up", "relative", size_of(rise, Verb(capped=ceiling)), year))


def _factor(measured: Measured) -> Fraction | None:
    unit = measured.first.unit
    if not measured.is_one or unit not in (unit_of("倍"), percent()):
        return None
    return measured.first.value if unit == unit_of("倍") else measured.first.value / 100


def _are_counts(context: Context) -> bool:
    return context.unit is not None and not context.unit.is_ratio


def _is_floor(measured: Measured, verb: Verb, context: Context) -> bool:
    """不低于2020年的80% of counts; the 80 % of a share may be a level."""
    return _are_counts(context) and bool(measured.ops) and verb.way == "bare"


def _is_ceiling(measured: Measured, verb: Verb, context: Context) -> bool:
    """Say whether the multiple is the most there may be: by its words, or since lower is better."""
    if measured.ops:
        return all(op[0] == "<" for op in measured.ops)
    lower = context.better == "lower" and verb.way in ("bare", "reach")
    return not measured.soft and (verb.way in ("cap", "down to") or lower)
