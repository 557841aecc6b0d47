"""Two assessments of one plan: which findings changed from one to the other, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, Protocol

from attrs import frozen

from prevention_rules.arguments import another_kind
from prevention_rules.errors import FormatError
from prevention_rules.explain.phrases import REASONS
from prevention_rules.explain.what import observed
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import state_words
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.sheets import Sheet
from prevention_rules.text import Language, Words

Aspect = Literal["new", "lost", "target", "due", "figure", "verdict", "reason"]
"""In what two findings on one rule differ."""


class Assessed(Protocol):
    """What is compared: anything with the findings of a plan at a period."""

    @property
    def plan(self) -> Plan: ...  # noqa: D102
    @property
    def at(self) -> Period: ...  # noqa: D102
    @property
    def findings(self) -> tuple[Finding, ...]: ...  # noqa: D102
    @property
    def commitments(self) -> Iterable[Finding]: ...  # noqa: D102


@frozen
class Changed:
    """One rule before and after: in which aspects the findings differ, and each difference in words."""

    number: str
    before: Finding | None
    after: Finding | None
    differences: tuple[tuple[Aspect, Words], ...]

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """In what the two differ."""
        return tuple(aspect for aspect, _ in self.differences)

    def why(self, lang: Language = "zh") -> str:
        """Say each difference, one after another."""
        return Words("；", "; ").in_language(lang).join(words.in_language(lang) for _, words in self.differences)


@frozen
class Changes:
    """What changed between two assessments, rule by rule in the order of the plan; ``unchanged`` are the others."""

    earlier: Period
    later: Period
    rows: tuple[Changed, ...]
    unchanged: tuple[str, ...]

    def __getitem__(self, number: str | int) -> Changed:
        """Return what changed for the rule of that number; raises `KeyError` where nothing did."""
        return {row.number: row for row in self.rows}[str(number)]

    def __iter__(self) -> Iterator[Changed]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def sheet(self, lang: Language = "zh") -> Sheet:
        """Return the changes as a table."""
        headings = (Words("编号", "no."), Words("指标", "indicator"), Words(f"{self.earlier}", f"{self.earlier}"),
                    Words(f"{self.later}", f"{self.later}"), Words("为什么", "why"))  # fmt: skip
        return Sheet([words.in_language(lang) for words in headings], [_cells(row, lang) for row in self.rows])

    def to_text(self, lang: Language = "zh") -> str:
        """Return the table for a terminal, with how many rules did not change."""
        n = len(self.unchanged)
        return f"{self.sheet(lang).to_text()}\n{Words(f'没有变化：{n} 项', f'unchanged: {n}').in_language(lang)}"

    def __str__(self) -> str:
        return self.to_text("zh")

    def _repr_html_(self) -> str:
        return self.sheet("zh").to_html()


def changes(earlier: Assessed, later: Assessed) -> Changes:
    """Compare two assessments of one plan: which findings changed and why, which rules are new or gone.

    Raises `FormatError` for assessments of two plans, whose numbers say nothing of one another.

    >>> from prevention_rules.rulefiles.loading import load_plan
    >>> plan = load_plan("xicheng-2022-2025")
    >>> figures = {"26": {2020: 35, 2023: 30, 2025: 28}}
    >>> told = changes(plan.assess(figures, at=2023), plan.assess(figures, at=2025))
    >>> told["26"].aspects
    ('due', 'figure', 'verdict', 'reason')
    """
    for name, given in (("earlier", earlier), ("later", later)):
        if not hasattr(given, "findings") or not hasattr(given, "plan"):
            raise another_kind(given, name, "评估：plan.assess(…)", "an assessment: plan.assess(…)")
    if earlier.plan.id != later.plan.id:
        raise FormatError(Words(f"不是同一份计划：{earlier.plan.id} 与 {later.plan.id}",
                                f"two plans, not one: {earlier.plan.id} and {later.plan.id}"))  # fmt: skip
    before, after = _by_number(earlier), _by_number(later)
    rows = [_changed(number, before.get(number), after.get(number)) for number in dict.fromkeys([*after, *before])]
    return Changes(
        earlier.at,
        later.at,
        tuple(row for row in rows if row.differences),
        tuple(row.number for row in rows if not row.differences),
    )


def _by_number(assessed: Assessed) -> Mapping[str, Finding]:
    return {finding.subject.number: finding for finding in (*assessed.findings, *assessed.commitments)}


def _changed(number: str, before: Finding | None, after: Finding | None) -> Changed:
    return Changed(number, before, after, tuple(_differences(before, after)))


def _differences(before: Finding | None, after: Finding | None) -> Iterator[tuple[Aspect, Words]]:
    if before is None or after is None:
        yield ("new", Words("新增", "new")) if before is None else ("lost", Words("不再列入", "no longer there"))
        return
    if before.target != after.target:
        yield (
            "target",
            _from_to(
                "目标",
                "target",
                Words(before.target.text, before.target.text),
                Words(after.target.text, after.target.text),
            ),
        )
    if before.due != after.due:
        yield "due", _from_to("", "", _DUE[before.due], _DUE[after.due])
    if _figure(before) != _figure(after):
        yield "figure", _from_to("数据", "figure", _figure(before), _figure(after))
    if before.verdict is not after.verdict:
        yield "verdict", _from_to("结论", "state", state_words(before), state_words(after))
    if before.reason != after.reason:
        yield "reason", _from_to("理由", "reason", REASONS[before.reason], REASONS[after.reason])


_DUE = {
    "due": Words("已到期", "due"),
    "not_due": Words("未到期", "not due"),
    None: Words("无期限", "without a deadline"),
}


def _figure(finding: Finding) -> Words:
    return observed(finding) or Words("—", "—")


def _from_to(zh: str, en: str, before: Words, after: Words) -> Words:
    return Words(f"{zh}{before.zh} → {after.zh}", f"{en} {before.en} → {after.en}".strip())


def _cells(row: Changed, lang: Language) -> list[str]:
    about = row.before if row.after is None else row.after
    assert about is not None  # a number comes from one of the two
    name = about.subject.name if lang == "zh" else about.subject.name_en or about.subject.name
    states = ["—" if one is None else state_words(one).in_language(lang) for one in (row.before, row.after)]
    return [row.number, name, *states, row.why(lang)]
