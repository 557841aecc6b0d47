"""What a finding lacks: for each verdict that is not decided, the figures that would decide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from prevention_rules.assessments.gathering import Filed
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.explain.change import base_asked
from prevention_rules.explain.phrases import REASONS
from prevention_rules.judgement.findings import Finding, Reason
from prevention_rules.periods import Period
from prevention_rules.plans.entries import PlanData, Rule
from prevention_rules.readings import named
from prevention_rules.targets import Trend
from prevention_rules.text import Words

Kind = Literal["value", "baseline", "counts", "exact", "comparable_base", "split", "declaration", "reference"]

KINDS: dict[Kind, Words] = {
    "value": Words("当期数", "the figure of the period"),
    "baseline": Words("基期数", "the figure of the base"),
    "counts": Words("分子和分母（比率不能汇总）", "numerator and denominator (rates are not pooled)"),
    "exact": Words("确切的数（现有的只是界限或样本）", "an exact figure (there is only a bound or a sample)"),
    "comparable_base": Words("按现口径重算的基期数，注明口径", "the base worked out anew, marked with its definition"),
    "split": Words("分项数", "a figure for each member"),
    "declaration": Words("计划制定者的说明", "a decision by the makers of the plan"),
    "reference": Words("所对照的标准或位次", "the standard or ranking it refers to"),
}
"""What can be lacking; the codes are stable."""


@frozen
class Lack:
    """One thing that is lacking: what kind, of which period, of which area, and the reason code it comes from."""

    kind: Kind
    period: Period
    area: str
    reason: Reason


_TO_DECLARE: dict[Reason, Kind] = {
    "needs_tolerance": "declaration",
    "needs_direction": "declaration",
    "needs_size": "declaration",
    "needs_share": "declaration",
    "negative_baseline": "declaration",
    "base_not_stated": "declaration",
    "readings_disagree": "declaration",
    "zero_baseline": "declaration",
    "words_only": "counts",
    "above_whole": "counts",
    "needs_split": "split",
    "needs_reference": "reference",
}
_NO_FIGURE: tuple[Reason, ...] = ("qualitative", "year_not_over")
"""What no figure decides that there could be today."""
_ENDS_ONLY = frozenset({"U3", "T1", "T2"})
"""The readings of a trend that look at its first and last figure alone."""


def lacks(finding: Finding, rule: Rule, plan: PlanData, filed: Filed) -> Iterator[Lack]:
    """Yield what keeps a finding from being decided, by the rule that stands; nothing for what no figure decides."""
    if finding.verdict.is_decided or finding.reason in _NO_FIGURE:
        return
    series = filed.whole or Series()
    if filed.whole is None and filed.areas:
        series = pool(filed.areas, tuple(area.name for area in plan.areas)).series
    known = _Known(series, filed.areas, plan.baseline_of(rule))
    for lack in _of_finding(finding, known):
        yield from _by_area(lack, plan, filed)


@frozen
class _Known:
    """What there is: the figures of the whole and of the areas, and the base the plan names."""

    series: Series
    areas: Mapping[str, Series]
    base: Period | None

    def of(self, area: str) -> Series:
        """Return the figures of an area, or of the whole."""
        return self.areas.get(area, Series()) if area else self.series


def _of_finding(finding: Finding, known: _Known) -> Iterator[Lack]:
    if finding.verdict.is_decided:
        return
    if finding.reason in _TO_DECLARE:
        yield Lack(_TO_DECLARE[finding.reason], finding.at, finding.area, finding.reason)
        return
    inner = finding.over or finding.parts
    for one in inner:
        yield from _of_finding(one, known)
    if not inner:
        yield from _of_leaf(finding, known)


def _of_leaf(finding: Finding, known: _Known) -> Iterator[Lack]:
    def lack(kind: Kind, period: Period) -> Lack:
        return Lack(kind, period, finding.area, finding.reason)

    base, series = _base(finding, known), known.of(finding.area)
    if finding.reason == "series_break" and base is not None:
        yield lack("comparable_base", base)
        return
    absent = [period for period in _window(finding, base) if series.level(period) is None]
    yield from (lack("baseline" if period == base else "value", period) for period in absent)
    if not absent:
        inexact = base if finding.reason == "baseline_may_be_zero" and base is not None else finding.at
        yield lack("exact", inexact)


def _base(finding: Finding, known: _Known) -> Period | None:
    if (base := base_asked(finding)) is not None:
        return base
    if not isinstance(finding.target, Trend):
        return None
    match finding.target.base:
        case None:
            return known.base
        case "previous":
            return finding.at.years_back(1)
        case int(year):
            return Period.of(year)


def _window(finding: Finding, base: Period | None) -> list[Period]:
    """Return the periods whose figures the finding rests on, in order."""
    if base is None or base >= finding.at:
        return [finding.at]
    if not isinstance(finding.target, Trend) or _looks_at_ends(finding):
        return [base, finding.at]
    return [finding.at.years_back(back) for back in range(finding.at.year - base.year, -1, -1)]


def _looks_at_ends(finding: Finding) -> bool:
    """Say whether a trend hangs on its two ends alone, by the reading declared or that of its wording."""
    asked, policy = finding.target, finding.policy
    assert isinstance(asked, Trend)
    if asked.dir in ("not_up", "not_down"):
        return not asked.every_year and asked.manner != "steadily"
    if asked.dir == "stable":
        return policy.stable is not None and named(policy.stable).id in _ENDS_ONLY
    declared = policy.rising is not None and named(policy.rising).id in _ENDS_ONLY
    by_wording = policy.rising is None and asked.manner in ("plain", "markedly")
    return not asked.every_year and (declared or by_wording)


def _by_area(lack: Lack, plan: PlanData, filed: Filed) -> Iterator[Lack]:
    """Spread what the whole lacks over the areas that have not told it, where the areas report."""
    if lack.area or filed.whole is not None or not filed.areas or lack.kind not in ("value", "baseline", "exact"):
        yield lack
        return
    pooled = pool(filed.areas, tuple(area.name for area in plan.areas))
    areas = tuple(area.name for area in plan.areas)
    silent = pooled.silent.get(lack.period, ()) if lack.period in pooled.periods else areas
    uncounted = pooled.uncounted.get(lack.period, ())
    told: Kind = "baseline" if lack.kind == "baseline" else "value"
    yield from (Lack(told, lack.period, area, lack.reason) for area in silent)
    yield from (Lack("counts", lack.period, area, lack.reason) for area in uncounted)
    if not silent and not uncounted:
        yield lack


def why(lack: Lack) -> Words:
    """Say what is lacking and, where it is not plain, why."""
    said = KINDS[lack.kind]
    if lack.kind != "declaration":
        return said
    gloss = REASONS[lack.reason]
    return Words(f"{said.zh}：{gloss.zh}", f"{said.en}: {gloss.en}")
