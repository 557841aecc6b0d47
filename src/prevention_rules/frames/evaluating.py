"""A long table of figures in, the same table with the verdicts of a plan beside each row out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from prevention_rules.arguments import must_be
from prevention_rules.evidence.percents import PercentNumbers, declared_percents
from prevention_rules.frames import checking
from prevention_rules.frames.columns import columns_of, no_objects, table_of
from prevention_rules.frames.memory import evaluate_in_memory
from prevention_rules.frames.waiting import evaluate_waiting
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy


def evaluate(
    plan: Plan,
    frame: Any,
    *,
    at: Period | int | str | None = None,
    columns: Mapping[str, str] | None = None,
    policy: Policy | None = None,
    percent_numbers: PercentNumbers | None = None,
) -> Any:
    """Judge every row of a long table by the rule of its indicator, exactly as the scalar path would.

    A row is the figure of one area (a column that may be left out), period and indicator: a ``value``, a ``numerator``
    and ``denominator`` (with ``missing`` members), or the ``low`` and ``high`` end of what it may be. The columns are
    named as for `read_frame`, or by *columns* (``{"area": "region", "period": "year"}``). Each row is judged as a
    single area is, at its own period, by the target that stands then; with *at*, by the target that stands at *at*.

    The same kind of table comes back, its rows in their order, with ``verdict``, ``reason``, ``limit`` (the end of what
    is asked that is nearest), ``margin`` (how far inside it the figure is, below zero outside), ``needed_change`` (what
    has to be added to reach it), ``on_limit``, and ``scalar`` (judged by the scalar path, once for each distinct
    input). The three numbers are in the unit of the table and rounded once; no verdict hangs on them.
    Raises `FrameError` for a table that cannot be judged as it is. A lazy table of polars whose source changes before
    it is collected, so that it has cells never checked, is refused by the query itself (``ComputeError``).

    >>> import polars
    >>> from prevention_rules import load_plan
    >>> table = polars.DataFrame({"period": [2020, 2025], "indicator": ["26", "26"], "value": [35.0, 28.0]})
    >>> evaluate(load_plan("xicheng-2022-2025"), table)["verdict"].to_list()
    ['NOT_ASSESSABLE', 'MET']
    """
    must_be(plan, Plan, "plan", "计划", "a Plan")
    must_be(policy, (Policy, type(None)), "policy", "Policy(…)", "a Policy(…)")
    declared, moment = declared_percents(percent_numbers), None if at is None else Period.of(at)
    plan.check()
    table = table_of(frame)
    named = columns_of(table.collect_schema(), columns)
    no_objects(table, named)
    checking.units(plan, table, named)
    if isinstance(table, nw.DataFrame):
        return evaluate_in_memory(plan, table, named, moment, policy or Policy(), declared)
    return evaluate_waiting(plan, table, named, moment, policy or Policy(), declared)
