"""How a written size becomes an amount of the indicator: its unit in the text, and in the indicator's own."""

from __future__ import annotations

import re
from fractions import Fraction

import attrs

from prevention_rules.exact_numbers import write_number
from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import Number, Part, UnitSign
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.surface import Size
from prevention_rules.notation.unit_words import base_in_name, of_others
from prevention_rules.periods import FIRST_YEAR, LAST_YEAR
from prevention_rules.quantities import SCALE, Amount, Unit, known_units, stands_for, unit_of
from prevention_rules.text import Words

_PER_HEAD = (("人口", -1),)
_SCALED = re.compile(f"{SCALE}(.+)")
_PARTS = {100: "%", 1000: "‰", 10_000: "/万", 100_000: "/10万"}


def written(size: Size, context: Context, per: Unit | None = None) -> Amount:
    """Return a written size with the unit that stands in the text, if any; *per* is 每千人 before it."""
    word = size.number
    if isinstance(word, Part):
        return Amount(word.value, unit_of(_PARTS[word.of]), word.step)
    unit = _unit(size, context)
    if per is not None:
        unit = _per(unit, per, size, context)
    amount = Amount(-word.value if size.negative else word.value, unit, word.step)
    return _counted_once(amount, word, context)


def _counted_once(amount: Amount, word: Number, context: Context) -> Amount:
    """250万, 250万/年 and 250万(万元) for 万元 are 250 of them: a 万 in the number and one in the unit are the same."""
    if not word.scaled:
        return amount
    if amount.unit is not None and not amount.unit.text.startswith("/"):
        return amount
    own = context.unit
    if own is None or own.text in known_units() or (noun := _SCALED.fullmatch(own.text)) is None:
        return amount
    rate = "" if amount.unit is None else amount.unit.text
    return attrs.evolve(amount, unit=unit_of(noun[1].removesuffix(rate) + rate))


def _unit(size: Size, context: Context) -> Unit | None:
    unit: Unit | None = None
    for sign in size.units:
        if sign.unit is not None:
            if (
                sign.text.startswith("(")
                and isinstance(size.number, Number)
                and size.number.scaled
                and _is_scaled(sign.unit)
            ):
                raise _scaled_twice(size, sign)
            unit = sign.unit if unit is None or _is_dropped(context) else _over(unit, sign.unit, size)
    return unit


def _is_scaled(unit: Unit) -> bool:
    return _SCALED.fullmatch(unit.text) is not None and unit.text not in known_units()


def _scaled_twice(size: Size, sign: UnitSign) -> RefusalError:
    number, unit = size.number.text, sign.text.strip("()")
    problem = f"“{number}”与括号里的“{unit}”各有一个数量级", f"both {number} and ({unit}) carry a scale"
    return refuse(size.span, *problem, Words("请只写一处", "write it once"))


def _is_dropped(context: Context) -> bool:
    """A counter before a rate goes unsaid where the indicator's own unit has none (/10万)."""
    return context.unit is not None and not any(power > 0 for _, power in context.unit.dimension)


def _per(unit: Unit | None, per: Unit, size: Size, context: Context) -> Unit:
    """每千人4份: 份/千人, or /千人 where the indicator's own unit leaves the counter out."""
    if unit is None:
        return per
    composed = _over(unit, per, size)
    fits = context.unit is None or composed.comparable(context.unit)
    return composed if fits or not unit.is_count else per


def _over(unit: Unit, per: Unit, size: Size) -> Unit:
    if not per.text.startswith("/") or "/" in unit.text:
        raise refuse(size.units[-1].span if size.units else size.span, "两个单位连在一起", "two units stand together")
    return unit_of(unit.text + per.text)


def yearly(amount: Amount, own: Unit | None) -> Amount | None:
    """Return 20吨 for 20吨/年 where the indicator itself is not counted by the year; None for any other amount."""
    if amount.unit is None or not amount.unit.text.endswith("/年"):
        return None
    if own is not None and own.comparable(amount.unit):
        return None
    counted = amount.unit.text.removesuffix("/年")
    return attrs.evolve(amount, unit=unit_of(counted) if counted else None)


def settled(amount: Amount, size: Size, context: Context, *, per_year: bool = False) -> Amount:
    """Return an amount in a unit that compares with the indicator's; raises `RefusalError` where none does.

    A bare number takes the indicator's unit, and so does a counter where the indicator is a rate
    per population (达到6人 for /10万). The unit of the text stays where the two compare. *per_year* says that 每年
    stands before it, which is part of a unit such as 次/年.
    """
    own, unit = context.unit, amount.unit
    if own is None:
        if unit is None and context.names_rate:
            raise _no_unit(amount, size)
        return amount
    if unit is None:
        if amount.value == context.baseline and not context.figure:
            hint = Words("是基期，请写“2020年”；是数，请写单位", "of a base write 2020 levels, of a number its unit")
            raise refuse(size.span, "是基期的年份，还是数？", "is it the year of the base, or a number?", hint)
        return _bare(amount, own, size)
    if unit.text in ("倍", "times") and own != unit:
        raise refuse(size.span, "“倍”是比谁的倍？请写明基期", "so many times what? name the base")
    if unit.comparable(own):
        if unit.text != own.text and _differ(unit, own):
            zh, en = f"“{unit}”与“{own}”的分母不同", f"{unit} and {own} are rates of different people"
            raise refuse(size.units[-1].span if size.units else size.span, zh, en)
        return amount
    if own.is_ratio and unit.text.startswith("/"):  # 5 per 1,000 live births is 5 ‰
        factor = unit.factor / own.factor
        return Amount(amount.value * factor, own, None if amount.step is None else amount.step * factor)
    if unit.text == f"{own.text}/年" or (per_year and own.text == f"{unit.text}/年"):
        return Amount(amount.value, own, amount.step)  # how often is counted by the year either way
    counted = own.text.partition("/")[0]
    if unit.text.startswith("/") and counted and (whole := unit_of(counted + unit.text)).comparable(own):
        return settled(attrs.evolve(amount, unit=whole), size, context)  # 620万/月 for 元/月
    over, _, under = unit.text.partition("/")
    if under and over and unit_of(over).is_count and (bare := unit_of(f"/{under}")).comparable(own):
        return settled(attrs.evolve(amount, unit=bare), size, context)
    if _stands_for(unit, own, context):
        return Amount(amount.value, own, amount.step)
    if context.figure:
        return amount  # the reader of figures says what does not compare, and with which row
    raise refuse(
        size.units[-1].span if size.units else size.span,
        f"单位“{unit}”与指标的单位“{own}”不能比较",
        f"the unit {unit} does not compare with the indicator's, {own}",
    )


_WHOM = re.compile(rf"/[0-9]*{SCALE}*(?:常住|户籍)?(?P<whom>人口|活产|儿童|妇女)$")


def _differ(unit: Unit, own: Unit) -> bool:
    """True where both say of whom they are a rate, and not of the same: /10万活产 and /10万人口."""
    said, wanted = _WHOM.search(unit.text), _WHOM.search(own.text)
    return said is not None and wanted is not None and said["whom"] != wanted["whom"]


def _no_unit(amount: Amount, size: Size) -> Exception:
    number = write_number(amount.value, amount.step)
    hint = Words(f"是不是“{number}%”？请写明单位，或给出 unit", f"is it {number}%? write the unit, or pass unit")
    return refuse(size.span, "有数，没有单位", "a number without a unit", hint)


def _bare(amount: Amount, own: Unit, size: Size) -> Amount:
    if own.dimension == _PER_HEAD and amount.value * own.factor > 1:
        hint = Words("是否漏了“/”？", "is a slash missing?")
        raise refuse(size.span, "比率超过了总人口", "the rate is more than everybody", hint)
    if own.is_ratio and amount.value.denominator == 1 and FIRST_YEAR <= amount.value <= LAST_YEAR:
        raise refuse(size.span, "像是年份，不像比例", "this looks like a year, not like a share")
    return Amount(amount.value, own, amount.step)


def _stands_for(unit: Unit, own: Unit, context: Context) -> bool:
    """A counter stands for the rate of the indicator: 达到6人 for 人/10万, 达到6/千人 for 每千人6张."""
    if unit.text.startswith("/") and own.is_count and (base := base_in_name(context.name)) and base.unit == unit:
        return True
    return stands_for(unit, own)


def hold_to_name(per: UnitSign, context: Context) -> None:
    """每万人口 in the text is held against 每千人口 in the name, which a unit without a denominator leaves unsaid."""
    own, base = context.unit, base_in_name(context.name)
    if base is not None and (
        (own is not None and own.is_count and per.unit != base.unit) or of_others(per.text, base.text)
    ):
        raise _other_base(per, base.text)
    if own is not None and of_others(per.text, own.text):
        raise _other_base(per, own.text)


def _other_base(per: UnitSign, wanted: str) -> RefusalError:
    hint = Words(f"请写“{wanted}”的数", f"give the number for {wanted}")
    return refuse(
        per.span, f"“{per.text}”与指标的“{wanted}”分母不同", f"{per.text} is not the denominator of {wanted}", hint
    )


def zero(unit: Unit | None) -> Amount:
    """Nothing, in a unit."""
    return Amount(Fraction(0), unit)
