"""Changes against a base: relative, in points, in amounts; 翻一番, 倍, and the cumulative 〔n〕."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from prevention_rules.notation.context import Context, percent, points, settled
from prevention_rules.notation.frame import Frame, refuse, spent
from prevention_rules.notation.levels import Measured, in_context, level, stated_op
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import (
    About,
    Ambiguous,
    Base,
    Bound,
    Change,
    ChangeKind,
    Direction,
    Op,
    Range,
    Rate,
    Size,
    Target,
    Trend,
)
from prevention_rules.text import Words


def change(measured: Measured, frame: Frame, context: Context) -> Target:
    """Return the change a quantity states, with its kind decided by unit and context."""
    assert frame.direction is not None  # a verb of change has one
    unit = measured.first.unit
    if frame.direction == "down" and measured.below:
        hint = Words("是否漏了“到”（下降到…以下）？", "is 'to' missing (fall to … or less)?")
        raise refuse(measured.span, "下降多少“以下”，读不出", "a fall of so much 'or less' cannot be read", hint)
    if frame.multiple or frame.per is not None:
        raise refuse(measured.span, "这样的变化读不出", "a change of this kind cannot be read")
    if measured.first.value == 0 and _noun_after(measured, frame) and not measured.ops and not measured.soft:
        return Trend("not_up" if frame.direction == "up" else "not_down", None, _base(frame, context))
    if unit is not None and unit.text in ("倍", "times"):
        return _relative(_percent_of(measured), frame, context)
    if unit is not None and unit == points():
        if context.unit is not None and not context.unit.is_ratio:
            raise refuse(measured.span, "百分点只用于百分比指标", "percentage points belong to a percentage")
        return _change("points", measured, frame, context)
    if unit is not None and unit == percent():
        return _percent(measured, frame, context)
    if unit is None and context.is_percent and context.unit is not None:
        raise refuse(measured.span, "是百分点还是百分比？", "points or per cent?")
    if frame.relative:
        raise refuse(measured.span, "相对变化应写百分比", "a relative change is written in %")
    return _change("amount", in_context(measured, context) if context.unit else measured, frame, context)


def _noun_after(measured: Measured, frame: Frame) -> bool:
    return bool(frame.verbs) and frame.verbs[-1].start >= measured.span[1]


def _percent(measured: Measured, frame: Frame, context: Context) -> Target:
    relative = _relative(measured, frame, context)
    if frame.relative or not context.is_percent or any(size.is_fraction for size in measured.sizes):
        return relative
    in_points = attrs.evolve(measured, amounts=tuple(attrs.evolve(a, unit=points()) for a in measured.amounts))
    if (frame.direction == "up" and context.names_growth) or (frame.direction == "down" and context.names_decline):
        return Ambiguous((_size(measured, frame), relative))
    return Ambiguous((_change("points", in_points, frame, context), relative))


def _relative(measured: Measured, frame: Frame, context: Context) -> Target:
    return _change("relative", measured, frame, context)


def _percent_of(measured: Measured) -> Measured:
    amounts = tuple(Amount(amount.value * 100, percent()) for amount in measured.amounts)
    return attrs.evolve(measured, amounts=amounts)


def _change(kind: ChangeKind, measured: Measured, frame: Frame, context: Context) -> Target:
    assert frame.direction is not None
    if any(amount.value < 0 for amount in measured.amounts):
        raise refuse(measured.span, "变化的幅度不能为负", "the size of a change is never negative")
    spent(frame, "rate", "based", "multiple", "cumulative", "relative", "per")
    size = _size(measured, frame)
    rate: Rate = "total"
    if frame.rate in ("per_year", "annual_average"):
        rate = frame.rate  # type: ignore[assignment]
    elif frame.rate == "every_year":
        rate = "per_year"
    if frame.cumulative == "added" or frame.better:
        raise refuse(measured.span, "“新增”与变化词不能同用", "'added' does not go with a word of change")
    return Change(frame.direction, kind, size, _base(frame, context), rate)


def _base(frame: Frame, context: Context) -> Base:
    return frame.base if frame.base is not None else context.baseline


def _size(measured: Measured, frame: Frame) -> Size:
    lo, hi = measured.amounts[0], measured.amounts[-1]
    if measured.soft:
        return About(lo, hi) if measured.shape == "several" else About(lo)
    if measured.shape != "one":
        made = level(measured, frame, Context())
        assert isinstance(made, Range)
        return made
    op = stated_op(measured)
    if isinstance(op, tuple):
        raise refuse(measured.span, "界限词重复", "the bound is stated twice, differently")
    return Bound(op or ("<=" if frame.capped else ">="), lo)


def folded(words: list[Any], frame: Frame, context: Context) -> Target:
    """翻一番, 减半: a relative change the word itself measures."""
    way, _, size = str(words[0].meaning).partition(" ")
    if frame.verb not in ("bare", "reach") or frame.relative or frame.cumulative == "added":
        raise refuse(
            (words[0].start, words[0].end), "“翻番”与前面的词连不起来", "this does not go with the words before it"
        )
    spent(frame, "rate", "based", "cumulative")
    if frame.rate not in (None, "per_year"):
        raise refuse(frame.span, "“翻番”与年均连不起来", "'double' does not go with an annual average")
    op: Op = words[1].meaning if len(words) > 1 else ">="
    direction: Direction = "up" if way == "up" else "down"
    rate: Rate = "per_year" if frame.rate == "per_year" else "total"
    amount = Amount(Fraction(size), percent())
    return Change(direction, "relative", Bound(op, amount), _base(frame, context), rate)


def times(measured: Measured, frame: Frame, context: Context) -> Target:
    """达到2020年的2倍: a rise of 100 %."""
    if measured.first.unit != unit_of("倍") or measured.shape != "one" or measured.first.value <= 1:
        raise refuse(measured.span, "基期的多少，应写“倍”", "a multiple of the base is written with 倍 or 'times'")
    amount = Amount((measured.first.value - 1) * 100, percent())
    return _change("relative", attrs.evolve(measured, amounts=(amount,)), frame.but(direction="up"), context)


def cumulative(measured: Measured, frame: Frame, context: Context) -> Target:
    """〔n〕, 累计n: over the whole plan; a total or a change, which the cell alone does not say."""
    spent(frame, "cumulative", "based", "per")
    if measured.shape != "one" or measured.soft or measured.first.value < 0:
        raise refuse(measured.span, "累计值应是一个数", "a cumulative figure is one number")
    op = stated_op(measured)
    if isinstance(op, tuple):
        raise refuse(measured.span, "界限词重复", "the bound is stated twice, differently")
    falls = context.better == "lower"
    if measured.first.unit == points() and (context.unit is None or context.unit.is_ratio) and context.better:
        way: Direction = "down" if falls else "up"
        return Change(way, "points", Bound(op or ">=", measured.first), _base(frame, context))
    amount = settled(measured.first, measured.sizes[0], context)
    if context.names_decline:
        return Bound(op or ">=", amount)
    if context.better is None and op is None:
        raise refuse(measured.span, "累计值看不出是增是减", "a cumulative figure: neither rise nor fall is stated")
    if op is not None and op[0] == "<":
        return Bound(op, amount)
    total = Bound(op or ("<=" if falls else ">="), amount)
    kind: ChangeKind = "points" if amount.unit in (percent(), points()) else "amount"
    size = Bound(op or ">=", attrs.evolve(amount, unit=points()) if kind == "points" else amount)
    return Ambiguous((Change("down" if falls else "up", kind, size, _base(frame, context)), total))
