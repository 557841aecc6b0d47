"""A target completed by its plan: the base, the first year and the deadline that its words leave out.

Two plans compare only when what each leaves unsaid has been said.
"""

from __future__ import annotations

import attrs

from prevention_rules.plans.entries import Indicator, Rule, Verified
from prevention_rules.plans.plan import Plan
from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    Op,
    PerUnit,
    Respectively,
    Target,
    Trend,
)


def checked_as(plan: Plan, row: Rule) -> Verified:
    """Say how far a row was checked; what a row leaves out, its plan says."""
    return plan.verified if row.verified is None else row.verified


def deadline_of(plan: Plan, target: Target | None) -> int:
    """Return the year a target falls due: its own, or else the plan's last."""
    return plan.last_year if target is None or target.by is None else target.by


def completed(plan: Plan, row: Indicator) -> Target | None:
    """Return the target of a row with its deadline, base and first year stated; None where it has no target.

    A row known from the press alone becomes ambiguous: its number is known, its sign is not.
    """
    asked, base = row.target_at(plan.deadline), plan.baseline_of(row.standing(plan.deadline))
    if asked is None:
        return None
    target = based(asked, None if base is None else base.year, plan)
    if checked_as(plan, row) == "press":
        target = _either_operator(target)
    return attrs.evolve(target, by=deadline_of(plan, asked))


def based(target: Target, base: int | None, plan: Plan) -> Target:
    """Return the target with *base* where it states none, and the first year of what is asked of every period."""
    match target:
        case Change(base=None) | Trend(base=None):
            return attrs.evolve(target, base=base)
        case EveryPeriod(of=part):
            return attrs.evolve(target, of=based(part, base, plan), since=target.since or base or plan.first_year)
        case PerUnit(of=part):
            return attrs.evolve(target, of=based(part, base, plan))
        case AllOf(of=members) | AnyOf(of=members) | Respectively(of=members):
            return attrs.evolve(target, of=[based(member, base, plan) for member in members])
        case Ambiguous(readings=readings):
            return attrs.evolve(target, readings=[based(reading, base, plan) for reading in readings])
    return target


_OPPOSITE: dict[Op, Op] = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


def _either_operator(target: Target) -> Target:
    """A press report prints the number and not the sign, so only what holds under both signs is claimed."""
    match target:
        case Bound(op=op) if op in _OPPOSITE:
            return Ambiguous((target, attrs.evolve(target, op=_OPPOSITE[op])))
        case Change(size=Bound(op=op) as size) if op in _OPPOSITE:
            return Ambiguous((target, attrs.evolve(target, size=attrs.evolve(size, op=_OPPOSITE[op]))))
    return Ambiguous(())
