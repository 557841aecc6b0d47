"""What an observation says: each statement of it as a set of possible values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_

import attrs

from prevention_rules.errors import ObservationError, UnitError
from prevention_rules.evidence.facts import Fact, Frame
from prevention_rules.evidence.figure_units import check_heads, difference_factor, in_unit
from prevention_rules.evidence.marks import refuse_mark
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.percents import PercentNumbers, in_question, is_signed, settled, with_amounts
from prevention_rules.evidence.plausible import (
    ABOVE_THE_WHOLE,
    MOST,
    doubt_of,
    doubt_of_words,
    exchanged,
    impossible_share,
    negative,
)
from prevention_rules.evidence.samples import interval_of
from prevention_rules.evidence.words import states_all
from prevention_rules.exact_numbers import exact
from prevention_rules.intervals import EVERYTHING, NOT_NEGATIVE, Interval, ValueSet
from prevention_rules.notation import parse_value
from prevention_rules.notation.remarks import year_beside
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.statements import Multiple, Near, Stated, Statement, Value, is_cumulative
from prevention_rules.targets import About, Ambiguous, Base, Bound, Change, Range
from prevention_rules.text import Words


def read_facts(observation: Observation, frame: Frame) -> tuple[Fact, ...]:
    """Read what an observation says into facts; raises `ObservationError` for what cannot be.

    Text that cannot be read raises `ValueSyntaxError`; another kind of unit raises `UnitError`.
    """
    facts = _facts(observation, frame)
    check_heads((fact.values for fact in facts if fact.question == "level"), frame.unit, observation)
    return facts


def _facts(observation: Observation, frame: Frame) -> tuple[Fact, ...]:
    value = observation.value
    if isinstance(value, str):
        refuse_mark(value)
        statements = parse_value(value, unit=observation.unit or frame.unit, share=frame.share)
        return tuple(fact for said in statements for fact in facts_said(said, observation, frame))
    if isinstance(value, Ratio):
        return (_from_ratio(value, observation, frame),)
    if isinstance(value, ValueSet):
        return (_level(value & frame.universe, observation, frame),)
    if isinstance(value, Amount):
        return (_point(value, observation, frame),)
    return (_point(_in_own_unit(value, observation, frame), observation, frame, bare=True),)


def _in_own_unit(value: int | float | Decimal | Fraction, observation: Observation, frame: Frame) -> Amount:
    number, step = exact(value)
    amount = Amount(number, unit_of(observation.unit) if observation.unit else frame.unit, step)
    return settled(amount, observation.said, _declared(observation, frame)) if _asks(amount, frame) else amount


def _asks(amount: Amount, frame: Frame) -> bool:
    """True where a bare number may be a percentage or a fraction."""
    return in_question(frame.unit, share=frame.share) and amount.unit in (None, frame.unit)


def _declared(observation: Observation, frame: Frame) -> PercentNumbers | None:
    return observation.percent_numbers or frame.percent_numbers


def _settled(said: Statement, observation: Observation, frame: Frame) -> Statement:
    """Return a statement without a percent sign as the percentages that are meant."""
    declared = _declared(observation, frame)

    def settle(amount: Amount) -> Amount:
        return settled(amount, observation.said, declared) if _asks(amount, frame) else amount

    return with_amounts(said, settle)


def _from_ratio(ratio: Ratio, observation: Observation, frame: Frame) -> Fact:
    if frame.unit is not None and frame.unit.is_per_population:
        if ratio.numerator > ratio.denominator + ratio.missing:
            raise exchanged(observation.said)
    elif frame.unit is not None and not frame.unit.is_ratio:
        raise UnitError(
            Words(
                f"{ratio} 是一个比例，指标的单位却是“{frame.unit}”",
                f"{ratio} is a share, but the indicator is measured in {frame.unit}",
            )
        )
    shares, point = ratio.shares, None
    if observation.kind == "sample":
        shares = interval_of(ratio, frame.method, frame.confidence, observation.deff)
        point = ratio.numerator / ratio.denominator * frame.whole
    return _level(shares.scale(frame.whole), observation, frame, point=point)


def _level(
    values: ValueSet,
    observation: Observation,
    frame: Frame,
    step: Fraction | None = None,
    point: Fraction | None = None,
    doubt: Words | None = None,
) -> Fact:
    if frame.share and values.disjoint(frame.ceiling):
        if values.hull.lo is not None and values.hull.lo > MOST * frame.whole:
            raise impossible_share(observation.said)
        doubt = ABOVE_THE_WHOLE
    return Fact("level", observation.period, values, observation, step=step, point=point, doubt=doubt)


def _point(amount: Amount, observation: Observation, frame: Frame, *, bare: bool = False) -> Fact:
    same = in_unit(amount, frame.unit)
    if frame.never_negative and same.value < 0:
        raise negative(observation.said, same)
    doubt = doubt_of(same, frame.unit, bare=bare, share=frame.share)
    return _level(ValueSet.point(same.value), observation, frame, same.step, doubt=doubt)


def facts_said(said: Statement, observation: Observation, frame: Frame) -> Iterator[Fact]:
    """Read one statement: nothing where it states no number, else a fact that keeps the statement's notes."""
    if said.by is not None and said.by != observation.period.year:
        raise _other_year(said.by, observation)
    for note in said.origin.notes if said.origin else ():
        if (year := year_beside(note)) is not None and year >= observation.period.year:
            raise _not_before(note, observation)
    bare = not is_signed(said.origin.text if said.origin else observation.said)
    fact = _fact(_settled(said, observation, frame) if bare else said, observation, frame, bare=bare)
    if fact is not None and said.origin is not None:
        doubt = doubt_of_words(said.origin.notes, frame.unit) if fact.question == "level" else None
        fact = attrs.evolve(fact, origin=said.origin, doubt=fact.doubt or doubt)
    if fact is not None:
        yield fact


def _other_year(year: int, observation: Observation) -> ObservationError:
    period = observation.period
    return ObservationError(
        Words(
            f"“{observation.said}”说的是{year}年，却记在{period}之下；请记在{year}年，或核对",
            f"{observation.said!r} speaks of {year} but stands under {period}; file it under {year}, or check it",
        )
    )


def _not_before(note: str, observation: Observation) -> ObservationError:
    period = observation.period
    return ObservationError(
        Words(
            f"“{observation.said}”记在{period}之下，括号里的“{note}”说的却不是以前的年份；请核对",
            f"{observation.said!r} stands under {period}, yet ({note}) names no earlier year; check it",
        )
    )


def _fact(said: Statement, observation: Observation, frame: Frame, *, bare: bool) -> Fact | None:
    match said:
        case Value(amount=amount):
            return _point(amount, observation, frame, bare=bare)
        case Near(amount=amount):
            top = in_unit(amount, frame.unit)
            below = ValueSet.of(Interval(None, top.value, hi_in=False))
            return _level(below & frame.universe, observation, frame)
        case Bound(amount=amount):
            same = in_unit(amount, frame.unit)
            values = attrs.evolve(said, amount=same).values
            # A ceiling says more than 超75% does; 超100% of a share is doubtful, and kept.
            possible = values & (frame.ceiling if same.value <= frame.whole else frame.universe)
            return _level(values & frame.universe if possible.is_empty else possible, observation, frame)
        case Range(lo=lo, hi=hi):
            ends = attrs.evolve(said, lo=in_unit(lo, frame.unit), hi=in_unit(hi, frame.unit))
            return _level(ends.values & frame.universe, observation, frame)
        case About():
            return _level(frame.ceiling, observation, frame)
        case Multiple(times=times):
            base = _base(said.base, observation.period)
            return Fact("ratio", observation.period, ValueSet.point(times.value), observation, base, times.step)
        case Change():
            return _change(said, observation, frame)
        case Ambiguous(readings=readings):
            changes = [attrs.evolve(one, origin=said.origin) for one in readings if isinstance(one, Change)]
            return _either([_change(one, observation, frame) for one in changes])
        case Stated(said=words):
            if states_all(words) and frame.unit is not None and frame.unit.is_ratio:
                return _level(ValueSet.point(frame.whole), observation, frame)
            return Fact("words", observation.period, EVERYTHING, observation)


def _change(said: Change, observation: Observation, frame: Frame) -> Fact | None:
    if isinstance(said.size, About) or said.rate == "per_year":
        return None
    carried = said.rate == "annual_average"
    named = frame.baseline if said.base is None and (carried or is_cumulative(said)) else said.base
    base = _base(named, observation.period)
    size = said.size.values & NOT_NEGATIVE
    step = said.size.amount.step if isinstance(said.size, Bound) and said.size.op == "=" else None
    sign = 1 if said.dir == "up" else -1
    if said.kind == "relative":
        values = size.map(lambda percent: 1 + sign * percent / 100) & NOT_NEGATIVE
        fact = Fact("ratio", observation.period, values, observation, base, None if step is None else step / 100)
    else:
        factor = difference_factor(said.size.unit, frame.unit)
        values = size.scale(sign * factor)
        fact = Fact(
            "difference", observation.period, values, observation, base, None if step is None else step * factor
        )
    return _over_its_years(fact) if carried else fact


def _either(readings: Sequence[Fact | None]) -> Fact | None:
    """Return the fact of a statement with several readings: whatever any of them allows is possible."""
    facts = [fact for fact in readings if fact is not None]
    if not facts:
        return None
    values, wider = (reduce(or_, sets) for sets in zip(*((fact.values, fact.rounded) for fact in facts), strict=True))
    return attrs.evolve(facts[0], values=values, wider=wider, step=None)


def _over_its_years(fact: Fact) -> Fact | None:
    """Carry an annual average from its base: 年均下降3.9% over five years leaves 0.961⁵; without one it is silent."""
    years = 0 if fact.base is None else fact.period.year - fact.base.year
    if years < 1:
        return None
    if fact.question == "ratio":
        values, wider = (over.map(lambda yearly: yearly**years) for over in (fact.values, fact.rounded & NOT_NEGATIVE))
        return attrs.evolve(fact, values=values, wider=wider)
    return attrs.evolve(fact, values=fact.values.scale(years), step=None if fact.step is None else fact.step * years)


def _base(stated: Base, period: Period) -> Period | None:
    if stated is None:
        return None
    return period.years_back(1 if stated == "previous" else period.year - stated)
