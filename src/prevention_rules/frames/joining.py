"""The limits of a plan joined to a table that waits in its engine: the comparisons of the kernel as expressions.

Three small tables are joined: the limits, by indicator and period; what each base makes of them, by area and demand;
and, by limit and step reached, the verdict.
"""

from __future__ import annotations

import math
from functools import reduce
from typing import Any

import narwhals as nw

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.bases import bases
from prevention_rules.frames.columns import ADDED
from prevention_rules.frames.every import TOGETHER, place_of
from prevention_rules.frames.exact import end_of
from prevention_rules.frames.grid import OF_BASES, REASONS, TO_GO, VERDICT_NAMES, demand_of, ends
from prevention_rules.frames.lazy import Kind
from prevention_rules.frames.query import BASE, DEMAND, KEY, STEP, Joining, Lazy, X
from prevention_rules.judgement.limits import Outcome
from prevention_rules.judgement.verdicts import Verdict


def joined(one: Joining) -> Lazy:
    """Return the table with the columns of the result, still waiting."""
    names = one.table.collect_schema().names()
    table = one.with_x.join(_limits(one), on=one.key, how="left")
    if one.demands:
        table = table.join(bases(one), on=[*one.area, DEMAND], how="left")
    table = table.with_columns(_step(one).alias(STEP), *_ends(one))
    if any(limit.every and limit.steps for limit in one.grid.limits):
        table = _every(table, one)
    table = table.join(_outcomes(one), on=STEP, how="left")
    return _measured(table, one).select(*names, *ADDED)


# --- the limits, and the steps reached -------------------------------------------------------------


def _limits(one: Joining) -> Lazy:
    """Return the table of limits, by indicator and period as the table writes them."""
    kinds: dict[str, Kind] = {**{name: one.kind(name) for name in one.key}, KEY: int, DEMAND: int, "pr_upper": bool}
    kinds |= {f"pr_c{i}": float for i in range(one.height)}
    kinds |= {f"pr_{what}_{side}": float for side in one.sides for what in ("end", "on")}
    rows = [(*pair, key, *_row(one, one.grid.limits[key])) for pair, key in one.pairs.items()]
    return one.small(kinds, rows)


def _row(one: Joining, limit: Limit) -> list[Any]:
    demand, steps = demand_of(limit), limit.steps
    alone = steps is not None and demand is None
    cuts = [_as_compared(cut.double, i, one) for i, cut in enumerate(steps.cuts)] if steps and alone else []
    near = [end_of(end) for end in one.own_ends(steps)] if alone else [(None, None)] * len(one.sides)
    place = None if demand is None else one.demands[demand][0]
    upper = steps is not None and ends(steps)[0] is None
    return [place, upper, *cuts, *[math.inf] * (one.height - len(cuts)), *(number for end in near for number in end)]


def _as_compared(double: float, i: int, one: Joining) -> float:
    """Return the double that a cut is compared with: one below where changes are compared by ``>``, not ``>=``."""
    return math.nextafter(double, -math.inf) if one.included(i) == {False} else double


def _reached(i: int, one: Joining) -> nw.Expr:
    """Say whether a figure reaches a cut: one of the limit itself, or one that its base makes."""
    x, own = nw.col(X), nw.col(f"pr_c{i}")
    cut = nw.coalesce(nw.col(f"pr_b{i}"), own) if one.demands else own
    if one.included(i) == {False}:
        return x > cut
    if one.included(i) <= {True}:
        return x >= cut
    return nw.when(nw.coalesce(nw.col(f"pr_beyond{i}"), nw.lit(False))).then(x > cut).otherwise(x >= cut)


def _level_step(one: Joining) -> nw.Expr:
    """Return how many cuts a figure reaches; without one the place behind the last step."""
    reached = [_reached(i, one).cast(nw.Int64) for i in range(one.height)]
    step = reduce(lambda a, b: a + b, reached, nw.lit(0))
    return nw.coalesce(step, nw.lit(one.height + 1))


def _step(one: Joining) -> nw.Expr:
    """Return the place of a row's outcome: its limit, and the step reached, or what its base is."""
    x, missing = nw.col(X), one.height + 1
    step = _level_step(one)
    if one.demands:
        of = {name: nw.lit(missing + 1 + at) for at, name in enumerate(OF_BASES)}
        silent = nw.when(x.is_null()).then(nw.lit(missing)).otherwise(of["without_base"])
        some = nw.when(x == 0).then(of["both_zero"]).otherwise(of["base_zero"])
        zero = nw.when(x.is_null()).then(of["base_zero_missing"]).otherwise(some)
        odd = nw.when(nw.col(BASE).is_null()).then(silent).otherwise(
            nw.when(nw.col(BASE) < 0).then(of["base_negative"]).otherwise(zero)
        )  # fmt: skip
        sound = nw.col(DEMAND).is_null() | nw.coalesce(nw.col("pr_sound"), nw.lit(False))
        step = nw.when(sound).then(step).otherwise(odd)
    return nw.col(KEY) * one.width + step


def _ends(one: Joining) -> list[nw.Expr]:
    """Return the ends that a figure is held against, and again where a double is one exactly."""
    if not one.demands:
        return []
    names = [f"{what}_{side}" for side in one.sides for what in ("end", "on")]
    return [nw.coalesce(nw.col(f"pr_{name}"), nw.col(f"pr_base_{name}")).alias(f"pr_{name}") for name in names]


def _outcomes(one: Joining) -> Lazy:
    """Return the table of outcomes, by limit and step."""
    rows: list[tuple[Any, ...]] = []
    for key, limit in enumerate(one.grid.limits):
        told = _told(limit, one.height)
        rows += [(key * one.width + at, verdict.value, reason, limit.steps is None,
                  None if limit.every else TO_GO.get(verdict))
                 for at, (verdict, reason) in enumerate(told)]  # fmt: skip
    rows += [(-1 - at, verdict.value, reason, False, None) for at, (verdict, reason) in enumerate(TOGETHER)]
    return one.small({STEP: int, "verdict": VERDICT_NAMES, "reason": REASONS, "scalar": bool, "pr_to_go": float}, rows)


def _told(limit: Limit, height: int) -> list[Outcome]:
    """Return the outcomes of a limit: by step, without a figure, and by what a base is."""
    steps = limit.steps
    if steps is None:
        return [(Verdict.NOT_ASSESSABLE, "missing_value")] * (height + 2)
    told = [*steps.outcomes, *[steps.outcomes[-1]] * (height + 1 - len(steps.outcomes)), steps.missing]
    return [*told, *(getattr(steps, name) or steps.missing for name in OF_BASES)]


# --- every period ----------------------------------------------------------------------------------


def _every(table: Lazy, one: Joining) -> Lazy:
    """Put in place of what each figure decides alone what those of all periods decide together."""
    asked = {key: limit for key, limit in enumerate(one.grid.limits) if limit.every and limit.steps}
    step = len(one.grid.periods)
    spans = [(key, key // step, one.grid.place.get(period, -1), len(limit.over)) for key, limit in asked.items()
             for period in limit.over]  # fmt: skip
    spans += [(key, key // step, -1, 0) for key, limit in asked.items() if not limit.over]
    over = one.small({KEY: int, "pr_rule": int, "pr_at": int, "pr_asked": int}, spans)
    places = [(*pair, key // step, key % step) for pair, key in one.pairs.items()]
    cells = one.small({**{name: one.kind(name) for name in one.key}, "pr_rule": int, "pr_at": int}, places)
    figures = one.with_x.join(cells, on=one.key, how="inner")
    figures = figures.select(*one.area, "pr_rule", "pr_at", nw.col(X).alias("pr_then"))
    cuts = [f"pr_c{i}" for i in range(one.height)]
    here = table.filter(nw.col(KEY).is_in(list(asked))).select(*one.area, KEY, *cuts)
    told = here.join(over, on=KEY, how="inner").join(figures, on=[*one.area, "pr_rule", "pr_at"], how="left")
    none, no = nw.lit(None).cast(nw.Float64), nw.lit(False)  # a condition on levels has no base
    of_bases = [expr for i in range(one.height) for expr in (none.alias(f"pr_b{i}"), no.alias(f"pr_beyond{i}"))]
    then = told.rename({"pr_then": X}).with_columns(*of_bases)
    kept = {"pr_met": Verdict.MET, "pr_missed": Verdict.NOT_MET, "pr_silent": Verdict.NOT_ASSESSABLE}
    verdicts = [(key * one.width + place, *(int(verdict is kind) for kind in kept.values()))
                for key, limit in asked.items()
                for place, (verdict, _) in enumerate(_told(limit, one.height))]  # fmt: skip
    known = one.small({STEP: int, **dict.fromkeys(kept, int)}, verdicts)
    then = then.with_columns((nw.col(KEY) * one.width + _level_step(one)).alias(STEP)).join(known, on=STEP, how="left")
    counts = then.group_by(*one.area, KEY, "pr_asked").agg(nw.len().alias("pr_periods"), nw.col(*kept).sum())
    told_by = nw.when(nw.col("pr_asked").is_null()).then(nw.col(STEP)).otherwise(place_of(one.width, one.height))
    return table.join(counts, on=[*one.area, KEY], how="left").with_columns(told_by.alias(STEP))


# --- how far it is ---------------------------------------------------------------------------------


def _measured(table: Lazy, one: Joining) -> Lazy:
    """Say how far each figure is from the nearer end, and put in what the scalar path says."""
    if one.judged:
        table = table.join(_judged(one), on=one.columns.keys, how="left")
    table, x = _nearer(table, one), nw.col(X)
    short = nw.col("limit") - x
    told = {
        "margin": nw.when(nw.col("pr_upper")).then(short).otherwise(-short),
        "needed_change": short * nw.col("pr_to_go") + 0.0,  # -0.0 is no change either
        "on_limit": nw.coalesce(x == nw.col("pr_on"), nw.lit(False)),
    }
    if one.judged:
        told |= {"limit": nw.col("limit"), "verdict": nw.col("verdict"), "reason": nw.col("reason")}
        told = {name: nw.when(nw.col("scalar")).then(nw.col(f"pr_judged_{name}")).otherwise(expr)
                for name, expr in told.items()}  # fmt: skip
    return table.with_columns(*(expr.alias(name) for name, expr in told.items()))


def _nearer(table: Lazy, one: Joining) -> Lazy:
    """Of two ends take the one that the figure is nearer to."""
    x, first, on = nw.col(X), nw.col("pr_end_first"), nw.col("pr_on_first")
    if not one.two_sided:
        return table.with_columns(first.alias("limit"), on.alias("pr_on"))
    second = nw.col("pr_end_second")
    nearer = nw.coalesce((second - x).abs() < (x - first).abs(), nw.lit(False))
    return table.with_columns(
        nw.when(nearer).then(second).otherwise(first).alias("limit"),
        nw.when(nearer).then(nw.col("pr_on_second")).otherwise(on).alias("pr_on"),
        (nw.col("pr_upper") | nearer).alias("pr_upper"),
    )


def _judged(one: Joining) -> Lazy:
    """Return what the scalar path says of the rows that need it, by their keys."""
    keys = one.columns.keys
    kinds: dict[str, Kind] = {name: one.kind(name) for name in keys}
    kinds |= {"pr_judged_verdict": VERDICT_NAMES, "pr_judged_reason": REASONS, "pr_judged_on_limit": bool}
    kinds |= {f"pr_judged_{name}": float for name in ("limit", "margin", "needed_change")}
    rows = [(*key, told.outcome[0].value, told.outcome[1], told.on_limit, told.limit, told.margin, told.needed)
            for key, told in one.judged.items()]  # fmt: skip
    return one.small(kinds, rows)
