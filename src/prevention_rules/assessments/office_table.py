"""An assessment as an office prints it: a row for each finding, in ten columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.groups import answering
from prevention_rules.evidence.pooling import pool
from prevention_rules.explain.asked import target_words
from prevention_rules.explain.changed import moved
from prevention_rules.explain.counting import is_one_thing
from prevention_rules.explain.marks import MARK, marks
from prevention_rules.explain.numbers import amount
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import level_published
from prevention_rules.explain.remark import figure, remark
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.states import state_words
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.sheets import Sheet
from prevention_rules.text import Language, Words
from prevention_rules.unit_words import unit_words

NONE = "—"


def headings(plan: Plan, at: str, *, final: bool, task: bool = False) -> dict[str, Words]:
    """Return the heading of each column under its stable key; what is due by now has none at the end."""
    base = plan.baseline_year
    told = {
        "number": Words("序号", "No."),
        "name": Words("任务", "Task") if task else Words("指标", "Indicator"),
        "unit": Words("单位", "Unit"),
        "base": Words(f"{base}年基期", f"{base} base") if base else Words("基期", "Base"),
        "target": Words(f"{plan.last_year}年目标", f"{plan.last_year} target"),
        "figure": Words(f"{at}年完成情况" if at.isdigit() else f"{at}完成情况", f"{at} figure"),
        "due_now": Words("序时应达", "Due by now"),
        "state": Words("结论", "State"),
        "remark": Words("说明", "Remarks"),
        "responsible": Words("责任单位", "Responsible"),
    }
    if final:
        del told["due_now"]
    return told


def row(finding: Finding, plan: Plan, rule: Rule, filed: Filed, at: Period, lang: Language) -> dict[str, str]:
    """Return a finding at *at* as texts under stable keys; ※ stands behind the state of what is to be seen first."""
    about = finding.subject
    told = {
        "unit": _unit(rule),
        "base": _base(finding, plan, rule, filed),
        "target": target_words(finding.target),
        "figure": _figure(finding, at),
        "due_now": _due_now(finding),
        "state": state_words(finding),
        "remark": remark(finding),
        "responsible": _responsible(plan, rule),
    }
    written = {key: NONE if words is None else words.in_language(lang) for key, words in told.items()}
    if marks(finding):
        written["state"] += f" {MARK}"
    name = about.name if lang == "zh" else about.name_en or f"“{about.name}”"
    return {"number": about.number, "name": name, **written}


def _unit(rule: Rule) -> Words | None:
    name = unit_words(rule.measured_in)
    return Words(name.zh, name.en.strip()) if name.zh else None


def _figure(finding: Finding, at: Period) -> Words | None:
    """Return the figure that was judged; one of an earlier year (of a date that has passed) with its year."""
    told = figure(finding)
    if told is None or finding.at.year >= at.year:
        return told
    when = in_period(finding.at)
    return Words(f"{told.zh}（{when.zh}）", f"{told.en} ({when.en})")


def _base(finding: Finding, plan: Plan, rule: Rule, filed: Filed) -> Words | None:
    """Return the figure of the base: as published, as it follows from other figures, or as the areas make it up."""
    base = plan.baseline_of(rule.standing(finding.at))
    if base is None:
        return None
    known = None if filed.whole is None else filed.whole.level(base)
    if known is None and filed.areas:
        known = pool(filed.areas, tuple(area.name for area in plan.areas)).series.level(base)
    if known is None:
        return None
    stated = level_published([fact for fact in known.facts if fact.period == base], finding.unit)
    point = known.values.as_point
    return amount(point, finding.unit, places=2) if stated is None and point is not None else stated


def _due_now(finding: Finding) -> Words | None:
    """Return what the schedule asks by now; nothing once the date has come."""
    pace = finding.progress
    if pace is None or pace.schedule.expected is None or is_one_thing(pace, finding.unit):
        return None
    compared = comparison_of(finding)
    if pace.question != "level" and compared is not None:
        return moved(pace.schedule.expected, compared)
    return amount(pace.schedule.expected, finding.unit)


def _responsible(plan: Plan, rule: Rule) -> Words | None:
    names: Sequence[str] = answering(plan, rule, "lead") or answering(plan, rule, "jointly")
    return Words("、".join(names), ", ".join(f"“{name}”" for name in names)) if names else None


def sheet(rows: Iterable[dict[str, str]], columns: dict[str, Words], lang: Language) -> Sheet:
    """Return rows as a table."""
    cells = [[one[key] for key in columns] for one in rows]
    return Sheet([words.in_language(lang) for words in columns.values()], cells)
