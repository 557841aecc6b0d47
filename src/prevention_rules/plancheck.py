"""What a plan must satisfy before anything is judged by it; every problem is found, not the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.demands import comparable
from prevention_rules.entries import Commitment, Indicator, PlanData, Rule, Task
from prevention_rules.errors import PeriodError, TextError, UnitError
from prevention_rules.periods import Period
from prevention_rules.quantities import unit_of
from prevention_rules.readings import named
from prevention_rules.text import Words

ALL_STREETS = "各街道"
"""An entry that stands for all areas of a plan, not for a department."""


@frozen
class Problem:
    """A problem in the meaning of a plan: which entry and field, what is wrong, what to do."""

    table: str
    index: int | None
    row: str
    field: str
    problem: Words
    cure: Words


def problems(plan: PlanData, *, complete: bool = True) -> Iterator[Problem]:
    """Yield every problem of *plan*, entry by entry.

    *complete* says that no entry was lost on the way here, so that a missing number means a missing row.
    """
    yield from _plan_years(plan)
    yield from _twice("domain", [domain.number for domain in plan.domains])
    yield from _twice("task", [task.number for task in plan.tasks])
    yield from _twice("area", [area.name for area in plan.areas], field="name")
    yield from _twice("indicator", [indicator.number for indicator in plan.indicators])
    yield from _twice("commitment", [commitment.number for commitment in plan.commitments])
    if complete:
        yield from _gaps(plan)
    for index, task in enumerate(plan.tasks):
        yield from _task(task, index, plan)
    for index, indicator in enumerate(plan.indicators):
        yield from _rule(indicator, "indicator", index, plan)
        yield from _links(indicator, index, plan)
    for index, commitment in enumerate(plan.commitments):
        yield from _commitment(commitment, index, plan)


def _plan_years(plan: PlanData) -> Iterator[Problem]:
    for field in ("first_year", "last_year", "baseline_year"):
        yield from _year(getattr(plan, field), Problem("plan", None, "plan", field, Words("", ""), Words("", "")))
    if plan.first_year > plan.last_year:
        problem = Words(
            f"first_year {plan.first_year} 在 last_year {plan.last_year} 之后",
            f"first_year {plan.first_year} comes after last_year {plan.last_year}",
        )
        yield Problem(
            "plan", None, "plan", "first_year", problem, Words("核对计划的起止年", "check the years of the plan")
        )
    for index, milestone in enumerate(plan.milestones):
        place = Problem("milestone", index, f"milestone {milestone.year}", "year", Words("", ""), Words("", ""))
        yield from _year(milestone.year, place)


def _year(year: int | None, place: Problem) -> Iterator[Problem]:
    try:
        if year is not None:
            Period.of(year)
    except PeriodError as error:
        yield attrs.evolve(
            place, problem=error.problem, cure=Words("年份写四位数，如 2020", "a year has four digits, such as 2020")
        )


def _twice(table: str, keys: Sequence[str], field: str = "number") -> Iterator[Problem]:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            times = Counter(keys)[key]
            problem = Words(f"{key} 出现了 {times} 次", f"{key} occurs {times} times")
            cure = Words("改成各不相同的编号", "give each entry its own")
            yield Problem(table, index, f"{table} {key}", field, problem, cure)
        seen.add(key)


def _gaps(plan: PlanData) -> Iterator[Problem]:
    """A table numbered 1 to n that lacks a number has lost a row."""
    numbers = [indicator.number for indicator in plan.indicators]
    if plan.partial or not all(number.isascii() and number.isdigit() for number in numbers):
        return
    missing = sorted(set(range(1, max(map(int, numbers), default=0) + 1)) - set(map(int, numbers)))
    if missing:
        listed = "、".join(map(str, missing))
        problem = Words(f"缺少指标 {listed}", f"indicator {', '.join(map(str, missing))} is missing")
        cure = Words(
            "补上这些行；如果本来只收录一部分，在 [plan] 写 partial = true",
            "add the rows; if only some are meant, write partial = true in [plan]",
        )
        after = next((at for at, number in enumerate(numbers) if int(number) > missing[0]), 0)
        yield Problem("indicator", after, f"indicator {numbers[after]}", "number", problem, cure)


def _rule(rule: Rule, table: str, index: int, plan: PlanData) -> Iterator[Problem]:
    def problem(field: str, said: Words, cure: Words) -> Problem:
        return Problem(table, index, f"{table} {rule.number}", field, said, cure)

    unit_is_known = True
    if rule.unit is not None:
        try:
            unit_of(rule.unit, plan.units)
        except UnitError as error:
            unit_is_known = False
            cure = Words(
                "改正单位，或在 [plan] 的 units 中声明它", "mend the unit, or declare it in the units of [plan]"
            )
            yield problem("unit", error.problem, cure)
    if rule.share and rule.unit is not None and unit_is_known and not unit_of(rule.unit).is_ratio:
        said = Words(f"share = true，单位却是“{rule.unit}”", f"share = true, but the unit is {rule.unit}")
        yield problem("share", said, Words("比例用 % 或 ‰ 计量", "a share is measured in % or ‰"))
    yield from _year(rule.baseline, problem("baseline", Words("", ""), Words("", "")))
    yield from _target(rule, problem, unit_is_known=unit_is_known)
    yield from _declared(rule, problem)


def _target(rule: Rule, problem: Any, *, unit_is_known: bool) -> Iterator[Problem]:
    try:
        target = rule.target
        if target is not None and unit_is_known:
            comparable(target, rule.measured_in)
    except TextError as error:
        said = Words(error.explain("zh"), error.explain("en"))
        yield problem("target", said, Words("照文件改正目标的文字", "write the target as the document prints it"))
    except UnitError as error:
        if unit_is_known:
            yield problem("target", error.problem, Words("核对目标或 unit", "check the target or the unit"))


def _declared(rule: Rule, problem: Any) -> Iterator[Problem]:
    if rule.reading is not None:
        try:
            named(rule.reading)
        except (KeyError, ValueError) as error:
            said = Words(*_both(error))
            yield problem("reading", said, Words("用 readings 文档中的名字", "use a name from the page on readings"))
    if rule.tolerance is not None:
        try:
            rule.policy_tolerance  # noqa: B018  (reading it is the check)
        except ValueError as error:
            said = Words(*_both(error))
            yield problem("tolerance", said, Words('写成 "1个百分点" 这样', 'write it like "1个百分点"'))


def _both(error: Exception) -> tuple[str, str]:
    explain = getattr(error, "explain", None)
    return (explain("zh"), explain("en")) if explain else (str(error), str(error))


def _links(indicator: Indicator, index: int, plan: PlanData) -> Iterator[Problem]:
    row = f"indicator {indicator.number}"
    domains = [domain.number for domain in plan.domains]
    if indicator.domain and indicator.domain not in domains:
        yield Problem("indicator", index, row, "domain", *_no_such("domain", indicator.domain, domains))
    tasks = [task.number for task in plan.tasks]
    for task in indicator.tasks:
        if task not in tasks:
            yield Problem("indicator", index, row, "tasks", *_no_such("task", task, tasks))
    if indicator.target_text is None:
        problem = Words("缺少 target", "target is missing")
        yield Problem("indicator", index, row, "target", problem, Words('加上 target = "…"', 'add target = "…"'))


def _commitment(commitment: Commitment, index: int, plan: PlanData) -> Iterator[Problem]:
    yield from _rule(commitment, "commitment", index, plan)
    tasks = [task.number for task in plan.tasks]
    if commitment.task and commitment.task not in tasks:
        row = f"commitment {commitment.number}"
        yield Problem("commitment", index, row, "task", *_no_such("task", commitment.task, tasks))


def _task(task: Task, index: int, plan: PlanData) -> Iterator[Problem]:
    known = {name for department in plan.departments for name in (department.name, *department.aliases)}
    if not plan.departments:
        return
    for field in ("lead", "jointly"):
        for name in getattr(task, field):
            if name not in known and name != ALL_STREETS:
                yield Problem("task", index, f"task {task.number}", field, *_no_such("department", name, sorted(known)))


def _no_such(table: str, name: str, known: Iterable[str]) -> tuple[Words, Words]:
    listed = list(known)
    problem = Words(f"没有 {table} {name}", f"there is no {table} {name}")
    return problem, Words(
        f"加上 [[{table}]]，或改用 {'、'.join(listed[:8])}", f"add a [[{table}]], or use {', '.join(listed[:8])}"
    )
