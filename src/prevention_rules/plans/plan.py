"""A whole plan: what it says, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from attrs import frozen

from prevention_rules import late
from prevention_rules.arguments import must_be
from prevention_rules.as_code import clipped, pasted
from prevention_rules.evidence.observations import Observation
from prevention_rules.judgement.verdicts import Subject
from prevention_rules.periods import Period
from prevention_rules.plans.dated import InForce
from prevention_rules.plans.entries import Commitment, Indicator, Rule, Verified
from prevention_rules.plans.outline import Area, Department, Domain, Link, Milestone, Task
from prevention_rules.policies import Policy
from prevention_rules.shows import Shows
from prevention_rules.text import Words

if TYPE_CHECKING:
    from prevention_rules.late import Assessment, Needed
    from prevention_rules.notation.describe import Description

_R = TypeVar("_R", bound=Rule)


@frozen(kw_only=True)
class Plan(Shows):
    """A whole plan; load it with `load_plan`, or build it in code from the same entries.

    ``last_year`` is the deadline of every target that names no other, ``baseline_year`` the base of
    changes and trends that name none. ``units`` are the nouns the plan declares as units of its own,
    ``terms`` its own definitions of words, which hold in every rule. ``rows`` is how many rows its
    table of indicators has, so that a file cut short is noticed. ``whole`` is the name
    under which the figures of all its areas together stand, such as 西城区.

    >>> from prevention_rules import Indicator
    >>> row = Indicator(number="1", name="产前筛查率", unit="%", share=True, better="higher", target=">75%")
    >>> plan = Plan(id="p", title="某区计划", first_year=2021, last_year=2025, indicators=(row,))
    >>> plan.assess({"1": {2025: "76%"}}, at=2025)["1"].verdict
    <Verdict.MET: 'MET'>
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
    whole: str = ""
    editorial: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    domains: tuple[Domain, ...] = ()
    areas: tuple[Area, ...] = ()
    departments: tuple[Department, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    _repr_pretty_ = pasted

    def __repr__(self) -> str:
        counted = f"{len(self.indicators)} indicators, {len(self.commitments)} commitments"
        return f"<Plan {clipped(self.id)} {clipped(self.title)}: {counted}>"

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

    def stands_at(self, rule: Rule, at: Period) -> Period:
        """Return the date whose version of *rule* is judged at *at*: after the last year that of the last year.

        What is amended after the plan has ended turns no verdict around, unless it gives the target a later date.
        """
        if at.end <= self.deadline.end:
            return at
        target = rule.target_at(at)
        return at if target is not None and target.by is not None and target.by > self.last_year else self.deadline

    def deadline_of(self, rule: Rule, at: Period) -> Period:
        """Return when the target that stands at *at* falls due: one the plan dates is due at once, while it stands."""
        setting = [version for version in rule.versions(at) if version.target_text is not None]
        return min(at, self.deadline) if setting and isinstance(setting[-1], InForce) else self.deadline

    def subject(self, rule: Rule, at: Period | None = None) -> Subject:
        """Return what a finding on *rule* at *at* says of where the rule comes from and what it lays down."""
        own_base = rule.baseline is not None or "baseline_year" not in self.editorial
        stands = None if at is None else self.stands_at(rule, at)
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
            surveyed=isinstance(rule, Indicator) and rule.kind == "survey",
            commitment=isinstance(rule, Commitment),
            holder=rule.data_holder if isinstance(rule, Indicator) else "",
            remarks=(*rule.remarks(stands), *self._came_too_late(rule, stands, at)),
        )

    def _came_too_late(self, rule: Rule, stands: Period | None, at: Period | None) -> Iterator[Words]:
        if at is None or stands is None:
            return
        for version in rule.versions(at)[len(rule.versions(stands)) :]:
            said = version.words(rule.standing(stands).target_text)
            yield Words(
                f"{said.zh.rstrip('。')}；在规划末年之后，不改变按末年作出的判定。",
                f"{said.en.rstrip('.')}; after the last year of the plan, so it does not change this verdict.",
            )

    def describe(self) -> dict[str, Description]:
        """Return how the target of every rule was read, by the rule's number; rules without a target are left out.

        Raises nothing for a text that cannot be read: its description holds the error.

        >>> from prevention_rules import load_plan
        >>> print(load_plan("xicheng-2022-2025").describe()["26"].explain("en"))
        比 2020 年 下降 20% 以上
        read as: relative fall by at least 20% compared with 2020
          比       compared with: base
          2020 年  a year: 2020
          下降     a word of change (rise, fall): down
          20       a number
          %        a unit: %
          以上     a limit after the number (or more, or less): >=
        """
        told = ((rule.number, rule.describe()) for rule in self.rules)
        return {number: description for number, description in told if description is not None}

    def check(self) -> None:
        """Raise `RuleFileError` with every problem of the plan; a plan from a file has been checked."""
        late.check_plan(self)

    def assess(
        self,
        observations: Mapping[Any, Any] | Iterable[Observation],
        *,
        at: Period | int | str,
        data_through: Period | int | str | None = None,
        policy: Policy | None = None,
        whole: str = "",
    ) -> Assessment:
        """Judge every rule at the period *at*: one finding each, none lost; see `assess`.

        Raises `RuleFileError` for a plan with problems, `ObservationFileError` for figures with faults.

        >>> from prevention_rules import load_plan
        >>> plan = load_plan("xicheng-2022-2025")
        >>> plan.assess({"26": {2020: 35, 2025: 28}}, at=2025)["26"].verdict
        <Verdict.MET: 'MET'>
        """
        self.check()
        must_be(policy, (Policy, type(None)), "policy", "Policy(…)", "a Policy(…)")
        return late.assess_plan(self, observations, at=at, data_through=data_through, policy=policy, whole=whole)

    def needed(
        self,
        observations: Mapping[Any, Any] | Iterable[Observation],
        *,
        at: Period | int | str,
        data_through: Period | int | str | None = None,
        policy: Policy | None = None,
        whole: str = "",
    ) -> Needed:
        """Return what is still needed before the plan can be assessed at *at*; see `needed`.

        Raises what `assess` raises.

        >>> from prevention_rules import load_plan
        >>> print(load_plan("beijing-2022-2025").needed({"1": {2025: "97.5%"}}, at=2025).to_csv("en").splitlines()[1])
        2,Sports ground area per person,2025,,,,,平方米,,,,the figure of the period,
        """
        self.check()
        must_be(policy, (Policy, type(None)), "policy", "Policy(…)", "a Policy(…)")
        return late.needed_of_plan(self, observations, at=at, data_through=data_through, policy=policy, whole=whole)
