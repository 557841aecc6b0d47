"""What is told of a table that was judged: any row in full, the rows that fail, and counts of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
from attrs import frozen

from prevention_rules.arguments import another_kind, must_be
from prevention_rules.as_code import in_short
from prevention_rules.errors import FrameError
from prevention_rules.evidence.percents import PercentNumbers, declared_percents
from prevention_rules.frames import checking
from prevention_rules.frames.columns import ADDED, KEYS, Columns, columns_of, must_have, table_of
from prevention_rules.frames.figures import Figure
from prevention_rules.frames.grid import Grid
from prevention_rules.frames.scalar import find
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.text import Words, shown


def explain(
    plan: Plan,
    frame: Any,
    key: Mapping[str, Any],
    *,
    at: Period | int | str | None = None,
    columns: Mapping[str, str] | None = None,
    policy: Policy | None = None,
    percent_numbers: PercentNumbers | None = None,
) -> Finding:
    """Return the finding on one row, from the scalar path itself; ``finding.explain("zh")`` tells it.

    *key* names the row (``{"area": "甲县", "period": 2025, "indicator": "26"}``); its figure and those of the same area
    and indicator for other periods are taken from *frame*, which may have been judged or not. The other arguments are
    those of `evaluate`. Raises `FrameError` where the table has no such row.

    >>> import polars
    >>> from prevention_rules import load_plan
    >>> table = polars.DataFrame({"period": [2020, 2025], "indicator": ["26", "26"], "value": [35.0, 28.0]})
    >>> explain(load_plan("xicheng-2022-2025"), table, {"period": 2025, "indicator": "26"}).reason
    'met'
    """
    must_be(plan, Plan, "plan", "计划", "a Plan")
    must_be(policy, (Policy, type(None)), "policy", "Policy(…)", "a Policy(…)")
    table = _without_results(table_of(frame)).lazy()
    named = columns_of(table.collect_schema(), columns)
    own = [name for name in KEYS if name in named]
    if not isinstance(key, Mapping) or set(key) != set(own):
        raise another_kind(key, "key", f"{'、'.join(own)} 的对照", f"a mapping of {', '.join(own)}")
    rows = (
        table.filter(*(nw.col(named[name]) == key[name] for name in own if name != "period")).collect().rows(named=True)
    )
    told = {_period(row[named["period"]]): Figure.of(row, named) for row in rows}
    period = Period.of(key["period"])
    if period not in told:
        said = Words(f"没有这一行：{shown(dict(key))}", f"there is no such row: {shown(dict(key))}")
        raise FrameError(", ".join(named.keys), said, Words("核对各列的值", "check the cells of its key"))
    rules = checking.rules_of(plan, [key["indicator"]], named["indicator"], lambda _: (dict(key),))
    grid = Grid(
        plan=plan, rules=rules, periods=sorted(told), policy=policy or Policy(),
        at=None if at is None else Period.of(at), percent_numbers=declared_percents(percent_numbers),
    )  # fmt: skip
    return find(grid, 0, period, str(key.get("area", "")), told)


def _period(cell: Any) -> Period:
    return Period.of(cell if isinstance(cell, str) else int(cell))


def _without_results(table: Any) -> Any:
    names = table.collect_schema().names()
    return table.drop([name for name in ADDED if name in names])


def failures(frame: Any, *, columns: Mapping[str, str] | None = None) -> Any:
    """Return the rows of a judged table that are NOT_MET: key, figure, reason, limit, margin and needed change.

    >>> import polars
    >>> from prevention_rules import load_plan
    >>> from prevention_rules.frames import evaluate
    >>> table = polars.DataFrame({"period": [2025, 2025], "indicator": ["1", "18"], "value": [84.9, 15.0]})
    >>> failures(evaluate(load_plan("xicheng-2022-2025"), table))["limit"].to_list()
    [85.0]
    """
    table, named = _judged(frame, columns)
    kept = [*named.keys, *named.figures, "reason", "limit", "margin", "needed_change"]
    return table.filter(nw.col("verdict").cast(nw.String) == Verdict.NOT_MET.value).select(kept).to_native()


def _judged(frame: Any, columns: Mapping[str, str] | None) -> tuple[Any, Columns]:
    table = table_of(frame)
    schema = table.collect_schema()
    for name in ADDED:
        if name not in schema:
            raise FrameError(
                name, Words("表还没有判定", "the table has not been judged"),
                Words("先用 frames.evaluate(plan, frame)", "judge it first: frames.evaluate(plan, frame)"),
            )  # fmt: skip
    return table, columns_of({name: kind for name, kind in schema.items() if name not in ADDED}, columns)


Counts = Mapping[str, int]
"""How many rows have each verdict (or whatever else was counted; an empty cell has no name)."""


@frozen
class Summary:
    """How a judged table stands: ``total``, and by rule (in the order of the plan), domain, area and period.

    ``together`` are pairs of rules that fail in the same area and period, and how often, most often first.
    """

    total: Counts
    by_rule: Mapping[str, Counts]
    by_domain: Mapping[str, Counts]
    by_area: Mapping[Any, Counts]
    by_period: Mapping[Any, Counts]
    together: Sequence[tuple[str, str, int]]

    __repr__ = in_short


def summary(plan: Plan, frame: Any, *, columns: Mapping[str, str] | None = None, of: str = "verdict") -> Summary:
    """Count a judged table by rule, domain, area and period; *of* names the column whose names are counted.

    Raises ``FrameError`` for a table that lacks a column, or was not judged, and for an indicator the plan lacks.

    >>> import polars
    >>> from prevention_rules import load_plan
    >>> from prevention_rules.frames import evaluate
    >>> plan = load_plan("xicheng-2022-2025")
    >>> table = polars.DataFrame({"period": [2025] * 3, "indicator": ["1", "3", "18"], "value": [84.9, 60.0, 15.0]})
    >>> told = summary(plan, evaluate(plan, table))
    >>> told.total, told.together
    ({'MET': 1, 'NOT_MET': 2}, [('1', '3', 1)])
    """
    must_be(plan, Plan, "plan", "计划", "a Plan")
    table, named = _judged(frame, columns)
    must_have(of, table.collect_schema())
    kinds = table.collect_schema()
    texts = [nw.col(name).cast(nw.String) for name in named.keys if not kinds[name].is_integer()]
    told = table.lazy().with_columns(nw.col(of).cast(nw.String).fill_null("").alias(of), *texts)
    rules = {one.number: one for one in plan.rules}
    by_cell = _counted(told, named["indicator"], of)
    called = checking.rules_of(plan, list(by_cell), named["indicator"], lambda _: ())
    of_cell = {cell: rule.number for cell, rule in zip(by_cell, called, strict=True)}
    by_rule = _merged((of_cell[cell], counts) for cell, counts in by_cell.items())
    domains = {domain.number: domain.name for domain in plan.domains}
    names = {number: domains.get(getattr(rules[number], "domain", ""), "") for number in by_rule}
    return Summary(
        _merged(("", counts) for counts in by_rule.values()).get("", {}),
        {number: by_rule[number] for number in rules if number in by_rule},
        _merged((names[number], by_rule[number]) for number in rules if number in by_rule),
        _counted(told, named["area"], of) if "area" in named else {},
        _counted(told, named["period"], of),
        _together(told, named, of_cell),
    )


def _counted(table: Any, by: str, of: str) -> dict[Any, Counts]:
    rows = table.group_by(by, of).agg(nw.len().alias("pr_rows")).collect().sort(by, of).iter_rows()
    found: dict[Any, dict[str, int]] = {}
    for name, verdict, count in rows:
        found.setdefault(name, {})[verdict] = count
    return found  # type: ignore[return-value]


def _merged(told: Any) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, counts in told:
        own = found.setdefault(name, {})
        for verdict, count in counts.items():
            own[verdict] = own.get(verdict, 0) + count
    return {name: dict(sorted(counts.items())) for name, counts in found.items()}


def _together(table: Any, columns: Columns, rules: Mapping[Any, str]) -> list[tuple[str, str, int]]:
    failed = table.filter(nw.col("verdict").cast(nw.String) == Verdict.NOT_MET.value).select(columns.keys)
    where = [name for name in columns.keys if name != columns["indicator"]]
    other = failed.rename({columns["indicator"]: "pr_other"})
    pairs = failed.join(other, on=where, how="inner").filter(nw.col(columns["indicator"]) < nw.col("pr_other"))
    counts = pairs.group_by(columns["indicator"], "pr_other").agg(nw.len().alias("pr_rows")).collect()
    order = {number: at for at, number in enumerate(rules.values())}
    told = [(*sorted((rules[one], rules[two]), key=order.__getitem__), count) for one, two, count in counts.iter_rows()]
    return sorted(told, key=lambda one: (-one[2], order[one[0]], order[one[1]]))
