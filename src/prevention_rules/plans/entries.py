"""The rules of a plan, its indicators and commitments, and the plan as data.

Frozen objects, built from a rule file or in code. The target stays the document's own words; its
meaning is read once, on first use. ``editorial`` names the fields of an object that the document
does not print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, Self, TypeVar

import attrs
from attrs import frozen

from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.evidence.series import Series
from prevention_rules.judgement.findings import Subject
from prevention_rules.notation import parse_target
from prevention_rules.periods import Period
from prevention_rules.plans.dated import Amendment, Definition, InForce, Version
from prevention_rules.plans.outline import Area, Department, Domain, Link, Milestone, Task
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import Better, Target
from prevention_rules.terms import read_terms
from prevention_rules.text import Words

Verified = bool | Literal["press"]
EvidenceKind = Literal["register", "count", "survey", "inspection", "monitoring", "duration"]
ReportingPeriod = Literal["calendar_year", "maternal_year", "year_end", "cumulative"]


@frozen(kw_only=True)
class Rule:
    """What indicators and commitments share: a target in the document's words, and what it is about.

    ``aliases`` are other names of the indicator: words of the target that stand in its name or in one
    of them are its own, and another indicator's name is refused. ``unit`` is the unit the indicator is
    measured in, ``share`` says that it is part of a whole, ``additive`` that the parts of a year add up
    to it, ``percent_numbers`` what a bare number of a share means, ``missing_marks`` what stands where
    nothing was reported, ``better`` which way is good, ``baseline`` the base year of the target. ``reading`` and
    ``tolerance`` are declared choices for 稳步提升, 保持稳定 and 左右, ``terms`` the document's own
    definitions of words (``"超过 >="``). ``series_break`` are the years in which the way of counting
    changed: a base before such a year and a value from it on are not compared. ``in_force`` are
    targets the plan dates, ``amendments`` approved adjustments; ``standing`` says which target stands.
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
    terms: tuple[str, ...] = ()
    definition: Definition | None = None
    series_break: tuple[int, ...] = ()
    in_force: tuple[InForce, ...] = ()
    amendments: tuple[Amendment, ...] = attrs.field(default=(), alias="amendment")
    tags: tuple[str, ...] = ()
    place: str = ""
    verified: Verified | None = None
    note: str = ""
    note_en: str = ""
    editorial: tuple[str, ...] = ()

    @cached_property
    def target(self) -> Target | None:
        """The meaning of the target's text; None where the rule has no target.

        Raises `TargetSyntaxError` for a text that cannot be read, `UnitError` for its unit.
        """
        if self.target_text is None:
            return None
        return parse_target(
            self.target_text,
            unit=self.unit,
            better=self.better,
            baseline=self.baseline,
            name=self.name,
            aliases=self.aliases,
            share=self.share,
            term_map=read_terms(self.terms),
        )

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
            self.dated(given), unit=self.unit, share=self.share, name=name or self.name, additive=self.additive,
            percent_numbers=self.percent_numbers, missing_marks=self.missing_marks,
        )  # fmt: skip

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


@frozen(kw_only=True)
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

    def dated(self, given: Mapping[Any, Any] | Iterable[Observation]) -> Mapping[Any, Any] | Iterable[Observation]:
        """Return figures under the periods that the rule counts by: 2022年10月—2023年9月 is the maternal year 2023."""
        if self.period != "maternal_year":
            return given
        if isinstance(given, Mapping):
            return {_statistical(Period.of(period)): value for period, value in given.items()}
        return [attrs.evolve(one, period=_statistical(one.period)) for one in given]

    @property
    def task_numbers(self) -> tuple[str, ...]:
        """The numbers of the tasks the indicator belongs to."""
        return self.tasks

    @property
    def links(self) -> tuple[Link, ...]:
        """The tasks the indicator belongs to, each with whether the document itself says so."""
        ours = "tasks" in self.editorial
        return tuple(Link(self.number, task, ours or f"tasks:{task}" in self.editorial) for task in self.tasks)


@frozen(kw_only=True)
class Commitment(Rule):
    """A clause of the prose that carries a number or 全覆盖; ``decidable`` is False for mere intent.

    ``text`` is the clause as printed, ``task`` the task it stands in, ``why`` what keeps it from
    being decided.
    """

    text: str = ""
    task: str = ""
    decidable: bool = True
    why: str = ""

    @property
    def task_numbers(self) -> tuple[str, ...]:
        """The number of the task the commitment stands in."""
        return (self.task,) if self.task else ()


def _statistical(period: Period) -> Period:
    """Return the year of the health returns that runs from October to September; any other period as it is."""
    closes = period.kind == "months" and period.months == 12 and period.end.month == 9
    return Period.of(period.year) if closes else period


_R = TypeVar("_R", bound=Rule)


@frozen(kw_only=True)
class PlanData:
    """What a plan says, as data; `Plan` adds what can be done with it.

    ``last_year`` is the deadline of every target that names no other, ``baseline_year`` the base of
    changes and trends that name none. ``units`` are the nouns the plan declares as units of its own,
    ``terms`` its own definitions of words, which hold in every rule. ``rows`` is how many rows its
    table of indicators has, so that a file cut short is noticed.
    """

    id: str
    title: str
    title_en: str = ""
    document: str = ""
    issuer: str = ""
    published: date | None = None
    first_year: int
    last_year: int
    baseline_year: int | None = None
    verified: Verified = True
    partial: bool = False
    source: str = ""
    units: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    rows: int | None = None
    editorial: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    domains: tuple[Domain, ...] = ()
    areas: tuple[Area, ...] = ()
    departments: tuple[Department, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.terms:  # a rule has to be readable on its own, so each carries the plan's definitions
            object.__setattr__(self, "indicators", tuple(map(self._with_terms, self.indicators)))
            object.__setattr__(self, "commitments", tuple(map(self._with_terms, self.commitments)))

    def _with_terms(self, rule: _R) -> _R:
        return attrs.evolve(rule, terms=tuple(dict.fromkeys((*self.terms, *rule.terms))))

    def __getitem__(self, number: str | int) -> Indicator:
        """Return the indicator of that number; raises `KeyError`."""
        return self._by_number[str(number)]

    @cached_property
    def _by_number(self) -> dict[str, Indicator]:
        return {indicator.number: indicator for indicator in self.indicators}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Everything that is asked: the indicators, then the commitments."""
        return (*self.indicators, *self.commitments)

    def task(self, number: str) -> Task:
        """Return the task of that number; raises `KeyError`."""
        return {task.number: task for task in self.tasks}[number]

    def department(self, name: str) -> Department:
        """Return the department of that name, or of which it is an alias; raises `KeyError`."""
        for one in self.departments:
            if name in (one.name, *one.aliases):
                return one
        raise KeyError(name)

    def tasks_of(self, number: str | int) -> tuple[Task, ...]:
        """Return the tasks the indicator of that number belongs to; raises `KeyError`."""
        return tuple(task for task in self.tasks if task.number in self[number].tasks)

    def indicators_of(self, task: str) -> tuple[Indicator, ...]:
        """Return the indicators that belong to the task of that number."""
        return tuple(indicator for indicator in self.indicators if task in indicator.tasks)

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link between an indicator and a task, in the order of the indicators."""
        return tuple(link for indicator in self.indicators for link in indicator.links)

    @property
    def deadline(self) -> Period:
        """The period in which targets without a date of their own fall due."""
        return Period.of(self.last_year)

    def baseline_of(self, rule: Rule) -> Period | None:
        """Return the base period of a rule: its own, or else the plan's."""
        year = rule.baseline if rule.baseline is not None else self.baseline_year
        return None if year is None else Period.of(year)

    def deadline_of(self, rule: Rule, at: Period) -> Period:
        """Return when the target that stands at *at* falls due: one the plan dates is due once it stands."""
        setting = [version for version in rule.versions(at) if version.target_text is not None]
        return Period.of(setting[-1].since) if setting and isinstance(setting[-1], InForce) else self.deadline

    def subject(self, rule: Rule, at: Period | None = None) -> Subject:
        """Return what a finding on *rule* at *at* says of where the rule comes from and what it lays down."""
        own_base = rule.baseline is not None or "baseline_year" not in self.editorial
        return Subject(
            number=rule.number,
            name=rule.name,
            name_en=rule.name_en,
            plan=self.title,
            plan_en=self.title_en,
            document=self.document,
            place=rule.place,
            verified=self.verified if rule.verified is None else rule.verified,
            editorial=rule.editorial if own_base else (*rule.editorial, "baseline"),
            cumulative=isinstance(rule, Indicator) and rule.period == "cumulative",
            remarks=tuple(rule.remarks(at)),
        )
