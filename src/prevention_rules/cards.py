"""What an object shows of itself, in one language: lines and tables, as text and as HTML for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from html import escape
from typing import Any

from attrs import frozen

from prevention_rules.alignment.align import Alignment
from prevention_rules.as_code import clipped
from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.changes import KINDS, Changes
from prevention_rules.assessments.groups import Duty, Group, answering
from prevention_rules.assessments.needed import Needed
from prevention_rules.assessments.office_table import NONE, headings, sheet
from prevention_rules.errors import PreventionRulesError
from prevention_rules.evidence.series import Series
from prevention_rules.explain.asked import target_words
from prevention_rules.explain.marks import MARK, marks
from prevention_rules.explain.numbers import values
from prevention_rules.explain.published import published
from prevention_rules.explain.remark import figure, remark
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import state_words
from prevention_rules.linting.doubts import LintFindings
from prevention_rules.notation import format_target
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.sheets import Sheet
from prevention_rules.targets import Node
from prevention_rules.text import Language, Words, quoted
from prevention_rules.unit_words import unit_words

Part = Words | Sheet
"""A line in both languages, or a table in the one that was asked for."""


@frozen
class Card:
    """What an object shows: ``str`` for a terminal, ``to_html`` for a page; everything escaped.

    >>> from prevention_rules import parse_target
    >>> print(parse_target("力争超85%", unit="%").show("en"))
    “力争超85%”
    read as: more than 85%
    kept beside: “力争”
    """

    lang: Language
    parts: tuple[Part, ...]

    def __repr__(self) -> str:
        first = next((one.in_language(self.lang) for one in self.parts if isinstance(one, Words)), "")
        return f"<Card ({self.lang}): {clipped(first)}>"

    def __str__(self) -> str:
        return "\n".join(
            part.in_language(self.lang) if isinstance(part, Words) else part.to_text() for part in self.parts
        )

    def to_html(self) -> str:
        """Return the card as HTML; nothing in it is run or loaded."""
        told = "".join(
            f"<p>{escape(part.in_language(self.lang))}</p>" if isinstance(part, Words) else part.to_html()
            for part in self.parts
        )
        return f'<div lang="{self.lang}" class="prevention-rules-card">{told}</div>'

    def _repr_html_(self) -> str:
        return self.to_html()


def card(made: Any, lang: Language) -> Card:
    """Return the card of *made* in *lang*; raises `ValueError` for a language that is not offered."""
    Words("", "").in_language(lang)
    return Card(lang, tuple(_parts(made, lang)))


@singledispatch
def _parts(made: Any, lang: Language) -> Iterable[Part]:
    raise TypeError(f"{type(made).__name__} shows nothing of itself")


def _table(columns: Iterable[Words], rows: Iterable[Iterable[Words]], lang: Language) -> Sheet:
    written = [[words.in_language(lang) for words in row] for row in rows]
    return Sheet([words.in_language(lang) for words in columns], written)


def _as_is(text: str) -> Words:
    return Words(text, text)


def _named(name: str, name_en: str = "") -> Words:
    return Words(name, name_en or quoted(name))


# --- a plan ---------------------------------------------------------------------------------------


@_parts.register
def _plan(plan: Plan, lang: Language) -> Iterator[Part]:
    yield _named(plan.title, plan.title_en)
    base, said = plan.baseline_year, [one for one in (plan.document, plan.issuer) if one]
    years = [Words(f"目标年{plan.last_year}年", f"target year {plan.last_year}")]
    years += [] if base is None else [Words(f"基期{base}年", f"base {base}")]
    yield Words(
        " ｜ ".join([*said, *(one.zh for one in years)]), " | ".join([*map(quoted, said), *(one.en for one in years)])
    )
    yield Words(
        f"指标{len(plan.indicators)}项，正文量化任务{len(plan.commitments)}项",
        f"{len(plan.indicators)} indicators, {len(plan.commitments)} quantified tasks of the text",
    )
    for rules, heading in ((plan.indicators, _RULES[1]), (plan.commitments, Words("任务", "Task"))):
        if rules:
            yield _table((_RULES[0], heading, *_RULES[2:]), (_rule(plan, rule) for rule in rules), lang)


_RULES = (
    Words("序号", "No."), Words("指标", "Indicator"), Words("单位", "Unit"), Words("目标", "Target"),
    Words("责任单位", "Responsible"),
)  # fmt: skip


def _rule(plan: Plan, rule: Rule) -> tuple[Words, ...]:
    leads = answering(plan, rule, "lead") or answering(plan, rule, "jointly")
    responsible = Words("、".join(leads), ", ".join(map(quoted, leads))) if leads else _as_is(NONE)
    return (_as_is(rule.number), _named(rule.name, rule.name_en), *_asked(rule), responsible)


def _asked(rule: Rule) -> tuple[Words, Words]:
    """Return unit and target of a rule; what cannot be read, in a plan that was never checked, as it is written."""
    try:
        unit = unit_words(rule.measured_in)
        asked = _as_is(NONE) if rule.target is None else target_words(rule.target)
    except PreventionRulesError:
        return _as_is(rule.unit or NONE), Words(rule.target_text or NONE, quoted(rule.target_text or NONE))
    return Words(unit.zh or NONE, unit.en.strip() or NONE), asked


# --- a target, a series ---------------------------------------------------------------------------


@_parts.register
def _target(target: Node, lang: Language) -> Iterator[Part]:
    yield Words(f"“{target.text}”", f"“{target.text}”")
    yield Words(f"读作：{format_target(target)}", f"read as: {format_target(target, 'en')}")  # type: ignore[arg-type]
    if target.origin is None:
        return
    if aside := (*target.modality, *target.origin.notes):
        yield Words(f"照录：{'、'.join(aside)}", f"kept beside: {', '.join(map(quoted, aside))}")
    for aim in target.origin.aims:
        yield Words(f"力争：{format_target(aim)}", f"aim: {format_target(aim, 'en')}")


@_parts.register
def _series(series: Series, lang: Language) -> Iterator[Part]:
    unit = unit_words(series.unit)
    name = series.name or "—"
    yield Words(f"{name}（{unit.zh or '没有单位'}）", f"{quoted(name)} ({unit.en.strip() or 'no unit'})")
    observed = dict.fromkeys((fact.period, fact.observation) for fact in series.facts)
    rows = []
    for period, one in observed:
        known = series.level(period)
        level = Words(NONE, NONE) if known is None else values(known.values, series.unit)
        status = _STATUS.get(one.status or "", _as_is(NONE))
        source = _named(one.source) if one.source else _as_is(NONE)
        rows.append((_as_is(str(period)), published(one, series.unit), level, status, source))
    yield _table(_FIGURES, rows, lang)


_FIGURES = (
    Words("时期", "Period"), Words("公布", "Published"), Words("可能的值", "Possible values"), Words("状态", "Status"),
    Words("来源", "Source"),
)  # fmt: skip
_STATUS = {"preliminary": Words("初步数", "preliminary"), "final": Words("核定数", "final")}


# --- findings -------------------------------------------------------------------------------------


@_parts.register
def _group(group: Group, lang: Language) -> Iterator[Part]:
    if group.name:
        yield _named(group.name)
    yield group.tally.headline()
    if len(group):
        yield _table(_FINDINGS, map(_finding, group), lang)


@_parts.register
def _duty(duty: Duty, lang: Language) -> Iterator[Part]:
    yield _named(duty.name)
    for group, role in ((duty.leads, Words("牵头", "Leads")), (duty.shares, Words("配合", "Shares in"))):
        if len(group):
            told = group.tally.headline()
            yield Words(f"{role.zh}：{told.zh}", f"{role.en}: {told.en}")
            yield _table(_FINDINGS, map(_finding, group), lang)
        else:
            yield Words(f"{role.zh}：无", f"{role.en}: none")


_FINDINGS = (
    Words("序号", "No."), Words("指标", "Indicator"), Words("目标", "Target"), Words("完成情况", "Figure"),
    Words("结论", "State"), Words("说明", "Remarks"),
)  # fmt: skip


def _finding(finding: Finding) -> tuple[Words, ...]:
    about, state = finding.subject, state_words(finding)
    mark = f" {MARK}" if marks(finding) else ""
    return (
        _as_is(about.number), _named(about.name, about.name_en), target_words(finding.target),
        figure(finding) or _as_is(NONE), Words(state.zh + mark, state.en + mark), remark(finding),
    )  # fmt: skip


@_parts.register
def _assessment(told: Assessment, lang: Language) -> Iterator[Part]:
    yield told.heading.title
    yield from told.heading.lines
    columns = headings(told.plan, str(told.at), final=not told.at < told.plan.deadline)
    yield sheet(told.rows(lang), columns, lang)


# --- what goes with a plan ------------------------------------------------------------------------


@_parts.register
def _needed(told: Needed, lang: Language) -> Iterator[Part]:
    yield Words(f"{told.plan}：{told.at} 评估还需 {len(told)} 项", f"{len(told)} still needed at {told.at}")
    if len(told):
        yield told.sheet(lang)


@_parts.register
def _changes(told: Changes, lang: Language) -> Iterator[Part]:
    yield told.headline
    if len(told):
        yield told.sheet(lang)
    if told.missing:
        missing = KINDS["missing"]
        yield Words(f"{missing.zh}：{'、'.join(told.missing)}", f"{missing.en}: {', '.join(told.missing)}")


@_parts.register
def _alignment(told: Alignment, lang: Language) -> Iterator[Part]:
    yield told.sheet(lang)
    yield from map(_as_is, told.foot(lang))


@_parts.register
def _lint(told: LintFindings, lang: Language) -> Iterator[Part]:
    yield told.headline
    if told:
        rows = [(_as_is(one.row), _as_is(one.field), one.grade, one.reason, one.cure) for one in told]
        yield _table(_DOUBTS, rows, lang)


_DOUBTS = (
    Words("位置", "Where"), Words("字段", "Field"), Words("程度", "Severity"), Words("问题", "Doubt"),
    Words("改法", "Cure"),
)  # fmt: skip
