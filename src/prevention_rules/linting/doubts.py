"""What a doubt about a rule looks like, the codes doubts have, and a rule laid out for checking."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.alignment.conditions import Condition, Quantity, UndecidedError, condition_of
from prevention_rules.as_code import in_short
from prevention_rules.errors import entry_of
from prevention_rules.evidence.facts import Frame
from prevention_rules.intervals import EVERYTHING, Interval, ValueSet
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.shows import Shows
from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Range,
    Respectively,
    Target,
    leaves_of,
    parts_of,
)
from prevention_rules.text import Language, Words

Severity = Literal["error", "warning", "info"]

LINT_CODES: dict[str, Words] = {
    "unsatisfiable": Words("指标可能的数值都达不到目标", "no value the indicator can have meets the target"),
    "no_count_fits": Words(
        "按填报地区的个数，没有一个数能达到目标", "no number of the reporting areas meets the target"
    ),
    "always_true": Words("指标可能的数值都达到目标", "every value the indicator can have meets the target"),
    "contradictory": Words("目标的几个条件互相排斥", "the conditions of the target exclude each other"),
    "duplicate_row": Words("两行的名称和目标都相同", "two rows have the same name and target"),
    "duplicate_identity": Words("两行声明对应同一个指标", "two rows declare the same counterpart"),
    "direction": Words("目标的方向与指标的好坏方向相反", "the target runs against the indicator's good direction"),
    "unit_differs": Words("目标的单位不是指标的单位", "the target's unit is not the indicator's"),
    "points_or_percent": Words("可能指百分点，也可能指百分比", "points or per cent may be meant"),
    "baseline_missing": Words("需要基期而没有", "a base is needed and missing"),
    "tolerance_missing": Words("需要容许偏差而没有", "a tolerance is needed and missing"),
    "tolerance_below_one": Words("容许偏差不足一个", "the tolerance is smaller than one of what is counted"),
    "size_missing": Words("须声明“显著”“明显”的幅度而没有", "how much 显著, 明显 ask is needed and missing"),
    "areas_undeclared": Words(
        "目标要每个单位达到，计划没有列出单位", "each unit has to meet the target, and the plan lists none"
    ),
    "additive_missing": Words("没有声明各地的数可以相加", "that the figures of the areas add up is not declared"),
    "reading_missing": Words("趋势的读法没有声明", "the reading of a trend is not declared"),
    "unverified": Words("文字没有与印本核对", "the text was not checked against a printed copy"),
    "editorial_decides": Words("编者补充的字段会影响结论", "fields that are ours decide the verdict"),
    "ambiguous": Words("目标有几种读法", "the target can be read in several ways"),
    "undecidable": Words("指标的数值不能判断目标", "no figure of the indicator can decide the target"),
}
"""Every code of a `LintFinding` and what it means; the codes are stable."""

GRADES: dict[Severity, Words] = {
    "error": Words("错误", "error"),
    "warning": Words("警告", "warning"),
    "info": Words("提示", "info"),
}
"""The severities, the gravest first."""


@frozen
class LintFinding:
    """A doubt about a rule: where it stands (``row``, ``field``), why, and what to do about it.

    ``severity`` is ``error`` where the rule cannot be judged as it stands, ``warning`` where it
    probably does not say what was meant, ``info`` where a reader should know.
    """

    code: str
    severity: Severity
    row: str
    field: str
    reason: Words
    cure: Words

    __repr__ = in_short

    @property
    def grade(self) -> Words:
        """What the severity is called."""
        return GRADES[self.severity]

    def in_language(self, lang: Language) -> str:
        """Write the finding as one line: ``severity code: row, field: reason (cure)``."""
        grade = self.grade.in_language(lang)
        said, cure = self.reason.in_language(lang), self.cure.in_language(lang)
        tail = Words(f"{said}（改法：{cure}）", f"{said} (cure: {cure})").in_language(lang)
        return f"{grade} {self.code}: {entry_of(self.row).in_language(lang)}, {self.field}: {tail}"


class LintFindings(Shows, tuple[LintFinding, ...]):
    """The doubts about a plan, row by row: a tuple that shows itself as a table."""

    __slots__ = ()

    def counts(self) -> dict[Severity, int]:
        """Return how many there are of each severity, the gravest first."""
        return {severity: sum(found.severity == severity for found in self) for severity in GRADES}

    @property
    def headline(self) -> Words:
        """Say in one sentence how many there are of each severity."""
        told = [(grade, n) for grade, n in zip(GRADES.values(), self.counts().values(), strict=True) if n]
        zh, en = "，".join(f"{grade.zh}{n}条" for grade, n in told), ", ".join(f"{grade.en} {n}" for grade, n in told)
        return Words(f"规则检查：{zh or '没有问题'}。", f"Lint: {en or 'nothing to say'}.")

    def __repr__(self) -> str:
        return f"<LintFindings: {', '.join(f'{severity} {n}' for severity, n in self.counts().items())}>"


@frozen
class Row:
    """One rule in its plan: ``table`` is the name of its table in the rule file."""

    plan: Plan
    rule: Rule
    table: str

    def found(self, code: str, severity: Severity, field: str, reason: Words, cure: Words) -> LintFinding:
        """Return a finding that stands in this row."""
        return LintFinding(code, severity, f"{self.table} {self.rule.number}", field, reason, cure)

    @property
    def is_count(self) -> bool:
        """True when the figure is a count, or a share that counts members."""
        return isinstance(self.rule, Indicator) and self.rule.kind == "count"

    @property
    def areas_counted(self) -> int | None:
        """How many areas the plan has, where the rule is a share that counts."""
        return len(self.plan.areas) or None if self.is_count and self.rule.share else None

    @property
    def leaves(self) -> tuple[Target, ...]:
        """The parts of the target that have no parts themselves."""
        return () if self.rule.target is None else leaves_of(self.rule.target)

    @property
    def asks_each_unit(self) -> bool:
        """True where the target, or a part of it, is asked of each of several units."""
        return self.rule.target is not None and _asks_each_unit(self.rule.target)

    @property
    def sets(self) -> tuple[tuple[Condition, ...], ...]:
        """The parts of the target that are one set each; one set per reading of an ambiguous part."""
        return () if self.rule.target is None else tuple(_sets(self.rule.target))

    def possible(self, condition: Condition) -> ValueSet:
        """Return the values, in root units, that the indicator can have for what a condition asks."""
        unit = self.rule.measured_in or condition.unit
        frame = Frame(unit, share=self.rule.share)
        match condition.quantity.question:
            case "level":
                return frame.ceiling.scale(unit.factor) if unit else frame.ceiling
            case "relative" if frame.never_negative:  # nothing falls by more than all of it
                return ValueSet.of(Interval(Fraction(-1)))
            case "points" if self.rule.share and condition.quantity.rate == "total":
                return ValueSet.of(Interval(Fraction(-100), Fraction(100)))
        return EVERYTHING


def _asks_each_unit(target: Target) -> bool:
    return isinstance(target, PerUnit) or any(map(_asks_each_unit, parts_of(target)))


def _sets(target: Target) -> Iterator[tuple[Condition, ...]]:
    match target:
        case EveryPeriod(of=part) | PerUnit(of=part):
            yield from _sets(part)
        case Respectively(of=members):
            for member in members:
                yield from _sets(member)
        case Ambiguous(readings=readings):
            found = [condition for reading in readings for one in _sets(reading) for condition in one]
            if len(found) == len(readings):
                yield tuple(found)
        case _:
            yield from _one_set(target)


def _one_set(target: Target) -> Iterator[tuple[Condition, ...]]:
    try:
        yield (condition_of(target),)
    except UndecidedError:
        if isinstance(target, AllOf):
            yield from _by_quantity(target)


def _by_quantity(target: AllOf) -> Iterator[tuple[Condition, ...]]:
    """Conditions on different quantities are no one set, but those on the same quantity still are."""
    merged: dict[Quantity, Condition] = {}
    for member in target.of:
        for readings in _sets(member):
            if len(readings) == 1 and isinstance(member, Bound | Range | Change | AllOf | AnyOf):
                condition = readings[0]
                known = merged.setdefault(condition.quantity, condition)
                merged[condition.quantity] = attrs.evolve(known, values=known.values & condition.values)
            else:
                yield readings
    yield from ((condition,) for condition in merged.values())
