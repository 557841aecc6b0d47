"""Published figures: the same lot of words as targets, decided as what it states about a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import attrs

from prevention_rules.errors import ValueSyntaxError
from prevention_rules.notation.aside import named
from prevention_rules.notation.changes import folded_op, in_times
from prevention_rules.notation.context import Context, percent, points
from prevention_rules.notation.fold import fold
from prevention_rules.notation.levels import ranged
from prevention_rules.notation.lexeme import Lexeme, Name, Note, PlanYears, UnitSign, Word
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.measured import Measured, in_context, measure, stated_op
from prevention_rules.notation.nodes import node
from prevention_rules.notation.reading import GivenUnit, context_of, sound
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.remarks import Remark, elsewhere, read_remark
from prevention_rules.notation.structure import read_clause
from prevention_rules.notation.surface import (
    Base,
    Between,
    Body,
    Clause,
    Cover,
    Deadline,
    Fold,
    One,
    Piece,
    Said,
    Several,
    Start,
    TrendWord,
)  # fmt: skip
from prevention_rules.notation.verbs import Verb, take_verb
from prevention_rules.quantities import Amount
from prevention_rules.statements import Multiple, Near, Stated, Statement, Value
from prevention_rules.targets import About, Ambiguous, Bound, Change, ChangeKind, Origin, Rate, Size
from prevention_rules.text import Words

_STATED = re.compile(
    r"(?:[0-9]+[项个家所])?\S{0,12}全部(?:达标|达到|完成|实现|达到要求)|.{0,30}(?:全覆盖|基本持平|持平|基本稳定)"
    r"|[0-9]+项\S{0,8}(?:指标)?中,?[0-9]+项\S{1,30}|(?:全部|均已?|全面)(?:达标|完成|实现)"
    r"|.{0,12}应.尽.|.{0,8}达[成到]预期(?:指标|目标)"
)
_UNSAID = re.compile("力争|争取|预计|预期(?!指标|目标)|计划|拟|将|未|没|不|尚|暂")
"""Words that take back what a statement in words says: 力争全覆盖, 尚未全覆盖."""
_NONE_HAPPENED = re.compile("(?:全年)?(?:未发生|没有发生|零发生|零(?=事故))(事故|)")
_COUNTS = {"": ("起", "例", "次", "件", "宗"), "事故": ("起",)}
"""Of which it is 0 where nothing happened; of what was to be held (场, 人次) it may be a missing report."""
_SAYS_SO = frozenset({"overall", "fully", "as a rule"})
"""Words of intent that a figure which was reached may carry; every other one says that it was not reached yet."""


def read_value(text: str, unit: GivenUnit, share: bool) -> tuple[Statement, ...]:
    """Read what was published; raises `ValueSyntaxError` for a text that cannot be read with certainty."""
    folded = fold(text)
    context = context_of(unit, ("",), share, figure=True)
    try:
        sound(folded)
        lexemes = lex(folded, context.unit.text if context.unit else None, figure=True)
        return _statements(folded.text, lexemes, context)
    except RefusalError as fault:
        raise fault.error(ValueSyntaxError, folded) from None


def _statements(text: str, lexemes: list[Lexeme], context: Context) -> tuple[Statement, ...]:
    """Return what each part between commas states; raises `RefusalError` for a part that cannot be read."""
    if not lexemes:
        raise RefusalError((0, 0), Words("没有内容", "there is nothing to read"))
    if lexemes[-1].type == "STOP":
        lexemes = lexemes[:-1]
    parts = _parts(lexemes)
    if len(parts) > MOST_PARTS:
        where = (parts[MOST_PARTS][0].start, lexemes[-1].end) if parts[MOST_PARTS] else (0, len(text))
        raise refuse(where, f"一个数据说了{MOST_PARTS}件以上的事", f"a figure states more than {MOST_PARTS} things")
    return tuple(_statement(text, part, context) for part in parts)


MOST_PARTS = 20
"""A figure that states more is refused: none that was published does, and each part costs its time."""


def _parts(lexemes: list[Lexeme]) -> list[list[Lexeme]]:
    parts: list[list[Lexeme]] = [[]]
    for word in lexemes:
        if word.type == "SEP":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _statement(text: str, part: list[Lexeme], context: Context) -> Statement:
    said = text[part[0].start : part[-1].end] if part else ""
    if context.unit is not None and (none := _NONE_HAPPENED.fullmatch(said)) and context.unit.text in _COUNTS[none[1]]:
        return Value(Amount(Fraction(0), context.unit, Fraction(1)), origin=Origin(said, (0, len(said))))
    try:
        return _clause(said, read_clause(part), context)
    except RefusalError:
        if said and _STATED.fullmatch(said) and not _UNSAID.search(said):
            return Stated(said)
        raise


@node(eq=False)
class _Told:
    """What a figure keeps beside its number, and the words that are left."""

    lot: Lot = Lot(())
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def _set_apart(pieces: Sequence[Piece]) -> _Told:
    told = _Told()
    for piece, after in zip(pieces, (*pieces, None)[1:], strict=True):
        if isinstance(piece, Note):
            told = attrs.evolve(told, remarks=(*told.remarks, read_remark(piece)))
        elif isinstance(piece, Name):
            told = attrs.evolve(told, notes=(*told.notes, named(piece)))
        elif isinstance(piece, Word) and piece.type == "ASIDE" and "目标" in piece.text:
            raise _aim(piece)
        elif isinstance(piece, PlanYears):
            raise _several_years(piece)
        elif isinstance(piece, Word) and isinstance(after, Word) and _is_elsewhere(piece, after):
            raise elsewhere(piece, piece.text + after.text)
        elif isinstance(piece, Word) and piece.type in ("ASIDE", "SCOPE", "DONE"):
            told = attrs.evolve(told, notes=(*told.notes, piece.text))
        elif isinstance(piece, Word) and piece.type == "MODAL":
            told = attrs.evolve(told, notes=(*told.notes, _said_so(piece)))
        else:
            told = attrs.evolve(told, lot=told.lot.also([piece]))
    return told


def _is_elsewhere(word: Word, after: Word) -> bool:
    """全国平均 outside brackets is what it is in them."""
    remark = lexicon().remarks.get(word.text + after.text) if word.type == "SCOPE" else None
    return remark is not None and remark.meaning == "elsewhere"


def _several_years(word: Word) -> RefusalError:
    hint = Words("请把数值放在这个时期之下", "give the figure under that period")
    zh, en = f"“{word.text}”是几年的时期", f"{word.text} is a period of several years"
    return refuse(word.span, f"{zh}，不是一年的数", f"{en}, not a year", hint)


def _said_so(word: Word) -> str:
    if word.meaning in _SAYS_SO:
        return word.text
    if word.meaning == "basically":
        raise refuse(word.span, "“基本达到”没有说出确切的数", "'basically' leaves open what the figure is")
    raise _aim(word)


def _aim(word: Word) -> RefusalError:
    hint = Words("请填实际完成的数；没有就空着", "give the figure that was reached, or leave it empty")
    return refuse(
        word.span, f"“{word.text}”说的是打算，不是完成情况", f"{word.text!r} states an aim, not a figure", hint
    )


def _clause(said: str, clause: Clause, context: Context) -> Statement:
    told = _set_apart(clause.pieces)
    deadline, lot = told.lot.one(Deadline)
    year = _year(deadline, told.remarks)
    verb, lot = take_verb(lot)
    made = _body(said, clause.body, verb, lot, context)
    for remark in told.remarks:
        made = remark.beside(made, context)
    notes = (*told.notes, *_notes_of(made), *(remark.text for remark in told.remarks))
    return attrs.evolve(made, by=year, origin=Origin(said, (0, len(said)), notes=notes))


def _notes_of(made: Statement) -> tuple[str, ...]:
    return made.origin.notes if made.origin else ()


def _year(deadline: Deadline | None, remarks: Sequence[Remark]) -> int | None:
    """The year a figure names itself; two different ones are refused."""
    named_years = {} if deadline is None else {year.year: year for year in deadline.years}
    if deadline is not None and len(named_years) > 1:
        raise refuse(deadline.span, "一个数值写了几个年份", "one figure names several years")
    for remark in remarks:
        if remark.year is not None and named_years and remark.year not in named_years:
            raise refuse(remark.note.span, "一个数值写了几个年份", "one figure names several years")
    return next(iter(named_years), None) or next((r.year for r in remarks if r.year is not None), None)


def _body(said: str, body: Body | None, verb: Verb, lot: Lot, context: Context) -> Statement:
    match body:
        case None:
            slow, lot = lot.word("SLOW")
            if slow is None and verb.direction is None:
                raise refuse(lot.pieces[0].span if lot.pieces else verb.span, "没有说出数值", "no value is stated")
            return Stated(said)
        case Cover() | TrendWord() | Said():
            return Stated(said)
        case Fold(word=word):
            base, lot = lot.one(Base)
            op, lot = folded_op(body, lot, context)
            lot.nothing_left()
            way, _, size = word.meaning.partition(" ")
            amount = Amount(Fraction(size), percent())
            return Change(
                "up" if way == "up" else "down", "relative", Bound(op or "=", amount), base.year if base else None
            )
        case One() | Several() | Between():
            per, lot = lot.one(UnitSign)
            return _quantity(measure(body, context, per), verb, lot, context)
        case _:
            raise RefusalError((0, len(said)), Words("一处有几个数值", "several values stand together"))


def _quantity(measured: Measured, verb: Verb, lot: Lot, context: Context) -> Statement:
    """[全年] [累计] [均] [从…] [达到] quantity, or [比2020年] [相对] 提高 quantity."""
    notes: tuple[str, ...] = ()
    for kind, meanings in (("MANNER", ("all year", "on average")), ("CUM", ("total",)), ("ALL", ("all",))):
        words, lot = lot.meaning(kind, *meanings)
        if verb.way != "change":
            _of_one_year(words, measured, context)
        notes += tuple(word.text for word in words)
    start, lot = lot.one(Start)
    if start is not None:
        notes += (start.text,)
    if len(measured.amounts) > 2:
        raise refuse(measured.span, "这样的数值读不出", "a value of this kind cannot be read")
    made = _made(measured, verb, lot, context)
    return attrs.evolve(made, origin=Origin("", notes=notes + measured.notes))


def _of_one_year(words: Sequence[Word], measured: Measured, context: Context) -> None:
    """五年累计6起 is no figure of a year, and 平均3个 none of a whole; an average rate or time is what is measured."""
    unit = measured.first.unit or context.unit
    for word in words:
        if word.type == "CUM" and "年" in word.text:
            hint = Words(
                '自期初累计的指标请声明 period = "cumulative"，数值只写数',
                'where figures run from the start of the plan declare period = "cumulative", and give the number alone',
            )
            raise refuse(
                word.span, f"“{word.text}”是几年的合计，不是一年的数", f"{word.text!r} is of years, not of a year", hint
            )
        if word.meaning == "on average" and unit is not None and unit.is_count:
            hint = Words("请填合计的数", "give the total")
            raise refuse(word.span, f"“{word.text}”不是合计的数", f"{word.text!r} is an average, not the whole", hint)


def _made(measured: Measured, verb: Verb, lot: Lot, context: Context) -> Statement:
    if verb.way == "change":
        return _change(measured, verb, lot, context)
    base, rest = lot.one(Base)
    if base is not None and base.multiple:
        rest.nothing_left()
        return _multiple(measured, base)
    if base is not None:
        raise refuse(base.span, "有基期，却没有“提高”“下降”等变化词", "there is a base but no word of change")
    rest.nothing_left()
    stated = in_context(measured, context)
    size = _size(stated)
    if isinstance(size, Bound) and size.op == "=" and not stated.ops:
        if verb.way == "cap":
            raise refuse(measured.span, "是数值还是上限？", "a value, or a ceiling?")
        return Near(size.amount) if stated.soft == "near" else Value(size.amount)
    if isinstance(size, About) and context.unit is not None and size.unit is not None:
        _comparable(size, stated, context)
    return size


def _comparable(size: About, measured: Measured, context: Context) -> None:
    """约85% of an indicator in minutes says nothing about it; a point says so later, with the row it stands in."""
    assert size.unit is not None
    assert context.unit is not None
    if not size.unit.comparable(context.unit):
        zh = f"单位“{size.unit}”与指标的单位“{context.unit}”不能比较"
        raise refuse(measured.span, zh, f"the unit {size.unit} does not compare with the indicator's, {context.unit}")


def _size(measured: Measured) -> Size:
    """A stated amount is itself; only words such as 以上, 超, 余 make it a bound."""
    lo, hi = measured.amounts[0], measured.amounts[-1]
    if measured.soft == "about":
        return About(lo, hi)
    if len(measured.amounts) > 1:
        if isinstance(measured.quantity, Between) or measured.soft or lo.value >= hi.value:
            raise refuse(measured.span, "区间左端应小于右端", "the left end of a range must be below the right one")
        return ranged(measured)
    op = stated_op(measured)
    if isinstance(op, tuple):
        raise refuse(measured.span, "界限词重复", "the bound is stated twice, differently")
    return Bound(op or "=", lo)


def _change(measured: Measured, verb: Verb, lot: Lot, context: Context) -> Statement:
    assert verb.direction is not None  # a verb of change has one
    base, lot = lot.one(Base)
    relative, lot = lot.word("REL")
    average, lot = lot.meaning("PERIODIC", "annual_average")
    lot.nothing_left()
    if base is not None and base.multiple:
        raise refuse(base.span, "这样的变化读不出", "a change of this kind cannot be read")
    if measured.soft == "near" and measured.is_one:
        measured = attrs.evolve(measured, ops=("<",), soft=None)  # 近5个百分点 is less than 5 of them
    elif measured.soft == "near":
        raise refuse(measured.span, "这样的变化读不出", "a change of this kind cannot be read")
    unit = measured.first.unit
    year = base.year if base else None
    rate: Rate = "annual_average" if average else "total"
    if unit is not None and unit.text in ("倍", "times"):
        sizes = map(_size, in_times(measured, verb))
        readings = [Change(verb.direction, "relative", size, year, rate) for size in sizes]
        return readings[0] if len(readings) == 1 else Ambiguous(readings)
    kind: ChangeKind = "amount"
    if unit == points():
        kind = "points"
    elif unit == percent():
        kind = "relative"
        if context.share and context.unit == percent() and relative is None:
            hint = Words("写成“个百分点”或“相对”", "write 'percentage points' or 'relative'")
            raise refuse(measured.span, "是百分点，还是相对变化？", "percentage points, or a relative change?", hint)
    elif unit is None and context.unit == percent():
        raise refuse(measured.span, "是百分点还是百分比？", "points or per cent?")
    else:
        measured = in_context(measured, context)
    return Change(verb.direction, kind, _size(measured), year, rate)


def _multiple(measured: Measured, base: Base) -> Statement:
    unit = measured.first.unit
    plain = measured.is_one and not measured.ops and not measured.soft
    if unit is None or unit.text not in ("倍", "times") or not plain:
        raise refuse(measured.span, "基期的多少，应写“倍”", "a multiple of the base is written with 倍 or 'times'")
    return Multiple(Amount(measured.first.value, None, measured.first.step), base.year)
