"""What one quantity asks: a change, a multiple or a part of a base, a cumulative figure, or a level."""

from __future__ import annotations

import attrs

from prevention_rules.notation.changes import change, cumulative
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.levels import level
from prevention_rules.notation.lexeme import Part, UnitSign, Word
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.measured import Measured, measure
from prevention_rules.notation.multiples import held_to_a_part, times
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import Base, One, Quantity
from prevention_rules.notation.verbs import Verb, take_verb
from prevention_rules.targets import Ambiguous
from prevention_rules.text import Words


def asked_of(quantity: Quantity, lot: Lot, context: Context) -> Read:
    """Read what one quantity asks: a change, a multiple of a base, a cumulative figure, or a level."""
    if context.names_fall and (read := _named_fall(quantity, lot, context)):
        return read
    if not lot.pieces:
        return level(measure(quantity, context), _BARE, lot, context)
    verb, rest = take_verb(lot)
    per, rest = rest.one(UnitSign)
    if per is not None and isinstance(quantity, One) and isinstance(quantity.size.number, Part):
        raise refuse(per.span, f"“{per.text}”之后应是数", f"{per.text} needs a number, and no part of one")
    before, others = rest.word("LEAST")
    if before is not None and verb.way == "change" and _leads(before, verb, rest):
        quantity, rest = attrs.evolve(quantity, sides=(attrs.evolve(before, type="OP"), *quantity.sides)), others
    return _asked(measure(quantity, context, per), verb, rest, context).keeping(notes=verb.notes)


def _leads(before: Word, verb: Verb, rest: Lot) -> bool:
    """Say whether 至少 is of the change: it stands at its verb, or at the base that stands there."""
    base, start = rest.one(Base)[0], verb.words[-1].start
    return before.end == start or (base is not None and base.span == (before.end, start))


_BARE = Verb()
_FALL = Verb("change", "down")


def _named_fall(quantity: Quantity, lot: Lot, context: Context) -> Read | None:
    """[by] 55% for the indicator reduction in emissions (t): a part of them, and the name says which way."""
    _, rest = lot.words("SIZE")
    others, _ = rest.words("REACH", "BE", "KEEP", "CAP", "DIR", "TO", "AT")
    measured = measure(quantity, context)
    own, unit = context.unit, measured.first.unit
    if others or own is None or own.is_ratio or unit != percent() or measured.level_word is not None:
        return None
    if any(op[0] == "<" for op in measured.ops):
        return None
    return change(measured, _FALL, rest, context)


def _asked(measured: Measured, verb: Verb, rest: Lot, context: Context) -> Read:
    if verb.way == "change" and (measured.level_word is None or verb.words[-1].type == "SIZE"):
        return change(measured, verb, rest, context)
    if verb.way == "change":
        return _level_or_size(measured, verb, rest, context)
    base, others = rest.one(Base)
    part = held_to_a_part(measured, verb, base, rest, context)
    if part == "perhaps":
        return _level_or_part(measured, verb, rest, context)
    if part is None and base is not None and (year := _date_of(base, measured, verb)) is not None:
        if context.baseline is not None and year <= context.baseline:
            raise refuse(base.span, "这是基期，不是期限：是它的几成，还是比它？", "this is the base, and no date")
        read = level(measured, verb, others, context)
        return read.but(attrs.evolve(read.target, by=year))
    if part is not None or _is_times(measured, verb, context) or (base is not None and base.multiple):
        return times(measured, verb, rest, context)
    if base is not None:
        raise refuse(base.span, "有基期，却没有“提高”“下降”等变化词", "there is a base but no word of change")
    relative, _ = rest.word("REL")
    if relative is not None:
        raise refuse(relative.span, f"“{relative.text}”之后应是变化", f"{relative.text!r} belongs to a change")
    counted, others = rest.word("CUM")
    if counted is not None and not (_says_which_years(counted, others) or _says(counted, context)):
        if verb.way in ("bare", "reach"):
            return _added_each_year(measured, counted, others, context) or cumulative(measured, rest, context)
        if counted.meaning == "added":
            zh, en = "要求的是新增的数，还是总数？", "is it what is added that is asked, or the total?"
            raise refuse(counted.span, zh, en, Words("请在指标名称里写明“新增”", "say so in the indicator's name"))
    return level(measured, verb, rest, context)


def _added_each_year(measured: Measured, counted: Word, others: Lot, context: Context) -> Read | None:
    """每年新增3个: a rise of so many every year, or as many as that to be counted in each of them."""
    rate, _ = others.word("PERIODIC")
    if rate is None or (rate.meaning, counted.meaning) != ("per_year", "added"):
        return None
    if context.better == "lower" or measured.first.unit == percent():
        return None
    rise = change(measured, Verb("change", "up", words=(counted,)), others, context)
    return rise.but(Ambiguous((rise.target, level(measured, _BARE, others, context).target)))


def _level_or_part(measured: Measured, verb: Verb, rest: Lot, context: Context) -> Read:
    """下降到一半 of a share: 50 %, or half of what it was."""
    base, others = rest.one(Base)
    asked = level(measured, verb, others, context)
    by = base.year if base is not None and isinstance(base.year, int) else None
    part = times(measured, verb, rest, context).target
    return asked.but(Ambiguous((part, attrs.evolve(asked.target, by=by))))


_NOUNS = frozenset({"growth", "reduction", "gain"})
_VERB_OR_NOUN = frozenset({"increase", "decrease", "decline"})


def _level_or_size(measured: Measured, verb: Verb, rest: Lot, context: Context) -> Read:
    """Fall below 75: the level it leads to; growth above 6 %: the size of the change; a decline below 5 %: either."""
    word, unit = verb.words[-1].text, measured.first.unit
    other_unit = context.unit is not None and unit is not None and not context.unit.comparable(unit)
    if word in _NOUNS or (other_unit and word in _VERB_OR_NOUN):
        return change(measured, verb, rest, context)
    leading = attrs.evolve(verb, way="up to" if verb.direction == "up" else "down to")
    read = _asked(measured, leading, rest, context)
    if word not in _VERB_OR_NOUN:
        return read
    return read.but(Ambiguous((read.target, change(measured, verb, rest, context).target)))


def _date_of(base: Base, measured: Measured, verb: Verb) -> int | None:
    """增至2025年的6000万: the year says when the level is asked, and is no base."""
    unit = measured.first.unit
    times = unit is not None and unit.text in ("倍", "times")
    dated = base.multiple and verb.way in ("up to", "down to") and not times
    return base.year if dated and isinstance(base.year, int) else None


def _is_times(measured: Measured, verb: Verb, context: Context) -> bool:
    unit = measured.first.unit
    return verb.way == "up to" and unit is not None and unit.text == "倍" and context.unit != unit


def _says_which_years(counted: Word, others: Lot) -> bool:
    """期内累计 sums the years of the plan, 全年累计 a single one: either is a level, and no change."""
    of_the_year = counted.meaning == "total" and others.meaning("MANNER", "all year")[0]
    return counted.meaning == "over the plan" or bool(of_the_year)


def _says(word: Word, context: Context) -> bool:
    """True where the name already says that the figure is a total (城镇新增就业, 累计培训人数)."""
    said = ("累计", "累积") if word.meaning == "total" else ("新增", "净增", "新建", "改扩建")
    return any(one in context.name for one in said)
