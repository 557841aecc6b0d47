"""What a plan must satisfy before anything is judged by it; every problem is found, not the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from prevention_rules.errors import Fault, RuleFileError
from prevention_rules.plans.entries import Commitment, Indicator
from prevention_rules.plans.outline import Task
from prevention_rules.plans.plan import Plan
from prevention_rules.plans.problems import Place, Problem, no_such, year_problem
from prevention_rules.plans.rulecheck import rule_problems
from prevention_rules.text import Words

ALL_STREETS = "各街道"
"""An entry that stands for all areas of a plan, not for a department."""

_PLAN = Place("plan", None, "plan")


def check(plan: Plan) -> None:
    """Raise `RuleFileError` with every problem of *plan*; a plan from a file has been checked."""
    faults = [
        Fault(plan.id, None, one.row, ".".join(map(str, one.path)), one.problem, one.cure) for one in problems(plan)
    ]
    if faults:
        raise RuleFileError(faults)


def problems(plan: Plan, *, complete: bool = True) -> Iterator[Problem]:
    """Yield every problem of *plan*, entry by entry.

    *complete* says that no entry was lost on the way here, so that a missing number means a missing row.
    """
    yield from _years(plan)
    yield from _twice("domain", [domain.number for domain in plan.domains])
    yield from _twice("task", [task.number for task in plan.tasks])
    yield from _twice("area", [area.name for area in plan.areas], field="name")
    yield from _spelled_twice(plan)
    yield from _twice("indicator", [indicator.number for indicator in plan.indicators])
    yield from _twice("commitment", [rule.number for rule in plan.rules], first=len(plan.indicators))
    if complete:
        yield from _gaps(plan)
    for index, task in enumerate(plan.tasks):
        yield from _task(task, index, plan)
    for index, indicator in enumerate(plan.indicators):
        yield from _indicator(indicator, Place("indicator", index, f"indicator {indicator.number}"), plan)
    for index, commitment in enumerate(plan.commitments):
        yield from _commitment(commitment, Place("commitment", index, f"commitment {commitment.number}"), plan)


def _years(plan: Plan) -> Iterator[Problem]:
    for field in ("first_year", "last_year", "baseline_year"):
        yield from year_problem(getattr(plan, field), _PLAN, field)
    if plan.first_year > plan.last_year:
        problem = Words(
            f"first_year {plan.first_year} 在 last_year {plan.last_year} 之后",
            f"first_year {plan.first_year} comes after last_year {plan.last_year}",
        )
        yield _PLAN.problem("first_year", problem, Words("核对计划的起止年", "check the years of the plan"))
    for index, milestone in enumerate(plan.milestones):
        yield from year_problem(milestone.year, Place("milestone", index, f"milestone {milestone.year}"), "year")


def _twice(table: str, keys: Sequence[str], field: str = "number", *, first: int = 0) -> Iterator[Problem]:
    """Yield a problem for each key met before; *first* is where the entries of *table* begin among *keys*."""
    seen = set(keys[:first])
    for index, key in enumerate(keys[first:]):
        if key in seen:
            times = Counter(keys)[key]
            problem = Words(f"{key} 出现了 {times} 次", f"{key} occurs {times} times")
            cure = Words("改成各不相同的编号", "give each entry its own")
            yield Place(table, index, f"{table} {key}").problem(field, problem, cure)
        seen.add(key)


def _spelled_twice(plan: Plan) -> Iterator[Problem]:
    """One spelling stands for one department."""
    seen: dict[str, str] = {}
    for index, one in enumerate(plan.departments):
        for name in (one.name, *one.aliases):
            if name in seen:
                problem = Words(f"“{name}”已经是{seen[name]}的写法", f"{name} already stands for {seen[name]}")
                cure = Words("一种写法只对应一个单位", "let each spelling stand for one department")
                yield Place("department", index, f"department {one.name}").problem("name", problem, cure)
            seen.setdefault(name, one.name)


def _gaps(plan: Plan) -> Iterator[Problem]:
    """A table numbered 1 to n that lacks a number has lost a row; so has one with fewer rows than declared."""
    if plan.rows is not None and plan.rows != len(plan.indicators):
        n = len(plan.indicators)
        problem = Words(f"应有 {plan.rows} 个指标，实有 {n} 个", f"{plan.rows} indicators are declared, there are {n}")
        yield _PLAN.problem("rows", problem, Words("补上缺的行，或改正 rows", "add the missing rows, or mend rows"))
    numbers = [indicator.number for indicator in plan.indicators]
    if plan.partial or not all(_is_row_number(number) for number in numbers):
        return
    rows = set(map(int, numbers))
    gaps = (row for row in range(1, max(rows, default=0)) if row not in rows)
    missing = list(islice(gaps, _LISTED))
    if missing:
        listed, more = list(map(str, missing)), next(gaps, None) is not None
        problem = Words(
            f"缺少指标 {'、'.join(listed)}{' 等' if more else ''}",
            f"indicator {', '.join(listed)}{' and more' if more else ''} is missing",
        )
        cure = Words(
            "补上这些行；如果本来只收录一部分，在 [plan] 写 partial = true",
            "add the rows; if only some are meant, write partial = true in [plan]",
        )
        after = next((at for at, number in enumerate(numbers) if int(number) > missing[0]), 0)
        yield Place("indicator", after, f"indicator {numbers[after]}").problem("number", problem, cure)


_LISTED = 50
"""How many missing rows are named."""


def _is_row_number(number: str) -> bool:
    """Tell 1 to 9999 from a code: 110102001 is no row of a table that has lost the hundred million before it."""
    return number.isascii() and number.isdigit() and len(number) < 5


def _indicator(indicator: Indicator, place: Place, plan: Plan) -> Iterator[Problem]:
    yield from rule_problems(indicator, place, plan)
    domains = [domain.number for domain in plan.domains]
    if indicator.domain and indicator.domain not in domains:
        yield place.problem("domain", *no_such("domain", indicator.domain, domains))
    tasks = [task.number for task in plan.tasks]
    for task in indicator.tasks:
        if task not in tasks:
            yield place.problem("tasks", *no_such("task", task, tasks))


def _commitment(commitment: Commitment, place: Place, plan: Plan) -> Iterator[Problem]:
    yield from rule_problems(commitment, place, plan)
    tasks = [task.number for task in plan.tasks]
    if commitment.task and commitment.task not in tasks:
        yield place.problem("task", *no_such("task", commitment.task, tasks))


def _task(task: Task, index: int, plan: Plan) -> Iterator[Problem]:
    known = {name for department in plan.departments for name in (department.name, *department.aliases)}
    if not plan.departments:
        return
    place = Place("task", index, f"task {task.number}")
    for field in ("lead", "jointly"):
        for name in getattr(task, field):
            if name not in known and name != ALL_STREETS:
                yield place.problem(field, *no_such("department", name, sorted(known)))
