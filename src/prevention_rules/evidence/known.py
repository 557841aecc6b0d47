"""Answers of a series: what several figures, stated or following from others, leave possible together.

A printed figure was rounded when it was written. Where only that keeps figures apart, the one in
front is kept as it was published (a count or a level is the figure itself), and what follows from
the rest, rounded, has to allow it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.evidence.facts import Fact, by_period
from prevention_rules.intervals import EVERYTHING, ValueSet, intersection

Joining = Callable[[ValueSet, ValueSet], ValueSet]
"""How two sets of values make a third: a quotient, a difference, a sum, a product."""


@frozen
class Known:
    """An answer: the possible values, every fact that speaks of them, and those a firmer figure replaced.

    ``rests_on`` are the facts the values need; the others only confirm them. ``rounded`` is the wider
    set the facts allow if they were rounded when they were written.
    """

    values: ValueSet
    facts: tuple[Fact, ...]
    superseded: tuple[Fact, ...] = ()
    rests_on: tuple[Fact, ...] = attrs.field(default=attrs.Factory(lambda self: self.facts, takes_self=True))
    _wider: Callable[[], ValueSet] | None = attrs.field(default=None, eq=False, repr=False)

    __repr__ = in_short

    @property
    def rounded(self) -> ValueSet:
        """The values the facts allow if each was rounded when it was written."""
        return self.values if self._wider is None else self._wider()

    @property
    def definitions(self) -> frozenset[str]:
        """The definitions (口径) the facts name."""
        return frozenset(fact.observation.definition for fact in self.facts if fact.observation.definition)


def stated(facts: Sequence[Fact], universe: ValueSet = EVERYTHING) -> Known | None:
    """Return what figures that state one and the same thing leave possible; None where they contradict.

    A final figure replaces the preliminary ones. A rate beside its own counts agrees when they round
    to it, and then the counts decide: of figures kept apart by rounding the most finely written is
    the answer, and every coarser one has to be its rounding. The printed rate of a sample adds nothing.
    """
    standing, replaced = _current(tuple(facts))
    deciding = [fact for fact in standing if not _prints_a_sample(fact, standing)]
    values = intersection(fact.values for fact in deciding)
    if values.is_empty:
        values = _finest(deciding)
    wider = partial(_rounded_together, tuple(deciding), universe) if any(fact.step for fact in deciding) else None
    return None if values.is_empty else Known(values, standing, replaced, wider=wider)


def _prints_a_sample(fact: Fact, others: Sequence[Fact]) -> bool:
    """True for 85.5% beside the sample it was worked out from: it is no surer than the sample."""
    points = [other.point for other in others if other.point is not None]
    if not points or fact.point is not None or fact.values.as_point is None:
        return False
    return any(point in fact.rounded for point in points)


def _current(facts: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Part the facts that stand from those a final figure replaced."""
    if not any(fact.observation.status == "final" for fact in facts):
        return facts, ()
    replaced = tuple(fact for fact in facts if fact.observation.status == "preliminary")
    return tuple(fact for fact in facts if fact not in replaced), replaced


def _finest(facts: Sequence[Fact]) -> ValueSet:
    values = EVERYTHING
    for fact in sorted(facts, key=lambda fact: fact.step or 0):
        narrowed = values & fact.values
        values = values & fact.rounded if narrowed.is_empty else narrowed
    return values


def _rounded_together(facts: Sequence[Fact], universe: ValueSet) -> ValueSet:
    return intersection(fact.rounded for fact in facts) & universe


def combined(a: Known, b: Known, by: Joining, universe: ValueSet = EVERYTHING) -> Known:
    """Return what follows from two answers, the two independent."""
    return Known(
        by(a.values, b.values) & universe,
        a.facts + b.facts,
        a.superseded + b.superseded,
        a.rests_on + b.rests_on,
        partial(_combined_rounded, a, b, by, universe),
    )


def _combined_rounded(a: Known, b: Known, by: Joining, universe: ValueSet) -> ValueSet:
    return by(a.rounded, b.rounded) & universe


def joined(answers: Sequence[Known], lead: Known | None = None) -> Known | None:
    """Return what answers to one question leave possible together; None where they contradict.

    *lead* is the answer that stands as published where only rounding keeps the others from it. Answers
    of final figures come before those that rest on a preliminary one, and figures of two definitions
    are never joined where there is another answer.
    """
    if len(answers) == 1:
        only = answers[0]
        ordered = by_period(only.facts)
        return None if only.values.is_empty else only if ordered == only.facts else attrs.evolve(only, facts=ordered)
    firm, replaced = _firm(answers)
    kept = _of_one_definition(firm, lead)
    lead = lead if any(answer is lead for answer in kept) else None
    values = _together(kept, lead)
    if values.is_empty:
        return None
    told = [answer.facts for answer in kept]
    replaced = (*replaced, *(fact for answer in kept for fact in answer.superseded))
    enough = next((one.rests_on for one in kept if one.values == values), None)
    facts = by_period(fact for facts in told for fact in facts)
    return Known(values, facts, by_period(replaced), facts if enough is None else by_period(enough), _all_rounded(kept))


def _all_rounded(answers: Sequence[Known]) -> Callable[[], ValueSet]:
    return partial(_rounded_answers, tuple(answers))


def _rounded_answers(answers: Sequence[Known]) -> ValueSet:
    return intersection(answer.rounded for answer in answers)


def _firm(answers: Sequence[Known]) -> tuple[Sequence[Known], tuple[Fact, ...]]:
    """Leave out what rests on preliminary figures, where final ones answer without them."""
    soft = [answer for answer in answers if _has(answer, "preliminary")]
    firm = [answer for answer in answers if not _has(answer, "preliminary")]
    final = any(_has(answer, "final") for answer in answers)
    if not (soft and final and any(answer.values != EVERYTHING for answer in firm)):
        return answers, ()
    return firm, tuple(f for answer in soft for f in answer.facts if f.observation.status == "preliminary")


def _has(answer: Known, status: str) -> bool:
    return any(fact.observation.status == status for fact in answer.facts)


def _of_one_definition(answers: Sequence[Known], lead: Known | None) -> Sequence[Known]:
    """Leave out what mixes definitions, or follows another one than the answer in front."""
    own = lead.definitions if lead is not None else frozenset()
    alike = [one for one in answers if len(one.definitions) < 2 and (one.definitions <= own or not own)]
    return alike or answers


def _together(answers: Sequence[Known], lead: Known | None) -> ValueSet:
    values = intersection(answer.values for answer in answers)
    if not values.is_empty:
        return values
    rounded = _rounded_answers(answers)
    if lead is None or rounded.is_empty:
        return rounded
    narrowed = lead.values & _rounded_answers([answer for answer in answers if answer is not lead])
    return lead.values if narrowed.is_empty else narrowed


def spread(answer: Known) -> Fraction | None:
    """Return how far apart the rounded values lie; None for no end."""
    hull = answer.rounded.hull
    return None if hull.lo is None or hull.hi is None else hull.hi - hull.lo
