"""What is needed: for each finding that is not decided, the figures that would decide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.occasions import Occasion
from prevention_rules.assessments.sample_sizes import SampleSize, sample_size
from prevention_rules.evidence.known import Known
from prevention_rules.evidence.pooling import Pooled, pool
from prevention_rules.evidence.series import Series
from prevention_rules.explain.awaited import base_asked
from prevention_rules.explain.phrases import REASONS
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Reason
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.readings import ENDS_ONLY, named
from prevention_rules.targets import PerUnit, Trend
from prevention_rules.text import Words

Kind = Literal[
    "value", "baseline", "counts", "exact", "sample", "comparable_base", "definition", "split", "declaration",
    "reference",
]  # fmt: skip

KINDS: dict[Kind, Words] = {
    "value": Words("当期数", "the figure of the period"),
    "baseline": Words("基期数", "the figure of the base"),
    "counts": Words("分子和分母（比率不能汇总）", "numerator and denominator (rates are not pooled)"),
    "exact": Words("确切的数（现有的只是界限）", "an exact figure (there is only a bound)"),
    "sample": Words("样本量与达到人数（现有样本不足以判定）", "sample size and number reached (it is too small)"),
    "comparable_base": Words("按现口径重算的基期数，注明口径", "the base worked out anew, marked with its definition"),
    "definition": Words("当期数所用的口径（基期数已注明）", "the definition the figure follows, as the base names one"),
    "split": Words("分项数", "a figure for each member"),
    "declaration": Words("计划制定者的说明", "a decision by the makers of the plan"),
    "reference": Words("所对照的标准或位次", "the standard or ranking it refers to"),
}
"""What can be needed; the codes are stable."""


@frozen
class Need:
    """One thing still needed: for which rule, of which period and area, what it is, and who holds it.

    ``kind`` is a stable code, ``what`` the same in words, ``why`` what there is and why it does not do;
    ``holders`` are the declared data holder, or else those who lead the rule's tasks, or else all who share
    in them. ``sampled`` says that it is asked of a survey, which gives its size and the number reached, and
    never an exact figure; ``definition`` names the definition the figure has to follow.
    """

    number: str
    name: str
    name_en: str
    kind: Kind
    period: Period
    area: str
    unit: str
    what: Words
    holders: tuple[str, ...]
    why: Words = Words("", "")
    sampled: bool = False
    definition: str = ""

    __repr__ = in_short


@frozen
class _Gap:
    """What kind of figure, of which period, of which area, the reason code it comes from, and how large a sample."""

    kind: Kind
    period: Period
    area: str
    reason: Reason
    sample: SampleSize | None = None


_TO_DECLARE: dict[Reason, Kind] = {
    "needs_tolerance": "declaration",
    "over_years": "declaration",
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
_NO_FIGURE: tuple[Reason, ...] = ("qualitative", "year_not_over", "nothing_applies")
"""What no figure decides that there could be today."""


def needs(finding: Finding, rule: Rule, plan: Plan, filed: Filed, holders: tuple[str, ...]) -> Iterator[Need]:
    """Yield what keeps the finding on a rule from being decided; nothing where no figure there could be decides it."""
    if finding.verdict.is_decided or finding.reason in _NO_FIGURE:
        return
    known = _Known.of(rule.standing(finding.at), plan, filed)
    gaps = dict.fromkeys(gap for one in _of_finding(finding, known) for gap in _by_area(one, known))
    asked = {(gap.period, gap.area) for gap in gaps if gap.kind == "value"}
    for gap in gaps:
        if gap.kind == "baseline" and (gap.period, gap.area) in asked:
            continue  # the year is asked for already: the next one is measured from it
        told = Occasion(gap.kind, gap.period, gap.reason, known.of_area(gap.area), rule, gap.sample)
        yield Need(
            rule.number, rule.name, rule.name_en, gap.kind, gap.period, gap.area, rule.unit or "", _what(gap), holders,
            told.why, _is_sampled(gap, rule), _definition(gap, finding, rule, known),
        )  # fmt: skip


def _is_sampled(gap: _Gap, rule: Rule) -> bool:
    figures = ("value", "baseline", "exact", "comparable_base", "definition", "counts")
    survey = isinstance(rule, Indicator) and rule.kind == "survey"
    return gap.kind == "sample" or (survey and gap.kind in figures)


def _definition(gap: _Gap, finding: Finding, rule: Rule, known: _Known) -> str:
    """Name the definition a figure has to follow to be compared: that of the other, the rule's, or the newest."""
    if gap.kind not in ("comparable_base", "definition"):
        return ""
    facts = [fact.observation for fact in known.of_area(gap.area).facts]
    others = [one.definition for one in facts if one.period != gap.period and one.definition]
    newest = max((year for year in known.breaks if year <= finding.at.year), default=finding.at.year)
    scope = rule.definition.scope if rule.definition is not None else ""
    return next(iter(others), scope or f"{newest}年起口径")


@frozen
class _Known:
    """What there is: the figures of the whole and of the areas, the base the plan names, and the breaks."""

    series: Series
    whole: Series | None
    areas: Mapping[str, Series]
    pooled: Pooled | None
    names: tuple[str, ...]
    base: Period | None
    breaks: tuple[int, ...]
    of_each: bool

    @classmethod
    def of(cls, rule: Rule, plan: Plan, filed: Filed) -> _Known:
        names = tuple(area.name for area in plan.areas)
        pooled = pool(filed.areas, names) if filed.areas else None
        series, areas = filed.whole or (Series() if pooled is None else pooled.series), filed.areas
        if plan.subject(rule).surveyed:
            series, areas = series.sampled(), {name: told.sampled() for name, told in areas.items()}
        of_each = bool(names) and isinstance(rule.target, PerUnit)
        return cls(series, filed.whole, areas, pooled, names, plan.baseline_of(rule), rule.series_break, of_each)

    def of_area(self, area: str) -> Series:
        """Return the figures of an area, or of the whole."""
        return self.areas.get(area, Series()) if area else self.series

    @property
    def has_sum(self) -> bool:
        """True where the areas' figures can make up one of the whole; times and rates per head have no sum."""
        frames = [part.frame for part in self.areas.values()]
        return all(one.unit is None or one.unit.is_count or one.unit.is_ratio for one in frames)


def _of_finding(finding: Finding, known: _Known) -> Iterator[_Gap]:
    if finding.verdict.is_decided or finding.reason in _NO_FIGURE:
        return
    if finding.reason in _TO_DECLARE:
        yield _Gap(_TO_DECLARE[finding.reason], finding.at, finding.area, finding.reason)
        return
    inner = finding.over or finding.parts
    for one in inner:
        if one.due != "not_due" or one.target.by is None:  # a date that has not come asks for nothing yet
            yield from _of_finding(attrs.evolve(one, area=one.area or finding.area), known)
    if not inner:
        yield from _of_leaf(finding, known)


def _of_leaf(finding: Finding, known: _Known) -> Iterator[_Gap]:
    def gap(kind: Kind, period: Period) -> _Gap:
        return _Gap(kind, period, finding.area, finding.reason)

    base, series = _base(finding, known), known.of_area(finding.area)
    broken = base is not None and any(base.year < year <= finding.at.year for year in known.breaks)
    if finding.reason == "series_break" and base is not None:
        marked = _is_marked(series, base) and not _is_marked(series, finding.at)
        yield gap("definition", finding.at) if marked else gap("comparable_base", base)
        return
    window = _window(finding, base)
    levels = {period: series.level(period) for period in window}
    for period, level in levels.items():
        if level is None and period == base:
            yield gap("comparable_base" if broken else "baseline", period)
        elif level is None:
            yield gap("value", period)
    if all(level is not None for level in levels.values()):
        for period in [one for one, level in levels.items() if _is_open(level)] or [finding.at]:
            sample = sample_size(finding, levels[period])
            yield gap("exact", period) if sample is None else attrs.evolve(gap("sample", period), sample=sample)


def _is_marked(series: Series, period: Period) -> bool:
    """Say whether the figures of a period name the definition they follow."""
    facts = [fact for fact in series.facts if fact.period == period]
    return bool(facts) and all(fact.observation.definition for fact in facts)


def _base(finding: Finding, known: _Known) -> Period | None:
    if (base := base_asked(finding)) is not None:
        return base
    if not isinstance(finding.target, Trend):
        return None
    match finding.target.base:
        case None:
            return known.base
        case "previous":
            return known.base if finding.target.every_year else finding.at.years_back(1)
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
        return policy.stable is not None and named(policy.stable).id in ENDS_ONLY
    declared = policy.rising is not None and named(policy.rising).id in ENDS_ONLY
    by_wording = policy.rising is None and asked.manner in ("plain", "markedly")
    return not asked.every_year and (declared or by_wording)


def _by_area(gap: _Gap, known: _Known) -> Iterator[_Gap]:
    """Spread what the whole lacks over the areas that have not told it, where the areas make up the whole."""
    if gap.kind == "split" and known.of_each and not gap.area:
        for area in known.names:
            if known.of_area(area).level(gap.period) is None:
                yield _Gap("value", gap.period, area, gap.reason)
        return
    pooled = known.pooled
    spread = pooled is not None and known.whole is None and known.has_sum
    if pooled is None or not spread or gap.area or gap.kind not in ("value", "baseline", "exact"):
        yield gap
        return
    silent = pooled.silent.get(gap.period, ()) if gap.period in pooled.periods else known.names
    uncounted = pooled.uncounted.get(gap.period, ())
    told: Kind = "baseline" if gap.kind == "baseline" else "value"
    yield from (_Gap(told, gap.period, area, gap.reason) for area in silent)
    yield from (_Gap("counts", gap.period, area, gap.reason) for area in uncounted)
    if not silent and not uncounted:
        inexact = [
            area for area, part in known.areas.items() if gap.kind == "exact" and _is_open(part.level(gap.period))
        ]
        yield from (_Gap(gap.kind, gap.period, area, gap.reason) for area in inexact or [""])


def _is_open(level: Known | None) -> bool:
    return level is not None and level.values.as_point is None


def _what(gap: _Gap) -> Words:
    """Say what is needed and, where it is not plain, why."""
    said = KINDS[gap.kind]
    if gap.sample is not None:
        return gap.sample.asked
    if gap.kind != "declaration":
        return said
    gloss = REASONS[gap.reason]
    return Words(f"{said.zh}：{gloss.zh}", f"{said.en}: {gloss.en}")
