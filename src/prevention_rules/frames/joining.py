"""The limits of a plan joined to a table that waits in its engine: the same comparisons as expressions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import narwhals as nw
from attrs import field, frozen

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.columns import ADDED, Columns
from prevention_rules.frames.exact import SCALES, decimal_places, end_of, level_of
from prevention_rules.frames.grid import OF_BASES, REASONS, VERDICTS, Grid, code_of, demand_of, ends
from prevention_rules.frames.lazy import LazyEngine, engine_of
from prevention_rules.frames.scalar import Judged
from prevention_rules.judgement.limits import Cut, Staircase
from prevention_rules.judgement.verdicts import Verdict

Lazy = nw.LazyFrame[Any]
Pair = tuple[Any, Any]
"""An indicator and a period as the cells of a table have them."""

_AREA, _X, _KEY, _DEMAND, _BASE = "pr_area", "pr_x", "pr_key", "pr_demand", "pr_base"
_DIGITS = 1e15


@frozen(kw_only=True)
class Joining:
    """A table that waits, with the limits of what it speaks of; ``pairs`` lead from its cells to the limits."""

    table: Lazy
    columns: Columns
    grid: Grid
    pairs: Mapping[Pair, int]
    judged: Mapping[tuple[Any, ...], Judged] = field(factory=dict)

    @property
    def engine(self) -> LazyEngine:
        return engine_of(self.table)

    @property
    def demands(self) -> dict[Any, tuple[int, Limit]]:
        """The demands on bases: what tells them apart, with a number and a limit that makes them."""
        found: dict[Any, tuple[int, Limit]] = {}
        for limit in self.grid.limits:
            if (demand := demand_of(limit)) is not None:
                found.setdefault(demand, (len(found), limit))
        return found

    @property
    def height(self) -> int:
        """How many cuts there are at most."""
        return max((len(one.steps.cuts) for one in self.grid.limits if one.steps), default=0)


def joined(one: Joining) -> Lazy:
    """Return the table with the columns of the result, still waiting."""
    height, names = one.height, one.table.collect_schema().names()
    on = [one.columns["indicator"], one.columns["period"]]
    table = _with_x(one).join(_limits(one), on=on, how="left")
    if one.demands:
        table = table.join(_bases(one), on=[*_area(one), _DEMAND], how="left")
    reached = [_reached(i, one) for i in range(height)]
    table = table.with_columns(_code(reached, one).alias("pr_code"), *_ends(one))
    if any(limit.every and limit.steps for limit in one.grid.limits):
        table = _every(table, one)
    if one.judged:
        table = _with_judged(table, one)
    return _named(table, one).select(*names, *ADDED)


def _area(one: Joining) -> list[str]:
    return [one.columns["area"]] if "area" in one.columns else []


def _with_x(one: Joining) -> Lazy:
    """Add the figure as a double, null where there is none."""
    if "value" not in one.columns:
        return one.table.with_columns(nw.lit(None).cast(nw.Float64).alias(_X))
    return one.table.with_columns(nw.col(one.columns["value"]).cast(nw.Float64).alias(_X))


def _limits(one: Joining) -> Lazy:
    """Return the table of limits, by indicator and period as the table writes them."""
    kinds: dict[str, type] = {one.columns["indicator"]: _kind(one, "indicator"), one.columns["period"]: _kind(one, "period"),
                              _KEY: int, _DEMAND: int}  # fmt: skip
    kinds |= {f"pr_c{i}": float for i in range(one.height)} | {f"pr_o{i}": int for i in range(one.height + 1)}
    kinds |= {"pr_missing": int, **({f"pr_{name}": int for name in OF_BASES} if one.demands else {})}
    kinds |= {"pr_low": float, "pr_high": float, "pr_on_low": float, "pr_on_high": float, "pr_scalar": bool}
    rows = [(*pair, key, *_row(one, one.grid.limits[key])) for pair, key in one.pairs.items()]
    return one.engine.small(one.table, kinds, rows)


def _kind(one: Joining, meaning: str) -> type:
    return int if one.table.collect_schema()[one.columns[meaning]].is_integer() else str


def _row(one: Joining, limit: Limit) -> list[Any]:
    steps, height = limit.steps, one.height
    demand = demand_of(limit)
    place = None if demand is None else one.demands[demand][0]
    bases = [code_of(getattr(steps, name, None)) for name in OF_BASES] if one.demands else []
    if steps is None:
        return [place, *[math.inf] * height, *[0] * (height + 1), 0, *bases, None, None, None, None, True]
    cuts = [cut.double for cut in steps.cuts] if demand is None else []
    outcomes = [code_of(outcome) for outcome in steps.outcomes]
    near = [end_of(end) if demand is None else (None, None) for end in ends(steps)]
    return [
        place, *cuts, *[math.inf] * (height - len(cuts)), *outcomes, *[outcomes[-1]] * (height + 1 - len(outcomes)),
        code_of(steps.missing), *bases, near[0][0], near[1][0], near[0][1], near[1][1], False,
    ]  # fmt: skip


def _reached(i: int, one: Joining) -> nw.Expr:
    """Say whether a figure reaches a cut: one of the limit itself, or one that its base makes."""
    reached = nw.col(_X) >= nw.col(f"pr_c{i}")
    if not one.demands:
        return reached
    of_base = (
        nw.when(nw.col(f"pr_in{i}")).then(nw.col(_X) >= nw.col(f"pr_b{i}")).otherwise(nw.col(_X) > nw.col(f"pr_b{i}"))
    )
    return nw.when(nw.col(_DEMAND).is_null()).then(reached).otherwise(of_base)


def _code(reached: Sequence[nw.Expr], one: Joining) -> nw.Expr:
    """Return the outcome of a row as its code."""
    told = nw.col("pr_o0")
    for i, yes in enumerate(reached, 1):
        told = nw.when(yes).then(nw.col(f"pr_o{i}")).otherwise(told)
    told = nw.when(nw.col(_X).is_null()).then(nw.col("pr_missing")).otherwise(told)
    if not one.demands:
        return told
    x, base = nw.col(_X), nw.col(_BASE)
    silent = nw.when(x.is_null()).then(nw.col("pr_missing")).otherwise(nw.col("pr_without_base"))
    zero = nw.when(x.is_null()).then(nw.col("pr_base_zero_missing")).otherwise(
        nw.when(x == 0).then(nw.col("pr_both_zero")).otherwise(nw.col("pr_base_zero"))
    )  # fmt: skip
    told = nw.when(nw.col("pr_ratio") & (base < 0)).then(nw.col("pr_base_negative")).otherwise(told)
    told = nw.when(nw.col("pr_ratio") & (base == 0)).then(zero).otherwise(told)
    told = nw.when(~nw.col(_DEMAND).is_null() & base.is_null()).then(silent).otherwise(told)
    return told


def _ends(one: Joining) -> list[nw.Expr]:
    """Return the ends that a figure is held against, and again where a double is one exactly."""
    names = ("low", "high", "on_low", "on_high")
    if not one.demands:
        return []
    return [nw.coalesce(nw.col(f"pr_{name}"), nw.col(f"pr_base_{name}")).alias(f"pr_{name}") for name in names]


def _bases(one: Joining) -> Lazy:
    """Return the limits that each base makes: by area and demand, once for each base that was reported."""
    told = _reported_bases(one)
    exprs, parts = [], _parts(one)
    for name in parts:
        exprs.append(_by_whole_numbers(name))
    told = told.with_columns(*(expr.alias(f"pr_base_{name}") for name, expr in zip(parts, exprs, strict=True)))
    rest = _rest(one, told, parts)
    if rest is not None:
        told = told.join(rest, on=[_DEMAND, _BASE], how="left")
        told = told.with_columns(
            *(
                nw.coalesce(nw.col(f"pr_base_{name}"), nw.col(f"pr_rest_{name}")).alias(f"pr_base_{name}")
                for name in parts
            )
        )
    on = [nw.col(f"pr_base_{name}").alias(f"pr_base_on_{name}") for name in ("low", "high")]
    if rest is not None:
        on = [nw.when(nw.col(f"pr_rest_{name}").is_null()).then(nw.col(f"pr_base_{name}"))
              .otherwise(nw.col(f"pr_rest_on_{name}")).alias(f"pr_base_on_{name}") for name in ("low", "high")]  # fmt: skip
    cuts = [nw.col(f"pr_base_{i}").alias(f"pr_b{i}") for i in range(one.height)]
    included = [nw.col(f"pr_in{i}") for i in range(one.height)]
    return told.select(*_area(one), _DEMAND, _BASE, "pr_ratio", *cuts, *included, "pr_base_low", "pr_base_high", *on)


def _parts(one: Joining) -> list[str]:
    return [*map(str, range(one.height)), "low", "high"]


def _reported_bases(one: Joining) -> Lazy:
    """Return what was reported for bases, beside what is asked of each: a cut as a quotient of whole numbers."""
    kinds: dict[str, type] = {one.columns["indicator"]: _kind(one, "indicator"), one.columns["period"]: _kind(one, "period"),
                              _DEMAND: int, "pr_ratio": bool}  # fmt: skip
    kinds |= {f"pr_in{i}": bool for i in range(one.height)}
    kinds |= {f"pr_{what}_{name}": float for name in _parts(one) for what in ("size", "scale")}
    rows = []
    for place, limit in one.demands.values():
        steps = limit.steps
        assert steps is not None
        assert steps.base is not None
        at = one.grid.place.get(steps.base)
        key = None if at is None else one.grid.key(one.grid.rules.index(limit.rule), at)
        rows += [(*pair, place, *_asked(steps, one.height)) for pair, own in one.pairs.items() if own == key]
    asked = one.engine.small(one.table, kinds, rows)
    on = [one.columns["indicator"], one.columns["period"]]
    told = _with_x(one).join(asked, on=on, how="inner").filter(~nw.col(_X).is_null())
    own = [nw.col(name) for name in (_DEMAND, "pr_ratio", *[f"pr_in{i}" for i in range(one.height)])]
    sizes = [nw.col(f"pr_{what}_{name}") for name in _parts(one) for what in ("size", "scale")]
    return told.select(*_area(one), *own, nw.col(_X).alias(_BASE), *sizes)


def _asked(steps: Staircase, height: int) -> list[Any]:
    """Return a demand as numbers: whether it is a ratio, which cuts belong to the step above, and each as a quotient."""
    cuts: list[Cut | None] = [*steps.cuts, *[None] * (height - len(steps.cuts))]
    told: list[Any] = [steps.question == "ratio", *(cut is not None and cut.included for cut in cuts)]
    for end in [None if cut is None else cut.at for cut in cuts] + list(ends(steps)):
        places = None if end is None else decimal_places(end)
        sound = end is not None and places is not None and abs(end * 10**places) < _DIGITS
        told += (
            [float(end * 10**places), 10.0**places]
            if sound and end is not None and places is not None
            else [None, None]
        )
    return told


def _by_whole_numbers(name: str) -> nw.Expr:
    """Return the double nearest to a cut or end, where whole numbers make it with one division; null elsewhere."""
    size, more, start = nw.col(f"pr_size_{name}"), nw.col(f"pr_scale_{name}"), nw.col(_BASE)
    found: nw.Expr = nw.lit(None).cast(nw.Float64)
    possible = ~nw.col("pr_ratio") | (start > 0)
    for places in reversed(SCALES):
        scale = nw.lit(10.0**places)
        whole = (start * scale).round(0)
        product = nw.when(nw.col("pr_ratio")).then(whole * size).otherwise(whole * more + size * scale)
        sound = (whole / scale == start) & _small(whole * more) & _small(product) & _small(size * scale)
        found = nw.when(possible & sound).then(product / (scale * more)).otherwise(found)
    return found


def _small(number: nw.Expr) -> nw.Expr:
    return number.abs() < nw.lit(_DIGITS)


def _rest(one: Joining, told: Lazy, parts: Sequence[str]) -> Lazy | None:
    """Return the limits of the bases that whole numbers do not make, through fractions; None where there are none."""
    limits = {place: limit for place, limit in one.demands.values()}
    lacking = [nw.col(f"pr_base_{name}").is_null() & nw.col(_DEMAND).is_in([
        place for place, limit in limits.items() if limit.steps and _part(limit.steps, name) is not None
    ]) for name in parts]  # fmt: skip
    possible = ~nw.col("pr_ratio") | (nw.col(_BASE) > 0)
    wanted = told.filter(possible & reduce(lambda a, b: a | b, lacking)).select(_DEMAND, _BASE).unique().collect()
    rows = [(place, base, *_exactly(limits[place].steps, base, one.height)) for place, base in wanted.iter_rows()]
    if not rows:
        return None
    kinds: dict[str, type] = {_DEMAND: int, _BASE: float, **{f"pr_rest_{name}": float for name in parts},
                              "pr_rest_on_low": float, "pr_rest_on_high": float}  # fmt: skip
    return one.engine.small(one.table, kinds, rows)


def _part(steps: Staircase, name: str) -> Fraction | None:
    if name in ("low", "high"):
        return ends(steps)[name == "high"]
    return steps.cuts[int(name)].at if int(name) < len(steps.cuts) else None


def _exactly(steps: Staircase | None, base: float, height: int) -> list[float | None]:
    assert steps is not None
    cuts: list[float | None] = []
    for cut in steps.cuts:
        double = Cut(level_of(cut.at, base, steps), included=cut.included).double
        cuts.append(double if cut.included else math.nextafter(double, -math.inf))
    told = [(None, None) if end is None else end_of(level_of(end, base, steps)) for end in ends(steps)]
    return [*cuts, *[None] * (height - len(cuts)), *(one[0] for one in told), *(one[1] for one in told)]


def _every(table: Lazy, one: Joining) -> Lazy:
    """Put in place of what each figure decides alone what those of all periods decide together."""
    asked = {key: limit for key, limit in enumerate(one.grid.limits) if limit.every and limit.steps}
    spans = [(key, at, key // len(one.grid.periods)) for key, limit in asked.items() for period in limit.over
             if (at := one.grid.place.get(period)) is not None]  # fmt: skip
    kinds = {"pr_key": int, "pr_at": int, "pr_rule": int}
    here = table.filter(nw.col(_KEY).is_in(list(asked))).select(*_area(one), _KEY, *_steps_of(one))
    places = [(*pair, key // len(one.grid.periods), key % len(one.grid.periods)) for pair, key in one.pairs.items()]
    pairs = one.engine.small(one.table, {one.columns["indicator"]: _kind(one, "indicator"), one.columns["period"]:
                                         _kind(one, "period"), "pr_rule": int, "pr_at": int}, places)  # fmt: skip
    figures = _with_x(one).join(pairs, on=[one.columns["indicator"], one.columns["period"]], how="inner")
    figures = figures.select(*_area(one), "pr_rule", "pr_at", nw.col(_X).alias("pr_then"))
    told = here.join(one.engine.small(one.table, kinds, spans), on="pr_key", how="inner")
    told = told.join(figures, on=[*_area(one), "pr_rule", "pr_at"], how="left")
    code = nw.col("pr_o0")
    for i in range(one.height):
        code = nw.when(nw.col("pr_then") >= nw.col(f"pr_c{i}")).then(nw.col(f"pr_o{i + 1}")).otherwise(code)
    verdict = nw.when(nw.col("pr_then").is_null()).then(nw.col("pr_missing")).otherwise(code) // 64
    told = told.with_columns(*(
        (verdict == VERDICTS.index(kind)).cast(nw.Int64).alias(name)
        for name, kind in (("pr_met", Verdict.MET), ("pr_missed", Verdict.NOT_MET), ("pr_silent", Verdict.NOT_ASSESSABLE))
    ))  # fmt: skip
    counts = told.group_by(*_area(one), _KEY).agg(
        *(nw.col(name).sum() for name in ("pr_met", "pr_missed", "pr_silent")), nw.len().alias("pr_reported")
    )
    table = table.join(counts, on=[*_area(one), _KEY], how="left")
    return table.with_columns(nw.when(nw.col(_KEY).is_in(list(asked))).then(_together(one, asked))
                              .otherwise(nw.col("pr_code")).alias("pr_code"))  # fmt: skip


def _steps_of(one: Joining) -> list[str]:
    return [*(f"pr_c{i}" for i in range(one.height)), *(f"pr_o{i}" for i in range(one.height + 1)), "pr_missing"]


def _together(one: Joining, asked: Mapping[int, Limit]) -> nw.Expr:
    """Join the periods: a period that the table does not have is one without a figure."""
    from prevention_rules.frames.every import MET, NOT_MET, NOTHING, UNDECIDED  # noqa: PLC0415

    empty = [key for key, limit in asked.items() if not limit.over]
    asked_of = nw.lit(0)
    for size in {len(limit.over) for limit in asked.values()}:
        keys = [key for key, limit in asked.items() if len(limit.over) == size]
        asked_of = nw.when(nw.col(_KEY).is_in(keys)).then(nw.lit(size)).otherwise(asked_of)
    met, missed = nw.col("pr_met"), nw.col("pr_missed")
    silent = nw.col("pr_silent") == nw.col("pr_reported")
    told = nw.when(silent).then(nw.col("pr_missing")).otherwise(nw.lit(code_of(UNDECIDED)))
    told = nw.when(met == asked_of).then(nw.lit(code_of(MET))).otherwise(told)
    told = nw.when(missed > 0).then(nw.lit(code_of(NOT_MET))).otherwise(told)
    return nw.when(nw.col(_KEY).is_in(empty)).then(nw.lit(code_of(NOTHING))).otherwise(told)


def _with_judged(table: Lazy, one: Joining) -> Lazy:
    """Add what the scalar path says of the rows that need it."""
    keys = one.columns.keys
    schema = one.table.collect_schema()
    kinds: dict[str, type] = {name: int if schema[name].is_integer() else str for name in keys}
    kinds |= {"pr_judged": int, "pr_jlimit": float, "pr_jmargin": float, "pr_jneeded": float, "pr_jon": bool}
    rows = [(*key, code_of(told.outcome), told.limit, told.margin, told.needed, told.on_limit)
            for key, told in one.judged.items()]  # fmt: skip
    table = table.join(one.engine.small(one.table, kinds, rows), on=keys, how="left")
    return table.with_columns(nw.coalesce(nw.col("pr_judged"), nw.col("pr_code")).alias("pr_code"))


def _named(table: Lazy, one: Joining) -> Lazy:
    """Turn codes into names, and measure how far a figure is from the nearer end."""
    codes = range(len(VERDICTS) * 64)
    kinds: dict[str, type] = {"pr_code": int, "verdict": str, "reason": str}
    rows = [(code, VERDICTS[code >> 6].value, REASONS[code & 63]) for code in codes if code & 63 < len(REASONS)]
    table = table.join(one.engine.small(one.table, kinds, rows), on=["pr_code"], how="left")
    x, low, high = (nw.col(name) for name in (_X, "pr_low", "pr_high"))
    upper = low.is_null() | (~high.is_null() & ((high - x).abs() < (x - low).abs()))
    table = table.with_columns(nw.when(upper).then(high).otherwise(low).alias("limit"), upper.alias("pr_upper"),
                               nw.when(upper).then(nw.col("pr_on_high")).otherwise(nw.col("pr_on_low")).alias("pr_on"))  # fmt: skip
    short = nw.col("limit") - x
    needed = nw.when(nw.col("verdict") == Verdict.MET.value).then(short * 0 + 0.0).otherwise(
        nw.when(nw.col("verdict") == Verdict.NOT_MET.value).then(short)
    )  # fmt: skip
    every = [key for key, limit in enumerate(one.grid.limits) if limit.every]
    if every:  # no change of one figure alone is what is needed
        needed = nw.when(~nw.col(_KEY).is_in(every)).then(needed)
    table = table.with_columns(
        nw.when(nw.col("pr_upper")).then(short).otherwise(-short).alias("margin"), needed.alias("needed_change"),
        nw.coalesce(x == nw.col("pr_on"), nw.lit(False)).alias("on_limit"),
        nw.col("pr_scalar").alias("scalar"),
    )  # fmt: skip
    if not one.judged:
        return table
    return table.with_columns(*(
        nw.when(nw.col("scalar")).then(nw.col(own)).otherwise(nw.col(name)).alias(name)
        for name, own in (("limit", "pr_jlimit"), ("margin", "pr_jmargin"), ("needed_change", "pr_jneeded"),
                          ("on_limit", "pr_jon"))
    ))  # fmt: skip
