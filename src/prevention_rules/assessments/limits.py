"""What a whole plan asks of each figure: one limit for every rule and period, ready to be joined to a table."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from prevention_rules.assessments.one_rule import Moment, asked_of_an_area
from prevention_rules.judgement.case import Case
from prevention_rules.judgement.limits import Staircase
from prevention_rules.judgement.probing import Spans, spans, staircase
from prevention_rules.judgement.repeating import years
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.targets import EveryPeriod, Target


@frozen
class Limit:
    """What a rule asks of the figure of one area for one period.

    ``steps`` say it of the figure itself (and that of its base); of the figure of each of ``over`` where the condition
    is asked of every period, ``every`` then being true. Without steps only the scalar path can say it.
    """

    rule: Rule
    period: Period
    target: Target
    case: Case
    steps: Staircase | None
    every: bool = False
    over: tuple[Period, ...] = ()

    @property
    def base(self) -> Period | None:
        """The base period, where the figure is held against one."""
        return None if self.steps is None else self.steps.base

    @property
    def due(self) -> bool:
        """True once the date of the target has come."""
        return self.case.deadline is None or (self.case.now or self.case.at) >= self.case.deadline

    def spans(self) -> Spans | None:
        """Return what a figure decides that is known as a span; None where its steps do not say it."""
        return None if self.steps is None or self.every else spans(self.target, self.case, self.steps)


@lru_cache(maxsize=8)
def limits(
    plan: Plan, rules: tuple[Rule, ...], periods: tuple[Period, ...], policy: Policy, at: Period | None = None
) -> tuple[Limit, ...]:
    """Return what *rules* of *plan* ask at each of *periods*, by the targets that stand then (or at *at*).

    The limits of a plan are asked for by every table that is judged by it, and are made once.
    """
    known: dict[object, Staircase | None] = {}
    moments = [Moment(at or period, period, policy) for period in periods]
    return tuple(_limit(plan, rule, moment, known) for rule in rules for moment in moments)


def _limit(plan: Plan, rule: Rule, moment: Moment, known: dict[object, Staircase | None]) -> Limit:
    target, case = asked_of_an_area(plan, rule, None, moment)
    if not isinstance(target, EveryPeriod):
        return Limit(rule, case.at, target, case, staircase(target, case, known))
    alone = None if case.at.kind != "year" or target.by is not None else staircase(target.of, case, known)
    steps = alone if alone is not None and alone.base is None else None
    return Limit(rule, case.at, target, case, steps, True, tuple(years(target, case)))
