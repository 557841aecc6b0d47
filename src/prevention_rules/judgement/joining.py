"""Verdicts joined: all of them, any of them, and which of several findings is spoken of first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from operator import and_, or_

import attrs

from prevention_rules.judgement.case import Case, found
from prevention_rules.judgement.comparison import doubts
from prevention_rules.judgement.findings import Compared, Demand, Finding, Joined
from prevention_rules.judgement.verdicts import Reason, Verdict
from prevention_rules.logic import Empty, Truth, every, some
from prevention_rules.notation import format_target
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    PerUnit,
    Qualitative,
    Range,
    Respectively,
    Target,
    Trend,
)
from prevention_rules.text import Words


def conjunction(findings: Sequence[Finding]) -> Verdict:
    """Join verdicts as all-of, by strong Kleene logic: NOT_MET if any is, MET if all are.

    All NOT_ASSESSABLE, or nothing at all, is NOT_ASSESSABLE; anything else is INCONCLUSIVE.
    """
    return _joined(every(map(_truth, findings)), findings)


def disjunction(findings: Sequence[Finding]) -> Verdict:
    """Join verdicts as any-of: MET if any is, NOT_MET if all are; else as `conjunction`."""
    return _joined(some(map(_truth, findings)), findings)


def _truth(finding: Finding) -> Truth:
    return finding.verdict is Verdict.MET if finding.verdict.is_decided else None


def _joined(truth: Truth | Empty, findings: Sequence[Finding]) -> Verdict:
    if truth is True:
        return Verdict.MET
    if truth is False:
        return Verdict.NOT_MET
    something = any(finding.verdict is not Verdict.NOT_ASSESSABLE for finding in findings)
    return Verdict.INCONCLUSIVE if something else Verdict.NOT_ASSESSABLE


def joined_reason(verdict: Verdict, findings: Sequence[Finding]) -> Reason:
    """Return the reason of what was joined from *findings*."""
    match verdict:
        case Verdict.MET:
            return "met"
        case Verdict.NOT_MET:
            return "part_not_met"
        case Verdict.INCONCLUSIVE:
            return "part_undecided"
        case Verdict.NOT_ASSESSABLE:
            return findings[0].reason if findings else "nothing_applies"


_RANK = {Verdict.NOT_MET: 0, Verdict.INCONCLUSIVE: 1, Verdict.NOT_ASSESSABLE: 2, Verdict.MET: 3}


def foremost(findings: Iterable[Finding]) -> Finding | None:
    """Return the finding to speak of first: failed before unknown, larger shortfall first, then in order."""
    ranked = list(enumerate(findings))
    if not ranked:
        return None
    return min(ranked, key=lambda item: (_RANK[item[1].verdict], -shortfall(item[1]), item[0]))[1]


def comparison_of(finding: Finding) -> Compared | None:
    """Return the one comparison of numbers a finding rests on; None for a trend and where there are several."""
    match finding.ground:
        case Compared() as compared:
            return compared
        case Joined(whole=whole):
            return whole
        case _:
            return None


def shortfall(finding: Finding) -> Fraction:
    """Return how far the evidence is from the nearest acceptable value, relative to that value; 0 if unknown."""
    compared = comparison_of(finding)
    if compared is None or finding.verdict is not Verdict.NOT_MET:
        return Fraction(0)
    here = compared.possible.hull
    gaps = []
    for part in compared.demand.acceptable:
        if part.lo is not None and here.hi is not None and here.hi <= part.lo:
            gaps.append((part.lo - here.hi) / (abs(part.lo) or 1))
        if part.hi is not None and here.lo is not None and here.lo >= part.hi:
            gaps.append((here.lo - part.hi) / (abs(part.hi) or 1))
    return min(gaps, default=Fraction(0))


def joined(target: AllOf | AnyOf, case: Case, parts: Sequence[Finding]) -> Finding:
    """Join conditions; those on one quantity become one set before it is compared: [70, 90] is in 60–80 or 80–100."""
    merged = _merged(parts, every=isinstance(target, AllOf))
    verdict = conjunction(merged) if isinstance(target, AllOf) else disjunction(merged)
    reason = joined_reason(verdict, merged)
    whole = comparison_of(merged[0]) if len(merged) == 1 else None
    if verdict is Verdict.INCONCLUSIVE and is_nearly(target):
        reason, whole = "needs_tolerance", comparison_of(parts[0])
    notes = () if whole is None else doubts(whole.used, case.subject)
    return found(target, case, verdict, reason, Joined(tuple(parts), whole), notes)


def is_nearly(target: Target) -> bool:
    """Say whether a target reads 基本达到80%: at least 80 %, or about that."""
    match target:
        case AnyOf(of=(Bound(amount=limit), About(lo=low, hi=high))):
            return limit == low == high
        case _:
            return False


def is_softened(target: Target) -> bool:
    """Say whether a target reads 基本翻番 or 基本零增长: what is asked is enough, and nearly so perhaps."""
    match target:
        case AnyOf(of=(Bound() | Range(), About())) | AnyOf(of=(Change(), Change(size=About()))):
            return True
        case AnyOf(of=(Trend(), Qualitative(said=said))):
            return said.startswith("基本")
        case _:
            return False


def _merged(parts: Sequence[Finding], *, every: bool) -> list[Finding]:
    groups: dict[object, list[Finding]] = {}
    for index, part in enumerate(parts):
        compared = comparison_of(part)
        key = (
            index if compared is None else (compared.demand.question, compared.demand.base, compared.possible, part.at)
        )
        groups.setdefault(key, []).append(part)
    return [_one_set(group, every=every) for group in groups.values()]


def _one_set(group: Sequence[Finding], *, every: bool) -> Finding:
    compared = [one for part in group if (one := comparison_of(part)) is not None]
    if len(compared) < 2:
        return group[0]
    sets = [one.demand.acceptable for one in compared]
    acceptable = reduce(and_ if every else or_, sets)
    first = compared[0]
    whole = attrs.evolve(first, demand=Demand(first.demand.question, acceptable, first.demand.base))
    return attrs.evolve(group[0], verdict=whole.verdict, ground=whole)


def listed(target: Respectively, case: Case, parts: Sequence[Finding]) -> Finding:
    """Join the members of a list; those whose date has not come do not count yet."""
    due = [part for part in parts if part.due != "not_due" or part.target.by is None]
    verdict = conjunction(due)
    return found(target, case, verdict, joined_reason(verdict, due), Joined(tuple(parts)))


def spoken_for(target: PerUnit, case: Case, part: Finding) -> Finding:
    """Return the finding on a condition of the average of several units, which is judged as one quantity."""
    ground = Joined((part,), comparison_of(part))
    return attrs.evolve(found(target, case, part.verdict, part.reason, ground, part.notes), unit=part.unit)


def read_in_several_ways(target: Ambiguous, case: Case, parts: Sequence[Finding]) -> Finding:
    """Decide what all readings agree on; a reading that asks for an impossible level was not meant."""
    possible = [part for part in parts if part.needed is None or not part.needed.is_empty] or list(parts)
    notes = tuple(_impossible(part) for part in parts if part not in possible)
    ground = Joined(tuple(parts))
    if len({part.verdict for part in possible}) == 1:
        first = next((part for part in possible if part.reason == "over_years"), possible[0])
        return found(target, case, first.verdict, first.reason, ground, (*first.notes, *notes))
    return found(target, case, Verdict.INCONCLUSIVE, "readings_disagree", ground, notes)


def _impossible(part: Finding) -> Words:
    zh, en = str(part.target), format_target(part.target, "en")
    return Words(
        f"“{zh}”这一读法要求负值，不可能是原意，不予采用",
        f"the reading “{en}” asks for a value below zero: not meant, left out",
    )
