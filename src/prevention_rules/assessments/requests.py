"""What is asked of whom: for each department the figures it fills in, and those it is told of, in the order asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import attrs
from attrs import frozen

from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.groups import answering
from prevention_rules.assessments.needed import needed_of
from prevention_rules.assessments.needs import Kind, Need
from prevention_rules.explain.phrases import in_period
from prevention_rules.notation import format_target
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Indicator, ReportingPeriod, Rule
from prevention_rules.text import Words

CONTENTS: dict[str, Words] = {
    "value": Words("当期数", "figure of the period"),
    "baseline": Words("基期数", "figure of the base"),
    "counts": Words("分子分母", "numerator and denominator"),
    "areas": Words("分街道数", "figure of each area"),
    "sample": Words("样本量与达到人数", "sample size and number reached"),
    "comparable_base": Words("同口径基期数", "base on the same definition"),
    "text": Words("文字材料", "a text"),
}
"""What a row of a request can ask for."""

_ASKS: dict[Kind, str] = {
    "value": "value", "exact": "value", "definition": "value", "baseline": "baseline", "counts": "counts",
    "sample": "sample", "comparable_base": "comparable_base", "split": "text", "declaration": "text",
    "reference": "text",
}  # fmt: skip

_COUNTED: dict[ReportingPeriod, Words] = {
    "calendar_year": Words("统计期间：全年", "period: the whole year"),
    "maternal_year": Words("统计期间：上年10月1日至本年9月30日", "period: October of the year before to September"),
    "year_end": Words("时点：年末", "as of the end of the year"),
    "cumulative": Words("累计至年末", "cumulative, to the end of the year"),
}


def last_day(rule: Rule | None, period: Period) -> date:
    """Return the day up to which a figure of a period counts: the maternal year ends with September."""
    maternal = isinstance(rule, Indicator) and rule.period == "maternal_year" and period.kind == "year"
    return date(period.year, 9, 30) if maternal else period.end


@frozen
class Request:
    """One figure that is asked for, with what whoever fills it in has to know of its rule."""

    need: Need
    rule: Rule
    content: Words
    counted: Words
    target: Words
    responsible: Words
    told: tuple[str, ...]
    first: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """The indicator, the period and the area: what tells one request from every other."""
        return self.need.number, str(self.need.period), self.need.area

    @property
    def until(self) -> date:
        """The day up to which the figure has to count."""
        return last_day(self.rule, self.need.period)

    @property
    def is_base(self) -> bool:
        """True where a figure of the base is asked for."""
        return self.need.kind in ("baseline", "comparable_base")


@frozen
class Asked:
    """What one department is asked for, and what it is told of because it shares in it."""

    department: str
    fills: tuple[Request, ...]
    told: tuple[Request, ...]


def requests(assessment: Assessment) -> tuple[Asked, ...]:
    """Return what each department is asked for, in the order of the plan's departments; nobody named is ``""``, last.

    Base figures and figures that decide by themselves stand first, then all others in the order of the plan.
    The lead fills in, whoever shares in it is told; where nobody leads, all who share in it are asked.

    >>> from prevention_rules.rulefiles.loading import load_plan
    >>> asked = requests(load_plan("xicheng-2022-2025").assess({"26": {2023: 30}}, at=2023))
    >>> asked[0].department, [(one.need.number, one.content.zh) for one in asked[0].fills if one.is_base][0]
    ('区残联', ('C9', '基期数'))
    """
    rows = sorted(_rows(assessment), key=lambda one: not one.first)
    fills: dict[str, list[Request]] = {}
    told: dict[str, list[Request]] = {}
    for row in rows:
        for holder in row.need.holders or ("",):
            fills.setdefault(holder, []).append(row)
        for other in row.told:
            told.setdefault(other, []).append(row)
    named = [one.name for one in assessment.plan.departments]
    order = [one for one in dict.fromkeys([*named, *fills, *told]) if one and (one in fills or one in told)]
    return tuple(
        Asked(one, tuple(fills.get(one, ())), tuple(told.get(one, ()))) for one in [*order, *([""] * ("" in fills))]
    )


def _rows(assessment: Assessment) -> Iterable[Request]:
    """Return a row for each figure; what is asked of one figure for several reasons is one row."""
    merged: dict[tuple[str, str, str], Need] = {}
    for need in needed_of(assessment):
        key = need.number, str(need.period), need.area
        merged[key] = _with_reason(merged[key], need) if key in merged else need
    alone = Counter(need.number for need in merged.values())
    rules = {rule.number: rule for rule in assessment.plan.rules}
    return [_row(need, rules[need.number], assessment, alone[need.number] == 1) for need in merged.values()]


def _with_reason(first: Need, other: Need) -> Need:
    why = Words(f"{first.why.zh}；{other.why.zh}", f"{first.why.en}; {other.why.en}")
    return attrs.evolve(first, why=why, definition=first.definition or other.definition)


def _row(need: Need, rule: Rule, assessment: Assessment, alone: bool) -> Request:
    asks = _ASKS[need.kind]
    if need.sampled and asks in ("value", "counts"):
        asks = "sample"
    elif need.area and asks == "value":
        asks = "areas"
    standing = rule.standing(assessment.plan.stands_at(rule, assessment.at))
    first = alone or need.kind in ("baseline", "comparable_base")
    leads, shares = answering(assessment.plan, rule, "lead"), answering(assessment.plan, rule, "jointly")
    told = tuple(one for one in dict.fromkeys([*leads, *shares]) if one not in need.holders)
    return Request(
        need, rule, CONTENTS[asks], _counted(need, standing), _target(standing, assessment),
        _responsible(need.holders, leads, shares), told, first,
    )  # fmt: skip


def _counted(need: Need, rule: Rule) -> Words:
    """Say how the indicator is counted, over which period, and which definition the figure has to follow."""
    told = [] if rule.definition is None else list(rule.definition.words())
    stated = rule.definition is not None and rule.definition.reference_period
    if isinstance(rule, Indicator) and rule.period is not None and not stated:
        told.append(_COUNTED[rule.period])
    if need.definition:
        told.append(Words(f"须按此口径：{need.definition}", f"by this definition: {need.definition}"))
    return Words("；".join(one.zh.rstrip("。") for one in told), "; ".join(one.en.rstrip(".") for one in told))


def _target(rule: Rule, assessment: Assessment) -> Words:
    """Write the target as printed, with its date where that is not the end of the plan."""
    target, plan = rule.target, assessment.plan
    printed = rule.target_text or ""
    if target is None:
        return Words(printed, printed)
    due = plan.deadline_of(rule, assessment.at) if target.by is None else Period.of(target.by)
    written, when = format_target(target, "en"), in_period(due)
    if due == plan.deadline:
        return Words(printed, written)
    return Words(f"{printed}（{when.zh}）", f"{written} ({when.en})")


def _responsible(holders: Sequence[str], leads: Sequence[str], shares: Sequence[str]) -> Words:
    """Name who leads, who shares in it, and who keeps the data where that is another."""
    if not leads and len(holders) > 1:
        zh, en = "、".join(holders), ", ".join(holders)
        return Words(
            f"责任：{zh}（未指定牵头，请商定一家填报）", f"responsible: {en} (nobody leads: agree on who fills in)"
        )
    roles = (
        (Words("数据", "data"), [one for one in holders if one not in leads]),
        (Words("牵头", "lead"), leads),
        (Words("配合", "with"), [one for one in shares if one not in (*leads, *holders)]),
    )
    told = [(role, names) for role, names in roles if names]
    return Words(
        "；".join(f"{role.zh}：{'、'.join(names)}" for role, names in told),
        "; ".join(f"{role.en}: {', '.join(names)}" for role, names in told),
    )
