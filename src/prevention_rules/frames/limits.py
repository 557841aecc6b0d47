"""The limits of a plan as a table, to be joined anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from prevention_rules.arguments import must_be
from prevention_rules.assessments.limits import Limit
from prevention_rules.assessments.limits import limits as limits_of
from prevention_rules.frames.grid import ends
from prevention_rules.judgement.limits import Cut
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy


def limits(
    plan: Plan,
    periods: Iterable[Period | int | str],
    *,
    at: Period | int | str | None = None,
    policy: Policy | None = None,
) -> dict[str, list[Any]]:  # fmt: skip
    """Return what every rule asks at each of *periods*, as columns by name: one entry for each rule and period.

    Any library makes a table of them (``polars.DataFrame(limits(…))``). ``question`` says of what: a ``level``, or the
    ``ratio`` to or ``difference`` from the level of ``base``; ``scalar`` marks what no interval expresses. A level is
    met where ``lo <= x <= hi``, for any double read as its shortest decimal: each end, open or closed, is a closed
    double. Of a change ``lower`` and ``upper`` are the exact ends, as fractions, and ``lower_in`` and ``upper_in`` say
    whether they belong; ``below``, ``inside``, ``above`` and ``missing`` are the reasons that go with each side. Raises
    `FormatError` for what is no plan, and `RuleFileError` for a plan that has faults.

    >>> from prevention_rules import load_plan
    >>> told = limits(load_plan("xicheng-2022-2025"), [2025])
    >>> [told[name][5] for name in ("rule", "period", "question", "lo", "below", "due", "deadline")]
    ['6', '2025', 'level', 75.00000000000001, 'below_limit', True, '2025']
    """
    must_be(plan, Plan, "plan", "计划", "a Plan")
    plan.check()
    moment = None if at is None else Period.of(at)
    told = [
        _row(one) for one in limits_of(plan, plan.rules, tuple(map(Period.of, periods)), policy or Policy(), moment)
    ]
    return {name: [row[name] for row in told] for name in _NAMES}


_NAMES = (
    "rule", "period", "question", "base", "lo", "hi", "lower", "lower_in", "upper", "upper_in", "below", "inside",
    "above", "missing", "every", "due", "deadline",
)  # fmt: skip


def _row(limit: Limit) -> dict[str, Any]:
    steps, deadline = limit.steps, limit.case.deadline
    row: dict[str, Any] = dict.fromkeys(_NAMES) | {
        "rule": limit.rule.number, "period": str(limit.period), "question": "scalar", "every": limit.every,
        "due": limit.due, "deadline": None if deadline is None else str(deadline),
    }  # fmt: skip
    if steps is None:
        return row
    row |= {
        "question": steps.question,
        "base": None if steps.base is None else str(steps.base),
        "missing": steps.missing[1],
    }
    lower, upper = ends(steps)
    asked = steps.accepted
    if asked is None:
        return row | {"inside": steps.outcomes[0][1]} if len(steps.outcomes) == 1 else row | {"question": "scalar"}
    row |= {"lower": _text(lower), "upper": _text(upper), "lower_in": asked.lo_in, "upper_in": asked.hi_in}
    if steps.base is None:
        row |= {"lo": None if lower is None else Cut(lower, included=asked.lo_in).double,
                "hi": None if upper is None else -Cut(-upper, included=asked.hi_in).double}  # fmt: skip
    told = {name: steps.outcomes[steps.step_of(number)][1] for name, number in _sides(lower, upper)}
    return row | told


def _sides(lower: Fraction | None, upper: Fraction | None) -> list[tuple[str, Fraction]]:
    """Name a number on each side of the ends, and one between."""
    found = [("below", lower - 1)] if lower is not None else []
    found += [("above", upper + 1)] if upper is not None else []
    if lower is not None and upper is not None:
        return [*found, ("inside", (lower + upper) / 2)]
    return [*found, ("inside", upper - 1 if upper is not None else (lower or Fraction(0)) + 1)]


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)
