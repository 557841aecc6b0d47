"""The limits of a plan in numbers: a row for every rule and period, as arrays that a table is looked up in."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import get_args

import attrs
from attrs import frozen

from prevention_rules.assessments.limits import Limit, limits
from prevention_rules.evidence.facts import Frame
from prevention_rules.evidence.percents import PercentNumbers, in_question
from prevention_rules.evidence.plausible import MOST
from prevention_rules.judgement.limits import Outcome, Staircase
from prevention_rules.judgement.verdicts import Reason, Verdict
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy


@frozen
class Allowed:
    """Which bare numbers a rule takes as figures: from ``low`` to ``high``, none above zero up to ``asked``.

    ``factor`` is what one of the table's numbers is in the unit of the rule (0.85 is 85 %, where fractions are
    declared).
    """

    low: float
    high: float
    asked: float
    factor: Fraction

    @classmethod
    def of(cls, frame: Frame, percent_numbers: PercentNumbers | None) -> Allowed:
        """Return what the figures of a series can be, as the scalar path reads them."""
        open_ = in_question(frame.unit, share=frame.share)
        declared = (percent_numbers or frame.percent_numbers) if open_ else None
        factor = Fraction(100) if declared == "fraction" else Fraction(1)
        high = float(MOST * frame.whole / factor) if frame.share else float("inf")
        low = 0.0 if frame.never_negative else float("-inf")
        return cls(low, high, 1.0 if open_ and declared is None else 0.0, factor)


@frozen(kw_only=True)
class Grid:
    """What each rule asks at each period: ``limits[rule * len(periods) + period]``.

    ``by_scalar`` are the rules that only the scalar path is to judge, whatever the reason.
    """

    plan: Plan
    rules: Sequence[Rule]
    periods: Sequence[Period]
    policy: Policy
    at: Period | None = None
    percent_numbers: PercentNumbers | None = None
    only_values: bool = True
    by_scalar: frozenset[int] = frozenset()

    @cached_property
    def limits(self) -> list[Limit]:
        """The limits, those that only the scalar path can say having no steps; in the numbers of the table."""
        found = limits(self.plan, tuple(self.rules), tuple(self.periods), self.policy, self.at)
        return [self._in_numbers(one) for one in found]

    @cached_property
    def allowed(self) -> list[Allowed]:
        """What the figures of each rule can be."""
        own = [self.percent_numbers or rule.percent_numbers for rule in self.rules]
        return [Allowed.of(frame_of(rule), percents) for rule, percents in zip(self.rules, own, strict=True)]

    @cached_property
    def bases(self) -> frozenset[int]:
        """The limits of the rows that other rows are held against."""
        step, told = len(self.periods), enumerate(self.limits)
        return frozenset(
            self.key(key // step, self.place[limit.base]) for key, limit in told
            if limit.base is not None and limit.base in self.place
        )  # fmt: skip

    @cached_property
    def place(self) -> Mapping[Period, int]:
        """Where each period stands."""
        return {period: index for index, period in enumerate(self.periods)}

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Where each rule stands, by its number."""
        return {rule.number: index for index, rule in enumerate(self.rules)}

    @cached_property
    def _of_year(self) -> Mapping[int, frozenset[Period]]:
        """The periods of the table by their years."""
        years = {period.year for period in self.periods}
        return {year: frozenset(one for one in self.periods if one.year == year) for year in years}

    def _in_numbers(self, limit: Limit) -> Limit:
        rule = self.row[limit.rule.number]
        if limit.steps is None or rule in self.by_scalar or self.is_entangled(limit):
            return attrs.evolve(limit, steps=None)
        return attrs.evolve(limit, steps=limit.steps.scaled(1 / self.allowed[rule].factor))

    def is_entangled(self, limit: Limit) -> bool:
        """Say whether more than its row can have a part in it: a quarter of its year, a sum of parts, a sample."""
        asked = {one for one in (limit.period, limit.base, *limit.over) if one is not None}
        beside = any(self._of_year.get(one.year, asked) - asked for one in asked)
        apart = any(period.kind != "year" for period in self.periods)
        return bool(
            beside
            or (limit.rule.sums_parts and apart)
            or ((limit.every or limit.case.subject.surveyed) and not self.only_values)
        )

    def key(self, rule: int, period: int) -> int:
        """Return the place of the limit of a rule and a period."""
        return rule * len(self.periods) + period


VERDICTS = tuple(Verdict)
VERDICT_NAMES = tuple(verdict.value for verdict in VERDICTS)
TO_GO = {Verdict.MET: 0.0, Verdict.NOT_MET: 1.0}
"""How much of the way to the limit has to be gone: nothing where it is met, all where it is not."""
REASONS: tuple[Reason, ...] = get_args(Reason)
_REASONS = {reason: index for index, reason in enumerate(REASONS)}


def code_of(outcome: Outcome | None) -> int:
    """Return verdict and reason in one byte: the verdict in the upper two bits."""
    return 0 if outcome is None else VERDICTS.index(outcome[0]) << 6 | _REASONS[outcome[1]]


def frame_of(rule: Rule) -> Frame:
    """Return how the figures of a rule are counted."""
    return rule.series({}).frame


OF_BASES = ("without_base", "base_zero", "both_zero", "base_zero_missing", "base_negative")
"""What is decided where the base is not a number above zero."""


def demand_of(limit: Limit) -> Hashable | None:
    """Return what tells the demands on a base apart: periods that ask the same of the same base share its limits."""
    steps = limit.steps
    if steps is None or steps.base is None:
        return None
    return limit.rule.number, steps.base, steps.question, steps.cuts, steps.accepted


def ends(steps: Staircase) -> tuple[Fraction | None, Fraction | None]:
    """Return the lower and the upper end of what is asked for."""
    return (None, None) if steps.accepted is None else (steps.accepted.lo, steps.accepted.hi)
