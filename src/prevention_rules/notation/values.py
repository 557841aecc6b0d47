"""Published figures: the same surface as targets, decided as what it states about a value."""

from __future__ import annotations

import re
from fractions import Fraction

import attrs

from prevention_rules.notation.context import Context, percent, points
from prevention_rules.notation.frame import Frame, frame_of, refuse
from prevention_rules.notation.levels import Measured, in_context, measure, stated_op
from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.refusals import RefusalError
from prevention_rules.notation.surface import Clause, Quantity, read_surface
from prevention_rules.quantities import Amount
from prevention_rules.statements import Multiple, Near, Stated, Statement, Value
from prevention_rules.targets import About, Bound, Change, ChangeKind, Range, Size
from prevention_rules.text import Words

_STATED = re.compile(
    r"(?:[0-9]+[项个家所])?\S{0,12}全部(?:达标|达到|完成|实现|达到要求)|.{0,30}(?:全覆盖|基本持平|持平|基本稳定)"
    r"|[0-9]+项\S{0,8}(?:指标)?中,?[0-9]+项\S{1,30}|(?:全部|均已?|全面)(?:达标|完成|实现)"
)


def read_statements(text: str, lexemes: list[Lexeme], context: Context) -> tuple[Statement, ...]:
    """Return what each part between commas states; raises `RefusalError` for a part that cannot be read."""
    if not lexemes:
        raise RefusalError((0, 0), Words("没有内容", "there is nothing to read"))
    if lexemes[-1].type == "STOP":
        lexemes = lexemes[:-1]
    return tuple(_statement(text, part, context) for part in _parts(lexemes))


def _parts(lexemes: list[Lexeme]) -> list[list[Lexeme]]:
    parts: list[list[Lexeme]] = [[]]
    for word in lexemes:
        if word.type == "SEP":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _statement(text: str, part: list[Lexeme], context: Context) -> Statement:
    try:
        clause: Clause = read_surface(part, "clause")
        return _said(text, part, clause, context)
    except RefusalError:
        said = text[part[0].start : part[-1].end] if part else ""
        if said and _STATED.fullmatch(said):
            return Stated(said)
        raise


def _said(text: str, part: list[Lexeme], clause: Clause, context: Context) -> Statement:
    frame = frame_of([*clause.leads, *clause.tails], context)
    for bracket in frame.brackets:
        if re.search("[<>≥≤%‰]|比|较", str(bracket.meaning)):
            raise refuse((bracket.start, bracket.end), "括号里另有数值", "the brackets hold another figure")
    body = clause.body
    if body is None or body.kind in ("cover", "trend", "said"):
        if body is None and not (frame.direction or frame.slowing):
            raise refuse(frame.span, "没有说出数值", "no value is stated")
        return Stated(text[part[0].start : part[-1].end])
    if body.kind == "fold":
        way, _, size = body.words[0].meaning.partition(" ")
        amount = Amount(Fraction(size), percent())
        return Change(way, "relative", Bound("=", amount), frame.base)
    if body.kind != "items" or len(body.words) > 1 or not isinstance(body.words[0].asked, Quantity):
        raise refuse((part[0].start, part[-1].end), "一处有几个数值", "several values stand together")
    measured = measure(body.words[0].asked, frame, context)
    return _quantity(measured, frame, context)


def _quantity(measured: Measured, frame: Frame, context: Context) -> Statement:
    if frame.each is not None or frame.cumulative == "added" or len(measured.amounts) > 2 or frame.listed:
        raise refuse(measured.span, "这样的数值读不出", "a value of this kind cannot be read")
    if frame.verb == "change":
        return _change(measured, frame, context)
    if frame.multiple:
        return _multiple(measured, frame)
    if frame.based or frame.relative or frame.rate:
        raise refuse(frame.span, "有基期，却没有“提高”“下降”等变化词", "there is a base but no word of change")
    stated = in_context(measured, context)
    size = _size(stated)
    if isinstance(size, Bound) and size.op == "=" and not stated.ops:
        if frame.verb == "cap":
            raise refuse(measured.span, "是数值还是上限？", "a value, or a ceiling?")
        return Near(size.amount) if stated.soft == "near" else Value(size.amount)
    return size


def _size(measured: Measured) -> Size:
    """A stated amount is itself; only words such as 以上, 超, 余 make it a bound."""
    lo, hi = measured.amounts[0], measured.amounts[-1]
    if measured.soft == "about":
        return About(lo, hi) if len(measured.amounts) > 1 else About(lo)
    if len(measured.amounts) > 1:
        if measured.shape != "several" or measured.soft or lo.value >= hi.value:
            raise refuse(measured.span, "区间左端应小于右端", "the left end of a range must be below the right one")
        return Range(lo, hi)
    op = stated_op(measured)
    if isinstance(op, tuple):
        raise refuse(measured.span, "界限词重复", "the bound is stated twice, differently")
    return Bound(op or "=", lo)


def _change(measured: Measured, frame: Frame, context: Context) -> Statement:
    assert frame.direction is not None  # a verb of change has one
    if frame.rate or frame.multiple or measured.soft == "near":
        raise refuse(measured.span, "这样的变化读不出", "a change of this kind cannot be read")
    unit = measured.first.unit
    kind: ChangeKind = "amount"
    if unit is not None and unit.text in ("倍", "times"):
        amounts = tuple(Amount(amount.value * 100, percent()) for amount in measured.amounts)
        measured, kind = attrs.evolve(measured, amounts=amounts), "relative"
    elif unit == points():
        kind = "points"
    elif unit == percent():
        kind = "relative"
        if context.share and context.unit == percent() and not frame.relative:
            raise refuse(
                measured.span,
                "是百分点，还是相对变化？",
                "percentage points, or a relative change?",
                Words("写成“个百分点”或“相对”", "write 'percentage points' or 'relative'"),
            )
    elif unit is None and context.unit == percent():
        raise refuse(measured.span, "是百分点还是百分比？", "points or per cent?")
    else:
        measured = in_context(measured, context)
    return Change(frame.direction, kind, _size(measured), frame.base)


def _multiple(measured: Measured, frame: Frame) -> Statement:
    unit = measured.first.unit
    if unit is None or unit.text not in ("倍", "times") or measured.ops or measured.soft or measured.shape != "one":
        raise refuse(measured.span, "基期的多少，应写“倍”", "a multiple of the base is written with 倍 or 'times'")
    return Multiple(Amount(measured.first.value, None, measured.first.step), frame.base)
