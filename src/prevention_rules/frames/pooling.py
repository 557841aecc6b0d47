"""Figures of areas made those of a larger one: counts are added, rates are pooled from counts, never averaged."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from prevention_rules.arguments import must_be
from prevention_rules.errors import FrameError
from prevention_rules.evidence.plausible import MOST
from prevention_rules.frames import checking
from prevention_rules.frames.columns import FIGURES, Columns, columns_of, must_have, no_objects, table_of
from prevention_rules.frames.exact import DIGITS, SCALES
from prevention_rules.frames.grid import frame_of
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words


def pool(plan: Plan, frame: Any, to: str, *, columns: Mapping[str, str] | None = None) -> Any:
    """Return the table of the larger areas that the column *to* names: to be judged as any other.

    Shares are pooled from ``numerator``, ``denominator`` and ``missing`` of all areas, as the scalar path pools them:
    worst and best case say what the members leave open that did not report; where an area tells no counts, the share of
    the whole is not known. Counts of things are added; where an area that reports anything at all is silent, the
    whole is at least what the others counted (``low``, with no ``high``), and ends are added to ends. What is neither
    has no sum.
    ``areas`` and ``reported`` say how many there are and how many told a figure. Raises `FrameError`.

    >>> import polars
    >>> from prevention_rules import load_plan
    >>> table = polars.DataFrame({
    ...     "city": ["甲", "甲"], "area": ["东", "西"], "period": [2025, 2025], "indicator": ["1", "1"],
    ...     "numerator": [95, 700], "denominator": [100, 1000],
    ... })
    >>> pool(load_plan("xicheng-2022-2025"), table, "city").select("area", "numerator", "denominator").rows()
    [('甲', 795, 1100)]
    """
    must_be(plan, Plan, "plan", "计划", "a Plan")
    table = table_of(frame)
    schema = table.collect_schema()
    must_have(to, schema)
    named = columns_of({name: kind for name, kind in schema.items() if name != to}, columns)
    if "area" not in named:
        raise FrameError("area", Words("缺少这一列", "this column is missing"),
                         Words("指出哪些地方填报", "say which areas report"))  # fmt: skip
    no_objects(table, named)
    checking.units(plan, table, named)
    lazy = table.lazy()
    kinds = _kinds(plan, lazy, named)
    _check(lazy, named, to, kinds)
    pooled = _pooled(lazy, named, to, kinds)
    result = pooled if isinstance(table, nw.LazyFrame) else _as_given(pooled, table)
    return result.to_native()


def _check(table: nw.LazyFrame[Any], columns: Columns, to: str, kinds: Mapping[str, Sequence[Any]]) -> None:
    """Refuse the rows that would be refused if they were judged one by one, for a sum would hide them."""
    keys, wrong = [to, *columns.keys], _wrong(table, columns, to, kinds)
    counts = [where.cast(nw.Int64).sum().alias(f"pr_{i}") for i, (*_, where) in enumerate(wrong)]
    for (name, said, where), times in zip(wrong, table.select(*counts).collect().row(0), strict=True):
        if times:
            raise FrameError(name, *said, _first(table.filter(where), [*keys, *columns.figures]))
    twice = table.group_by(keys).agg(nw.len().alias("pr_rows")).filter(nw.col("pr_rows") > 1)
    if rows := _first(table.join(twice, on=keys, how="inner"), [*keys, *columns.figures]):
        raise FrameError(", ".join(columns.keys), *checking.TWICE, rows)


def _first(rows: nw.LazyFrame[Any], shown: Sequence[str]) -> tuple[dict[str, object], ...]:
    return tuple(rows.select(*dict.fromkeys(shown)).head(checking.FIRST).collect().rows(named=True))


def _wrong(
    table: nw.LazyFrame[Any], columns: Columns, to: str, kinds: Mapping[str, Sequence[Any]]
) -> list[tuple[str, tuple[Words, Words], nw.Expr]]:
    """Return what a row may have wrong: the column that is named, what is said, and where it is so."""
    schema, no = table.collect_schema(), nw.lit(False)
    of = {name: nw.col(columns[name]) for name in FIGURES if name in columns}
    there = {name: ~x.is_null() for name, x in of.items()}
    wrong = [(name, checking.EMPTY_KEY, nw.col(name).is_null()) for name in (to, *columns.keys)]
    wrong += [(columns[name], checking.NOT_A_NUMBER, there[name] & x.is_nan())
              for name, x in of.items() if schema[columns[name]].is_float()]  # fmt: skip
    if "numerator" in of or "denominator" in of:
        half, other = there.get("numerator", no), there.get("denominator", no)
        wrong.append((columns.figures[0], checking.HALF_A_RATIO, half != other))
        if "missing" in of:
            wrong.append((columns["missing"], checking.ONLY_MISSING, ~other & (of["missing"] > 0)))
    if "numerator" in of and "denominator" in of:
        wrong.append((columns["numerator"], _TOO_MANY, of["numerator"] > of["denominator"] * float(MOST)))
    if "low" in of and "high" in of:
        wrong.append((columns["low"], checking.EMPTY_SPAN, of["low"] > of["high"]))
    forms = [there.get("value", no), there.get("denominator", no), there.get("low", no) | there.get("high", no)]
    several = nw.sum_horizontal(*(form.cast(nw.Int64) for form in forms)) > 1
    wrong.append((", ".join(columns.figures), checking.TWO_FORMS, several))
    counted = _is_one_of(columns, kinds["count"])
    for name, x in of.items():
        below = x < 0 if name in ("numerator", "denominator", "missing") else (x < 0) & counted
        wrong.append((columns[name], _BELOW_ZERO, below))
    return wrong


_BELOW_ZERO = (
    Words("计数为负", "a count below zero"),
    Words(
        "是不是代码（没有开展工作填-2）？没有数就留空",
        "a code of the returns? Where nothing is known, leave it empty",
    ),
)
_TOO_MANY = (
    Words("分子超过分母的一倍半", "the numerator is more than one and a half times the denominator"),
    Words("是不是填反了，或单位写错？", "are the two exchanged, or is a unit wrong?"),
)


def _as_given(pooled: nw.LazyFrame[Any], table: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    return pooled.collect(backend=table.implementation)


def _kinds(plan: Plan, table: nw.LazyFrame[Any], columns: Columns) -> dict[str, list[Any]]:
    """Part the indicators of a table into shares, counts of things, and what has no sum."""
    cells = table.select(columns["indicator"]).unique().collect()[columns["indicator"]].to_list()
    found: dict[str, list[Any]] = {"share": [], "count": []}
    for cell, rule in zip(cells, checking.rules_of(plan, cells, columns["indicator"], lambda _: ()), strict=True):
        unit = frame_of(rule).unit
        if unit is None or unit.is_ratio or unit.is_per_population:
            found["share"].append(cell)
        elif unit.is_count:
            found["count"].append(cell)
    return found


def _pooled(
    table: nw.LazyFrame[Any], columns: Columns, to: str, kinds: Mapping[str, Sequence[Any]]
) -> nw.LazyFrame[Any]:
    by = [to, columns["period"], columns["indicator"]]
    is_share, is_count = (_is_one_of(columns, kinds[kind]) for kind in ("share", "count"))
    reported = nw.any_horizontal(*(~nw.col(name).is_null() for name in columns.figures), ignore_nulls=True)
    prepared, sums, results = [reported.cast(nw.Int64).alias("reported")], ["reported"], list[nw.Expr]()
    if "denominator" in columns:
        counts = [name for name in ("numerator", "denominator", "missing") if name in columns]
        prepared += [nw.col(columns[name]).fill_null(0).alias(f"pr_{name}") for name in counts]
        prepared.append((~nw.col(columns["denominator"]).is_null()).cast(nw.Int64).alias("pr_counted"))
        sums += [*(f"pr_{name}" for name in counts), "pr_counted"]
        whole = is_share & (nw.col("pr_counted") == nw.col("areas"))
        results += [nw.when(whole).then(nw.col(f"pr_{name}")).alias(name) for name in counts]
    if of_things := {end: names for end in ("value", "low", "high") if (names := _told(end, columns))}:
        scale = max(_scale(table, columns, name, kinds["count"]) for name in {*itertools.chain(*of_things.values())})
        for end, names in of_things.items():
            x = nw.coalesce(*map(nw.col, names))
            prepared.append((x.fill_null(0) * scale).round(0).alias(f"pr_{end}"))
            prepared.append((~x.is_null()).cast(nw.Int64).alias(f"pr_{end}_told"))
            sums += [f"pr_{end}", f"pr_{end}_told"]
        everywhere = {end: is_count & (nw.col(f"pr_{end}_told") == nw.col("areas")) for end in of_things}
        apart = is_count & (nw.col("reported") > 0) & ~everywhere.get("value", nw.lit(False))
        asked = {"value": everywhere.get("value"), "low": apart, "high": apart & everywhere.get("high", nw.lit(False))}
        for end, where in asked.items():
            if where is not None and end in of_things:
                results.append(nw.when(where).then(nw.col(f"pr_{end}") / scale).alias(end))
    members = table.select(to, columns["area"]).unique().group_by(to).agg(nw.len().alias("areas"))
    grouped = table.with_columns(*prepared).group_by(by).agg(*(nw.col(name).sum() for name in sums))
    keys = [nw.col(name).alias(key) for name, key in zip(by, ("area", "period", "indicator"), strict=True)]
    told = grouped.join(members, on=to, how="left").select(*keys, *results, "areas", "reported")
    return told.sort("area", "indicator", "period")


def _is_one_of(columns: Columns, cells: Sequence[Any]) -> nw.Expr:
    """Say whether a row is of one of these indicators; an empty list has no kind that an engine could compare."""
    indicator = nw.col(columns["indicator"])
    return indicator.is_in(list(cells)) if cells else indicator != indicator


def _told(end: str, columns: Columns) -> list[str]:
    """Return the columns that tell an end of a figure: its own, or that of a figure told exactly."""
    own = [columns[name] for name in (end, "value") if name in columns]
    return list(dict.fromkeys(own))


def _scale(table: nw.LazyFrame[Any], columns: Columns, name: str, counts: Sequence[Any]) -> float:
    """Return a power of ten that makes every count of a column a whole number, so that their sum is exact."""
    of_counts = table.filter(_is_one_of(columns, counts), ~nw.col(name).is_null())
    x = nw.col(name)
    for places in sorted(SCALES):
        scale = 10.0**places
        odd = ((x * scale).round(0) / scale != x).cast(nw.Int64).alias("odd")
        told = of_counts.select(odd, (x.abs() * scale).alias("size")).select(nw.col("odd", "size").sum()).collect()
        odds, total = told.row(0)
        if not odds and (total or 0) < DIGITS:
            return scale
    rows = of_counts.select(*columns.keys, name).head(checking.FIRST).collect().rows(named=True)
    raise FrameError(
        name, Words("小数位太多，不能精确相加", "too many decimals to be added exactly"),
        Words("用整数或至多八位小数", "use whole numbers, or at most eight decimals"), tuple(rows),
    )  # fmt: skip
