"""How a target meets its evidence: one comparison of two sets, asked of every part of the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never, get_args

import attrs

from prevention_rules.arguments import another_kind, must_be, texts
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.judgement.averages import averaged
from prevention_rules.judgement.case import Case, Evidence, not_assessable
from prevention_rules.judgement.comparison import compare
from prevention_rules.judgement.demands import demand_of
from prevention_rules.judgement.findings import Demand, Finding, Refused
from prevention_rules.judgement.joining import joined, listed, read_in_several_ways, spoken_for
from prevention_rules.judgement.pacing import with_progress
from prevention_rules.judgement.repeating import each_unit, generally, repeated, share_of_units, years
from prevention_rules.judgement.trends import judge_trend
from prevention_rules.judgement.verdicts import UNNAMED, Reason, Subject, Verdict
from prevention_rules.periods import Period
from prevention_rules.policies import DEFAULT, Policy
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
from prevention_rules.text import Words

_TARGETS, _BETTER = get_args(Target), get_args(Better)
_POLICY, _SUBJECT = (Policy, type(None)), (Subject, type(None))


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
    must_be(
        target, _TARGETS, "target",
        '目标；文字请先读：parse_target("≥85%", unit="%")',
        "a target; read its text first: parse_target('≥85%', unit='%')",
    )  # fmt: skip
    _check_evidence(series)
    must_be(policy, _POLICY, "policy", "Policy(…)", "a Policy(…)")
    must_be(subject, _SUBJECT, "subject", "Subject(…)", "a Subject(…)")
    if better is not None and better not in _BETTER:
        raise another_kind(better, "better", "higher 或 lower", "'higher' or 'lower'")
    case = Case(
        series,
        Period.of(at),
        policy=policy or DEFAULT,
        baseline=_period(baseline),
        since=_period(since),
        deadline=_period(deadline),
        subject=subject or UNNAMED,
        better=better,
        areas=texts(areas, "areas") if areas else (),
    )
    return conclude(target, case)


def _check_evidence(series: object) -> None:
    if isinstance(series, Series):
        return
    if not isinstance(series, Mapping) or not all(isinstance(part, Series) for part in series.values()):
        raise another_kind(
            series, "series", '数列；请写 Series.of({2025: "86%"}, unit="%")',
            "a Series, or a mapping of them; write Series.of({2025: '86%'}, unit='%')",
        )  # fmt: skip


def _period(written: Period | int | str | None) -> Period | None:
    return None if written is None else Period.of(written)


def conclude(target: Target, case: Case) -> Finding:
    """Judge a whole target and add its progress against the schedule."""
    case = case.under_policy()
    return with_progress(judge(target, case), case)


def judge(target: Target, case: Case) -> Finding:
    """Judge a target, or a part of one, in its case."""
    case = case.dated(target)
    if case.deadline is not None and case.is_past(target):
        return _at_its_date(target, case, case.deadline)
    if isinstance(case.evidence, Series):
        case = case.sampled()
    elif _asks_of_the_whole(target):
        return _judge_pooled(target, case)
    match target:
        case Bound() | Range() | About() | Change():
            return _judge_demand(target, case)
        case Trend():
            return judge_trend(target, case)
        case EveryPeriod():
            return repeated(
                target, case, [judge(target.of, attrs.evolve(case, at=year)) for year in years(target, case)]
            )
        case PerUnit():
            return _judge_per_unit(target, case)
        case Respectively():
            return _judge_respectively(target, case)
        case AllOf() | AnyOf():
            return joined(target, case, [judge(member, case) for member in target.of])
        case Ambiguous():
            return read_in_several_ways(target, case, [judge(reading, case) for reading in target.readings])
        case Qualitative():
            return not_assessable(target, case, "qualitative")
        case Reference():
            return not_assessable(target, case, "needs_reference")
        case _:
            assert_never(target)


def _asks_of_the_whole(target: Target) -> bool:
    """Say whether a target is judged on all areas together: every year each street is not."""
    if isinstance(target, EveryPeriod):
        return _asks_of_the_whole(target.of)
    return isinstance(target, Bound | Range | About | Change | Trend)


def _at_its_date(target: Target, case: Case, date: Period) -> Finding:
    """Judge a target whose date has passed on the figure of that date, and beside it on the figure of today."""
    then = judge(target, attrs.evolve(case, at=date, now=case.now or case.at))
    if then.verdict is Verdict.NOT_MET:
        return attrs.evolve(then, later=judge(attrs.evolve(target, by=None), attrs.evolve(case, deadline=None)))
    if then.reason in _NO_FIGURE and case.subject.cumulative and isinstance(target, Bound):
        told = _by_other_dates(target, case, date)
        return then if told is None else told
    return then


_NO_FIGURE: tuple[Reason, ...] = ("missing_value", "other_period")


def _by_other_dates(target: Bound, case: Case, date: Period) -> Finding | None:
    """Return what counts of other dates say of one that is missing: counted from the start on, they never fall.

    What was reached before stays reached, and what is short later was short then; of a ceiling it is the other way.
    """
    kept, lost = (Verdict.NOT_MET, Verdict.MET) if target.op in ("<=", "<") else (Verdict.MET, Verdict.NOT_MET)
    for one in case.series.periods:
        if one.end < date.end and (case.since is None or one.start >= case.since.start):
            told, sure = judge(target, attrs.evolve(case, at=one, now=case.now or case.at)), kept
        elif date.end < one.end <= case.at.end:
            late = judge(attrs.evolve(target, by=None), attrs.evolve(case, at=one, deadline=None))
            told, sure = attrs.evolve(late, due="due", deadline=date), lost
        else:
            continue
        if told.verdict is sure:
            return told
    return None


def _judge_demand(target: Bound | Range | About | Change, case: Case) -> Finding:
    demand = demand_of(target, case)
    if isinstance(demand, Demand):
        return compare(target, case, demand)
    if demand is None:
        assert isinstance(target, Change)  # only a change is asked yearly
        yearly = attrs.evolve(target, base="previous", rate="total", by=None)
        return repeated(target, case, [judge(yearly, attrs.evolve(case, at=year)) for year in years(target, case)])
    now = case.series.level(case.at)
    return not_assessable(
        target, case, demand, Refused() if now is None else Refused((), None, now.values, None, now.facts)
    )


def _judge_pooled(target: Target, case: Case) -> Finding:
    """Judge figures of sub-areas on the whole they make up."""
    assert not isinstance(case.evidence, Series)
    pooled = pool(case.evidence, case.areas)
    finding = judge(target, attrs.evolve(case, evidence=pooled.series))
    note = pooled.notes.get(case.at)
    if note is None:
        return finding
    if finding.reason == "missing_value":
        return not_made_up(finding, pooled.silent.get(case.at, ()), note)
    return attrs.evolve(finding, notes=(*finding.notes, note))


def not_made_up(finding: Finding, silent: tuple[str, ...], note: Words) -> Finding:
    """Return a finding without a figure as one whose areas make up none, since some are silent or have no sum."""
    ground = attrs.evolve(finding.ground, silent=silent) if isinstance(finding.ground, Refused) else finding.ground
    reason: Reason = "areas_missing" if silent else "not_pooled"
    return attrs.evolve(finding, reason=reason, ground=ground, notes=(*finding.notes, note))


def _judge_per_unit(target: PerUnit, case: Case) -> Finding:
    if isinstance(case.evidence, Series):
        return not_assessable(target, case, "needs_split")
    if target.manner == "average":
        average = judge(target.of, attrs.evolve(case, evidence=averaged(case.evidence, case.areas)))
        return spoken_for(target, case, average)
    over = [_judge_area(target.of, case, area) for area in case.areas or tuple(case.evidence)]
    if target.manner == "generally":
        return generally(target, case, over)
    shares = share_of_units(target.of, case, over)
    return each_unit(
        target, case, over,
        pooled=_judge_pooled(target.of, case),
        share=None if shares is None else judge(shares[0], shares[1]),
    )  # fmt: skip


def _judge_area(target: Target, case: Case, area: str) -> Finding:
    assert not isinstance(case.evidence, Series)
    some = next(iter(case.evidence.values()), Series())
    alone = case.evidence.get(area, Series(some.frame))
    return attrs.evolve(judge(target, attrs.evolve(case, evidence=alone)), area=area)


def _judge_respectively(target: Respectively, case: Case) -> Finding:
    if all(one.by is not None for one in target.of):  # milestones of one indicator, whose areas make up the whole
        return listed(target, case, [judge(member, case) for member in target.of])
    members = [] if isinstance(case.evidence, Series) else _members(case.evidence, case.areas)
    if len(members) != len(target.of):
        return not_assessable(target, case, "needs_split")
    cases = [attrs.evolve(case, evidence=series) for series in members]
    return listed(target, case, [judge(member, own) for member, own in zip(target.of, cases, strict=True)])


def _members(evidence: Mapping[str, Series], areas: Sequence[str]) -> list[Series]:
    """Return the series of a list: of areas in the order of their plan, a silent one too; of others as given."""
    if not evidence or not set(evidence) <= set(areas):
        return list(evidence.values())
    silent = Series(next(iter(evidence.values())).frame)
    return [evidence.get(area, silent) for area in areas]
