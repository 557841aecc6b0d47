"""The entries of a plan: domains, indicators, tasks, departments, milestones, areas, commitments.

Frozen objects, built from a rule file or in code. The target stays the document's own words; its
meaning is read once, on first use. ``editorial`` names the fields of an object that the document
does not print.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.findings import Subject
from prevention_rules.notation import parse_target
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import Better, Target

Verified = bool | Literal["press"]
EvidenceKind = Literal["register", "count", "survey", "inspection", "monitoring", "duration"]
ReportingPeriod = Literal["calendar_year", "maternal_year", "year_end", "cumulative"]


@frozen(kw_only=True)
class Milestone:
    """A year in which the plan is assessed."""

    year: int
    name: str
    name_en: str = ""
    place: str = ""
    editorial: tuple[str, ...] = ()


@frozen(kw_only=True)
class Domain:
    """A domain of action that groups indicators."""

    number: str
    name: str
    name_en: str = ""
    editorial: tuple[str, ...] = ()


@frozen(kw_only=True)
class Area:
    """A sub-area that reports, such as a street."""

    name: str
    kind: str = ""
    editorial: tuple[str, ...] = ()


@frozen(kw_only=True)
class Department:
    """A department under its canonical name; ``aliases`` are other spellings the document prints."""

    name: str
    aliases: tuple[str, ...] = ()
    editorial: tuple[str, ...] = ()


@frozen(kw_only=True)
class Task:
    """A task: who leads (only where 牵头 or a single 负责 is printed) and who shares in it."""

    number: str
    name: str
    place: str = ""
    lead: tuple[str, ...] = ()
    jointly: tuple[str, ...] = ()
    as_printed: str = ""
    editorial: tuple[str, ...] = ()


@frozen(kw_only=True)
class Rule:
    """What indicators and commitments share: a target in the document's words, and what it is about.

    ``unit`` is the unit the indicator is measured in, ``share`` says that it is part of a whole,
    ``better`` which way is good, ``baseline`` the base year of the target. ``reading`` and
    ``tolerance`` are declared choices for 稳步提升, 保持稳定 and 左右.
    """

    number: str
    name: str
    name_en: str = ""
    unit: str | None = None
    share: bool = False
    better: Better | None = None
    target_text: str | None = attrs.field(default=None, alias="target")
    baseline: int | None = None
    reading: str | None = None
    tolerance: str | None = None
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
            share=self.share,
        )

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

    ``tasks`` are the numbers of the tasks it belongs to, ``data_holder`` who keeps the figures,
    ``same_as`` the identifiers (``plan:number``) of indicators in other plans that measure the same.
    """

    domain: str = ""
    kind: EvidenceKind | None = None
    period: ReportingPeriod | None = None
    statistic: Literal["mean", "median", "p90", "each"] | None = None
    tasks: tuple[str, ...] = ()
    data_holder: str = ""
    same_as: tuple[str, ...] = ()


@frozen(kw_only=True)
class Commitment(Rule):
    """A clause of the prose that carries a number or 全覆盖; ``decidable`` is False for mere intent."""

    text: str = ""
    task: str = ""
    decidable: bool = True
    why: str = ""


@frozen(kw_only=True)
class PlanData:
    """What a plan says, as data; `Plan` adds what can be done with it.

    ``last_year`` is the deadline of every target that names no other, ``baseline_year`` the base of
    changes and trends that name none. ``units`` are the nouns the plan declares as units of its own.
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
    editorial: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    domains: tuple[Domain, ...] = ()
    areas: tuple[Area, ...] = ()
    departments: tuple[Department, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    def __getitem__(self, number: str | int) -> Indicator:
        """Return the indicator of that number; raises `KeyError`."""
        return self._by_number[str(number)]

    @cached_property
    def _by_number(self) -> dict[str, Indicator]:
        return {indicator.number: indicator for indicator in self.indicators}

    @property
    def deadline(self) -> Period:
        """The period in which targets without a date of their own fall due."""
        return Period.of(self.last_year)

    def baseline_of(self, rule: Rule) -> Period | None:
        """Return the base period of a rule: its own, or else the plan's."""
        year = rule.baseline if rule.baseline is not None else self.baseline_year
        return None if year is None else Period.of(year)

    def subject(self, rule: Rule) -> Subject:
        """Return what a finding on *rule* says of where the rule comes from."""
        return Subject(
            number=rule.number,
            name=rule.name,
            name_en=rule.name_en,
            plan=self.title,
            plan_en=self.title_en,
            document=self.document,
            place=rule.place,
            verified=self.verified if rule.verified is None else rule.verified,
            editorial=rule.editorial,
        )
