"""A whole plan held against evidence: one finding per indicator, none lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Literal

import attrs
from attrs import frozen

from prevention_rules.cases import Case
from prevention_rules.entries import Indicator, PlanData
from prevention_rules.evaluate import conclude
from prevention_rules.explain.outcome import observed
from prevention_rules.explain.phrases import REASONS, state
from prevention_rules.findings import Finding, Verdict
from prevention_rules.gathering import file_by_indicator
from prevention_rules.observations import Observation
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.readings import STABLE, named
from prevention_rules.series import Series
from prevention_rules.text import Language, Words, columns, display_width


@frozen
class Group:
    """Findings that belong together, in the order of the plan."""

    name: str
    findings: tuple[Finding, ...]

    def counts(self) -> dict[Verdict, int]:
        """Return how many findings have each verdict; the counts add up to the number of findings."""
        return {verdict: sum(f.verdict is verdict for f in self.findings) for verdict in Verdict}

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)


@frozen
class Duty:
    """What a department answers for: what it leads, and what it shares in without leading."""

    leads: Group
    shares: Group


@frozen
class Assessment:
    """A plan assessed at a period: a finding for each indicator, by number.

    ``data_through`` is the period the figures are of, where that is not ``at`` itself.
    """

    plan: PlanData
    at: Period
    data_through: Period
    policy: Policy
    findings: tuple[Finding, ...]

    def __getitem__(self, number: str | int) -> Finding:
        """Return the finding on the indicator of that number; raises `KeyError`."""
        for finding in self.findings:
            if finding.subject.number == str(number):
                return finding
        raise KeyError(number)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def counts(self) -> dict[Verdict, int]:
        """Return how many indicators have each verdict; the counts add up to the number of indicators."""
        return Group(self.plan.title, self.findings).counts()

    def by_domain(self) -> dict[str, Group]:
        """Return the findings by name of the domain, in the order of the plan."""
        members = {
            domain.name: {indicator.number for indicator in self.plan.indicators if indicator.domain == domain.number}
            for domain in self.plan.domains
        }
        return {name: self._group(name, numbers) for name, numbers in members.items()}

    def by_department(self) -> dict[str, Duty]:
        """Return what each department leads and shares in, through the tasks its indicators belong to."""
        leads, shares = self._through_tasks("lead"), self._through_tasks("jointly")
        everyone = dict.fromkeys([*(department.name for department in self.plan.departments), *leads, *shares])
        return {
            name: Duty(
                self._group(name, leads.get(name, set())),
                self._group(name, shares.get(name, set()) - leads.get(name, set())),
            )
            for name in everyone
        }

    def _through_tasks(self, role: Literal["lead", "jointly"]) -> dict[str, set[str]]:
        """Return the numbers of the indicators by department; an alias counts for its department."""
        spelled = {alias: department.name for department in self.plan.departments for alias in department.aliases}
        tasks = {task.number: getattr(task, role) for task in self.plan.tasks}
        found: dict[str, set[str]] = {}
        for indicator in self.plan.indicators:
            for name in (name for task in indicator.tasks for name in tasks.get(task, ())):
                found.setdefault(spelled.get(name, name), set()).add(indicator.number)
        return found

    def _group(self, name: str, numbers: set[str]) -> Group:
        return Group(name, tuple(finding for finding in self.findings if finding.subject.number in numbers))

    def rows(self, lang: Language = "zh") -> list[dict[str, str]]:
        """Return a row per indicator as plain text, for any table or dataframe."""
        return [_row(finding, lang) for finding in self.findings]

    def to_text(self, lang: Language = "zh", *, brief: bool = False) -> str:
        """Return the assessment as a table for a terminal, with the counts and the policy below.

        *brief* names the indicators without any figure in one line instead of a row each.
        """
        told = [finding for finding in self.findings if finding.used or not brief]
        silent = [finding.subject.number for finding in self.findings if finding not in told]
        table = [[heading.in_language(lang) for heading in _HEADINGS.values()]]
        table += [[*_row(finding, lang).values()] for finding in told]
        lines = columns(table)
        rule = "─" * min(100, max(map(display_width, lines)))
        foot = [words.in_language(lang) for words in self._foot(silent)]
        return "\n".join([lines[0], rule, *lines[1:], rule, *foot])

    def _foot(self, silent: Sequence[str]) -> Iterator[Words]:
        if silent:
            yield Words(f"没有数据的指标：{'、'.join(silent)}", f"indicators without figures: {', '.join(silent)}")
        counts = self.counts()
        zh = "，".join(f"{_COUNTED[verdict].zh} {n}" for verdict, n in counts.items())
        en = ", ".join(f"{_COUNTED[verdict].en} {n}" for verdict, n in counts.items())
        yield Words(f"共 {len(self)} 项：{zh}", f"{len(self)} indicators: {en}")
        if self.data_through != self.at:
            yield Words(
                f"评估时点 {self.at}，数据截至 {self.data_through}",
                f"at {self.at}, on figures through {self.data_through}",
            )
        changed = [
            f"{name}={value}"
            for (name, value), (_, usual) in zip(self.policy.choices, Policy().choices, strict=True)
            if value != usual
        ]
        listed = "、".join(changed)
        yield Words(f"规则选项：{listed or '全部默认'}", f"policy: {listed or 'all defaults'}")

    def __str__(self) -> str:
        return self.to_text("zh")

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(heading.zh)}</th>" for heading in _HEADINGS.values())
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.values()) + "</tr>" for row in self.rows("zh")
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_HEADINGS = {
    "number": Words("编号", "no."),
    "name": Words("指标", "indicator"),
    "target": Words("目标", "target"),
    "observed": Words("数据", "figure"),
    "state": Words("结论", "state"),
    "reason": Words("理由", "reason"),
}
_COUNTED = {
    Verdict.MET: Words("达到", "met"),
    Verdict.NOT_MET: Words("未达到", "not met"),
    Verdict.INCONCLUSIVE: Words("待核实", "to be verified"),
    Verdict.NOT_ASSESSABLE: Words("暂无法评估", "not assessable"),
}


def _row(finding: Finding, lang: Language) -> dict[str, str]:
    about, seen = finding.subject, observed(finding)
    return {
        "number": about.number,
        "name": about.name if lang == "zh" else about.name_en or about.name,
        "target": finding.target.text,
        "observed": "—" if seen is None else seen.in_language(lang),
        "state": state(finding).in_language(lang).partition("（" if lang == "zh" else " (")[0],
        "reason": REASONS[finding.reason].in_language(lang),
    }


def assess(
    plan: PlanData,
    observations: Mapping[Any, Any] | Iterable[Observation],
    *,
    at: Period | int | str,
    data_through: Period | int | str | None = None,
    policy: Policy | None = None,
) -> Assessment:
    """Judge every indicator of *plan* at the period *at*; an indicator without figures is NOT_ASSESSABLE.

    *data_through* is the period of the figures where they are older than *at* (a midterm in 2023
    that rests on 2022): targets are then judged there, and due as of *at*. Raises
    `ObservationFileError` for figures that cannot be accepted, all faults at once.
    """
    now = Period.of(at)
    through = now if data_through is None else Period.of(data_through)
    chosen = policy or Policy()
    filed = file_by_indicator(plan, observations)
    findings = tuple(
        _judged(plan, indicator, filed.get(indicator.number), now, through, chosen) for indicator in plan.indicators
    )
    return Assessment(plan, now, through, chosen, findings)


def _judged(plan: PlanData, indicator: Indicator, evidence: Any, now: Period, at: Period, policy: Policy) -> Finding:
    target = indicator.target
    assert target is not None  # a plan that lacks a target is refused when it is built
    empty = Series.of({}, unit=indicator.unit, share=indicator.share, name=indicator.name)
    case = Case(
        empty if evidence is None else evidence,
        at,
        now=now,
        policy=_declared(policy, indicator),
        baseline=plan.baseline_of(indicator),
        since=plan.baseline_of(indicator) or Period.of(plan.first_year),
        deadline=plan.deadline,
        subject=plan.subject(indicator),
        better=indicator.better,
        areas=tuple(area.name for area in plan.areas),
    )
    return conclude(target, case)


def _declared(policy: Policy, indicator: Indicator) -> Policy:
    """Return the policy with what the rule file declares for this indicator, which wins."""
    if indicator.tolerance is not None:
        policy = attrs.evolve(policy, tolerance=indicator.tolerance)
    if indicator.reading is not None:
        # A name belongs to one family of readings; the other family keeps the policy's choice.
        if named(indicator.reading).id in STABLE:
            return attrs.evolve(policy, stable=indicator.reading)
        return attrs.evolve(policy, rising=indicator.reading)
    return policy
