"""One rule of a plan held against its evidence."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import frozen

from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.whole import beside_the_areas, evidence_of, rolled_up
from prevention_rules.evidence.series import Series
from prevention_rules.explain.numbers import values
from prevention_rules.explain.phrases import in_period
from prevention_rules.judgement.case import Case, Span, not_assessable
from prevention_rules.judgement.evaluate import conclude
from prevention_rules.judgement.findings import Finding
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Commitment, Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.readings import STABLE, named
from prevention_rules.targets import Origin, PerUnit, Qualitative, Target
from prevention_rules.text import Words, quoted


@frozen
class Moment:
    """When a plan is assessed: at which period, on figures of which period, by which choices."""

    at: Period
    through: Period
    policy: Policy


def judge_rule(plan: Plan, rule: Rule, filed: Filed, moment: Moment) -> Finding:
    """Judge a rule by the target that stands at the moment; one that no figure decides is listed as qualitative."""
    case = _case(plan, rule, filed, moment)
    if isinstance(rule, Commitment) and not rule.decidable:
        why = (Words(rule.why, rule.why_en or quoted(rule.why)),) if rule.why else ()
        return not_assessable(_undecidable(rule), case, "qualitative", notes=why)
    target = rule.target_at(plan.stands_at(rule, moment.at))
    assert target is not None  # a plan is checked before it is assessed
    case = attrs.evolve(case, evidence=evidence_of(target, filed, case.areas, additive=rule.additive))
    finding = rolled_up(conclude(target, case), target, filed, case)
    notes = (
        *filed.notes, *beside_the_areas(finding, target, filed, case), *_less_than_before(rule, case, finding)
    )  # fmt: skip
    return attrs.evolve(finding, notes=(*finding.notes, *notes)) if notes else finding


def _less_than_before(rule: Rule, case: Case, finding: Finding) -> Iterator[Words]:
    """Doubt a count from the start of the plan that was larger once: what has been reached stays reached."""
    unit = case.series.unit
    counts = isinstance(rule, Indicator) and rule.period == "cumulative" and unit is not None and unit.adds_up
    if not counts or not isinstance(case.evidence, Series) or finding.level is None:
        return
    now = finding.level.hull.hi
    for period in sorted(case.evidence.periods, reverse=True):
        known = case.evidence.level(period) if period.end < finding.at.end else None
        least = None if known is None else known.values.hull.lo
        if known is not None and now is not None and least is not None and least > now:
            then, at = values(known.values, unit), in_period(period)
            yield Words(
                f"※累计数少于{at.zh}的{then.zh}，累计数不会减少，请核对",
                f"※ Less than {then.en} in {at.en}, and what is counted from the start does not fall: please check",
            )
            return


def judge_area(plan: Plan, rule: Rule, area: str, filed: Filed, moment: Moment) -> Finding:
    """Judge a rule for one sub-area alone, on what that area reported."""
    target, case = asked_of_an_area(plan, rule, filed.areas.get(area), moment)
    return attrs.evolve(conclude(target, case), area=area)


def asked_of_an_area(plan: Plan, rule: Rule, reported: Series | None, moment: Moment) -> tuple[Target, Case]:
    """Return what is asked of a single area: what is asked of each, or of the whole, on its own figures."""
    case = _case(plan, rule, Filed(reported), moment)
    if isinstance(rule, Commitment) and not rule.decidable:
        return _undecidable(rule), case
    target = rule.target_at(plan.stands_at(rule, moment.at))
    assert target is not None  # as above
    return target.of if isinstance(target, PerUnit) else target, case


def _undecidable(rule: Commitment) -> Qualitative:
    said = rule.target_text or rule.text
    return Qualitative(said, origin=Origin(said))


def _case(plan: Plan, rule: Rule, filed: Filed, moment: Moment) -> Case:
    stands = plan.stands_at(rule, moment.at)
    base = plan.baseline_of(rule.standing(stands))
    return Case(
        filed.whole or _nothing(rule),
        rule.counted_as(moment.through),
        now=moment.at,
        policy=_declared(moment.policy, rule),
        baseline=base,
        since=Period.of(plan.first_year),
        deadline=plan.deadline_of(rule, stands),
        subject=plan.subject(rule, moment.at),
        better=rule.better,
        areas=tuple(area.name for area in plan.areas),
        breaks=rule.series_break,
        declared_span=_SPANS.get(rule.period) if isinstance(rule, Indicator) else None,
    )


_SPANS: dict[str | None, Span] = {
    "calendar_year": "flow", "maternal_year": "flow", "year_end": "stock", "cumulative": "stock",
}  # fmt: skip
"""What a figure spans, by the period that the rule declares."""


def _nothing(rule: Rule) -> Series:
    return Series.of({}, unit=rule.unit, share=rule.share, name=rule.name)


def _declared(policy: Policy, rule: Rule) -> Policy:
    """Return the policy with what the rule file declares for this rule, which wins."""
    if rule.tolerance is not None:
        policy = attrs.evolve(policy, tolerance=rule.tolerance)
    if rule.size is not None:
        policy = attrs.evolve(policy, size=rule.size)
    if rule.reading is not None:
        # A name belongs to one family of readings; the other family keeps the policy's choice.
        if named(rule.reading).id in STABLE:
            return attrs.evolve(policy, stable=rule.reading)
        return attrs.evolve(policy, rising=rule.reading)
    return policy
