"""Evidence on which the verdict of a rule turns, found for that very target.

The limits are asked of the rule itself: judged on a figure, a finding says which levels would meet it (``needed``).
Around each end of them figures are tried, and sorted by the verdict they get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import PreventionRulesError
from prevention_rules.evidence.facts import Frame
from prevention_rules.exact_numbers import write_number
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Finding
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.examples import Example, Figures
from prevention_rules.plans.plan import Plan
from prevention_rules.quantities import Unit
from prevention_rules.targets import About, Bound, Change, EveryPeriod, Range, Target, Trend, leaves_of, parts_of
from prevention_rules.testing.worked import judged

Kind = Literal["just_met", "just_missed", "on_the_limit", "missing", "bounded", "without_base"]
"""How evidence lies to the limit of its target."""


@frozen
class Critical:
    """An example made for a rule, with the verdict that the rule gives it, and how it lies to the limit."""

    kind: Kind
    example: Example

    __repr__ = in_short


@frozen
class Grid:
    """The figures of one rule: in which unit they are written, how fine, and what can be at all."""

    unit: Unit | None
    share: bool
    step: Fraction

    @classmethod
    def of(cls, rule: Rule, target: Target) -> Grid:
        """Whole things are counted one by one; anything else by a place finer than is written."""
        unit = rule.measured_in
        if unit is not None and unit.is_count:
            return cls(unit, rule.share, 1 / unit.factor)
        written = [step for leaf in leaves_of(target) if (step := _written(leaf, unit)) is not None]
        return cls(unit, rule.share, finer(min(written, default=None)))

    @property
    def counts(self) -> bool:
        """True where only whole things are counted."""
        return self.unit is not None and self.unit.is_count

    def around(self, limit: Fraction) -> list[Fraction]:
        """Return the figures that can be at and next to *limit*, from below."""
        low, high = floor(limit / self.step) * self.step, ceil(limit / self.step) * self.step
        tried = {low - self.step, low, high, high + self.step} | ({limit} - ({limit} if self.counts else set()))
        return sorted(value for value in tried if self.can_be(value))

    @property
    def possible(self) -> ValueSet:
        """The figures that can be at all."""
        return Frame(self.unit, share=self.share).ceiling

    def can_be(self, value: Fraction) -> bool:
        """Say whether a figure can be at all."""
        return value in self.possible

    def write(self, value: Fraction) -> str:
        """Write a figure as it is published: a share with its sign."""
        sign = self.unit.text if self.unit is not None and self.unit.is_ratio else ""
        return f"{write_number(value)}{sign}"


def finer(step: Fraction | None) -> Fraction:
    """Return a step that is finer than what is written: 0.01, or a tenth of the last place where that is less."""
    return min(Fraction(1, 100), (step or Fraction(1)) / 10)


def _written(leaf: Target, unit: Unit | None) -> Fraction | None:
    """Return the last place a level is written to, in the unit of the rule."""
    if not isinstance(leaf, Bound | Range | About):
        return None
    amount = leaf.amount if isinstance(leaf, Bound) else leaf.lo
    if amount.step is None or unit is None or amount.unit is None or not amount.unit.comparable(unit):
        return amount.step
    return amount.step * amount.unit.to(unit)


def critical(plan: Plan, rule: Rule) -> tuple[Critical, ...]:
    """Return evidence on which the verdict of *rule* turns, at each date that its target has.

    A rule that no figure of the whole decides (words, each of several areas) gives evidence that is missing only.

    >>> from prevention_rules.rulefiles.loading import load_plan
    >>> plan = load_plan("xicheng-2022-2025")
    >>> for one in critical(plan, plan["26"])[:3]:
    ...     print(one.kind, one.example)
    just_met Example(figures={2020: '200', 2025: '159'}, at=2025, verdict='MET')
    on_the_limit Example(figures={2020: '200', 2025: '160'}, at=2025, verdict='MET')
    just_missed Example(figures={2020: '200', 2025: '161'}, at=2025, verdict='NOT_MET')
    """
    return tuple(dict.fromkeys(found for at in dates(plan, rule) for found in _at(plan, rule, at)))


def dates(plan: Plan, rule: Rule) -> tuple[int, ...]:
    """Return the years at which the rule asks something: its deadline, and those that its words and versions name."""
    own = [rule.target.by, *(part.by for part in parts_of(rule.target))] if rule.target else []
    dated = [*(one.since for one in rule.in_force), *(one.date.year for one in rule.amendments)]
    return tuple(sorted({plan.last_year, *(year for year in (*own, *dated) if year)}))


def _at(plan: Plan, rule: Rule, at: int) -> Iterator[Critical]:
    target = rule.target_at(Period.of(at))
    if target is None:
        return
    grid = Grid.of(rule, target)
    pasts = past_figures(plan, rule, at, grid)
    for past in pasts:
        for limit in limits(plan, rule, past, at, grid):
            yield from _beside(plan, rule, past, at, limit, grid)
    yield from _verdicts(plan, rule, [("missing", pasts[0])], at)
    if any(isinstance(leaf, Change | Trend) for leaf in leaves_of(target)):
        yield from _verdicts(plan, rule, [("without_base", {at: grid.write(Fraction(50 if rule.share else 100))})], at)


def _beside(plan: Plan, rule: Rule, past: Figures, at: int, limit: Fraction, grid: Grid) -> Iterator[Critical]:
    """Yield the figures next to a limit, sorted by their verdict, and bounds that reach to it or over it."""
    values = grid.around(limit)
    if not values:  # a limit that no figure can reach
        return
    tried = list(_verdicts(plan, rule, [("on_the_limit", {**past, at: grid.write(one)}) for one in values], at))
    for value, one in zip(values, tried, strict=True):
        met = one.example.verdict == "MET"
        yield one if value == limit else attrs.evolve(one, kind="just_met" if met else "just_missed")
    told = [f"{grid.write(one)}{side}" for one in (values[0], limit, values[-1]) for side in ("以上", "以下")]
    yield from _verdicts(plan, rule, [("bounded", {**past, at: said}) for said in told], at)


def _verdicts(plan: Plan, rule: Rule, told: Iterable[tuple[Kind, Figures]], at: int) -> Iterator[Critical]:
    """Yield figures with the verdict that the rule gives them; those that cannot be are left out."""
    for kind, figures in told:
        if (finding := _judged(plan, rule, figures, at)) is not None:
            yield Critical(kind, Example(figures=figures, at=at, verdict=finding.verdict.value))


def _judged(plan: Plan, rule: Rule, figures: Figures, at: int) -> Finding | None:
    try:
        return judged(plan, rule, Example(figures=figures, at=at, verdict="MET"))
    except PreventionRulesError:
        return None


# --- what stands before the figure -------------------------------------------------------------------


def past_figures(plan: Plan, rule: Rule, at: int, grid: Grid) -> tuple[dict[str | int, Any], ...]:
    """Return figures of the years before *at* that the target is measured from.

    The first do not break it; of a trend others stand still, or fall back once on the way.
    """
    target = rule.target_at(Period.of(at))
    if target is None:
        return ({},)
    years, sign = _years(target, plan, rule, at), -1 if rule.better == "lower" else 1
    first = Fraction(70 if rule.share else 200)
    if isinstance(target, EveryPeriod):
        first = _acceptable(target.of) or first
    earlier = [part for part in parts_of(target) if part.by is not None and part.by < at]
    due: dict[str | int, Any] = {part.by or at: grid.write(_acceptable(part) or first) for part in earlier}
    return tuple(
        {**due, **{year: grid.write(first + sign * way(place)) for place, year in enumerate(years)}}
        for way in _ways(target)
    )


def _ways(target: Target) -> tuple[Callable[[int], int], ...]:
    """Return how the years before may have gone, for the better; the first way keeps the target."""
    moves = {leaf.dir for leaf in leaves_of(target) if isinstance(leaf, Trend)}
    if not moves:
        return (_still,)
    return (_still, _rising, _dipping) if moves == {"stable"} else (_rising, _still, _dipping)


def _still(place: int) -> int:
    return 0


def _rising(place: int) -> int:
    return place


def _dipping(place: int) -> int:
    return -2 if place == 1 else place


def _acceptable(target: Target) -> Fraction | None:
    """Return a level that satisfies a threshold or a range: an end, or a level next to one."""
    if not isinstance(target, Bound | Range):
        return None
    ends = [end for end in (target.values.hull.lo, target.values.hull.hi) if end is not None]
    return next((value for end in ends for value in (end, end + 1, end - 1) if value in target.values), None)


def _years(target: Target, plan: Plan, rule: Rule, at: int) -> Iterable[int]:
    """Return the years whose figures the target needs before that of *at*."""
    declared = plan.baseline_of(rule.standing(Period.of(at)))
    base = declared.year if declared else plan.first_year
    found: set[int] = set(range(base, at)) if isinstance(target, EveryPeriod) else set()
    for leaf in leaves_of(target):
        if isinstance(leaf, Change | Trend):
            first = at - 1 if leaf.base == "previous" else leaf.base or base
            every = isinstance(leaf, Trend) or leaf.rate == "per_year"
            found |= set(range(first, at)) if every else {first}
    return sorted(year for year in found if year < at)


# --- where the verdict turns ---------------------------------------------------------------------------


def limits(plan: Plan, rule: Rule, past: Figures, at: int, grid: Grid) -> tuple[Fraction, ...]:
    """Return the levels at *at* between which the verdict turns, the figures before standing as they are."""
    probe = grid.write(Fraction(50 if rule.share else 100))
    finding = _judged(plan, rule, {**past, at: probe}, at)
    if finding is None:
        return ()
    ends = {end for found in _parts(finding) if found.needed for part in found.needed for end in (part.lo, part.hi)}
    return tuple(sorted(end for end in ends if end is not None))


def _parts(finding: Finding) -> Iterator[Finding]:
    """Yield a finding and those it is made of, as far as they speak of the same period."""
    yield finding
    for part in (*finding.parts, *finding.over):
        if part.at == finding.at:
            yield from _parts(part)
