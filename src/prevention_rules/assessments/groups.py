"""Findings put together: by domain, by department, by anything; none lost, none mixed in silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from attrs import frozen

from prevention_rules.as_code import clipped
from prevention_rules.assessments.tally import Tally
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import State
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.shows import Shows


@frozen
class Group(Shows):
    """Findings that belong together, in the order of the plan."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def tally(self) -> Tally:
        """The findings counted by state, with what is told of the counts."""
        return Tally.of(self.findings)

    def counts(self) -> dict[State, int]:
        """Return how many findings have each state; the counts add up to the number of findings."""
        return dict(self.tally.counts)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __repr__(self) -> str:
        return f"<Group {clipped(self.name)}: {self.tally.in_short}>"


@frozen
class Duty(Shows):
    """What a department answers for: what it leads, and what it shares in without leading."""

    leads: Group
    shares: Group

    @property
    def name(self) -> str:
        """The department."""
        return self.leads.name

    def __repr__(self) -> str:
        return f"<Duty {clipped(self.name)}: leads {len(self.leads)}, shares {len(self.shares)}>"


Keys = Callable[[Indicator], Iterable[str]]
"""Says under which names an indicator is listed; under none, it is listed under ``""``."""


def grouped(plan: Plan, findings: Sequence[Finding], keys: Keys, order: Iterable[str] = ()) -> dict[str, Group]:
    """Return the findings on the indicators of *plan* by name; *order* are names to list first, even if empty.

    An indicator with several names is in several groups; one without any is in the group ``""``,
    which is there only when it holds something, so that nothing is lost.
    """
    members: dict[str, set[str]] = {name: set() for name in order}
    for indicator in plan.indicators:
        for name in [*keys(indicator)] or [""]:
            members.setdefault(name, set()).add(indicator.number)
    if "" in members:
        members[""] = members.pop("")  # last
    return {name: group_of(name, findings, numbers) for name, numbers in members.items()}


def group_of(name: str, findings: Sequence[Finding], numbers: Iterable[str]) -> Group:
    """Return the findings on the rules of these numbers as a group."""
    wanted = set(numbers)
    return Group(name, tuple(finding for finding in findings if finding.subject.number in wanted))


def duties(plan: Plan, findings: Sequence[Finding]) -> dict[str, Duty]:
    """Return what each department leads and shares in, through the tasks its indicators belong to."""
    leads = grouped(plan, findings, lambda one: answering(plan, one, "lead"))
    shares = grouped(plan, findings, lambda one: answering(plan, one, "jointly"))
    everyone = dict.fromkeys([*(department.name for department in plan.departments), *leads, *shares])
    found = {}
    for name in (name for name in everyone if name):
        led = leads.get(name, Group(name, ()))
        also = {finding.subject.number for finding in shares.get(name, ())} - {f.subject.number for f in led}
        found[name] = Duty(led, group_of(name, findings, also))
    return found


def answering(plan: Plan, rule: Rule, role: Literal["lead", "jointly"]) -> list[str]:
    """Return who has that role in the tasks of a rule, under canonical names."""
    spelled = {alias: department.name for department in plan.departments for alias in department.aliases}
    names = [name for task in plan.tasks if task.number in rule.task_numbers for name in getattr(task, role)]
    return list(dict.fromkeys(spelled.get(name, name) for name in names))
