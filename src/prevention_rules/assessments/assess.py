"""A whole plan held against evidence: one finding per rule, none lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from prevention_rules.as_code import clipped
from prevention_rules.assessments.changes import Changes, changes
from prevention_rules.assessments.filing import Filed, file_by_rule
from prevention_rules.assessments.groups import Duty, Group, Keys, answering, duties, group_of, grouped
from prevention_rules.assessments.heading import Heading, heading
from prevention_rules.assessments.interchange import Told, assessment_to_dict
from prevention_rules.assessments.notes import notes
from prevention_rules.assessments.office_table import headings, row, sheet
from prevention_rules.assessments.one_rule import Moment, judge_area, judge_rule
from prevention_rules.assessments.tally import Tally
from prevention_rules.assessments.unused import Unused, left_over
from prevention_rules.evidence.observations import Observation
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import State
from prevention_rules.late import (
    markdown_of_assessment,
    page_of_assessment,
    write_page_of_assessment,
    write_workbook_of_assessment,
)
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.sheets import Sheet
from prevention_rules.shows import Shows
from prevention_rules.text import Language, Words, wrapped


@frozen
class Assessment(Shows):
    """A plan assessed at a period: a finding for each indicator by number, and apart from them ``commitments``.

    ``data_through`` is the period the figures are of, where that is not ``at`` itself; ``evidence``
    the figures of each rule. Counting, iterating and grouping are over the indicators alone.
    """

    plan: Plan
    at: Period
    data_through: Period
    policy: Policy
    findings: tuple[Finding, ...]
    commitments: Group = Group("", ())
    evidence: Mapping[str, Filed] = field(factory=dict, eq=False, repr=False)

    @cached_property
    def _by_number(self) -> dict[str, Finding]:
        return {finding.subject.number: finding for finding in (*self.commitments, *self.findings)}

    def __getitem__(self, number: str | int) -> Finding:
        """Return the finding on the indicator or commitment of that number; raises `KeyError`."""
        return self._by_number[str(number)]

    def __repr__(self) -> str:
        return f"<Assessment {clipped(self.plan.id)} at {self.at}: {self.tally.in_short}>"

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @cached_property
    def tally(self) -> Tally:
        """The indicators counted by state, with what is told of the counts."""
        return Tally.of(self.findings)

    def counts(self) -> dict[State, int]:
        """Return how many indicators have each state; the counts add up to the number of indicators."""
        return dict(self.tally.counts)

    @cached_property
    def heading(self) -> Heading:
        """What stands above the assessment: title, date, source of the figures, headline."""
        plan, tasks = self.plan, self.commitments.findings
        return heading(plan, self.at, self.data_through, self.policy, self.findings, tasks)

    def by(self, keys: Keys, order: Iterable[str] = ()) -> dict[str, Group]:
        """Return the findings by whatever *keys* says of an indicator: its kind, its data holder, its area of law.

        An indicator under several names is in each of their groups, one under none in the group ``""``.
        *order* are names to list first, even when nothing is under them.

        >>> from prevention_rules.rulefiles.loading import load_plan
        >>> told = load_plan("xicheng-2022-2025").assess([], at=2025).by(lambda indicator: [indicator.kind or ""])
        >>> {kind: len(group) for kind, group in told.items()}["survey"]
        2
        """
        return grouped(self.plan, self.findings, keys, order)

    def by_domain(self) -> dict[str, Group]:
        """Return the findings by name of the domain, in the order of the plan; those of no domain under ``""``."""
        named = {domain.number: domain.name for domain in self.plan.domains}
        return self.by(lambda one: [named[one.domain]] if one.domain in named else [], named.values())

    def by_task(self) -> dict[str, Group]:
        """Return the findings by number of the task; an indicator of two tasks is under both."""
        return self.by(lambda one: one.tasks, (task.number for task in self.plan.tasks))

    def by_tag(self) -> dict[str, Group]:
        """Return the findings by tag, in the order of first use; an indicator may have several."""
        return self.by(lambda one: one.tags)

    def by_department(self) -> dict[str, Duty]:
        """Return what each department leads and shares in, through the tasks its indicators belong to.

        A department that the document spells in several ways is one. What no department answers for
        is in ``unassigned``.
        """
        return duties(self.plan, self.findings)

    @property
    def unassigned(self) -> Group:
        """The findings on indicators that no task, and so no department, answers for."""
        alone = [one.number for one in self.plan.indicators
                 if not answering(self.plan, one, "lead") and not answering(self.plan, one, "jointly")]  # fmt: skip
        return group_of("", self.findings, alone)

    def by_area(self) -> dict[str, Group]:
        """Return for each area of the plan a finding on every indicator that any area reported on.

        An area that did not report is there, with 缺数: only the full list of areas shows who is silent.
        """
        moment = Moment(self.at, self.data_through, self.policy)
        areas = {area.name for area in self.plan.areas}
        reported = [one for one in self.plan.indicators if areas & set(self._filed(one.number).areas)]
        return {
            area.name: Group(
                area.name,
                tuple(judge_area(self.plan, one, area.name, self._filed(one.number), moment) for one in reported),
            )
            for area in self.plan.areas
        }

    @cached_property
    def unused(self) -> tuple[Unused, ...]:
        """What was received and decides nothing: each figure with its place and the reason."""
        return tuple(
            one for rule in self.plan.rules for one in left_over(self[rule.number], self._filed(rule.number), self.plan)
        )

    def _filed(self, number: str) -> Filed:
        return self.evidence.get(number, Filed())

    def compare(self, later: Assessment) -> Changes:
        """Say what changed from this assessment to a *later* one of the same plan, and why; see `changes`."""
        return changes(self, later)

    def rows(self, lang: Language = "zh") -> list[dict[str, str]]:
        """Return a row per indicator as plain text, for any table or dataframe."""
        return self._rows(self.findings, lang)

    def _rows(self, findings: Iterable[Finding], lang: Language) -> list[dict[str, str]]:
        rules = {rule.number: rule for rule in self.plan.rules}
        numbered = [(finding, finding.subject.number) for finding in findings]
        return [
            row(finding, self.plan, rules[number], self._filed(number), self.at, lang) for finding, number in numbered
        ]

    def _sheet(self, findings: Iterable[Finding], lang: Language, *, task: bool = False) -> Sheet:
        columns = headings(self.plan, str(self.at), final=not self.at < self.plan.deadline, task=task)
        return sheet(self._rows(findings, lang), columns, lang)

    def to_text(self, lang: Language = "zh", *, brief: bool = False, width: int | None = None) -> str:
        """Return the assessment for a terminal: title, headline, the tables of indicators and tasks, the notes.

        *brief* leaves out the tasks and the notes, and names the indicators without any figure in one line; tables are
        fitted into *width* cells.
        """
        told = [finding for finding in self.findings if finding.used or not brief]
        silent = [finding.subject.number for finding in self.findings if brief and not finding.used]
        blocks = [self._above(lang), self._sheet(told, lang).to_text(width).split("\n")]
        if silent:
            names = Words(f"没有数据的指标：{'、'.join(silent)}", f"Indicators without figures: {', '.join(silent)}")
            blocks.append([names.in_language(lang)])
        if not brief and len(self.commitments):
            blocks.append(self._sheet(self.commitments, lang, task=True).to_text(width).split("\n"))
        if not brief:
            blocks.append(self._below(lang))
        lines = [line for block in blocks for line in block]
        return "\n".join(lines if width is None else [part for line in lines for part in wrapped(line, width)])

    def _above(self, lang: Language) -> list[str]:
        return [words.in_language(lang) for words in (self.heading.title, *self.heading.lines)]

    @cached_property
    def notes(self) -> tuple[Words, ...]:
        """The notes below the assessment, each once and in their order."""
        return notes(self.plan, self.policy, [*self.findings, *self.commitments])

    def _below(self, lang: Language) -> list[str]:
        return [f"{number}. {words.in_language(lang)}" for number, words in enumerate(self.notes, 1)]

    def __str__(self) -> str:
        return self.to_text("zh")

    def to_markdown(self, lang: Language = "zh", *, notice: str = "") -> str:
        """Return the report as Markdown to paste into a word processor, without the explanations; all is escaped."""
        return markdown_of_assessment(self, lang=lang, notice=notice)

    def to_csv(self, lang: Language = "zh") -> str:
        """Return the indicators and then the tasks as one CSV table; what a spreadsheet would run is marked as text."""
        return self._sheet([*self.findings, *self.commitments], lang).to_csv()

    def to_html(self, lang: Language = "zh", *, notice: str = "", generated: datetime | None = None) -> str:
        """Return the report as a whole HTML page; `report` writes it, and says what it holds and raises."""
        return page_of_assessment(self, lang=lang, notice=notice, generated=generated)

    def report(
        self, path: str | Path, lang: Language = "zh", *, notice: str = "", generated: datetime | None = None
    ) -> None:
        """Write the report as one HTML page, for screen, print (A4) and screen readers, over what may be there.

        It holds the counts, what is behind, the tables by domain, commitments, departments, areas, what is still
        needed, the notes, and every indicator with its explanation and chart; it asks for nothing from anywhere and
        runs no script. *notice* stands on every page of it (征求意见稿, 虚构数据), *generated* is when it was made,
        now unless given. Needs the extra ``report``: raises `MissingExtraError` without jinja2, `FileError` for
        a path that cannot be written, `ValueError` for a language that is not offered.
        """
        write_page_of_assessment(self, path, lang=lang, notice=notice, generated=generated)

    def to_workbook(
        self, path: str | Path, lang: Language = "zh", *, notice: str = "", generated: datetime | None = None
    ) -> None:
        """Write the assessment as a workbook (.xlsx) to sort and filter, over what may be there.

        Sheets: overview, indicators, commitments, departments, areas, what is needed, notes. Numbers are
        numbers (percentages with their format), states are words, doubts have a column. Needs the extra
        ``excel``; raises what `report` raises, without openpyxl.
        """
        write_workbook_of_assessment(self, path, lang=lang, notice=notice, generated=generated)

    def to_dict(self, *, generated: datetime | None = None) -> dict[str, Any]:
        """Return plain data for JSON, described by the schema ``assessment``: codes, numbers exact and as floats.

        *generated* is when it was made, now unless given. There is no reader back: the record to keep is the
        plan and the figures.
        """
        told = Told(
            self.plan, self.at, self.data_through, self.policy, self.heading, self.findings,
            self.commitments.findings, self.evidence, self.by_area(),
        )  # fmt: skip
        return assessment_to_dict(told, generated or datetime.now(UTC))


def assess(
    plan: Plan,
    observations: Mapping[Any, Any] | Iterable[Observation],
    *,
    at: Period | int | str,
    data_through: Period | int | str | None = None,
    policy: Policy | None = None,
    whole: str = "",
) -> Assessment:
    """Judge every rule of *plan* at the period *at*; one without figures is NOT_ASSESSABLE.

    *data_through* is the period of the figures where they are older than *at* (a midterm in 2023
    that rests on 2022): targets are then judged there, and due as of *at*. The target of a rule is
    the one in force at *at*. *whole* is a name under which the figures of all areas together stand
    (``"北京市"``), beside the one the plan declares. Raises `ObservationFileError` for figures that
    cannot be accepted, all faults at once.
    """
    now = Period.of(at)
    moment = Moment(now, now if data_through is None else Period.of(data_through), policy or Policy())
    filed = file_by_rule(plan, observations, whole)

    def judged(rules: Iterable[Any]) -> tuple[Finding, ...]:
        return tuple(judge_rule(plan, rule, filed.get(rule.number, Filed()), moment) for rule in rules)

    return Assessment(
        plan, now, moment.through, moment.policy, judged(plan.indicators), Group("", judged(plan.commitments)), filed
    )
