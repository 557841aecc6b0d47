"""Two sets meet: the values the evidence leaves possible, and the values the target accepts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from prevention_rules.evidence.facts import Fact, Frame
from prevention_rules.evidence.known import Known
from prevention_rules.evidence.plausible import OF_ALL_YEARS
from prevention_rules.evidence.words import answers
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.breaks import incomparable
from prevention_rules.judgement.case import Case, found, not_assessable, part_of_a_year
from prevention_rules.judgement.findings import Compared, Demand, Finding, Refused
from prevention_rules.judgement.verdicts import Reason, Subject, Verdict
from prevention_rules.periods import Period
from prevention_rules.quantities import Unit
from prevention_rules.rounding import round_set
from prevention_rules.targets import Bound, Change, Range, Target
from prevention_rules.text import Words

_BELOW_ZERO = ValueSet.of(Interval(None, Fraction(0), hi_in=False))
_ABOVE_ZERO = ValueSet.of(Interval(Fraction(0), lo_in=False))
_NO_RATIO, _NO_DIFFERENCE = ValueSet.point(1).hull, ValueSet.point(0).hull


def compare(target: Target, case: Case, demand: Demand) -> Finding:
    """Judge a target by the one question it asks."""
    known, base = answer(demand, case), None if demand.base is None else case.series.level(demand.base)
    now = case.series.level(case.at)
    level, base_level = None if now is None else now.values, None if base is None else base.values
    trouble = None if base_level is None else _base_trouble(demand, base_level, case)
    if trouble is not None:
        return _troubled(target, case, trouble, Refused((), demand, level, base_level, _about(case, demand)))
    if known is None:
        return _unknown(target, case, demand, Refused((), demand, level, base_level, _about(case, demand)))
    if mixed := incomparable(known.rests_on, case, demand.base):
        refused = Refused((), demand, level, base_level, known.facts)
        return not_assessable(target, case, "series_break", refused, mixed)
    known, taken = _opened(known, target, demand, case)
    step = place(target, case, demand)
    possible = (
        taken if step is None or case.policy.comparison == "exact" else round_set(taken, step, case.policy.rounding)
    )
    return _meeting(target, case, Compared(demand, known, possible, level, base_level, case.series.frame, step))


def _opened(known: Known, target: Target, demand: Demand, case: Case) -> tuple[Known, ValueSet]:
    """Return the answer, and as the policy takes published figures, with all that may come or be behind a number."""
    values, taken, frame = known.values, as_published(known, case), case.series.frame
    if _still_running(target, case):
        values, taken = values.plus(_MORE), taken.plus(_MORE)
    if _proves_nothing(values, demand, frame):
        values, taken = values | frame.ceiling, taken | frame.ceiling
    return known if values is known.values else attrs.evolve(known, values=values, wider=None), taken


def _meeting(target: Target, case: Case, compared: Compared) -> Finding:
    return found(
        target, case, compared.verdict, _reason(compared, target), compared, doubts(compared.used, case.subject)
    )


_IN_WORDS = Words("文字表述，没有数：与目标用语相同", "told in words, without a number: the same words as the target's")


def _unknown(target: Target, case: Case, demand: Demand, refused: Refused) -> Finding:
    """Say why what is asked has no answer, unless it was told in words."""
    if said := case.series.about("words", case.at):
        return _in_words(target, case, attrs.evolve(refused, used=said))
    return not_assessable(target, case, _why_unknown(demand, refused.level, case), refused)


def _in_words(target: Target, case: Case, refused: Refused) -> Finding:
    """Words that state no number answer a target in the same words, and nothing else."""
    if any(answers(fact.observation.said, target.text) for fact in refused.used):
        return found(target, case, Verdict.MET, "met", refused, (_IN_WORDS,))
    return not_assessable(target, case, "words_only", refused)


def _proves_nothing(values: ValueSet, demand: Demand, frame: Frame) -> bool:
    """Say whether a share above 100 % meets a target of 100 %: people from elsewhere are no proof of one's own."""
    if demand.question != "level" or not frame.share or not values.disjoint(frame.ceiling):
        return False
    return (demand.acceptable & frame.ceiling) == ValueSet.point(frame.whole)


def answer(demand: Demand, case: Case) -> Known | None:
    """Return what the evidence says of what is asked."""
    if demand.base is None:
        return case.series.level(case.at)
    ask = case.series.ratio if demand.question == "ratio" else case.series.difference
    return ask(case.at, demand.base)


def _about(case: Case, demand: Demand) -> tuple[Fact, ...]:
    """Name what is known all the same when the question itself has no answer."""
    periods = {case.at, demand.base}
    return tuple(fact for fact in case.series.facts if fact.period in periods)


def _base_trouble(demand: Demand, base: ValueSet, case: Case) -> Reason | None:
    """Say why a ratio to *base* has no meaning; a published change has been worked out and stands."""
    if demand.question != "ratio" or base <= _ABOVE_ZERO or case.series.about("ratio", case.at, demand.base):
        return None
    if base <= _BELOW_ZERO:
        return "negative_baseline"
    return "zero_baseline" if base.disjoint(_ABOVE_ZERO) else "baseline_may_be_zero"


def _troubled(target: Target, case: Case, trouble: Reason, refused: Refused) -> Finding:
    zero = ValueSet.point(0)
    held = refused.base_level == zero and refused.level == zero
    if held and case.policy.zero_base == "held" and isinstance(target, Change) and target.dir == "down":
        return _held_at_zero(target, case, refused)
    if trouble == "baseline_may_be_zero" and refused.level is not None:
        return found(target, case, Verdict.INCONCLUSIVE, trouble, refused)
    return not_assessable(target, case, "missing_value" if trouble == "baseline_may_be_zero" else trouble, refused)


def _held_at_zero(target: Change, case: Case, refused: Refused) -> Finding:
    """From zero to zero nothing has risen, which is all that 保持零发生 asks."""
    demand = Demand("difference", ~_ABOVE_ZERO, case.base_of(target.base))
    known = Known(ValueSet.point(0), refused.used)
    compared = Compared(demand, known, known.values, refused.level, refused.base_level, case.series.frame)
    return found(target, case, Verdict.MET, "held_at_zero", compared)


def _why_unknown(demand: Demand, now: ValueSet | None, case: Case) -> Reason:
    if demand.question == "level":
        return "other_period" if other_part(case.at, case) else "missing_value"
    facts = case.series.facts
    if any(one.period == case.at and one.question != "level" and one.base != demand.base for one in facts):
        return "other_base"
    if now is None:
        return "missing_value"
    return "other_period" if other_part(demand.base, case) else "missing_baseline"


def other_part(base: Period | None, case: Case) -> bool:
    """Say whether the year of a base is known as a whole only, or in part only, and the other was asked."""
    years = {fact.period.year for fact in case.series.facts if fact.question == "level"}
    return base is not None and base.year in years


def _reason(compared: Compared, target: Target) -> Reason:
    match compared.verdict:
        case Verdict.MET:
            return "met"
        case Verdict.NOT_MET:
            return _why_not(compared.possible.hull, compared.demand, target)
        case _:
            if compared.above_whole:
                return "above_whole"
            return "year_not_over" if compared.so_far else "straddles_limit"


def _why_not(here: Interval, demand: Demand, target: Target) -> Reason:
    wanted = demand.acceptable.hull
    below, above = here.below(wanted), wanted.below(here)
    if isinstance(target, Change):
        still = _NO_RATIO if demand.question == "ratio" else _NO_DIFFERENCE
        up = target.dir == "up"
        if here.below(still) if up else still.below(here):
            return "moved_away"
        if below if up else above:
            return "change_too_small"
    return "below_limit" if below else "above_limit" if above else "outside_range"


_PRELIMINARY = Words("依据的是初步数，核定后结论可能改变", "rests on a preliminary figure; the final one may change it")


def doubts(facts: Sequence[Fact], subject: Subject) -> tuple[Words, ...]:
    """Return what a reader should know of the facts: doubtful values, preliminary figures."""
    declared = OF_ALL_YEARS if subject.cumulative else None
    told = [fact.doubt for fact in facts if fact.doubt is not None and fact.doubt != declared]
    if any(fact.observation.status == "preliminary" for fact in facts):
        told.append(_PRELIMINARY)
    return tuple(dict.fromkeys(told))


def place(target: Target, case: Case, demand: Demand) -> Fraction | None:
    """Return the place a level is rounded to, in the unit of the series: the declared one, else that of the target.

    A ratio to a base, or a difference from it, has none: the place of a figure says nothing of it.
    """
    if demand.question != "level":
        return None
    declared = case.policy.target_step
    return _written(target, case.series.unit) if declared is None else declared


def as_published(known: Known, case: Case) -> ValueSet:
    """Return an answer as the policy takes published figures: as the number, or as what was rounded to it."""
    return known.rounded if case.policy.published == "interval" else known.values


def _still_running(target: Target, case: Case) -> bool:
    """Say whether events of a part of the year meet a limit for the year."""
    return isinstance(target, Bound | Range) and part_of_a_year(case.at) and case.adds_up


_MORE = ValueSet.of(Interval(Fraction(0)))
"""What has happened so far is the least that the year can be."""


def _written(target: Target, unit: Unit | None) -> Fraction | None:
    """Return the place to which a target is written, in the unit of the series; a week is no place of days."""
    if not isinstance(target, Bound | Range):
        return None
    amount = target.amount if isinstance(target, Bound) else target.lo
    if amount.step is None or amount.unit is None or unit is None or amount.unit == unit:
        return amount.step
    step = amount.step * amount.unit.to(unit)
    return step if _is_decimal(step) else None


def _is_decimal(step: Fraction) -> bool:
    """True for powers of ten: to nothing else does a written decimal round."""
    return step == Fraction(10) ** (len(str(step.numerator)) - len(str(step.denominator)))
