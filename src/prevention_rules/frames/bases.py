"""The limits that bases make, in the engine of the table: by area and demand, once for each base that was reported."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import narwhals as nw

from prevention_rules.frames.exact import DIGITS, SCALES, decimal_places, end_of, level_of
from prevention_rules.frames.query import BASE, DEMAND, Joining, Lazy, X
from prevention_rules.judgement.limits import Cut, Staircase


def bases(one: Joining) -> Lazy:
    """Return the limits that each base makes: by area and demand, once for each base that was reported."""
    parts = [*(f"b{i}" for i in range(one.height)), *(f"base_end_{side}" for side in one.sides)]
    reported = _reported(one, parts)
    largest = _largest(reported)
    scales = [places for places in SCALES if any(places == known for _, known in largest)]
    told = reported.with_columns(*(_by_whole_numbers(name, scales).alias(f"pr_{name}") for name in parts))
    exact = [nw.col(f"pr_base_end_{side}").alias(f"pr_base_on_{side}") for side in one.sides]
    if not _all_held(one, largest) and (rest := _rest(one, told, parts)) is not None:
        told = told.with_columns(*exact).join(rest, on=[DEMAND, BASE], how="left")
        names = [*parts, *(f"base_on_{side}" for side in one.sides)]
        told = told.with_columns(*(
            nw.when(nw.col("pr_rest")).then(nw.col(f"pr_rest_{name}")).otherwise(nw.col(f"pr_{name}"))
            .alias(f"pr_{name}") for name in names
        ))  # fmt: skip
        exact = [nw.col(f"pr_base_on_{side}") for side in one.sides]
    beyond = [nw.col(f"pr_beyond{i}") for i in range(one.height)]
    return told.select(*one.area, DEMAND, BASE, "pr_sound", *beyond, *(nw.col(f"pr_{name}") for name in parts), *exact)


def _reported(one: Joining, parts: Sequence[str]) -> Lazy:
    """Return what was reported for bases, beside what is asked of each: a cut as a quotient of whole numbers."""
    kinds: dict[str, type] = {**{name: one.kind(name) for name in one.key}, DEMAND: int, "pr_ratio": bool}
    kinds |= {f"pr_beyond{i}": bool for i in range(one.height)}
    kinds |= {f"pr_{what}_{name}": float for name in parts for what in ("size", "scale")}
    rows = []
    for place, limit in one.demands.values():
        at = one.grid.place.get(limit.base) if limit.base is not None else None
        key = None if at is None else one.grid.key(one.grid.row[limit.rule.number], at)
        rows += [(*pair, place, *_asked(one, limit.steps)) for pair, own in one.pairs.items() if own == key]
    told = one.with_x.join(one.small(kinds, rows), on=one.key, how="inner").filter(~nw.col(X).is_null())
    sound = (~nw.col("pr_ratio") | (nw.col(X) > 0)).alias("pr_sound")
    asked = [name for name in kinds if name not in one.key]
    return told.select(*one.area, *asked, nw.col(X).alias(BASE), sound)


def _parts(one: Joining, steps: Staircase | None) -> list[Fraction | None]:
    """Return the numbers that a base is multiplied with, or that are added to it: the cuts, then the ends."""
    cuts = [] if steps is None else [cut.at for cut in steps.cuts]
    return [*cuts, *[None] * (one.height - len(cuts)), *one.own_ends(steps)]


def _asked(one: Joining, steps: Staircase | None) -> list[Any]:
    """Return a demand as numbers: whether it is a ratio, which steps begin beyond their cut, each as a quotient."""
    assert steps is not None
    beyond = [i < len(steps.cuts) and not steps.cuts[i].included for i in range(one.height)]
    told: list[Any] = [steps.question == "ratio", *beyond]
    for number in _parts(one, steps):
        places = None if number is None else decimal_places(number)
        if number is None or places is None or abs(number * 10**places) >= DIGITS:
            told += [None, None]
        else:
            told += [float(number * 10**places), 10.0**places]
    return told


def _largest(reported: Lazy) -> dict[tuple[int, int | None], float]:
    """Return, for each demand and the first scale that makes a base whole, the largest such base; None is no scale."""
    place: nw.Expr = nw.lit(None).cast(nw.Int64)
    for places in reversed(SCALES):
        place = nw.when(_is_whole(places)).then(nw.lit(places)).otherwise(place)
    sound = reported.filter(nw.col("pr_sound")).select(DEMAND, place.alias("pr_place"), nw.col(BASE).abs())
    told = sound.group_by(DEMAND, "pr_place").agg(nw.col(BASE).max()).collect()
    return {(demand, places): base for demand, places, base in told.iter_rows()}


def _all_held(one: Joining, largest: Mapping[tuple[int, int | None], float]) -> bool:
    """Say whether whole numbers make every cut and end of these bases, so that none is left to fractions."""
    steps = [limit.steps for _, limit in one.demands.values()]
    return all(
        places is not None and _held(number, base * 10.0**places, 10.0**places, steps[demand])
        for (demand, places), base in largest.items()
        for number in _parts(one, steps[demand]) if number is not None
    )  # fmt: skip


def _held(number: Fraction, whole: float, scale: float, steps: Staircase | None) -> bool:
    """Say whether doubles hold all that is worked out of a number and a base made whole."""
    if (places := decimal_places(number)) is None:
        return False
    size, more = abs(float(number * 10**places)), 10.0**places
    ratio = steps is not None and steps.question == "ratio"
    product = whole * size if ratio else whole * more + size * scale
    return max(whole * more, size * scale, product) < DIGITS


def _made_whole(places: int) -> nw.Expr:
    return (nw.col(BASE) * nw.lit(10.0**places)).round(0)


def _is_whole(places: int) -> nw.Expr:
    return _made_whole(places) / nw.lit(10.0**places) == nw.col(BASE)


def _by_whole_numbers(name: str, scales: Sequence[int]) -> nw.Expr:
    """Return the double nearest to a cut or end, where whole numbers make it with one division; null elsewhere."""
    size, more = nw.col(f"pr_size_{name}"), nw.col(f"pr_scale_{name}")
    found: nw.Expr = nw.lit(None).cast(nw.Float64)
    for places in reversed(scales):
        scale, whole = nw.lit(10.0**places), _made_whole(places)
        product = nw.when(nw.col("pr_ratio")).then(whole * size).otherwise(whole * more + size * scale)
        held = reduce(lambda a, b: a & b, (part.abs() < DIGITS for part in (whole * more, size * scale, product)))
        found = nw.when(_is_whole(places) & held).then(product / (scale * more)).otherwise(found)
    return nw.when(nw.col("pr_sound")).then(found)


def _rest(one: Joining, told: Lazy, parts: Sequence[str]) -> Lazy | None:
    """Return the limits of the bases that whole numbers do not make, through fractions; None where there are none."""
    limits = dict(one.demands.values())
    lacking = [
        nw.col(f"pr_{name}").is_null() & nw.col(DEMAND).is_in(places) for at, name in enumerate(parts)
        if (places := [place for place, limit in limits.items() if _parts(one, limit.steps)[at] is not None])
    ]  # fmt: skip
    if not lacking:
        return None
    left = told.filter(nw.col("pr_sound") & reduce(lambda a, b: a | b, lacking))
    wanted = left.select(DEMAND, BASE).unique().collect()
    rows = [(place, base, True, *_exactly(one, limits[place].steps, base)) for place, base in wanted.iter_rows()]
    names = [*parts, *(f"base_on_{side}" for side in one.sides)]
    kinds = {DEMAND: int, BASE: float, "pr_rest": bool, **{f"pr_rest_{name}": float for name in names}}
    return one.small(kinds, rows) if rows else None


def _exactly(one: Joining, steps: Staircase | None, base: float) -> list[float | None]:
    """Return the cuts and ends of one base through fractions; a cut as it is compared, by ``>`` or ``>=``."""
    assert steps is not None
    doubles = [(Cut(level_of(cut.at, base, steps), included=cut.included).double, cut.included) for cut in steps.cuts]
    cuts = [double if included else math.nextafter(double, -math.inf) for double, included in doubles]
    told = [(None, None) if end is None else end_of(level_of(end, base, steps)) for end in one.own_ends(steps)]
    return [*cuts, *[None] * (one.height - len(cuts)), *(near for near, _ in told), *(on for _, on in told)]
