"""Finds the staircase of a target: its ends from `demand_of`, what holds on each step from `judge`, asked of a probe.

There is no second meaning of a target here, only the places where the one meaning changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import attrs
from attrs import frozen

from prevention_rules.errors import ContradictionError, ObservationError
from prevention_rules.evidence.facts import Frame, Question
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.series import Series
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.case import Case, part_of_a_year
from prevention_rules.judgement.comparison import place
from prevention_rules.judgement.demands import demand_of
from prevention_rules.judgement.evaluate import judge
from prevention_rules.judgement.findings import Demand, Finding
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.limits import Cut, Outcome, Staircase
from prevention_rules.judgement.verdicts import Reason
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount
from prevention_rules.targets import (
    About,
    Ambiguous,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Range,
    Respectively,
    Target,
    Trend,
    parts_of,
)


def staircase(target: Target, case: Case, known: dict[object, Staircase | None]) -> Staircase | None:
    """Return what *target* asks of one figure (and that of its base); None where more than that decides.

    *known* keeps what was found for the same target, so that it is asked once and not for every period; ≤12起 and
    ≤12.0起 are equal, but not as they are rounded, and half a year is the least of the year only of what happens in it.
    """
    leaves = _leaves(target, case)
    if leaves is None:
        return None
    asked = [(leaf, one) for leaf, one in leaves if isinstance(one, Demand)]
    if len({(one.question, one.base) for _, one in asked}) > 1 or not _one_at_a_time(target, asked):
        return None
    base = asked[0][1].base if asked else None
    key = (target, target.text, case.series.frame, case.policy, part_of_a_year(case.at), case.span,
           base is None or case.break_since(base),
           tuple(one.acceptable if isinstance(one, Demand) else one for _, one in leaves))  # fmt: skip
    if key not in known:
        known[key] = _asked(_Probe(target, case, asked))
    found = known[key]
    return None if found is None else attrs.evolve(found, base=base)


_Leaf = tuple[Target, Demand | Reason]


def _leaves(target: Target, case: Case) -> list[_Leaf] | None:
    """Return what the leaves ask for; None where one of them asks it of several periods, or at a date that is past."""
    if case.is_past(target):
        return None
    match target:
        case Bound(over="average") | Range(over="average") | About(over="average"):
            return None  # the figures of other years say whether this one is the average
        case Bound() | Range() | About() | Change():
            demand = demand_of(target, case)
            return None if demand is None else [(target, demand)]
        case Trend() | EveryPeriod():
            return None
        case PerUnit():  # nothing of it is asked of one figure
            return []
        case Respectively(of=members):
            return None if all(one.by is not None for one in members) else []
    parts = [_leaves(part, case) for part in parts_of(target)]
    return None if None in parts else [leaf for part in parts if part is not None for leaf in part]


def _one_at_a_time(target: Target, asked: Sequence[tuple[Target, Demand]]) -> bool:
    """Say whether the outcome hangs on the one quantity: a reading may also fall away by the size of the base."""
    return not (_holds_readings(target) and any(one.question == "difference" for _, one in asked))


def _holds_readings(target: Target) -> bool:
    return isinstance(target, Ambiguous) or any(map(_holds_readings, parts_of(target)))


@frozen
class _Probe:
    """Asks the scalar path of made-up figures: one of the period judged, and one of the base."""

    target: Target
    case: Case
    asked: Sequence[tuple[Target, Demand]]

    @property
    def question(self) -> Question:
        return self.asked[0][1].question if self.asked else "level"

    @property
    def base(self) -> Period | None:
        return self.asked[0][1].base if self.asked else None

    @property
    def frame(self) -> Frame:
        return self.case.series.frame

    def __call__(self, now: ValueSet | None, base: Fraction | None = None) -> Finding | None:
        """Return the finding; None for figures that cannot be."""
        told = [] if now is None else [Observation("", self.case.at, now)]
        if base is not None and self.base is not None:
            told.append(Observation("", self.base, Amount(base, self.frame.unit)))
        try:
            series = Series.of(told, unit=self.frame.unit, share=self.frame.share)
        except (ObservationError, ContradictionError):
            return None
        return judge(self.target, attrs.evolve(self.case, evidence=series))

    def figure(self, number: Fraction, start: Fraction | None) -> ValueSet | None:
        """Return the figure of which the level, the ratio or the difference is *number*; None where it cannot be."""
        level = number
        if start is not None:
            level = number * start if self.question == "ratio" else number + start
        return None if self.frame.never_negative and level < 0 else ValueSet.point(level)

    @property
    def numbers(self) -> list[Fraction]:
        """Every number at which an outcome may change: the ends, the whole of a share, no change, and zero.

        What is rounded before it is compared changes halfway between the places around an end.
        """
        ends = [end for _, one in self.asked for part in one.acceptable for end in (part.lo, part.hi)]
        numbers = {end for end in ends if end is not None}
        if self.case.policy.comparison == "rounded":
            steps = [place(leaf, self.case, one) for leaf, one in self.asked]
            numbers |= {(end // step + half) * step for end in numbers for step in steps if step for half in _HALVES}
        if self.question == "level":
            numbers |= {self.frame.whole} if self.asked and self.frame.share else set()
            numbers |= {Fraction(0)} if self.asked and self.frame.never_negative else set()
        else:
            numbers |= {Fraction(0), Fraction(1)} if self.question == "ratio" else {Fraction(0)}
        return sorted(numbers)

    def start(self, zones: Sequence[Fraction]) -> Fraction | None:
        """Return a base from which every zone can be reached by figures that can be."""
        if self.base is None:
            return None
        if self.question == "ratio":
            return (self.frame.whole if self.frame.share else Fraction(1)) / (2 * max(Fraction(1), *zones))
        return max(Fraction(0), -min(zones)) if self.frame.never_negative else Fraction(1)


_LITTLE = Fraction(1, 10**6)
_HALVES = (Fraction(-1, 2), Fraction(1, 2), Fraction(3, 2))


def _zones(numbers: Sequence[Fraction]) -> list[Fraction]:
    """Return a number of each zone: below the first of *numbers*, it, between it and the next, …, above the last."""
    if not numbers:
        return [Fraction(1)]
    between = [(low + high) / 2 for low, high in pairwise(numbers)]
    inner = [one for pair in zip(numbers, between, strict=False) for one in pair]
    return [numbers[0] - _LITTLE, *inner, numbers[-1], numbers[-1] + _LITTLE]


def _asked(probe: _Probe) -> Staircase:
    zones = _zones(probe.numbers)
    start = probe.start(zones)
    found = [None if (figure := probe.figure(zone, start)) is None else probe(figure, start) for zone in zones]
    cuts = [Cut(number, included=included) for number in probe.numbers for included in (True, False)]
    outcomes, kept = _steps([None if one is None else _said(one) for one in found], cuts)
    missing = probe(None, start)
    assert missing is not None  # nothing is no figure that cannot be
    some = next(one for one in found if one is not None)
    return Staircase(
        question=probe.question, base=probe.base, cuts=kept, outcomes=outcomes, missing=_said(missing),
        accepted=_accepted(some), **_of_bases(probe),
    )  # fmt: skip


def _said(finding: Finding) -> Outcome:
    return finding.verdict, finding.reason


def _accepted(finding: Finding) -> Interval | None:
    compared = comparison_of(finding)
    parts = () if compared is None else compared.demand.acceptable.parts
    return parts[0] if len(parts) == 1 else None


def _steps(outcomes: Sequence[Outcome | None], cuts: Sequence[Cut]) -> tuple[tuple[Outcome, ...], tuple[Cut, ...]]:
    """Join zones of one outcome to steps; a zone of figures that cannot be belongs to its neighbour."""
    steps: list[Outcome] = []
    kept: list[Cut] = []
    for outcome, cut in zip(outcomes, [None, *cuts], strict=True):
        if outcome is None or (steps and steps[-1] == outcome):
            continue
        if steps and cut is not None:
            kept.append(cut)
        steps.append(outcome)
    return tuple(steps), tuple(kept)


def _of_bases(probe: _Probe) -> dict[str, Outcome | None]:
    """Ask of a base that is missing, and of a ratio to one that is zero or below zero."""
    if probe.base is None:
        return {}
    one, zero = ValueSet.point(probe.frame.whole / 2), ValueSet.point(0)
    told = {"without_base": probe(one)}
    if probe.question == "ratio":
        told["base_zero"] = probe(one, Fraction(0))
        told["both_zero"] = probe(zero, Fraction(0))
        told["base_zero_missing"] = probe(None, Fraction(0))
        told["base_negative"] = probe(one, Fraction(-1))
    return {name: None if finding is None else _said(finding) for name, finding in told.items()}


Spans = Mapping[tuple[int, int], Outcome]
"""What is decided of a figure that is known to lie on a stretch of steps, from the first to the last."""


def spans(target: Target, case: Case, steps: Staircase) -> Spans | None:
    """Return what a span of levels decides, by the steps its ends stand on; None where the steps do not say it.

    Both ends belong to the span.
    """
    if steps.question != "level" or (case.adds_up and part_of_a_year(case.at)):
        return None
    asked = [(leaf, one) for leaf, one in _leaves(target, case) or [] if isinstance(one, Demand)]
    probe = _Probe(target, case, asked)
    found: dict[tuple[int, int], Outcome] = {(at, at): outcome for at, outcome in enumerate(steps.outcomes)}
    for low, high in combinations(_zones(probe.numbers), 2):
        finding = None if probe.figure(low, None) is None else probe(ValueSet.of(Interval(low, high)))
        if finding is not None:
            place = (steps.step_of(low), steps.step_of(high))
            if found.setdefault(place, _said(finding)) != _said(finding):
                return None
    return found
