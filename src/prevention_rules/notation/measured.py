"""What a quantity says by itself: its amounts, and the words that bound or soften them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from prevention_rules.notation.amounts import settled, written
from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import UnitSign, Word
from prevention_rules.notation.nodes import node
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
        return any(word.text in ("以下", "及以下") for word in self.quantity.posts)

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


def measure(quantity: Quantity, context: Context, per: UnitSign | None = None) -> Measured:
    """Read the words around a quantity; raises `RefusalError` for bounds that contradict each other."""
    words = quantity.sides + quantity.posts
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
    if quantity.sizes[-1].number.more or quantity.sizes[0].number.more:
        ops.append(">")
    if soft and ops:
        raise refuse(quantity.span, "“左右”与界限词不能同用", "'about' and a bound do not go together")
    if ops and isinstance(quantity, Several):
        span = around(tuple(bounds)) if bounds else quantity.span
        raise refuse(span, "区间的两端与界限词不能同用", "a range does not take a further bound")
    amounts = tuple([written(size, context, per.unit if per else None) for size in quantity.sizes])
    return Measured(
        amounts if len(amounts) == 1 else _one_unit(amounts, quantity.sizes),
        quantity,
        tuple(ops),
        None if not soft else soft[0].meaning if len(soft) == 1 else "about",
        next((word for word in bounds if word.type == "PLACED"), None),
        both,
        any(word.text == "up to" for word in bounds),
        tuple(whole.text for whole in quantity.wholes) + _middle(quantity),
    )


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
    own = context.terms.get(word.text)
    if own is not None:
        return own
    for op in _OPS:
        if op == word.meaning:
            return op
    raise AssertionError(word)


_OPS: tuple[Op, ...] = (">=", ">", "<=", "<", "=")


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
    return measured.but_in(
        [_within_whole(settled(one, size, context, per_year=per_year), size, context) for one, size in pairs]
    )


def _within_whole(amount: Amount, size: Size, context: Context) -> Amount:
    if context.share and not context.figure and amount.unit is not None and amount.unit.is_ratio and amount.root > 1:
        hint = Words("是否漏了小数点？", "is a decimal point missing?")
        raise refuse(size.span, "比例不会超过100%", "a share cannot exceed 100 %", hint)
    return amount


def stated_op(measured: Measured) -> Op | tuple[Op, Op] | None:
    """Return the one bound that is stated, two where they differ only in strictness, or None."""
    match sorted(set(measured.ops)):
        case []:
            return None
        case [only]:
            return only
        case [">", ">="]:
            return (">", ">=")
        case ["<", "<="]:
            return ("<", "<=")
    raise refuse(measured.span, "两个界限词方向相反", "the two bounds contradict each other")
