"""Changes against a base: relative, in points, in amounts; 翻一番, 倍, and the cumulative 〔n〕."""

from __future__ import annotations

from fractions import Fraction

import attrs

from prevention_rules.notation.amounts import settled, yearly
from prevention_rules.notation.context import Context, percent, points
from prevention_rules.notation.levels import between, over_years, ranged
from prevention_rules.notation.lexeme import Part, Word
from prevention_rules.notation.lot import Lot, undated, unread
from prevention_rules.notation.measured import Measured, in_context, meaning_of, stated_op
from prevention_rules.notation.nodes import node
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.surface import Base, Between, Fold
from prevention_rules.notation.unnumbered import against_its_good
from prevention_rules.notation.verbs import Verb
from prevention_rules.quantities import Amount
from prevention_rules.targets import (
    About,
    Ambiguous,
    Bound,
    Change,
    ChangeKind,
    Direction,
    Op,
    Over,
    Range,
    Rate,
    Size,
    Target,
    Trend,
    TrendDirection,
)
from prevention_rules.targets import Base as BaseYear
from prevention_rules.text import Words

_MANNERS = ("steadily", "continually", "gradually", "further", "markedly", "somewhat")
_RATES: dict[str, Rate] = {
    "per_year": "per_year", "every_year": "per_year",
    "annual_average": "annual_average", "over the plan": "annual_average",
}  # fmt: skip


def change(measured: Measured, verb: Verb, lot: Lot, context: Context) -> Read:
    """[比2020年] [每年] [累计] [相对] 下降 quantity: a change, its kind decided by unit and context."""
    base, lot = lot.one(Base)
    rate, lot = lot.word("PERIODIC")
    relative, lot = lot.word("REL")
    total, lot = lot.meaning("CUM", "total")
    manner, lot = lot.meaning("MANNER", *_MANNERS)
    lot.nothing_left()
    if rate is not None and rate.meaning == "per_span":
        raise per_span(rate)
    if verb.text == "-" and context.better != "lower":
        raise refuse(verb.span, "是减少，还是负数？", "is it a fall, or a number below zero?")
    if base is not None and base.multiple:
        raise refuse(base.span, "这样的变化读不出", "a change of this kind cannot be read")
    compared = bool(verb.words) and verb.words[-1].type == "COMPARE"
    if rate is not None and compared and (base is None or base.year != "previous"):
        zh, en = f"“{rate.text}”比上年，还是比同一个基期？", f"{rate.text!r}: on the year before, or on one base?"
        raise refuse(rate.span, zh, en)
    amounts = [yearly(amount, context.unit) for amount in measured.amounts]
    by_year = [amount for amount in amounts if amount is not None]
    if len(by_year) == len(amounts):  # 减少20吨/年
        measured = measured.but_in(by_year)
    kind = _RATES[rate.meaning] if rate else "per_year" if by_year else "total"
    asked = _Asked(
        verb,
        context,
        base.year if base is not None and base.year is not None else context.baseline,
        kind,
        relative is not None,
        stated_base=base is not None,
        over="total" if total else "average" if kind == "annual_average" else None,
    )
    notes = (*(word.text for word in (*total, *manner)), *undated(base), *measured.notes)
    return asked.read(measured).keeping(notes=notes)


@node(eq=False)
class _Asked:
    """A change that is asked: the words around its size."""

    verb: Verb
    context: Context
    base: BaseYear
    rate: Rate
    relative: bool
    stated_base: bool
    over: Over | None

    @property
    def direction(self) -> Direction:
        assert self.verb.direction is not None  # a verb of change has one
        return self.verb.direction

    def read(self, measured: Measured) -> Read:
        """Decide the kind of change by the unit that is written; raises `RefusalError` where it does not say."""
        self._sound(measured)
        unit, context = measured.first.unit, self.context
        if (
            measured.first.value == 0
            and self.verb.span[0] >= measured.span[1]
            and not measured.ops
            and not measured.soft
        ):
            way: TrendDirection = "not_up" if self.direction == "up" else "not_down"
            against_its_good(way, measured.span, f"{measured.quantity.sizes[0].text} {self.verb.text}", context)
            return Read(Trend(way, None, self.base if self.stated_base else None))
        if unit is not None and unit.text in ("倍", "times"):
            return self._times(measured)
        if unit == points():
            if self.relative:
                raise refuse(measured.span, "相对变化应写百分比", "a relative change is written in %")
            if context.unit is not None and not context.unit.is_ratio:
                raise refuse(measured.span, "百分点只用于百分比指标", "percentage points belong to a percentage")
            return self._of("points", measured)
        if unit == percent():
            return self._percent(measured)
        if unit is None and context.is_percent and context.unit is not None:
            raise refuse(measured.span, "是百分点还是百分比？", "points or per cent?")
        if self.relative:
            raise refuse(measured.span, "相对变化应写百分比", "a relative change is written in %")
        if unit is None and (self.verb.growth or self.rate == "annual_average" or self.base == "previous"):
            hint = Words("若是百分比请写“%”，若是数量请写单位", "write % for a percentage, or the unit of an amount")
            raise refuse(
                measured.span,
                f"“{self.verb.text}”之后的数没有单位",
                "a number without a unit after a word of growth",
                hint,
            )
        if measured.reaches is not None and not (measured.both or measured.soft):
            raise _by_or_to(measured.reaches)
        return self._of("amount", in_context(measured, context) if context.unit else measured)

    def _sound(self, measured: Measured) -> None:
        if self.direction == "down" and measured.below:
            hint = Words("是否漏了“到”（下降到…以下）？", "is 'to' missing (fall to … or less)?")
            raise refuse(measured.span, "下降多少“以下”，读不出", "a fall of so much 'or less' cannot be read", hint)
        if measured.soft == "near":
            raise refuse(measured.span, "“近”没有说出要求多少", "'nearly' does not say how much is asked")
        if any(amount.value < 0 for amount in measured.amounts):
            raise refuse(measured.span, "变化的幅度不能为负", "the size of a change is never negative")

    def _times(self, measured: Measured) -> Read:
        reads = [self._of("relative", reading) for reading in in_times(measured, self.verb)]
        return reads[0] if len(reads) == 1 else Read(Ambiguous(tuple(read.target for read in reads)))

    def _percent(self, measured: Measured) -> Read:
        context = self.context
        if self.direction == "down" and any(amount.value > 100 for amount in measured.amounts):
            raise refuse(measured.span, "下降不会超过100%", "nothing falls by more than 100 %")
        if self.relative or not context.is_percent or any(_is_fraction(size.number) for size in measured.sizes):
            read = self._of("relative", measured)
            return read.keeping(notes=_asks_zero(measured)) if self.direction == "down" else read
        if measured.reaches is not None and not (measured.both or measured.soft):
            raise _by_or_to(measured.reaches)
        relative = self._of("relative", measured).target
        if (self.direction == "up" and context.names_growth) or (self.direction == "down" and context.names_decline):
            return Read(Ambiguous((over_years(size_of(measured, self.verb), self.over), relative)))
        in_points = measured.but_in(attrs.evolve(amount, unit=points()) for amount in measured.amounts)
        return Read(Ambiguous((self._of("points", in_points).target, relative)))

    def _of(self, kind: ChangeKind, measured: Measured) -> Read:
        size = size_of(measured, self.verb)
        made = Change(self.direction, kind, size, self.base, self.rate)
        if not isinstance(size, Range) or measured.both or not self._is_good:
            return Read(made)
        near = attrs.evolve(made, size=Bound(">=", size.lo))
        return Read(Ambiguous((near, made)))  # 下降10%—15%: at least the near end, or within the span

    @property
    def _is_good(self) -> bool:
        """True where the further the change goes the better: the far end of a span is then no ceiling."""
        better = self.context.better
        return better is not None and not self.verb.capped and (better == "higher") is (self.direction == "up")


def in_times(measured: Measured, verb: Verb) -> tuple[Measured, ...]:
    """Return in % what 倍 after a verb of change says, in each reading: 提高5.4倍 is by, or to, so many times."""
    if verb.direction == "down":
        hint = Words("下降不用“倍”，请写百分比", "a fall is written in %, never as so many times")
        raise refuse(measured.span, "下降一倍是降到零还是减半？", "is it a fall to nothing, or by half?", hint)
    by = measured.but_in(Amount(one.value * 100, percent()) for one in measured.amounts)
    if verb.growth or measured.first.value <= 1:
        return (by,)
    return by, measured.but_in(Amount((one.value - 1) * 100, percent()) for one in measured.amounts)


def per_span(word: Word) -> RefusalError:
    """5% a month: a month's figure beside that of a year."""
    zh, en = f"“{word.text}”的数与指标的期间不同", f"{word.text!r} is another span than that of the indicator"
    return refuse(word.span, zh, en)


def _by_or_to(word: Word) -> RefusalError:
    hint = Words("请写“减少20吨，降到80吨”或“减少20—30吨”", "write 'by 20, to 80', or 'by 20-30'")
    return refuse(word.span, f"“{word.text}”之后是变化的另一端，还是变化之后的水平？",
                  f"after {word.text!r}: the other end of the change, or the level after it?", hint)  # fmt: skip


def _asks_zero(measured: Measured) -> tuple[str, ...]:
    whole = measured.first.unit == percent() and measured.first.value == 100
    return ("下降100%即降为零，请核对",) if whole else ()


def _is_fraction(number: object) -> bool:
    """True for 三分之一, 一半: as the size of a change always a part of the base."""
    return isinstance(number, Part) and number.step is None


def size_of(measured: Measured, verb: Verb) -> Size:
    """Return how large a change is asked: at least what is written, unless it is held to it or bounded."""
    lo, hi = measured.amounts[0], measured.amounts[-1]
    if measured.soft:
        return About(lo, hi)
    if isinstance(measured.quantity, Between):
        return between(measured)
    if not measured.is_one:
        return ranged(measured)
    return Bound(_one_op(measured) or ("<=" if verb.capped else ">="), lo)


def _one_op(measured: Measured) -> Op | None:
    op = stated_op(measured)
    if isinstance(op, tuple):
        raise refuse(measured.span, "界限词重复", "the bound is stated twice, differently")
    return op


def folded(body: Fold, verb: Verb, lot: Lot, context: Context) -> Read:
    """[比2020年] [每年] [累计] 翻一番: a relative change the word itself measures."""
    base, lot = lot.one(Base)
    rate, lot = lot.word("PERIODIC")
    total, lot = lot.meaning("CUM", "total")
    op, lot = folded_op(body, lot, context)
    lot.nothing_left()
    if verb.way not in ("bare", "reach"):
        raise refuse(
            verb.span,
            f"“{verb.text}”与“{body.word.text}”连不起来",
            f"{verb.text!r} does not go with {body.word.text!r}",
        )
    if rate is not None and rate.meaning != "per_year":
        raise refuse(
            rate.span,
            f"“{rate.text}”与“{body.word.text}”连不起来",
            f"{rate.text!r} does not go with {body.word.text!r}",
        )
    way, _, size = body.word.meaning.partition(" ")
    year = base.year if base is not None and base.year is not None else context.baseline
    amount = Amount(Fraction(size), percent())
    made = Change(
        "up" if way == "up" else "down", "relative", Bound(op or ">=", amount), year, "per_year" if rate else "total"
    )
    return Read(made, notes=(*(word.text for word in total), *undated(base)))


def folded_op(body: Fold, lot: Lot, context: Context) -> tuple[Op | None, Lot]:
    """至少翻一番, 翻一番以上: take the bound that is stated, if one is; raises `RefusalError` for two."""
    before, lot = lot.word("LEAST")
    post = body.post
    if post is not None and (before is not None or post.meaning == "between"):
        raise unread(post)
    word = before or post
    return (meaning_of(word, context) if word is not None else None), lot


def cumulative(measured: Measured, lot: Lot, context: Context) -> Read:
    """〔n〕, 累计n, 新增n: over the whole plan; a total or a change, which the cell alone does not say."""
    base, lot = lot.one(Base)
    words, lot = lot.words("CUM")
    lot.nothing_left()
    year = base.year if base is not None and base.year is not None else context.baseline
    if measured.soft and not measured.ops and base is None:
        about = [settled(one, size, context) for one, size in zip(measured.amounts, measured.sizes, strict=True)]
        asked = over_years(About(about[0], about[-1]), _over(words, about[0], context))
        return Read(asked, notes=(*(word.text for word in words), *measured.notes))
    if not measured.is_one or measured.soft or measured.first.value < 0:
        raise refuse(measured.span, "累计值应是一个数", "a cumulative figure is one number")
    op, falls = _one_op(measured), context.better == "lower"
    way: Direction = "down" if falls else "up"
    notes = (*(word.text for word in words), *measured.notes)
    if measured.first.unit == points() and (context.unit is None or context.unit.is_ratio) and context.better:
        return Read(Change(way, "points", Bound(op or ">=", measured.first), year), notes=notes)
    amount = settled(measured.first, measured.sizes[0], context)
    over = _over(words, amount, context)
    if context.names_decline:
        return Read(Bound(op or ">=", amount, over=over), notes=notes)
    if context.better is None and op is None:
        raise refuse(measured.span, "累计值看不出是增是减", "a cumulative figure: neither rise nor fall is stated")
    if op is not None and op[0] == "<":
        return Read(Bound(op, amount, over=over), notes=notes)
    total: Target = Bound(op or ("<=" if falls else ">="), amount, over=over)
    kind: ChangeKind = "points" if amount.unit in (percent(), points()) else "amount"
    size = Bound(op or ">=", attrs.evolve(amount, unit=points()) if kind == "points" else amount)
    return Read(Ambiguous((Change(way, kind, size, year), total)), notes=notes)


def _over(words: tuple[Word, ...], amount: Amount, context: Context) -> Over | None:
    """The years' total, where it is said or can be: 〔28〕 of a rate is a change of it, or its level."""
    return "total" if words or context.adds_up(amount.unit) else None
