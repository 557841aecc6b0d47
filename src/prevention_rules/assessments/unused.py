"""What was received and decides nothing: every such figure, with its place and the reason."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.set_aside import Unused, unused
from prevention_rules.assessments.whole import why_not_made_up
from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.pooling import Pooled, pool
from prevention_rules.evidence.series import Series
from prevention_rules.explain.evidence import superseded
from prevention_rules.judgement.findings import Finding
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.targets import PerUnit
from prevention_rules.text import Words

__all__ = ["Unused", "left_over"]


def left_over(finding: Finding, filed: Filed, plan: Plan) -> Iterator[Unused]:
    """Yield what was received for a rule and not used by the finding on it."""
    yield from filed.aside
    rest = _Rest.of(finding, filed, plan)
    if filed.whole is not None:
        for one in _observations(filed.whole):
            if one not in rest.used and one.period not in rest.told:
                yield unused(finding.subject.number, one, rest.why_not_the_whole(one))
    for area, part in filed.areas.items():
        for one in _observations(part):
            if one not in rest.used and one.period not in rest.told:
                yield unused(finding.subject.number, one, rest.why_not_the_area(one, area))


def _observations(series: Series) -> list[Observation]:
    return list(dict.fromkeys(fact.observation for fact in series.facts))


@frozen
class _Rest:
    """What a finding used: figures as they arrived, and the periods whose areas were added up or compared."""

    finding: Finding
    filed: Filed
    used: frozenset[Observation]
    told: frozenset[Period]
    replaced: frozenset[Observation]
    pooled: Pooled | None

    @classmethod
    def of(cls, finding: Finding, filed: Filed, plan: Plan) -> _Rest:
        facts = list(_facts(finding))
        given = {
            one for part in (filed.whole, *filed.areas.values()) if part is not None for one in _observations(part)
        }
        told = {fact.period for fact in facts if fact.observation not in given}
        pooled = _pooled(filed, plan)
        if filed.whole is not None and pooled is not None:  # the sum of the areas was held against the whole
            told |= {period for period in filed.whole.periods if pooled.series.level(period) is not None}
        if any(one.progress is not None for one in _tree(finding)) and plan.baseline_year is not None:
            told.add(Period.of(plan.baseline_year))
        replaced = {fact.observation for one in _tree(finding) for fact in superseded(one)}
        used = frozenset(fact.observation for fact in facts)
        return cls(finding, filed, used, frozenset(told), frozenset(replaced), pooled)

    def why_not_the_whole(self, one: Observation) -> Words:
        """Say why a figure of the whole decides nothing."""
        if one in self.replaced:
            return Words("已有核定数", "a final figure replaces it")
        if isinstance(self.finding.target, PerUnit) and self.filed.areas:
            return Words("目标是对每个地区提出的", "the target is asked of each area")
        return self._other_period(one)

    def why_not_the_area(self, one: Observation, area: str) -> Words:
        """Say why a figure of an area decides nothing."""
        if self.pooled is not None and one.period in self.pooled.notes and self.filed.whole is None:
            return self.pooled.notes[one.period]
        if self.filed.whole is not None and one.period in self.filed.whole.periods:
            return Words(
                "已有全区的数，各地的数不齐，未作核对",
                "there is a whole, and not all areas are there to check it by",
            )
        if self.filed.whole is not None and not isinstance(self.finding.target, PerUnit):
            return why_not_made_up(self.pooled, one.period)
        return self._other_period(one)

    def _other_period(self, one: Observation) -> Words:
        at = self.finding.at
        if one.period.end <= at.end:
            return Words(f"目标不问 {one.period} 的数", f"the target does not ask for {one.period}")
        if at == self.finding.deadline:
            return Words(f"晚于考核时点 {at}", f"later than {at}, when the target was due")
        return Words(f"晚于评估的 {at}", f"later than {at}, which is assessed")


def _tree(finding: Finding) -> Iterator[Finding]:
    yield finding
    for one in (*finding.parts, *finding.over, *(() if finding.later is None else (finding.later,))):
        yield from _tree(one)


def _facts(finding: Finding) -> Iterator[Fact]:
    for one in _tree(finding):
        yield from one.used


def _pooled(filed: Filed, plan: Plan) -> Pooled | None:
    areas = tuple(area.name for area in plan.areas)
    return pool(filed.areas, areas) if filed.areas and areas else None
