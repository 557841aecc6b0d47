"""What a report says, ready to be laid out: every text in one language, every state with its look.

The order is that of an office's own report: the counts, what is behind, the table by domain, the commitments, the
departments, the areas, what is still needed, the notes; then each indicator with its explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

from attrs import field, frozen

from prevention_rules.arguments import must_be
from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.needed import Needed, needed_of
from prevention_rules.assessments.needs import Need
from prevention_rules.assessments.notes import notes
from prevention_rules.assessments.office_table import headings, row
from prevention_rules.assessments.tally import Tally
from prevention_rules.explain.marks import marks
from prevention_rules.explain.remark import figure
from prevention_rules.explain.sections import Section, sections
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import HEADLINE, State, state_of, state_words
from prevention_rules.report.bullets import LEGEND, Bullet, bullet
from prevention_rules.report.looks import AS_TOLD, gravity
from prevention_rules.report.parts import AreaCell, Asked, Count, Line, Matrix, Share, Sign, Table
from prevention_rules.text import Language, Words
from prevention_rules.version import __version__


@frozen
class Content:
    """A report in one language; ``notice`` stands on every page of it, ``generated`` is when it was made."""

    assessment: Assessment
    lang: Language
    generated: datetime
    notice: str = ""
    _lines: dict[str, Line] = field(init=False, repr=False)

    @_lines.default
    def _all_lines(self) -> dict[str, Line]:
        told = (*self.assessment.findings, *self.assessment.commitments)
        return {finding.subject.number: self._line(finding, f"i{place}") for place, finding in enumerate(told, 1)}

    @classmethod
    def of(cls, assessment: Assessment, lang: Language, notice: str, generated: datetime | None = None) -> Content:
        """Return what is said of an assessment, made now unless *generated* says when; refuses other kinds."""
        must_be(assessment, Assessment, "assessment", "评估：plan.assess(…)", "an assessment: plan.assess(…)")
        must_be(notice, str, "notice", "一段文字", "a text")
        must_be(generated, (datetime, type(None)), "generated", "时间：datetime(…)", "a datetime(…)")
        return cls(assessment, lang, generated or datetime.now(UTC), notice)

    @property
    def version(self) -> str:
        """The version of the library."""
        return __version__

    def said(self, words: Words) -> str:
        """Return words in the language of the report."""
        return words.in_language(self.lang)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts there are, in order, by key."""
        lacking = {"tasks": not self.tasks, "departments": not self.departments, "matrix": not self.matrix}
        return tuple(key for key in _PARTS if not lacking.get(key))

    # --- above ---------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The title."""
        return self.said(self.assessment.heading.title)

    @property
    def under(self) -> tuple[str, str]:
        """The line under the title, and that of the sources."""
        told = self.assessment.heading
        return self.said(told.under), self.said(told.source)

    @property
    def headlines(self) -> tuple[str, ...]:
        """The sentence that counts the indicators, and that of the commitments."""
        told = self.assessment.heading
        return tuple(self.said(words) for words in (told.headline, told.tasks) if words is not None)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The indicators by state, in the order of the headline."""
        return self._counts(self.assessment.findings)

    @property
    def behind(self) -> tuple[Line, ...]:
        """The indicators that are behind, worst first."""
        return tuple(line for line in self._worst_first(self.assessment.findings) if _is_behind(line.sign.state))

    # --- the tables ----------------------------------------------------------------------------------

    @property
    def columns(self) -> dict[str, str]:
        """The headings of the columns by key."""
        return self._columns(task=False)

    @property
    def task_columns(self) -> dict[str, str]:
        """The headings of the columns of the commitments."""
        return self._columns(task=True)

    def _columns(self, *, task: bool) -> dict[str, str]:
        told, plan = self.assessment, self.assessment.plan
        final = not told.at < plan.deadline
        return {key: self.said(words) for key, words in headings(plan, str(told.at), final=final, task=task).items()}

    @property
    def legend(self) -> Mapping[str, Bullet]:
        """A chart for each thing that charts show, by key."""
        return LEGEND

    @cached_property
    def domains(self) -> tuple[Table, ...]:
        """The indicators by domain; in one table without a name where there are no domains."""
        plan = self.assessment.plan
        named = {one.name: Words(one.name, one.name_en or f"“{one.name}”") for one in plan.domains}
        rest = _OTHERS if plan.domains else Words("", "")
        grouped = self.assessment.by_domain().items()
        return tuple(self._table(self.said(named.get(name, rest)), group) for name, group in grouped if len(group))

    @cached_property
    def tasks(self) -> Table | None:
        """The commitments; None where the plan has none."""
        told = self.assessment.commitments
        return self._table("", told) if len(told) else None

    @cached_property
    def departments(self) -> tuple[Share, ...]:
        """What each department leads and shares in, and last what nobody answers for."""
        told = [(name, duty.leads, duty.shares) for name, duty in self.assessment.by_department().items()]
        found = [self._share(self._quoted(name), leads, shares) for name, leads, shares in told]
        alone = self.assessment.unassigned
        if len(alone) and found:
            found.append(self._share(self.said(_NOBODY), alone, ()))
        return tuple(one for one in found if one.leads or one.shares)

    def _share(self, name: str, leads: Iterable[Finding], shares: Iterable[Finding]) -> Share:
        leads, shares = list(leads), list(shares)
        behind = [line for line in self._worst_first([*leads, *shares]) if _is_behind(line.sign.state)]
        return Share(name, self._counts(leads), self._counts(shares), tuple(behind))

    @cached_property
    def matrix(self) -> Matrix | None:
        """The areas against the indicators they reported on; None where no area reported on any."""
        rows = [(name, tuple(group)) for name, group in self.assessment.by_area().items()]
        if not rows or not rows[0][1]:
            return None
        across = tuple(self._lines[finding.subject.number] for finding in rows[0][1])
        down = tuple((self._quoted(name), tuple(map(self._cell, told))) for name, told in rows)
        return Matrix(across, down, self._counts(finding for _, told in rows for finding in told))

    def _cell(self, finding: Finding) -> AreaCell:
        words = figure(finding)
        return AreaCell(self._sign(finding), "—" if words is None else self.said(words), finding)

    @cached_property
    def needed(self) -> tuple[Asked, ...]:
        """What is still needed, for each who holds it."""
        told: Needed = needed_of(self.assessment)
        joint = Words("、", ", ")
        return tuple(
            Asked(self.said(joint).join(map(self._quoted, holders)) or self.said(_NOBODY), self._asked(rows))
            for holders, rows in told.by_holder().items()
        )

    def _asked(self, rows: Iterable[Need]) -> tuple[Mapping[str, str], ...]:
        return tuple(
            {
                "number": need.number,
                "name": self.said(Words(need.name, need.name_en or f"“{need.name}”")),
                "period": str(need.period),
                "area": self._quoted(need.area) if need.area else "",
                "what": self.said(need.what),
                "why": self.said(need.why),
                "anchor": self._lines[need.number].anchor,
            }
            for need in rows
        )

    # --- below ---------------------------------------------------------------------------------------

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes, each once."""
        told = self.assessment
        return tuple(map(self.said, notes(told.plan, told.policy, [*told.findings, *told.commitments])))

    @property
    def indicators(self) -> tuple[Line, ...]:
        """Every indicator in the order of the plan."""
        return tuple(self._lines[finding.subject.number] for finding in self.assessment.findings)

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """Every indicator and commitment in the order of the plan."""
        return tuple(self._lines.values())

    def explained(self, line: Line) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the headings and lines of an explanation; its sources stand in the notes, once."""
        for section in sections(line.finding):
            if section.key != "citations":
                yield self.said(section.heading), tuple(map(self.said, _beyond_the_head(section)))

    # --- how it is put together ----------------------------------------------------------------------

    def _line(self, finding: Finding, anchor: str) -> Line:
        told, number = self.assessment, finding.subject.number
        rule = next(rule for rule in told.plan.rules if rule.number == number)
        cells = row(finding, told.plan, rule, told.evidence.get(number, Filed()), told.at, self.lang)
        why = tuple(map(self.said, marks(finding)))
        return Line(anchor, cells, self._sign(finding), why, bullet(finding), finding)

    def _sign(self, finding: Finding) -> Sign:
        return Sign(state_of(finding), self.said(state_words(finding)))

    def _table(self, name: str, findings: Iterable[Finding]) -> Table:
        told = list(findings)
        return Table(name, self._counts(told), tuple(self._worst_first(told)))

    def _worst_first(self, findings: Iterable[Finding]) -> list[Line]:
        """Sort by gravity; within a state the order of the plan is kept."""
        lines = [self._lines[finding.subject.number] for finding in findings]
        return sorted(lines, key=lambda line: gravity(line.sign.state))

    def _counts(self, findings: Iterable[Finding]) -> tuple[Count, ...]:
        counts = Tally.of(findings).counts
        return tuple(Count(Sign(state, self.said(state.words)), n) for state in AS_TOLD if (n := counts[state]))

    def _quoted(self, name: str) -> str:
        return name if self.lang == "zh" or name.isascii() else f"“{name}”"


def _beyond_the_head(section: Section) -> Sequence[Words]:
    """Leave out the line that names the indicator and its state: a heading says both."""
    return section.lines[1:] if section.key == "what" else section.lines


def _is_behind(state: State) -> bool:
    return state in HEADLINE["behind"]


_PARTS = ("summary", "domains", "tasks", "departments", "matrix", "needed", "notes", "each")
_OTHERS = Words("其他", "Others")
_NOBODY = Words("未指明单位", "Nobody named")
