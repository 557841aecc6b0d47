"""稳步提升 and its kin as demands: which last levels keep the trend, the earlier ones standing as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs
from attrs import frozen

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.known import Known
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.breaks import incomparable
from prevention_rules.judgement.case import Case, found, not_assessable
from prevention_rules.judgement.comparison import as_published, doubts, other_part
from prevention_rules.judgement.demands import declared_in
from prevention_rules.judgement.findings import Compared, Demand, Finding, Refused, TrendRead
from prevention_rules.judgement.verdicts import Reason, Verdict
from prevention_rules.patterns import UNDECIDED, Acceptable, Kept, Options, chain, from_first, gains, grown_by
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.readings import (
    ABSTAINS,
    BY_MANNER,
    DEFAULT_STABLE,
    RISING,
    STABLE,
    TWO_SIDED,
    Reading,
    named,
)
from prevention_rules.targets import Better, Trend
from prevention_rules.text import Words

_NOT_DOWN = ValueSet.of(Interval(Fraction(0)))


@frozen
class _Asked:
    """How a trend is read: the last levels that keep it, by which reading, and what is said beside it."""

    kept: Kept
    options: Options
    reading: Reading | None = None
    others: tuple[Reading, ...] = ()
    by_wording: bool = False
    undecided: Reason = "trend_undecided"
    notes: tuple[Words, ...] = ()


def judge_trend(target: Trend, case: Case) -> Finding:
    """Judge a trend on the levels from its base to the period judged."""
    base, now = _base(target, case), case.series.level(case.at)
    if now is None and (said := case.series.about("words", case.at)):
        return not_assessable(target, case, "words_only", Refused((), None, None, None, said))
    if base is None or now is None:
        return not_assessable(target, case, "missing_value")
    start = case.series.level(base) if base < case.at else None
    if start is None:
        reason: Reason = "other_period" if base < case.at and other_part(base, case) else "missing_baseline"
        return not_assessable(target, case, reason, Refused((), None, now.values, None, now.facts))
    between = [case.series.level(period) for period in case.yearly(base.year)[1:-1]]
    past = _Past.of((start, *between), case, skip=case.policy.gaps == "neighbours" and not target.every_year)
    used = tuple(dict.fromkeys((*past.facts, *now.facts)))
    if mixed := incomparable((*past.rests_on, *now.rests_on), case, base):
        return not_assessable(target, case, "series_break", Refused((), None, now.values, None, used), mixed)
    asked = _asked(target, past, case)
    if not isinstance(asked, _Asked):
        return not_assessable(target, case, asked, Refused((), None, now.values, start.values, used))
    demand = _demand(asked, base)
    last = Known(now.values, used, now.superseded)
    compared = Compared(demand, last, as_published(now, case), now.values, start.values, case.series.frame)
    return _meeting(target, case, compared, past, asked)


def _base(target: Trend, case: Case) -> Period | None:
    return case.start_of(target) or next(iter(case.series.periods), None)


def _demand(asked: _Asked, base: Period) -> Demand:
    kept = UNDECIDED if asked.kept is ABSTAINS else asked.kept
    return Demand("level", kept.surely, base, kept.possibly)


@frozen
class _Past:
    """The levels before the last, as the policy takes gaps and figures, and over how many periods they reach."""

    earlier: tuple[ValueSet, ...]
    steps: int
    facts: tuple[Fact, ...]
    rests_on: tuple[Fact, ...]

    @classmethod
    def of(cls, known: Sequence[Known | None], case: Case, *, skip: bool) -> _Past:
        universe = case.series.frame.universe
        levels = [universe if one is None else as_published(one, case) for one in known if one or not skip]
        told = [one for one in known if one is not None]
        facts = tuple(fact for one in told for fact in one.facts)
        return cls(tuple(levels), len(known), facts, tuple(fact for one in told for fact in one.rests_on))


def _meeting(target: Trend, case: Case, compared: Compared, past: _Past, asked: _Asked) -> Finding:
    levels = (*past.earlier, compared.possible)
    read = TrendRead(compared, levels, asked.options, asked.reading, asked.others)
    verdict = compared.verdict
    reason: Reason = asked.undecided
    if verdict.is_decided:
        reason = "met" if verdict is Verdict.MET else "trend_not_kept"
    notes = (*doubts(read.used, case.subject), *asked.notes)
    if verdict is Verdict.NOT_MET and asked.by_wording and (other := _otherwise(read)) is not None:
        notes = (*notes, other)
    if case.policy.trends == "supervaluation" and read.robustness is not None and read.robustness.robust is False:
        verdict, reason = Verdict.INCONCLUSIVE, "readings_disagree"
    return found(target, case, verdict, reason, read, notes)


def _otherwise(read: TrendRead) -> Words | None:
    """Name the readings by which a trend is kept that the reading of its wording calls lost."""
    kept = [one for one in read.others if one.decides and dict(read.answers)[one.id] is True]
    if not kept or read.reading is None:
        return None
    zh, en = "、".join(one.title.zh for one in kept), ", ".join(one.title.en for one in kept)
    return Words(
        f"※没有声明读法，按词面读作“{read.reading.title.zh}”；按“{zh}”则达到",
        f"※ no reading is declared; by the words it is “{read.reading.title.en}”, and by “{en}” it would be met",
    )


def _asked(target: Trend, past: _Past, case: Case) -> _Asked | Reason:
    match target.dir:
        case "stable":
            return _stable(past, target.better or case.better, case)
        case "not_up":
            return _held(target, past, "lower")
        case "not_down":
            return _held(target, past, "higher")
        case "up":
            return _rising(target, past, "higher", case)
        case "down":
            return _rising(target, past, "lower", case)
        case "better":
            better = target.better or case.better
            return "needs_direction" if better is None else _rising(target, past, better, case)


def _held(target: Trend, past: _Past, better: Better) -> _Asked:
    """只增不减 asks every step not to fall; 不降低 asks it of the whole way."""
    options = Options(better=better)
    every = target.every_year or target.manner == "steadily"
    return _Asked((chain if every else from_first)(past.earlier, options.toward(_NOT_DOWN)), options)


def _rising(target: Trend, past: _Past, better: Better, case: Case) -> _Asked | Reason:
    unit = case.series.unit
    tolerance = declared_in(unit, case.policy.tolerance)
    options = Options(better=better, steps=past.steps, tolerance=half_a_point(unit) if tolerance is None else tolerance)
    declared = case.policy.rising
    if target.every_year:
        return _by(RISING["U1"], past, options, RISING.values())
    if declared is None and target.manner == "markedly":
        return _markedly(past, options, case)
    if declared is not None:
        return _by(named(declared), past, options, RISING.values())
    undeclared = target.manner == "within_stability" and tolerance is None
    asked = _by(BY_MANNER["steadily" if undeclared else target.manner], past, options, RISING.values())
    return attrs.evolve(asked, by_wording=True, notes=(*asked.notes, *([_UNDECLARED] if undeclared else [])))


_UNDECLARED = Words(
    "※“稳中有升”的容许回落没有声明，按不回落读",
    "※ how far a rise within stability may fall back is not declared: read as not at all",
)


def half_a_point(unit: Unit | None) -> Fraction:
    """Half a percentage point in the unit of a share; other units have no points."""
    return Fraction(1, 200) / unit.factor if unit is not None and unit.is_ratio else Fraction(0)


def _markedly(past: _Past, options: Options, case: Case) -> _Asked:
    """显著 asks more than a gain; how much more is undecided until a size is declared."""
    size = case.policy.size
    kept = None if size is None else _gained(past, size, options, case.series.unit)
    if kept is None:
        better = gains(past.earlier, options)
        return _Asked(Acceptable(ValueSet(), better.possibly), options, undecided="needs_size")
    return _Asked(kept, options)


def _gained(past: _Past, size: Amount, options: Options, unit: Unit | None) -> Kept | None:
    """A size in % is a part of the base; any other is a difference from it, where it is of the same kind."""
    if size.unit == unit_of("%"):
        sign = 1 if options.better == "higher" else -1
        return grown_by(past.earlier, sign * size.value / 100, options.toward(_NOT_DOWN))
    least = declared_in(unit, size)
    return None if least is None else from_first(past.earlier, options.toward(ValueSet.of(Interval(least))))


def _stable(past: _Past, better: Better | None, case: Case) -> _Asked | Reason:
    tolerance, declared = declared_in(case.series.unit, case.policy.tolerance), case.policy.stable
    reading = named(declared) if declared else DEFAULT_STABLE if better else TWO_SIDED
    if reading.needs == "tolerance" and tolerance is None:
        return "needs_tolerance"
    if reading.id == "T5" and better is None:
        return "needs_direction"
    options = Options(better=better or "higher", tolerance=tolerance, steps=past.steps)
    others = [
        one for one in STABLE.values() if one.needs is None or (one.needs == "tolerance" and tolerance is not None)
    ]
    usable = [one for one in others if better or one.id != "T5"]
    return attrs.evolve(_by(reading, past, options, usable), by_wording=declared is None)


def _by(reading: Reading, past: _Past, options: Options, others: Iterable[Reading]) -> _Asked:
    """Read by *reading*; between two figures there is one step, and it is kept where the last is better."""
    chosen = RISING["U3"] if len(past.earlier) == 1 and reading.id in ("U1", "U2", "U4") else reading
    kept = chosen.acceptable(past.earlier, options)
    asked = _Asked(kept, options, chosen, tuple(others))
    return attrs.evolve(asked, notes=(_too_short(chosen),)) if kept is ABSTAINS else asked


def _too_short(reading: Reading) -> Words:
    return Words(
        f"“{reading.title.zh}”的读法至少要{reading.least}期、基期大于零，这里不适用",
        f"the reading “{reading.title.en}” needs {reading.least} periods and a base above zero: it does not apply here",
    )
