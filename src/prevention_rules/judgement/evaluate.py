"""How a target meets its evidence: one comparison of two sets, asked of every part of the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

import attrs

from prevention_rules.errors import UnitError
from prevention_rules.evidence.observations import Ratio
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.judgement.breaks import incomparable
from prevention_rules.judgement.cases import Case, Evidence, base_of, finding_of, refuse
from prevention_rules.judgement.comparison import compare, doubts, meet
from prevention_rules.judgement.demands import comparable, declared_tolerance, demand_of
from prevention_rules.judgement.findings import (
    Demand,
    Finding,
    Reason,
    Subject,
    Verdict,
    conjunction,
    disjunction,
    foremost,
)
from prevention_rules.judgement.pacing import with_progress
from prevention_rules.judgement.trends import judge_trend, levels_that_keep
from prevention_rules.periods import Period
from prevention_rules.policies import Aggregation, Policy
from prevention_rules.quantities import unit_of
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Better,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Target,
    Trend,
)


def evaluate(
    target: Target,
    series: Evidence,
    *,
    at: Period | int | str,
    policy: Policy | None = None,
    baseline: Period | int | str | None = None,
    since: Period | int | str | None = None,
    deadline: Period | int | str | None = None,
    better: Better | None = None,
    areas: Sequence[str] = (),
    subject: Subject | None = None,
) -> Finding:
    """Judge *target* on *series* at the period *at*; nothing is carried forward from other periods.

    *baseline* is the base of a change or trend that names none; *since* the first period of
    保持在…以上; *deadline* says when the target falls due; *better* which way is good where the target
    does not say; *areas* the units that have to report where each must meet the target. Lists (分别)
    and 每个… take a mapping of series. Raises `UnitError` when target and series measure different things.

    >>> from prevention_rules import AtLeast
    >>> evaluate(AtLeast("85%"), Series.of({2025: "84.99%"}, unit="%"), at=2025).verdict
    <Verdict.NOT_MET: 'NOT_MET'>
    """
    case = Case(
        series,
        Period.of(at),
        policy=policy or Policy(),
        baseline=_period(baseline),
        since=_period(since),
        deadline=_period(deadline),
        subject=subject or Subject(),
        better=better,
        areas=tuple(areas),
    )
    return conclude(target, case)


def _period(written: Period | int | str | None) -> Period | None:
    return None if written is None else Period.of(written)


def conclude(target: Target, case: Case) -> Finding:
    """Judge a whole target and add its progress against the schedule."""
    case = case.under_policy()
    return with_progress(judge(target, case), case)


def judge(target: Target, case: Case) -> Finding:
    """Judge a target, or a part of one, in its case."""
    if target.by is not None:
        case = attrs.evolve(case, deadline=Period.of(target.by))
    if isinstance(target, Bound | Range | About | Change | Trend | EveryPeriod) and not isinstance(
        case.evidence, Series
    ):
        return _judge_pooled(target, case)
    match target:
        case Bound() | Range() | About() | Change():
            finding = _judge_demand(target, case)
        case Trend():
            finding = _judge_trend(target, case)
        case EveryPeriod():
            finding = _judge_every_period(target, case)
        case PerUnit():
            finding = _judge_per_unit(target, case)
        case Respectively():
            finding = _judge_respectively(target, case)
        case AllOf() | AnyOf():
            finding = _judge_joined(target, case)
        case Ambiguous():
            finding = _judge_ambiguous(target, case)
        case Qualitative():
            finding = refuse(target, case, "qualitative")
        case Reference():
            finding = refuse(target, case, "needs_reference")
        case _:
            assert_never(target)
    return finding


def _judge_demand(target: Bound | Range | About | Change, case: Case) -> Finding:
    demand = demand_of(target, case)
    if isinstance(demand, Demand):
        return compare(target, case, demand)
    if demand is None:
        assert isinstance(target, Change)
        return _judge_every_year(target, case)
    level = case.series.level(case.at)
    return refuse(target, case, demand, **({} if level is None else {"level": level.values, "used": level.facts}))


def _judge_pooled(target: Target, case: Case) -> Finding:
    """Judge figures of sub-areas on the whole they make up."""
    assert not isinstance(case.evidence, Series)
    pooled = pool(case.evidence, case.areas)
    finding = judge(target, attrs.evolve(case, evidence=pooled.series))
    note = pooled.notes.get(case.at)
    return finding if note is None else attrs.evolve(finding, notes=(*finding.notes, note))


def _over(target: Target, case: Case, findings: Sequence[Finding], **found: Any) -> Finding:
    """Join findings on different periods or areas; the foremost of them speaks for the rest."""
    verdict = conjunction(findings)
    first = foremost(findings)
    return finding_of(target, case, verdict, _joined_reason(verdict, findings), over=tuple(findings),
                    used=first.used if first else (), **found)  # fmt: skip


def _joined_reason(verdict: Verdict, findings: Sequence[Finding]) -> Reason:
    match verdict:
        case Verdict.MET:
            return "met"
        case Verdict.NOT_MET:
            return "part_not_met"
        case Verdict.INCONCLUSIVE:
            return "part_undecided"
        case Verdict.NOT_ASSESSABLE:
            return findings[0].reason if findings else "nothing_applies"


def _judge_every_year(target: Change, case: Case) -> Finding:
    """A change asked of each year: every year against the one before."""
    base = base_of(target.base, case)
    assert base is not None
    yearly = attrs.evolve(target, base="previous", rate="total")
    years = [case.at.years_back(back) for back in range(case.at.year - base.year - 1, -1, -1)]
    return _over(target, case, [judge(yearly, attrs.evolve(case, at=year)) for year in years])


def _judge_every_period(target: EveryPeriod, case: Case) -> Finding:
    since = Period.of(target.since) if target.since else case.since or case.baseline
    if since is None:
        levels = [fact.period for fact in case.series.facts if fact.question == "level" and fact.period <= case.at]
        since = min(levels, default=case.at)
    years = [case.at.years_back(back) for back in range(case.at.year - since.year, -1, -1)]
    over = [judge(target.of, attrs.evolve(case, at=year)) for year in years]
    return _over(target, case, over, parts=_spokesman(target, case, over))


def _judge_per_unit(target: PerUnit, case: Case) -> Finding:
    if isinstance(case.evidence, Series):
        return refuse(target, case, "needs_split")
    over = [
        attrs.evolve(judge(target.of, attrs.evolve(case, evidence=case.evidence.get(area, _empty(case)))), area=area)
        for area in case.areas or tuple(case.evidence)
    ]
    every = _over(target, case, over, parts=_spokesman(target, case, over))
    rolled: dict[Aggregation, Finding] = {"every": every, "pooled": _judge_pooled(target.of, case)}
    if _is_a_share(target.of):
        rolled["share"] = _judge_share(target.of, case, over)
    chosen = rolled.get(case.policy.aggregation, every)
    return attrs.evolve(
        every,
        verdict=chosen.verdict,
        reason=chosen.reason,
        aggregations=tuple((name, finding.verdict) for name, finding in rolled.items()),
    )


def _is_a_share(target: Target) -> bool:
    """Say whether a condition can be asked of a share of units: 至少1所 cannot."""
    try:
        comparable(target, unit_of("%"))
    except UnitError:
        return False
    return True


def _judge_share(target: Target, case: Case, over: Sequence[Finding]) -> Finding:
    """Judge the share of units that satisfy a condition by the same condition; those undecided are missing."""
    met = sum(finding.verdict is Verdict.MET for finding in over)
    decided = sum(finding.verdict.is_decided for finding in over)
    share = Ratio(met, decided, missing=len(over) - decided) if over else None
    units = Series.of({case.at: share}, unit="%", share=True)
    return judge(target, attrs.evolve(case, evidence=units))


def _spokesman(target: EveryPeriod | PerUnit, case: Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the one finding that stands for the part, which was judged many times or never."""
    first = foremost(findings)
    return refuse(target, case, "nothing_applies").parts if first is None else (first,)


def _empty(case: Case) -> Series:
    assert not isinstance(case.evidence, Series)
    some = next(iter(case.evidence.values()), Series())
    return Series(some.frame)


def _judge_respectively(target: Respectively, case: Case) -> Finding:
    dated = all(member.by is not None for member in target.of)
    if not dated if isinstance(case.evidence, Series) else len(case.evidence) != len(target.of):
        return refuse(target, case, "needs_split")
    cases = [case] * len(target.of)
    if not isinstance(case.evidence, Series):
        cases = [attrs.evolve(case, evidence=series) for series in case.evidence.values()]
    parts = tuple(_judge_member(member, own) for member, own in zip(target.of, cases, strict=True))
    due = [part for part in parts if part.due != "not_due" or part.target.by is None]
    verdict = conjunction(due)
    return finding_of(target, case, verdict, _joined_reason(verdict, due), parts=parts)


def _judge_member(member: Target, case: Case) -> Finding:
    """A member with its own year is judged at that year once it has come."""
    if member.by is not None and case.at.year >= member.by:
        case = attrs.evolve(case, at=Period.of(member.by))
    return judge(member, case)


def _judge_joined(target: AllOf | AnyOf, case: Case) -> Finding:
    every = isinstance(target, AllOf)
    parts = tuple(judge(member, case) for member in target.of)
    groups: dict[Any, list[Finding]] = {}
    for index, part in enumerate(parts):
        mergeable = part.demand is not None and part.possible is not None
        groups.setdefault((part.demand.question, part.demand.base) if part.demand and mergeable else index, []).append(
            part
        )
    merged = [_one_set(group, every=every) for group in groups.values()]
    verdict = conjunction(merged) if every else disjunction(merged)
    found = {key: getattr(merged[0], key) for key in _SHARED} if len(merged) == 1 else {}
    return finding_of(target, case, verdict, _joined_reason(verdict, merged), parts=parts, **found)


_SHARED = ("demand", "possible", "level", "base_level", "used", "superseded", "notes")
"""What a joined finding says of its one quantity, so that it merges and is explained like a single condition."""


def _one_set(group: Sequence[Finding], *, every: bool) -> Finding:
    """Merge conditions on one quantity into one set before the comparison; [70, 90] is in 60–80 or 80–100."""
    first, *rest = group
    if not rest or first.demand is None or first.possible is None:
        return first
    acceptable = first.demand.acceptable
    for other in rest:
        assert other.demand is not None
        acceptable = acceptable & other.demand.acceptable if every else acceptable | other.demand.acceptable
    demand = attrs.evolve(first.demand, acceptable=acceptable)
    return attrs.evolve(first, verdict=meet(first.possible, acceptable), demand=demand)


def _judge_ambiguous(target: Ambiguous, case: Case) -> Finding:
    parts = tuple(judge(reading, case) for reading in target.readings)
    verdicts = {part.verdict for part in parts}
    if len(verdicts) == 1 and parts:
        return finding_of(target, case, parts[0].verdict, parts[0].reason, parts=parts, used=parts[0].used)
    return finding_of(target, case, Verdict.INCONCLUSIVE, "readings_disagree", parts=parts)


def _judge_trend(target: Trend, case: Case) -> Finding:
    base = base_of(target.base, case)
    periods = case.series.periods
    if base is None and periods:
        base = periods[0]
    if base is None:
        return refuse(target, case, "missing_value")
    known = case.series.level(case.at)
    if known is None:
        return refuse(target, case, "missing_value")
    if base >= case.at or case.series.level(base) is None:
        return refuse(target, case, "missing_baseline", level=known.values, used=known.facts)
    window = [case.at.years_back(back) for back in range(case.at.year - base.year, -1, -1)]
    levels = [case.series.level(period) for period in window]
    used = tuple(dict.fromkeys(fact for level in levels if level for fact in level.facts))
    if mixed := incomparable(used, case, base):
        return refuse(target, case, "series_break", level=known.values, used=used, notes=mixed)
    better = target.better or case.better
    sets = [None if level is None else level.values for level in levels]
    tolerance = declared_tolerance(case.series.unit, case.policy)
    told = judge_trend(target, sets, better, tolerance, case.series.unit, case.policy)
    # With the last figure left open, a trend that is still not kept was lost before it.
    open_end = judge_trend(target, [*sets[:-1], None], better, tolerance, case.series.unit, case.policy)
    return finding_of(
        target,
        case,
        told.verdict,
        told.reason,
        better=better,
        level=known.values,
        base_level=None if levels[0] is None else levels[0].values,
        base=base,
        used=used,
        notes=doubts(used),
        reading=told.reading,
        answers=told.answers,
        robustness=told.robustness,
        keeping=levels_that_keep(target, sets, better, tolerance, case.series.unit, case.policy),
        repairable=open_end.verdict is not Verdict.NOT_MET if told.verdict is Verdict.NOT_MET else None,
    )
