"""One condition asked again and again: of every period, of every year, of each area."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from prevention_rules.evidence.observations import Ratio
from prevention_rules.evidence.series import Series
from prevention_rules.judgement.case import Case, found, not_assessable
from prevention_rules.judgement.findings import Finding, Repeated
from prevention_rules.judgement.joining import conjunction, foremost, joined_reason
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.policies import Aggregation
from prevention_rules.targets import Bound, Change, EveryPeriod, PerUnit, Target, parts_of


def years(target: EveryPeriod | Change, case: Case) -> list[Period]:
    """Return the periods in each of which a condition is asked; a change is first asked of the year after its base."""
    if isinstance(target, Change):
        base = case.start_of(target)
        return case.yearly(case.at.year if base is None else base.year + 1)
    since = Period.of(target.since) if target.since else case.since
    levels = (fact.period for fact in case.series.facts if fact.question == "level" and fact.period <= case.at)
    if since is not None:
        first = since.year
    elif case.baseline is not None:
        first = case.baseline.year + 1  # what is asked from the base on is asked of the years behind it
    else:
        first = min(levels, default=case.at).year
    earlier = [case.year_by_itself(year) for year in range(first, case.at.year)]
    return [*earlier, case.at] if first <= case.at.year else []


def repeated(target: EveryPeriod | Change | PerUnit, case: Case, over: Sequence[Finding]) -> Finding:
    """Join the findings on every period or area: all of them have to meet the condition."""
    verdict = conjunction(over)
    ground = Repeated(tuple(over), _spokesman(target, case, over))
    return found(target, case, verdict, joined_reason(verdict, over), ground)


def _spokesman(target: Target, case: Case, over: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the one finding that stands for the part, which was judged many times or never."""
    if not parts_of(target):
        return ()
    first = foremost(over)
    return not_assessable(target, case, "nothing_applies").parts if first is None else (first,)


def generally(target: PerUnit, case: Case, over: Sequence[Finding]) -> Finding:
    """普遍 is met where every unit meets it, missed where none does; between, nobody has said how many are enough."""
    every = repeated(target, case, over)
    verdicts = {finding.verdict for finding in over}
    if every.verdict is not Verdict.NOT_MET or verdicts == {Verdict.NOT_MET}:
        return every
    return attrs.evolve(every, verdict=Verdict.INCONCLUSIVE, reason="needs_share")


def each_unit(
    target: PerUnit, case: Case, over: Sequence[Finding], *, pooled: Finding, share: Finding | None
) -> Finding:
    """Join the findings on each area, the other ways of rolling them up beside; the policy says which decides."""
    every = repeated(target, case, over)
    rolled: dict[Aggregation, Finding] = {"every": every, "pooled": pooled}
    if share is not None:
        rolled["share"] = share
    chosen = rolled.get(case.policy.aggregation)
    ground = Repeated(
        every.over, every.parts, tuple((name, finding.verdict) for name, finding in rolled.items()),
        pooled if chosen is pooled else None,
    )  # fmt: skip
    if chosen is None:  # a share is to decide, and how large it must be nobody has said
        return attrs.evolve(every, verdict=Verdict.NOT_ASSESSABLE, reason="needs_share", ground=ground)
    return attrs.evolve(every, verdict=chosen.verdict, reason=chosen.reason, ground=ground)


def share_of_units(target: Target, case: Case, over: Sequence[Finding]) -> tuple[Bound, Case] | None:
    """Return the share of units that meet a condition, and how large it has to be; those undecided are missing.

    Only a floor on a share says that: 各街道达到90%以上 can mean that nine of ten streets do.
    """
    floor = _floor(target)
    if floor is None:
        return None
    met = sum(finding.verdict is Verdict.MET for finding in over)
    decided = sum(finding.verdict.is_decided for finding in over)
    share = Ratio(met, decided, missing=len(over) - decided) if over else None
    units = Series.of({case.at: share}, unit="%", share=True)
    return floor, attrs.evolve(case, evidence=units, subject=attrs.evolve(case.subject, surveyed=False))


def _floor(target: Target) -> Bound | None:
    match target:
        case Bound(op=">=" | ">", amount=amount) if amount.unit is not None and amount.unit.is_ratio:
            return target
        case EveryPeriod(of=part):
            return _floor(part)
        case _:
            return None
