"""The whole and its areas: which figures a rule is judged on, and what holds where the two do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from prevention_rules.assessments.filing import Filed
from prevention_rules.evidence.known import Known
from prevention_rules.evidence.observations import Ratio
from prevention_rules.evidence.pooling import Pooled, pool
from prevention_rules.evidence.series import Series
from prevention_rules.explain.marks import MARK
from prevention_rules.explain.numbers import counted, values
from prevention_rules.explain.phrases import in_period
from prevention_rules.judgement.averages import evenly
from prevention_rules.judgement.case import Case, Evidence
from prevention_rules.judgement.evaluate import conclude, not_made_up
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.quantities import Unit
from prevention_rules.targets import PerUnit, Target
from prevention_rules.text import Words


def evidence_of(target: Target, filed: Filed, areas: tuple[str, ...], *, additive: bool) -> Evidence:
    """Take the figures of the areas where each is asked or there is no other; else those of the whole.

    Where the whole has no figure of a period and the areas make one up (*additive*, or counts), it is theirs.
    """
    if filed.whole is None:
        return filed.areas or Series()
    if not filed.areas or isinstance(target, PerUnit):
        return filed.areas or filed.whole
    return _completed(filed.whole, filed.areas, areas) if additive or filed.whole.frame.share else filed.whole


def _completed(whole: Series, parts: Mapping[str, Series], areas: tuple[str, ...]) -> Series:
    """Fill the periods that the whole leaves out: counts out of a whole are pooled, things only where they add up."""
    if not of_areas(parts, areas):
        return whole
    absent = {period for part in parts.values() for period in part.periods} - set(whole.periods)
    if not absent:
        return whole
    pooled = pool(parts, areas).series.measured_in(whole.unit)
    added = [fact for fact in pooled.facts if fact.period in absent]
    return Series(whole.frame, (*whole.facts, *added), whole.name) if added else whole


def rolled_up(finding: Finding, target: Target, filed: Filed, case: Case) -> Finding:
    """Hold the whole against the sum of its areas: where they differ, the final one decides, and it is told.

    Where they give two verdicts and neither is final, nothing is decided.
    """
    if filed.whole is None or not of_areas(filed.areas, case.areas):
        return finding
    unknown = finding.reason in ("missing_value", "other_period")
    if unknown and any(part.level(finding.at) for part in filed.areas.values()):
        made = pool(filed.areas, case.areas)
        note = why_not_made_up(made, finding.at)
        return not_made_up(finding, () if note is NOT_DECLARED else made.silent.get(finding.at, ()), note)
    if finding.level is None and not isinstance(target, PerUnit):
        return finding
    whole, pooled = filed.whole.level(finding.at), pool(filed.areas, case.areas)
    total = pooled.series.level(finding.at)
    if whole is None or total is None or not total.values.disjoint(whole.rounded):
        return finding
    unit = filed.whole.unit
    if isinstance(target, PerUnit):
        if target.manner != "average":
            return attrs.evolve(finding, notes=(*finding.notes, _apart(whole, total, unit, _EACH)))
        if finding.level is not None and not finding.level.disjoint(whole.rounded):
            return finding  # the average itself is reported for the whole
        by_parts = finding
        finding = conclude(target, attrs.evolve(case, evidence=evenly(filed.whole, case.areas)))
    else:
        by_parts = conclude(target, attrs.evolve(case, evidence=pooled.series))
    chosen, on = _decides(finding, by_parts, whole, total)
    return attrs.evolve(chosen, notes=(*chosen.notes, _apart(whole, total, unit, on)))


def beside_the_areas(finding: Finding, target: Target, filed: Filed, case: Case) -> Iterator[Words]:
    """Say of a base, or another year, that some of its areas are silent, or that they make up another whole."""
    if not of_areas(filed.areas, case.areas) or isinstance(target, PerUnit):
        return
    pooled, whole = pool(filed.areas, case.areas), filed.whole
    for period in sorted({fact.period for fact in finding.used}):
        own, total = None if whole is None else whole.level(period), pooled.series.level(period)
        at, note = in_period(period), pooled.notes.get(period)
        is_told = period == finding.at and (own is not None or whole is None)
        if is_told:
            continue
        if own is None and note is not None:
            yield Words(f"{at.zh}{note.zh}", f"{note.en} in {at.en}")
        elif own is not None and total is not None and total.values.disjoint(own.rounded):
            apart = _apart(own, total, pooled.series.unit, _THE_WHOLE)
            yield Words(apart.zh.replace(MARK, f"{MARK}{at.zh}", 1), f"{apart.en}, in {at.en}")


def why_not_made_up(pooled: Pooled | None, period: Period) -> Words:
    """Say why figures of areas make up no figure of the whole: some are silent, or nobody says that they add up."""
    if pooled is None or not (pooled.series.frame.share or pooled.series.frame.additive):
        return NOT_DECLARED
    return pooled.notes.get(period, _NOT_ASKED)


_NOT_ASKED = Words(
    "全区另有报数，未用各地的数", "the whole has figures of its own, and those of the areas are not used"
)


NOT_DECLARED = Words(
    "各地的数没有声明可以相加，不作全区的数；可以相加的，在规则中写 additive = true",
    "not declared to add up to the whole; if they do, write additive = true in the rule",
)
"""Why figures of areas do not stand for a period that the whole has no figure of."""

_THE_WHOLE = Words("按全区数判定", "judged on the district figure")
_THE_FINAL_WHOLE = Words("按全区核定数判定", "judged on the final district figure")
_THE_PARTS = Words(
    "全区数未核定，按各地核定数合计判定", "the district figure is not final, so judged on the final parts"
)
_EACH = Words("目标是对每个地区提出的，按各地的数判定", "the target is asked of each area, so judged on their figures")
_NEITHER = Words("两者结论不同，都不是核定数，不能判定", "they give two verdicts and neither is final, so undecided")


def _decides(finding: Finding, by_parts: Finding, whole: Known, total: Known) -> tuple[Finding, Words]:
    if by_parts.verdict is finding.verdict or _is_final(whole):
        return finding, _THE_FINAL_WHOLE if _is_final(whole) else _THE_WHOLE
    if _is_final(total):
        return by_parts, _THE_PARTS
    return attrs.evolve(finding, verdict=Verdict.INCONCLUSIVE, reason="parts_disagree"), _NEITHER


def _is_final(known: Known) -> bool:
    return all(fact.observation.status == "final" for fact in known.facts)


def _apart(whole: Known, total: Known, unit: Unit | None, on: Words) -> Words:
    """Say that the whole and the sum of the areas differ; ※ marks what has to be checked before it is signed."""
    own, sum_ = _told(whole, unit), _told(total, unit)
    return Words(
        f"※全区报数{own.zh}，与各地合计{sum_.zh}不一致，{on.zh}，请核对",
        f"※ District {own.en}, the areas add up to {sum_.en}: {on.en}, please check",
    )


def _told(known: Known, unit: Unit | None) -> Words:
    counts = [fact.observation.value for fact in known.facts if isinstance(fact.observation.value, Ratio)]
    return counted(counts[0]) if counts else values(known.values, unit)


def of_areas(parts: Mapping[str, Series], areas: tuple[str, ...]) -> bool:
    """Tell areas that report from members of a list (分别), which have no sum."""
    return bool(parts) and set(parts) <= set(areas)
