"""A quantity with its words around it: which bound, range or "about" it states, in which unit."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from attrs import define

from prevention_rules.errors import FormatError
from prevention_rules.notation.context import Context, settled, written
from prevention_rules.notation.frame import Frame, refuse, sizes_span
from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.refusals import RefusalError
from prevention_rules.notation.surface import Quantity, Size
from prevention_rules.quantities import Amount
from prevention_rules.targets import About, Ambiguous, Bound, Op, Range, Target
from prevention_rules.text import Words


@define
class Measured:
    """What a quantity says by itself: its amounts and the words that bound or soften them.

    ``ops`` are the stated bounds (none for a bare number), ``soft`` is ``about`` or ``near``.
    """

    amounts: tuple[Amount, ...]
    sizes: tuple[Size, ...]
    quantity: Quantity
    ops: tuple[Op, ...] = ()
    soft: str | None = None

    @property
    def shape(self) -> str:
        """How many sizes there are, and how they stand together."""
        return self.quantity.shape

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.quantity.span

    @property
    def below(self) -> bool:
        """True for 以下, which a fall does not take."""
        return any(word.text in ("以下", "及以下") for word in self.quantity.posts)

    @property
    def first(self) -> Amount:
        """Its first amount."""
        return self.amounts[0]


def measure(quantity: Quantity, frame: Frame, context: Context) -> Measured:
    """Read the words around a quantity; raises `RefusalError` for bounds that contradict each other."""
    sizes = tuple(quantity.sizes)
    amounts = _one_unit(tuple(written(size, context, frame.per) for size in sizes), sizes)
    ops: tuple[Op, ...] = ()
    soft: str | None = None
    for word in [*quantity.sides, *quantity.posts]:
        if word.text.endswith("了") and not context.values:
            raise refuse(
                (word.start, word.end), "这是完成情况，不是目标", "this reports what was done; it is no target"
            )
        match word.type:
            case "OP" | "COMPARE" | "POST":
                ops = (*ops, meaning_of(word, context))
            case "ABOUT" | "AROUND":
                soft = word.meaning if soft is None else "about"
            case "SHARE":
                frame.notes += (word.text,)
    if is_more(sizes[-1]) or is_more(sizes[0]):
        ops = (*ops, ">")
    if soft and ops:
        raise refuse(quantity.span, "“左右”与界限词不能同用", "'about' and a bound do not go together")
    if len(sizes) > 1 and quantity.shape == "several" and ops:
        raise refuse(quantity.span, "区间的两端与界限词不能同用", "a range does not take a further bound")
    return Measured(amounts, sizes, quantity, ops, soft)


def meaning_of(word: Lexeme, context: Context) -> Op:
    """Return the bound a word means: the document's own definition first, then the lexicon's."""
    own = context.terms.get(word.text)
    return own if own is not None else word.meaning  # type: ignore[return-value]


def is_more(size: Size) -> bool:
    """True for 800余万, 2300多, 过半: more than what is written."""
    meaning = size.number.meaning
    return meaning.endswith("+") if isinstance(meaning, str) else bool(meaning[-1])


def _one_unit(amounts: tuple[Amount, ...], sizes: Sequence[Size]) -> tuple[Amount, ...]:
    """Give the unit of the last number to those written without one (4.5-5%)."""
    if len(amounts) == 1:
        return amounts
    last = amounts[-1].unit
    if any(amount.unit is not None and amount.unit != last for amount in amounts):
        if last is None or any(amount.unit is None or not amount.unit.comparable(last) for amount in amounts):
            raise refuse(sizes_span(sizes), "两端的单位不同", "the units differ")
        return tuple(amount.to(last) if amount.unit else amount for amount in amounts)
    return tuple(amount if amount.unit is last else attrs.evolve(amount, unit=last) for amount in amounts)


def in_context(measured: Measured, context: Context, *, per_year: bool = False) -> Measured:
    """Put the amounts of a level in a unit of the indicator; raises `RefusalError` where none compares."""
    pairs = zip(measured.amounts, measured.sizes, strict=True)
    amounts = tuple(
        _within_whole(settled(amount, size, context, per_year=per_year), size, context) for amount, size in pairs
    )
    return Measured(amounts, measured.sizes, measured.quantity, measured.ops, measured.soft)


def _within_whole(amount: Amount, size: Size, context: Context) -> Amount:
    if context.share and not context.values and amount.unit is not None and amount.unit.is_ratio and amount.root > 1:
        raise refuse(
            size.span,
            "比例不会超过100%",
            "a share cannot exceed 100 %",
            Words("是否漏了小数点？", "is a decimal point missing?"),
        )
    return amount


def stated_op(measured: Measured) -> Op | tuple[Op, Op] | None:
    """Return the one bound that is stated, two where they differ only in strictness, or None."""
    if len(measured.ops) < 2:
        return measured.ops[0] if measured.ops else None
    match sorted(set(measured.ops)):
        case [only]:
            return only
        case [">", ">="]:
            return (">", ">=")
        case ["<", "<="]:
            return ("<", "<=")
    raise refuse(measured.span, "两个界限词方向相反", "the two bounds contradict each other")


def needs_direction(span: tuple[int, int]) -> RefusalError:
    """A bare number whose direction neither the cell nor the context says."""
    return refuse(
        span,
        "只有数，看不出是下限还是上限",
        "a bare number: neither a floor nor a ceiling is stated",
        Words("请写明“不低于”或“不高于”，或给出 better", "write 'at least' or 'at most', or pass better"),
    )


def level(measured: Measured, frame: Frame, context: Context) -> Target:
    """Return the condition on the level itself."""
    lo, hi = measured.amounts[0], measured.amounts[-1]
    if measured.soft:
        return About(lo, hi) if measured.shape == "several" else About(lo)
    if measured.shape == "several":
        return _range(lo, hi, True, True, measured)
    if measured.shape in ("between", "around"):
        return _between(measured)
    op = stated_op(measured)
    if isinstance(op, tuple):
        return Ambiguous((Bound(op[0], lo), Bound(op[1], lo)))
    if op is not None:
        if (frame.verb == "down to" and op[0] == ">") or (frame.verb == "up to" and op[0] == "<"):
            raise refuse(measured.span, "动词与界限词方向相反", "the verb and the bound contradict each other")
        return Bound(op, lo)
    return Bound(_default_op(measured, frame, context), lo)


def _default_op(measured: Measured, frame: Frame, context: Context) -> Op:
    fixed: dict[str, Op] = {"up to": ">=", "down to": "<=", "cap": "<="}
    if frame.verb in fixed:
        return fixed[frame.verb]
    if context.names_decline and context.better != "higher":
        if context.better == "lower":
            raise refuse(
                measured.span,
                "名称本身是下降幅度，better 却是 lower",
                "the name itself is a decline, yet better is 'lower'",
            )
        return ">="
    if context.better is not None:
        return ">=" if context.better == "higher" else "<="
    if frame.verb == "reach":
        return ">="
    raise needs_direction(measured.span)


def _range(lo: Amount, hi: Amount, lo_in: bool, hi_in: bool, measured: Measured) -> Range:
    try:
        return Range(lo, hi, lo_in, hi_in)
    except FormatError:
        raise refuse(
            measured.span, "区间左端应小于右端", "the left end of a range must be below the right one"
        ) from None


def _between(measured: Measured) -> Target:
    first, second = measured.ops if len(measured.ops) == 2 else ("=", "=")
    if measured.shape == "around" and first[0] == second[0] == "<":  # 18.5 ≤ BMI < 24
        return _range(measured.amounts[0], measured.amounts[1], first == "<=", second == "<=", measured)
    if measured.shape == "between" and first[0] == ">" and second[0] == "<":
        return _range(measured.amounts[0], measured.amounts[1], first == ">=", second == "<=", measured)
    raise refuse(measured.span, "两端的界限词不成区间", "the two bounds do not make a range")
