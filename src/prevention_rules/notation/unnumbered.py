"""What is asked without a number: full coverage, a trend, a boolean such as 实现."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import attrs

from prevention_rules.notation.amounts import zero
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.lexeme import Word
from prevention_rules.notation.lot import Lot, undated
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import Base, HeldTo, Since, Span
from prevention_rules.notation.verbs import Verb
from prevention_rules.quantities import Amount
from prevention_rules.targets import (
    AllOf,
    Better,
    Bound,
    EveryPeriod,
    Qualitative,
    Trend,
    TrendDirection,
    TrendManner,
)
from prevention_rules.text import Words

_MANNERS: dict[str, TrendManner] = {
    "steadily": "steadily", "continually": "steadily", "gradually": "steadily",
    "in a row": "steadily", "all along": "steadily",
    "markedly": "markedly", "within stability": "within_stability", "somewhat": "plain", "further": "plain",
}  # fmt: skip


def whole() -> Bound:
    """All there is: 100 %."""
    return Bound(">=", Amount(1 / percent().factor, percent()))


def cover(said: str, span: Span, verb: Verb, lot: Lot, context: Context, *, weakening: str) -> Read:
    """[自…起 | 保持 | 始终] 全覆盖, 应保尽保: all there is; 基本全覆盖 is not measurable."""
    since, lot = lot.one(Since)
    along, lot = lot.meaning("MANNER", "all along")
    manner, lot = lot.meaning("MANNER", "steadily", "gradually", "further")
    lot.nothing_left()
    notes = tuple(word.text for word in manner)
    if weakening or verb.way not in ("bare", "reach", "keep"):
        return Read(Qualitative(f"{weakening}{said}"), notes=notes)
    if context.unit is not None and not context.unit.is_ratio:
        raise refuse(
            span,
            f"“{said}”说的是比例，指标的单位却是“{context.unit}”",
            f"{said!r} states a share, but the indicator is measured in {context.unit}",
        )
    every = verb.way == "keep" or since is not None or bool(along)
    return Read(EveryPeriod(whole(), since.year if since else None) if every else whole(), notes=notes)


def bare(verb: Verb, lot: Lot, span: Span, context: Context) -> Read:
    """稳步提升, 增速放缓, 全部设置, 实现: what words ask by themselves."""
    slow, lot = lot.word("SLOW")
    if slow is not None:
        manner, lot = lot.words("MANNER")
        lot.nothing_left()
        if verb.way != "bare":
            raise refuse(
                slow.span, f"“{slow.text}”与“{verb.text}”连不起来", f"{slow.text!r} does not go with {verb.text!r}"
            )
        notes = tuple(word.text for word in manner)
        return Read(Trend("down") if context.names_growth else Qualitative("减缓"), notes=notes)
    if verb.direction is not None and verb.way in ("change", "keep"):
        if verb.capped or verb.words[-1].type == "SIZE":
            raise refuse(
                verb.span, f"“{verb.words[-1].text}”之后应有数", f"a number is missing after {verb.words[-1].text!r}"
            )
        return trend(verb.direction, lot, context, manner="steadily" if verb.way == "keep" else "")
    base, rest = lot.one(Base)
    if base is not None and verb.way in ("cap", "keep"):
        return _held(verb, base, rest, context)
    if verb.way == "reach":
        all_of, lot = lot.meaning("ALL", "whole")
        if all_of:
            return cover(all_of[0].text + verb.text, span, verb, lot, context, weakening="")
        if len(verb.words) == 1 and verb.text in ("实现", "完成", "achieve"):
            lot.nothing_left()
            return Read(Qualitative(verb.text))
    lot.nothing_left()
    raise refuse(span, "没有说出要求什么", "nothing is asked here")


def _held(verb: Verb, base: Base, lot: Lot, context: Context) -> Read:
    """控制在2010年水平: no rise above it; 维持2020年水平: stable at it."""
    lot.nothing_left()
    if verb.way == "cap":
        against_its_good("not_up", verb.span, verb.text, context)
        return Read(Trend("not_up", None, base.year), notes=undated(base))
    return Read(Trend("stable", context.better, base.year), notes=undated(base))


_AGAINST_ITSELF = {">=": "not_down", "<=": "not_up", ">": "up", "<": "down"}


def held_to(body: HeldTo, lot: Lot, context: Context) -> Read:
    """[每年] 不低于上年, 高于2020年水平: no fall from the figure of another year, or a rise above it."""
    rate, rest = lot.word("PERIODIC")
    each = rate is not None and rate.meaning in ("per_year", "every_year") and body.base.year == "previous"
    (rest if each else lot).nothing_left()
    way, base = _AGAINST_ITSELF.get(body.word.meaning), body.base
    if way is None:
        zh, en = f"“{body.word.text}”之后应有数", f"a number is missing after {body.word.text!r}"
        raise refuse(body.word.span, zh, en)
    floor = body.word.meaning[0] == ">"
    against_its_good("not_down" if floor else "not_up", body.word.span, body.word.text, context)
    return Read(Trend(_direction(way), None, base.year, every_year=each), notes=undated(base))


def never(word: Word, lot: Lot, context: Context) -> Read:
    """[全年] 不发生, 零发生: none at all of what is counted."""
    year, lot = lot.meaning("MANNER", "all year", "all along")
    lot.nothing_left()
    is_net = word.meaning == "net"
    if is_net and not context.names.are_net:
        zh, en = f"“{word.text}”说的是净值，指标不是", f"{word.text!r} is of a net figure, which the indicator is not"
        raise refuse(word.span, zh, en, Words("请在指标名称里写明“净”", "say so in the indicator's name"))
    if context.better == "higher" or (context.unit is not None and not (context.unit.is_count or is_net)):
        zh, en = f"“{word.text}”要有计数的指标", f"{word.text!r} belongs to what is counted, and is better low"
        raise refuse(word.span, zh, en)
    return Read(Bound("<=", zero(context.unit)), notes=tuple(one.text for one in year))


def trend_word(word: Word, verb: Verb, lot: Lot, context: Context) -> Read:
    """保持稳定, 改善, 零增长: a trend that one word says."""
    if verb.way not in ("bare", "reach", "keep"):
        raise refuse(
            verb.span, f"“{verb.text}”与“{word.text}”连不起来", f"{verb.text!r} does not go with {word.text!r}"
        )
    way, _, manner = word.meaning.partition(" ")
    if verb.way == "keep" and way != "stable":
        manner = "steadily"  # 保持零增长: in every year
    against_its_good(way, word.span, word.text, context)
    if way in ("zero", "negative"):
        return _growth(word, lot, context, manner)
    return trend(way, lot, context, manner=manner)


_AGAINST: dict[str, Better] = {"not_up": "higher", "zero": "higher", "negative": "higher", "not_down": "lower"}


def against_its_good(way: str, span: Span, said: str, context: Context) -> None:
    """Refuse 不增加 of what is better high, and 不减少 of what is better low."""
    if context.better is None or _AGAINST.get(way) != context.better:
        return
    high = context.better == "higher"
    zh = f"指标越{'高' if high else '低'}越好，却要求“{said}”"
    raise refuse(span, zh, f"{'higher' if high else 'lower'} is better here, yet {said!r} is asked")


def _growth(word: Word, lot: Lot, context: Context, manner: str) -> Read:
    """负增长, 零增长: bounds at 0 of a growth rate; of a quantity a fall, or no rise, against its base."""
    negative = word.meaning.startswith("negative")
    if not context.names_growth:
        return trend("down" if negative else "not_up", lot, context, manner)
    lot.nothing_left()
    bound = Bound("<" if negative else "<=", zero(context.unit or percent()))
    return Read(EveryPeriod(bound) if manner else bound)


def trend(way: str, lot: Lot, context: Context, manner: str = "") -> Read:
    """[比2020年] [逐年] [稳步] 提升 [（越高越好）]: which way is good comes from the words, or from the context."""
    base, lot = lot.one(Base)
    rate, lot = lot.word("PERIODIC")
    declared, lot = lot.word("BETTER")
    manners, lot = lot.meaning("MANNER", *_MANNERS)
    year, lot = lot.meaning("MANNER", "all year")
    lot.nothing_left()
    if base is not None and base.multiple:
        raise refuse(base.span, "基期的多少，应写“倍”", "a multiple of the base is written with 倍 or 'times'")
    if rate is not None and rate.meaning in ("annual_average", "per_span"):
        raise refuse(rate.span, f"“{rate.text}”之后应有数", f"{rate.text!r} needs a number")
    said = (manner, *(_MANNERS[word.meaning] for word in manners))
    strongest = _strongest(said)
    twice = "markedly" in said and strongest != "markedly"
    asked = {strongest, "markedly"} if twice else {strongest}
    beside = tuple(word.text for word in manners if _MANNERS[word.meaning] not in asked)
    made = Trend(
        _direction(way),
        _better(declared, context) if declared or way in ("stable", "better") else None,
        base.year if base is not None else None,
        rate is not None or (base is not None and base.words[0].text in _YEAR_ON_YEAR),
        strongest,
    )
    target = AllOf((made, attrs.evolve(made, manner="markedly"))) if twice else made
    return Read(target, notes=(*beside, *(word.text for word in year), *undated(base)))


_YEAR_ON_YEAR = ("year on year", "year-on-year")
"""Without a number they ask it of each year, as 逐年 does."""


def _direction(way: str) -> TrendDirection:
    for direction in _DIRECTIONS:
        if direction == way:
            return direction
    raise AssertionError(way)


_DIRECTIONS: tuple[TrendDirection, ...] = get_args(TrendDirection)
_STRENGTH: tuple[TrendManner, ...] = ("within_stability", "steadily", "markedly")


def _strongest(said: Sequence[str]) -> TrendManner:
    """Of several the one that decides more; 稳步大幅提升 asks for its size beside."""
    return next((manner for manner in _STRENGTH if manner in said), "plain")


def _better(word: Word | None, context: Context) -> Better | None:
    return context.better if word is None else ("higher" if word.meaning == "higher" else "lower")
