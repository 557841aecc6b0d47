"""A level: which bound, range or "about" a quantity asks of the indicator itself, and in which periods."""

from __future__ import annotations

from fractions import Fraction

import attrs

from prevention_rules.errors import FormatError
from prevention_rules.notation.amounts import written, yearly
from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import Word
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.measured import Measured, in_context, stated_op
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.surface import Between, Since, Span, Start
from prevention_rules.notation.verbs import Verb
from prevention_rules.quantities import Amount
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    EveryPeriod,
    Op,
    Over,
    PerUnit,
    Range,
    Respectively,
    Target,
    Trend,
)  # fmt: skip
from prevention_rules.text import Words

_ON_THE_WAY = ("steadily", "continually", "gradually", "further", "markedly", "somewhat")


def level(measured: Measured, verb: Verb, lot: Lot, context: Context) -> Read:
    """[从…] [自…起 | 每年 | 始终 | 保持在] [稳步 达到 | 提高到] quantity: a level, or one in every period."""
    if not lot.pieces:
        return _plain(measured, verb, context)
    start, lot = lot.one(Start)
    along, lot = lot.meaning("MANNER", "all along")
    if verb.way == "reach" and not along:
        along, lot = lot.meaning("MANNER", "continually")  # 持续达到
    year, lot = lot.meaning("MANNER", "all year")
    mean: tuple[Word, ...] = ()
    if "平均" in context.name and verb.way == "bare":
        mean, lot = lot.meaning("MANNER", "on average")  # 急救平均反应时间: the figure is a mean itself
    manner, lot = lot.meaning("MANNER", *_ON_THE_WAY)
    since, lot = lot.one(Since)
    rate, lot = lot.word("PERIODIC")
    total, lot = lot.word("CUM")
    lot.nothing_left()
    if manner and verb.way == "bare":
        raise refuse(manner[0].span, "状语之后缺动词（如“稳定在”“逐步达到”）", "a verb is missing after the adverb")
    notes = tuple(word.text for word in (*year, *mean, *manner, *((total,) if total else ())))
    notes += (start.text,) if start else ()
    by_year = rate is not None and rate.meaning == "per_year"
    by_the_unit = by_year and context.unit is not None and context.unit.text.endswith("/年")
    if rate is not None and rate.meaning == "per_span":
        notes += (_span_of_a_share(rate, measured, context),)
    elif rate is not None and not by_year and not (rate.meaning == "every_year" and verb.way in ("up to", "down to")):
        notes += (_other_rate(rate.text, rate.meaning, rate.span, verb, context),)
    if by_year and rate is not None and _may_be_a_rise(measured, rate.start, context):
        raise refuse(rate.span, "是每年的水平，还是每年的增幅？", "the level of each year, or a rise each year?")
    measured, per_year = _without_per_year(measured, context)
    if start is not None:
        _leads_on(start, measured, verb, context)
    target = _level(in_context(measured, context, per_year=by_year), verb, context)
    if not (by_year or year):  # 全年累计 is the total of the one year
        target = over_years(target, _over(rate, total, context))
    if rate is not None and rate.meaning == "every_year" and verb.way in ("up to", "down to"):
        asked = Trend("up" if verb.way == "up to" else "down", every_year=True)
        return Read(AllOf((target, asked)), notes=notes + measured.notes)  # 逐年提高到90%
    every = along or since or per_year or verb.way == "keep" or (by_year and not by_the_unit)
    if every and verb.direction is not None:
        raise _unclear(verb)
    if by_year and _is_how_often(measured, verb):
        target = Ambiguous((target, EveryPeriod(target)))  # 每年开展1次: how often, or in every single year
    elif every:
        target = EveryPeriod(target, since.year if since else None)
    return Read(target, notes=notes + measured.notes)


def _plain(measured: Measured, verb: Verb, context: Context) -> Read:
    """A quantity with nothing but a verb before it."""
    measured, per_year = _without_per_year(measured, context)
    target = over_years(_level(in_context(measured, context), verb, context), _over(None, None, context))
    if not (per_year or verb.way == "keep"):
        return Read(target, notes=measured.notes)
    if verb.direction is not None:
        raise _unclear(verb)
    return Read(EveryPeriod(target), notes=measured.notes)


def _over(rate: Word | None, total: Word | None, context: Context) -> Over | None:
    """累计 beside a ceiling sums the years, unless the name says that each figure is a sum; 年均 averages a growth."""
    if total is not None and (total.meaning == "over the plan" or _sums_years(total, context)):
        return "total"
    if rate is not None and rate.meaning == "over the plan":
        return "average"
    grows = rate is not None and rate.meaning == "annual_average" and context.names_growth
    return "average" if grows or context.names_average else None


def _sums_years(word: Word, context: Context) -> bool:
    """累计, 五年累计: of the years of the plan, unless the name says that each figure is such a sum."""
    named = any(one in context.name for one in ("累计", "累积"))
    return word.meaning == "total" and any(one in word.text for one in ("累", "cumulative")) and not named


def over_years(target: Target, over: Over | None) -> Target:
    """Return the target as one of all years of the plan together, in each of its parts and readings that is a level."""
    if over is None:
        return target
    match target:
        case Bound(over=None) | Range(over=None) | About(over=None):
            return attrs.evolve(target, over=over)
        case Ambiguous(readings=readings):
            return attrs.evolve(target, readings=[over_years(one, over) for one in readings])
        case AllOf(of=members) | AnyOf(of=members) | Respectively(of=members):
            return attrs.evolve(target, of=[over_years(one, over) for one in members])
        case PerUnit(of=part):
            return attrs.evolve(target, of=over_years(part, over))
        case _:
            return target


def _leads_on(start: Start, measured: Measured, verb: Verb, context: Context) -> None:
    """从90%提高到80%: a rise that ends below where it began is a slip of the pen."""
    first, last = written(start.size, context), measured.first
    if first.unit is not None and first.unit != last.unit:
        return
    if (verb.way == "up to" and last.value < first.value) or (verb.way == "down to" and last.value > first.value):
        zh, en = f"“{verb.text}”的方向与起点相反", f"{verb.text!r} leads the other way from where it starts"
        raise refuse(start.span, zh, en)


def _unclear(verb: Verb) -> RefusalError:
    return refuse(verb.span, "“保持”之后的变化没有说清", "what is kept, the level or the change?")


def _other_rate(text: str, meaning: str, span: Span, verb: Verb, context: Context) -> str:
    """年均 may be of the name; anything else but 逐年提高到 asks for a change."""
    if meaning == "over the plan":
        return text
    if meaning == "annual_average" and (context.names_growth or "年均" in context.name):
        return text
    raise refuse(span, f"“{text}”之后应是变化", f"{text!r} belongs to a change")


def _span_of_a_share(rate: Word, measured: Measured, context: Context) -> str:
    """99.9% monthly, <0.5% per day: over what a share is taken; of a count it would be another figure."""
    unit, stated = measured.first.unit, bool(measured.ops) or measured.first.root >= Fraction(1, 2)
    if unit is not None and unit.is_ratio and context.is_percent and stated:
        return rate.text
    zh, en = f"“{rate.text}”的数与指标的期间不同", f"{rate.text!r} is another span than that of the indicator"
    raise refuse(rate.span, zh, en)


def _may_be_a_rise(measured: Measured, at: int, context: Context) -> bool:
    """5% a year behind the number of an indicator in %: neither a floor nor a rise is stated."""
    return at > measured.span[0] and context.is_percent and not measured.ops


def _is_how_often(measured: Measured, verb: Verb) -> bool:
    unit = measured.first.unit
    return unit is not None and unit.text == "次" and not measured.ops and verb.does


def _without_per_year(measured: Measured, context: Context) -> tuple[Measured, bool]:
    """150个/年 is 150 in every year."""
    units = measured.sizes[-1].units
    if context.unit is None or not [sign for sign in units if sign.unit and "年" in sign.text]:
        return measured, False  # without a context the text alone says what is counted: 150个/年
    amounts = [yearly(amount, context.unit) for amount in measured.amounts]
    found = [amount for amount in amounts if amount is not None]
    if len(found) < len(amounts):
        return measured, False
    return measured.but_in(found), not context.unit.text.endswith("/年")


def _level(measured: Measured, verb: Verb, context: Context) -> Target:
    lo, hi = measured.amounts[0], measured.amounts[-1]
    if measured.soft:
        return About(lo, hi)
    if isinstance(measured.quantity, Between):
        return between(measured)
    if not measured.is_one:
        return _span(measured, verb, context)
    op = stated_op(measured)
    if isinstance(op, tuple):
        return Ambiguous((Bound(op[0], lo), Bound(op[1], lo)))
    if measured.up_to and context.better == "higher":
        return Ambiguous((Bound(">=", lo), Bound("<=", lo)))
    if op is not None and _against(verb, op):
        raise refuse(measured.span, "动词与界限词方向相反", "the verb and the bound contradict each other")
    if op is None:
        op = _default_op(measured, verb, context)
        if op == ">=" and lo.value == 0:
            raise refuse(measured.span, "不低于0等于没有要求", "a floor of 0 asks for nothing")
    return Bound(op, lo)


def _against(verb: Verb, op: Op) -> bool:
    way = "down to" if verb.way == "cap" else verb.way
    return (way == "down to" and op[0] == ">") or (way == "up to" and op[0] == "<")


def _default_op(measured: Measured, verb: Verb, context: Context) -> Op:
    if verb.way in ("up to", "down to", "cap"):
        return ">=" if verb.way == "up to" else "<="
    if verb.does and (context.better == "lower" or context.names_decline):
        raise refuse(
            verb.span, f"“{verb.text}”的数越大，指标是升是降？", f"does more of {verb.text!r} raise the indicator?"
        )
    if context.names_decline and context.better != "higher":
        if context.better == "lower":
            zh, en = "名称本身是下降幅度，better 却是 lower", "the name itself is a decline, yet better is 'lower'"
            raise refuse(measured.span, zh, en)
        return ">="
    if context.better is not None:
        return ">=" if context.better == "higher" else "<="
    if verb.way == "reach":
        return ">="
    raise needs_direction(measured.span)


def needs_direction(span: Span) -> RefusalError:
    """A bare number whose direction neither the cell nor the context says."""
    return refuse(
        span,
        "只有数，看不出是下限还是上限",
        "a bare number: neither a floor nor a ceiling is stated",
        Words("请写明“不低于”或“不高于”，或给出 better", "write 'at least' or 'at most', or pass better"),
    )


def _span(measured: Measured, verb: Verb, context: Context) -> Target:
    """Both ends bind; of what is done, counted, paid or waited for (1～2所) perhaps only the near one.

    More than the far end is better still, as two days are beside 3-5个工作日.
    """
    both, unit = ranged(measured), measured.first.unit
    free = verb.way in ("bare", "reach") and not measured.both and (verb.does or (unit is not None and unit.goes_on))
    if not free or context.better is None:
        return both
    if context.better == "higher":
        return Ambiguous((Bound(">=", measured.amounts[0]), both))
    return Ambiguous((Bound("<=", measured.amounts[-1]), both))


def ranged(measured: Measured) -> Range:
    """Return the range of which both ends belong; raises `RefusalError` where the left end is not below the right."""
    return _range(measured.amounts[0], measured.amounts[-1], True, True, measured)


def _range(lo: Amount, hi: Amount, lo_in: bool, hi_in: bool, measured: Measured) -> Range:
    try:
        return Range(lo, hi, lo_in, hi_in)
    except FormatError:
        zh, en = "区间左端应小于右端", "the left end of a range must be below the right one"
        raise refuse(measured.span, zh, en) from None


def between(measured: Measured) -> Range:
    """Return the range that two bounds make."""
    lo, hi = measured.amounts
    first, second = measured.ops if len(measured.ops) == 2 else ("=", "=")
    named = isinstance(measured.quantity, Between) and measured.quantity.name is not None
    if named and first[0] == second[0] == "<":  # 18.5 ≤ BMI < 24
        return _range(lo, hi, first == "<=", second == "<=", measured)
    if not named and first[0] == ">" and second[0] == "<":
        return _range(lo, hi, first == ">=", second == "<=", measured)
    raise refuse(measured.span, "两端的界限词不成区间", "the two bounds do not make a range")
