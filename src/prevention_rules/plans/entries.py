"""The rules of a plan: its indicators and commitments.

Frozen objects, built from a rule file or in code. The target stays the document's own words; its
meaning is read once, on first use. ``editorial`` names the fields of an object that the document
does not print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short, pasted
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.evidence.series import Series
from prevention_rules.notation import parse_target
from prevention_rules.periods import Period
from prevention_rules.plans.dated import Amendment, Definition, InForce, Version
from prevention_rules.plans.examples import Example
from prevention_rules.plans.outline import Link
from prevention_rules.plans.rebasing import with_base
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import Better, Op, Target
from prevention_rules.terms import read_terms
from prevention_rules.text import Words

if TYPE_CHECKING:
    from prevention_rules.notation.describe import Description


class _Known(TypedDict):
    unit: str | None
    better: Better | None
    baseline: int | None
    name: str
    aliases: tuple[str, ...]
    share: bool
    term_map: Mapping[str, Op]


Verified = bool | Literal["press"]
EvidenceKind = Literal["register", "count", "survey", "inspection", "monitoring", "duration"]
ReportingPeriod = Literal["calendar_year", "maternal_year", "year_end", "cumulative"]


@frozen(kw_only=True)
class Rule:
    """What indicators and commitments share: a target in the document's words, and what it is about.

    ``aliases`` are other names of the indicator: words of the target that stand in its name or in one
    of them are its own, and another indicator's name is refused. ``unit`` is the unit the indicator is
    measured in, ``share`` says that it is part of a whole, ``additive`` that the areas of a plan add up
    to it, and of what happens the parts of a year, ``percent_numbers`` what a bare number of a
    share means, ``missing_marks`` what stands where nothing was reported, ``better`` which way is good,
    ``baseline`` the base year of the target.
    ``reading``, ``tolerance`` and ``size`` are declared choices for 稳步提升, 保持稳定 and 左右, 显著提高,
    ``terms`` the document's own definitions of words (``"超过 >="``). ``series_break`` are the years in
    which the way of counting changed: a base before such a year and a value from it on are not compared.
    ``in_force`` are targets the plan dates, ``amendments`` approved adjustments; ``standing`` and
    ``target_at`` say what stands when. ``examples`` are figures with the verdict that the author expects of them.
    """

    number: str
    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    share: bool = False
    additive: bool = False
    percent_numbers: PercentNumbers | None = None
    missing_marks: tuple[str, ...] = ()
    better: Better | None = None
    target_text: str | None = attrs.field(default=None, alias="target")
    baseline: int | None = None
    reading: str | None = None
    tolerance: str | None = None
    size: str | None = None
    terms: tuple[str, ...] = ()
    definition: Definition | None = None
    series_break: tuple[int, ...] = ()
    in_force: tuple[InForce, ...] = ()
    amendments: tuple[Amendment, ...] = attrs.field(default=(), alias="amendment")
    examples: tuple[Example, ...] = ()
    tags: tuple[str, ...] = ()
    place: str = ""
    verified: Verified | None = None
    note: str = ""
    note_en: str = ""
    editorial: tuple[str, ...] = ()

    __repr__ = in_short
    _repr_pretty_ = pasted

    @cached_property
    def target(self) -> Target | None:
        """The meaning of the target's text; None where the rule has no target.

        Raises `TargetSyntaxError` for a text that cannot be read, `UnitError` for its unit.
        """
        if self.target_text is None:
            return None
        return parse_target(self.target_text, **self._known)

    @property
    def _known(self) -> _Known:
        """What the rule says of its indicator, which decides what the text leaves open."""
        return {
            "unit": self.unit,
            "better": self.better,
            "baseline": self.baseline,
            "name": self.name,
            "aliases": self.aliases,
            "share": self.share,
            "term_map": read_terms(self.terms),
        }

    def describe(self) -> Description | None:
        """Return how the target's text was read, word by word, see `describe`; None where the rule has no target.

        >>> row = Indicator(number="1", name="产前筛查率", unit="%", share=True, target="产前筛查率>75%")
        >>> [word.text for word in row.describe().words]
        ['产前筛查率', '>', '75', '%']
        """
        from prevention_rules.notation.describe import describe  # noqa: PLC0415 - for whoever writes rules, and asks

        return None if self.target_text is None else describe(self.target_text, **self._known)

    def versions(self, at: Period) -> tuple[Version, ...]:
        """Return what has replaced the printed target by the end of *at*, earliest first."""
        dated: tuple[Version, ...] = (*self.in_force, *self.amendments)
        return tuple(sorted((one for one in dated if one.starts <= at.end), key=lambda one: one.starts))

    def standing(self, at: Period) -> Self:
        """Return the rule with the target, base and scope that stand at *at*; itself where nothing was replaced.

        >>> dated = (InForce(since=2023, target="≥80%"),)
        >>> rule = Indicator(number="1", name="筛查率", unit="%", target="≥85%", in_force=dated)
        >>> rule.standing(Period.of(2022)).target_text, rule.standing(Period.of(2023)).target_text
        ('≥85%', '≥80%')
        """
        rule = self
        for version in self.versions(at):
            rule = attrs.evolve(rule, target=version.target_text or rule.target_text)
            if isinstance(version, Amendment):
                rule = attrs.evolve(rule, **version.replaces(rule.definition))
        return rule

    def target_at(self, at: Period) -> Target | None:
        """Return the meaning of the target that stands at *at*, measured from the base that an amendment sets.

        An amended base holds also where the words name the old one.
        """
        standing, amended = self.standing(at), False
        for version in self.versions(at):
            rebased = isinstance(version, Amendment) and version.baseline is not None
            amended = rebased or (amended and version.target_text is None)
        target = standing.target
        return target if target is None or not amended else with_base(target, standing.baseline)

    def remarks(self, at: Period | None = None) -> Iterator[Words]:
        """Yield what the plan lays down besides the target: definition, own terms, and what was replaced by *at*."""
        standing = self if at is None else self.standing(at)
        if standing.definition is not None:
            yield from standing.definition.words()
        for word, sign in read_terms(self.terms).items():
            if word in (standing.target_text or ""):
                yield Words(f"本文件自行界定：“{word}”即{sign}。", f"The document itself defines “{word}” as {sign}.")
        before = self.target_text
        for version in () if at is None else self.versions(at):
            yield version.words(before)
            before = version.target_text or before

    def series(self, given: Mapping[Any, Any] | Iterable[Observation], name: str = "") -> Series:
        """Read figures as this rule counts them; raises as `Series.of` does.

        >>> rule = Indicator(number="1", name="接种率", unit="%", share=True, percent_numbers="fraction")
        >>> str(rule.series({2023: 0.9}).facts[0].values)
        '[90, 90]'
        """
        return Series.of(
            self.dated(given), unit=self.unit, share=self.share, name=name or self.name, additive=self.sums_parts,
            percent_numbers=self.percent_numbers, missing_marks=self.missing_marks,
        )  # fmt: skip

    @property
    def sums_parts(self) -> bool:
        """True where the parts of a calendar year add up to the figure of the year: not of what stands (beds)."""
        return self.additive and not (self.measured_in is not None and self.measured_in.stands)

    def counted_as(self, period: Period) -> Period:
        """Return the period that a figure of *period* is taken for; a rule of calendar years takes it as it is."""
        return period

    def dated(self, given: Mapping[Any, Any] | Iterable[Observation]) -> Mapping[Any, Any] | Iterable[Observation]:
        """Return figures under the periods that the rule counts by; a rule of calendar years has no others."""
        return given

    @property
    def task_numbers(self) -> tuple[str, ...]:
        """The numbers of the tasks the rule belongs to."""
        return ()

    @property
    def policy_tolerance(self) -> Amount | None:
        """The declared tolerance as an amount; raises `ObservationError` where it is not one."""
        return None if self.tolerance is None else Amount.of(self.tolerance)

    @cached_property
    def measured_in(self) -> Unit | None:
        """The unit as a `Unit`."""
        return None if self.unit is None else unit_of(self.unit)


@frozen(kw_only=True, repr=False)
class Indicator(Rule):
    """A row of the plan's table of indicators.

    ``tasks`` are the numbers of the tasks it belongs to (``"tasks"`` in ``editorial`` marks all of
    these links as not printed, ``"tasks:5.2"`` that one), ``data_holder`` who keeps the figures,
    ``same_as`` the identifiers (``plan:number``) of indicators in other plans that measure the same.
    """

    domain: str = ""
    kind: EvidenceKind | None = None
    period: ReportingPeriod | None = None
    statistic: Literal["mean", "median", "p90", "each"] | None = None
    tasks: tuple[str, ...] = ()
    data_holder: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def sums_parts(self) -> bool:
        """True where the parts of a calendar year add up to its figure: not of health returns, nor of what stands."""
        return self.additive if self.period == "calendar_year" else self.period is None and super().sums_parts

    def counted_as(self, period: Period) -> Period:
        """Return the year that a period closes: of health returns 2022年10月—2023年9月, of what stands 2023年12月."""
        return Period.of(period.year) if self.period in _CLOSING and _CLOSING[self.period](period) else period

    def dated(self, given: Mapping[Any, Any] | Iterable[Observation]) -> Mapping[Any, Any] | Iterable[Observation]:
        """Return figures under the periods that the rule counts by; those of one period stand together."""
        if self.period not in _CLOSING:
            return given
        if not isinstance(given, Mapping):
            return [attrs.evolve(one, period=self.counted_as(one.period)) for one in given]
        told: dict[Period, list[Any]] = {}
        for written, value in given.items():
            period = self.counted_as(Period.of(written))
            for one in value if isinstance(value, list | tuple) else [value]:
                same = attrs.evolve(one, period=period) if isinstance(one, Observation) else one
                told.setdefault(period, []).append(same)
        return told

    @property
    def task_numbers(self) -> tuple[str, ...]:
        """The numbers of the tasks the indicator belongs to."""
        return self.tasks

    @property
    def links(self) -> tuple[Link, ...]:
        """The tasks the indicator belongs to, each with whether the document itself says so."""
        ours = "tasks" in self.editorial
        return tuple(Link(self.number, task, ours or f"tasks:{task}" in self.editorial) for task in self.tasks)


@frozen(kw_only=True, repr=False)
class Commitment(Rule):
    """A clause of the prose that carries a number or 全覆盖; ``decidable`` is False for mere intent.

    ``text`` is the clause as printed, ``task`` the task it stands in, ``why`` what keeps it from
    being decided, ``why_en`` the same in English.
    """

    text: str = ""
    task: str = ""
    decidable: bool = True
    why: str = ""
    why_en: str = ""

    @property
    def task_numbers(self) -> tuple[str, ...]:
        """The number of the task the commitment stands in."""
        return (self.task,) if self.task else ()


def _is_maternal_year(period: Period) -> bool:
    return period.kind == "months" and period.months == 12 and period.end.month == 9


def _ends_a_year(period: Period) -> bool:
    return period.months < 12 and period.end.month == 12


_CLOSING: dict[str | None, Callable[[Period], bool]] = {"maternal_year": _is_maternal_year, "year_end": _ends_a_year}
"""Which periods are another name of a year, by what the figure of a rule spans."""
