"""What a quantity says by itself: its amounts, and the words that bound or soften them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import is_
from typing import get_args

import attrs

from prevention_rules.notation.amounts import hold_to_name, settled, written
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.lexeme import Number, Part, UnitSign, Word
from prevention_rules.notation.nodes import node
from prevention_rules.notation.numerals import read_scale, short_scale
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.surface import Between, One, Quantity, Several, Size, Span, around
from prevention_rules.quantities import Amount
from prevention_rules.targets import Op
from prevention_rules.text import Words


@node(eq=False)
class Measured:
    """The amounts of a quantity; ``ops`` are the stated bounds (none for a bare number).

    ``soft`` is ``about`` or ``near``; ``level_word`` marks below, above and their like, which name a level even after
    a verb of change; ``both`` a span of which both ends bind (介于, between, 之间), ``up_to`` the
    English words, which may also say how far to go; ``notes`` what is kept beside.
    """

    amounts: tuple[Amount, ...]
    quantity: Quantity
    ops: tuple[Op, ...] = ()
    soft: str | None = None
    level_word: Word | None = None
    both: bool = False
    up_to: bool = False
    notes: tuple[str, ...] = ()

    @property
    def sizes(self) -> tuple[Size, ...]:
        """The sizes as written."""
        return self.quantity.sizes

    @property
    def span(self) -> Span:
        """Where the quantity stands."""
        return self.quantity.span

    @property
    def first(self) -> Amount:
        """Its first amount."""
        return self.amounts[0]

    @property
    def is_one(self) -> bool:
        """True for a single number."""
        return isinstance(self.quantity, One)

    @property
    def below(self) -> bool:
        """True for 以下, which a fall does not take."""
        return any("以下" in word.text for word in self.quantity.posts)

    @property
    def reaches(self) -> Word | None:
        """The 至, 到 or to between two sizes, which may also lead from a change to a level; None for a dash."""
        joints = self.quantity.joints if isinstance(self.quantity, Several) else ()
        return next((word for word in joints if word.type == "TO"), None)

    def but_in(self, amounts: Iterable[Amount]) -> Measured:
        """Return the same with other amounts."""
        return Measured(
            tuple(amounts),
            self.quantity,
            self.ops,
            self.soft,
            self.level_word,
            self.both,
            self.up_to,
            self.notes,
        )


_COLUMN = range(20, 101)


def _no_two_columns(quantity: Quantity) -> None:
    """80/85 of a share may be two numbers of two columns; 3/4 and 14/15 are no per cents, and parts of a whole."""
    for size in quantity.sizes:
        ends = size.number.text.split("/")
        if len(ends) == 2 and all(end.isdigit() and int(end) in _COLUMN for end in ends):
            said = size.number.text
            zh, en = f"“{said}”是一个分数，还是两个数？", f"is {said} a fraction, or two numbers?"
            hint = Words("两个数请各写年份，如“2023年80%、2025年85%”", "give each its year: 80% by 2023, 85% by 2025")
            raise refuse(size.span, zh, en, hint)


def measure(quantity: Quantity, context: Context, per: UnitSign | None = None) -> Measured:
    """Read the words around a quantity; raises `RefusalError` for bounds that contradict each other."""
    if per is not None:
        hold_to_name(per, context)
    if not context.figure and context.unit == percent():
        _no_two_columns(quantity)
    words = quantity.sides + quantity.posts
    notes = tuple([whole.text for whole in quantity.wholes])
    units = quantity.size.units if isinstance(quantity, One) else quantity.sizes[-1].units
    if units and units[-1].type == "RATE" and context.unit is not None and context.unit.is_ratio:
        notes += (units[-1].text,)  # 5 per 1,000 live births is 5‰, which does not say of whom
    if isinstance(quantity, One) and not (words or _has_a_rest(quantity.size)):
        return Measured((written(quantity.size, context, per.unit if per else None),), quantity, notes=notes)
    if isinstance(quantity, Several):
        words += quantity.joints
    bounds: list[Word] = []
    soft: list[Word] = []
    both = isinstance(quantity, Between)
    for word in words:
        if word.type in _BOTH or word.meaning == "between":
            both = True
            if isinstance(quantity, One):
                raise refuse(word.span, f"“{word.text}”要有两个数", f"{word.text!r} takes two numbers")
        elif word.type in _BOUNDS:
            bounds.append(word)
        elif word.type in _SOFT:
            soft.append(word)
        elif word.type == "DONE" and not context.figure:
            raise reports(word)
    ops = [meaning_of(word, context) for word in bounds]
    sizes = quantity.sizes
    if sizes[-1].number.more or sizes[0].number.more:
        ops.append(">")
    about = any(isinstance(size.number, Number) and size.number.about for size in sizes)
    if (soft or about) and ops:
        raise refuse(quantity.span, "“左右”与界限词不能同用", "'about' and a bound do not go together")
    if ops and isinstance(quantity, Several):
        span = around(tuple(bounds)) if bounds else quantity.span
        raise refuse(span, "区间的两端与界限词不能同用", "a range does not take a further bound")
    if isinstance(quantity, Several) and len(sizes) == 2:
        sizes = _one_scale(*sizes)
        quantity = attrs.evolve(quantity, sizes=sizes)
    if isinstance(quantity, Between):
        _scaled_alike(*quantity.sizes)
    amounts = tuple([written(size, context, per.unit if per else None) for size in sizes])
    return Measured(
        amounts if len(amounts) == 1 else _one_unit(amounts, sizes),
        quantity,
        tuple(ops),
        "about" if about or len(soft) > 1 else soft[0].meaning if soft else None,
        next((word for word in bounds if word.type == "PLACED"), None) if bounds else None,
        both,
        "up to" in [word.text for word in bounds],
        notes + _middle(quantity),
    )


def _has_a_rest(size: Size) -> bool:
    """Say whether 余, 多 or 来 stands behind the number."""
    number = size.number
    return number.more or (isinstance(number, Number) and number.about)


def _middle(quantity: Quantity) -> tuple[str, ...]:
    """18.5≤BMI<24: the name between two bounds."""
    return (quantity.name.text,) if isinstance(quantity, Between) and quantity.name is not None else ()


_BOUNDS = frozenset({"OP", "COMPARE", "POST", "PLACED"})
_BOTH = frozenset({"BETWEEN", "WITHIN"})
_SOFT = frozenset({"ABOUT", "AROUND"})


def reports(word: Word) -> RefusalError:
    """A text that reports what was done, where a target is asked."""
    return refuse(word.span, "这是完成情况，不是目标", "this reports what was done; it is no target")


def meaning_of(word: Word, context: Context) -> Op:
    """Return the bound a word means: the document's own definition first, then the lexicon's."""
    return context.terms.get(word.text) or _OPS[word.meaning]


_OPS: dict[str, Op] = {op: op for op in get_args(Op)}


_SPOKEN = re.compile("[零一二两三四五六七八九十百千]+?(万亿|[万亿])|[一二两三四五六七八九]([百千])")
_TENS = re.compile("[一二三四五六七八九]十")
_DIGIT = re.compile("[一二三四五六七八九]")


def _one_scale(lo: Size, hi: Size) -> tuple[Size, Size]:
    """5-6万, 七至八成: the scale of the last number is that of both, where the first has none and both are in order."""
    first, last = lo.number, hi.number
    if lo.units or isinstance(first, Part) or first.scaled:
        return lo, hi
    shared: Number | Part
    if isinstance(last, Part):
        if "成" not in last.text:
            return lo, hi
        shared = Part("QTY", first.text, first.start, first.end, first.value * 10, 100, last.step, first.more)
    elif _TENS.fullmatch(last.text) and _DIGIT.fullmatch(first.text) and first.value * 10 < last.value:
        zh = f"“{first.text}”是{first.text}还是{first.text}十？"
        raise refuse(first.span, zh, f"is {first.text} {first.value} or {first.value * 10}?")  # 五至六十
    else:
        scale = _scale_of(last.text)
        if scale == 1 and last.scaled and last.text[0].isascii() and first.value < last.value:
            raise _shares_a_scale(lo)  # 5-6万5千, 1-2小时30分钟
        step = None if first.step is None else first.step * scale
        shared = attrs.evolve(first, value=first.value * scale, step=step, scaled=scale > 1)
    return (attrs.evolve(lo, number=shared) if shared.value < last.value else lo), hi


def _scaled_alike(lo: Size, hi: Size) -> None:
    """不低于5不超过6万: 5, or 5万? Each has a bound of its own, so that nothing says that they share the scale."""
    shared, _ = _one_scale(lo, hi)
    if shared.number.value != lo.number.value:
        raise _shares_a_scale(lo)


def _shares_a_scale(size: Size) -> RefusalError:
    few = size.number.text
    return refuse(size.span, f"“{few}”后面是否也有数量级？", f"does {few} share the scale of the number behind it?")


def _scale_of(text: str) -> int:
    """The 万 or million a number ends with, 1 where it has none or goes on behind it (一万二)."""
    if spoken := _SPOKEN.fullmatch(text):
        return read_scale(text, spoken.start(spoken.lastindex or 0))[0]
    places = (at for at in range(1, len(text)) if text[:at].isascii())
    scales = (scale(text, at) for at in places for scale in (read_scale, short_scale))
    return next((size for size, end in scales if size > 1 and end == len(text)), 1)


def _one_unit(amounts: tuple[Amount, ...], sizes: Sequence[Size]) -> tuple[Amount, ...]:
    """Give the unit of the last number to those written without one (4.5-5%)."""
    last = amounts[-1].unit
    if any(amount.unit is not None and amount.unit != last for amount in amounts):
        if last is None or any(amount.unit is None or not amount.unit.comparable(last) for amount in amounts):
            raise refuse(around(tuple(sizes)), "两端的单位不同", "the units differ")
        return tuple(amount.to(last) if amount.unit else amount for amount in amounts)
    return tuple(amount if amount.unit is last else attrs.evolve(amount, unit=last) for amount in amounts)


def in_context(measured: Measured, context: Context, *, per_year: bool = False) -> Measured:
    """Put the amounts of a level in a unit of the indicator; raises `RefusalError` where none compares."""
    pairs = zip(measured.amounts, measured.sizes, strict=True)
    amounts = [_within_whole(settled(one, size, context, per_year=per_year), size, context) for one, size in pairs]
    return measured if all(map(is_, amounts, measured.amounts)) else measured.but_in(amounts)


def _within_whole(amount: Amount, size: Size, context: Context) -> Amount:
    if context.share and not context.figure and amount.unit is not None and amount.unit.is_ratio and amount.root > 1:
        hint = Words("是否漏了小数点？", "is a decimal point missing?")
        raise refuse(size.span, "比例不会超过100%", "a share cannot exceed 100 %", hint)
    return amount


def stated_op(measured: Measured) -> Op | tuple[Op, Op] | None:
    """Return the one bound that is stated, two where they differ only in strictness, or None."""
    if len(measured.ops) <= 1:
        return measured.ops[0] if measured.ops else None
    match sorted(set(measured.ops)):
        case [only]:
            return only
        case [">", ">="]:
            return (">", ">=")
        case ["<", "<="]:
            return ("<", "<=")
    raise refuse(measured.span, "两个界限词方向相反", "the two bounds contradict each other")
