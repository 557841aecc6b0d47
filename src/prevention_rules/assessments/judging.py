"""One rule of a plan held against its evidence."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from attrs import frozen

from prevention_rules.assessments.gathering import Filed
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.explain.numbers import values
from prevention_rules.judgement.case import Case, Evidence, Span, not_assessable
from prevention_rules.judgement.evaluate import conclude
from prevention_rules.judgement.findings import Finding
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Commitment, Indicator, PlanData, Rule
from prevention_rules.policies import Policy
from prevention_rules.readings import STABLE, named
from prevention_rules.targets import Origin, PerUnit, Qualitative, Target
from prevention_rules.text import Words


@frozen
class Moment:
    """When a plan is assessed: at which period, on figures of which period, by which choices."""

    at: Period
    through: Period
    policy: Policy


def judge_rule(plan: PlanData, rule: Rule, filed: Filed, moment: Moment) -> Finding:
    """Judge a rule by the target that stands at the moment; one that no figure decides is listed as qualitative."""
    standing = rule.standing(moment.at)
    case = _case(plan, rule, standing, filed, moment)
    if isinstance(rule, Commitment) and not rule.decidable:
        said = rule.target_text or rule.text
        why = (Words(rule.why, rule.why),) if rule.why else ()
        return not_assessable(Qualitative(said, origin=Origin(said)), case, "qualitative", notes=why)
    target = standing.target
    assert target is not None  # a plan is checked before it is assessed
    case = attrs.evolve(case, evidence=_evidence(target, filed, case))
    return _rolled_up(conclude(target, case), filed, case)


def judge_area(plan: PlanData, rule: Rule, area: str, filed: Filed, moment: Moment) -> Finding:
    """Judge a rule for one sub-area alone, on what that area reported."""
    standing = rule.standing(moment.at)
    target = standing.target
    assert target is not None  # as above
    alone = Filed(filed.areas.get(area, _nothing(rule)))
    asked = target.of if isinstance(target, PerUnit) else target
    return attrs.evolve(conclude(asked, _case(plan, rule, standing, alone, moment)), area=area)


def _case(plan: PlanData, rule: Rule, standing: Rule, filed: Filed, moment: Moment) -> Case:
    base = plan.baseline_of(standing)
    return Case(
        filed.whole or _nothing(rule),
        moment.through,
        now=moment.at,
        policy=_declared(moment.policy, rule),
        baseline=base,
        since=base or Period.of(plan.first_year),
        deadline=plan.deadline_of(rule, moment.at),
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


def _evidence(target: Target, filed: Filed, case: Case) -> Evidence:
    """Take the figures of the whole, or those of the areas where each of them is asked or there is no other."""
    if filed.areas and (filed.whole is None or isinstance(target, PerUnit)):
        return filed.areas
    return case.evidence


def _declared(policy: Policy, rule: Rule) -> Policy:
    """Return the policy with what the rule file declares for this rule, which wins."""
    if rule.tolerance is not None:
        policy = attrs.evolve(policy, tolerance=rule.tolerance)
    if rule.reading is not None:
        # A name belongs to one family of readings; the other family keeps the policy's choice.
        if named(rule.reading).id in STABLE:
            return attrs.evolve(policy, stable=rule.reading)
        return attrs.evolve(policy, rising=rule.reading)
    return policy


def _rolled_up(finding: Finding, filed: Filed, case: Case) -> Finding:
    """Say so where the areas' figures do not add up to the figure of the whole."""
    if filed.whole is None or finding.level is None or not _of_areas(filed.areas, case.areas):
        return finding
    pooled = pool(filed.areas, case.areas).series.level(finding.at)
    if pooled is None or not pooled.values.disjoint(finding.level):
        return finding
    total = values(pooled.values, finding.unit)
    note = Words(
        f"各地合计为{total.zh}，与全区的数不符，请核对。",
        f"The areas add up to {total.en}, which is not the figure of the whole: check them.",
    )
    return attrs.evolve(finding, notes=(*finding.notes, note))


def _of_areas(parts: Mapping[str, Series], areas: tuple[str, ...]) -> bool:
    """Tell areas that report from members of a list (分别), which have no sum."""
    return bool(parts) and set(parts) <= set(areas)
