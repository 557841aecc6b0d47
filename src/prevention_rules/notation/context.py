"""What the caller knows about the indicator, and how a written size becomes an amount in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache

import attrs
from attrs import frozen

from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.refusals import RefusalError
from prevention_rules.notation.surface import Size
from prevention_rules.periods import FIRST_YEAR, LAST_YEAR
from prevention_rules.quantities import Amount, Unit, unit_of, write_number
from prevention_rules.targets import Better
from prevention_rules.text import Words

_DECLINE = re.compile(r"(?:下降|降低|减少|削减|降幅|减幅|下降率|降低率|减少率)(?:幅度)?(?:\([^()]*\))?(?: *\S{1,8})?$")
_GROWTH = re.compile(r"(?:增长|增速|增长率|增长速度|增幅|涨幅|上升率|提高幅度)(?:\([^()]*\))?$")
_SHARE_NAME = re.compile(r"(?:率|比例|比重|占比|百分比)(?:\([^()]*\))?$|%")
_RATE_NAME = re.compile("^(?!.*(?:[千万]人|人口|[0-9]万)).*(?:率|比例|比重|占比)$")
_PER_HEAD = (("人口", -1),)
_PEOPLE = frozenset({"人", "名", "位"})


@frozen
class Context:
    """The indicator: its unit, which way is better, its base year, its name, whether it is a share."""

    unit: Unit | None = None
    better: Better | None = None
    baseline: int | None = None
    name: str = ""
    share: bool = False
    terms: Mapping[str, str] = attrs.field(factory=dict)
    values: bool = False

    @property
    def is_percent(self) -> bool:
        """True when a % in the text could mean points: the indicator is a %, or its name says so."""
        if self.unit is None:
            return bool(_SHARE_NAME.search(self.name))
        return self.unit == percent()

    @property
    def names_decline(self) -> bool:
        """True when the name itself is the decline: 单位GDP能耗降低（%）."""
        return bool(_DECLINE.search(self.name))

    @property
    def names_growth(self) -> bool:
        """True when the name itself is a growth rate."""
        return bool(_GROWTH.search(self.name))


@cache
def percent() -> Unit:
    """The unit %."""
    return unit_of("%")


@cache
def points() -> Unit:
    """The unit of a difference of two percentages."""
    return unit_of("百分点")


@cache
def _parts_unit(parts: int) -> Unit:
    return unit_of({100: "%", 1000: "‰", 10_000: "/万", 100_000: "/10万"}[parts])


@lru_cache(maxsize=512)
def _counters() -> frozenset[str]:
    return frozenset(word.text for word in lexicon().words if word.kind == "COUNTER") | {"人", "个", "张", "起"}


def written(size: Size, context: Context, per: Unit | None = None) -> Amount:
    """Return a written size with the unit that stands in the text, if any."""
    word = size.number
    if word.type == "QTY":
        if isinstance(word.meaning, str):
            return Amount(Fraction(word.meaning.rstrip("+")), percent())
        value, parts, step, _ = word.meaning
        return Amount(value, _parts_unit(int(parts)), step)
    value, step, _ = word.meaning
    unit = _unit(size, context)
    if per is not None:
        unit = _per(unit, per, size, context)
    return Amount(-value if size.negative else value, unit, step)


def _unit(size: Size, context: Context) -> Unit | None:
    unit: Unit | None = None
    for word in size.units:
        if word.type == "COUNTED":
            continue
        found = word.meaning[0] if word.type == "UNIT" else word.meaning
        unit = found if unit is None or _is_dropped(unit, context) else _over(unit, found, size)
    return unit


def _is_dropped(unit: Unit, context: Context) -> bool:
    """A counter before a rate goes unsaid where the indicator's own unit has none (/10万)."""
    return context.unit is not None and not any(power > 0 for _, power in context.unit.dimension)


def _per(unit: Unit | None, per: Unit, size: Size, context: Context) -> Unit:
    """每千人4份: 份/千人, or /千人 where the indicator's own unit leaves the counter out."""
    if unit is None:
        return per
    composed = _over(unit, per, size)
    fits = context.unit is None or composed.comparable(context.unit)
    return composed if fits or not _is_counter(unit) else per


def _over(unit: Unit, per: Unit, size: Size) -> Unit:
    if not per.text.startswith("/") or "/" in unit.text:
        raise RefusalError(size.span, Words("两个单位连在一起", "two units stand together"))
    return unit_of(unit.text + per.text)


def _is_counter(unit: Unit) -> bool:
    return unit.text in _counters()


def settled(amount: Amount, size: Size, context: Context, *, per_year: bool = False) -> Amount:
    """Return an amount in a unit that compares with the indicator's; raises `RefusalError` where none does.

    A bare number takes the indicator's unit, and so does a counter where the indicator is a rate
    per population (达到6人 for /10万). The unit of the text stays where the two compare.
    """
    own, unit = context.unit, amount.unit
    if own is None and unit is None and _RATE_NAME.search(context.name):
        said = write_number(amount.value, amount.step)
        raise RefusalError(
            size.span,
            Words("有数，没有单位", "a number without a unit"),
            Words(f"是不是“{said}%”？请写明单位，或给出 unit", f"is it {said}%? write the unit, or pass unit"),
        )
    if own is None or (unit is not None and unit.comparable(own)):
        return amount
    if unit is None:
        if own.dimension == _PER_HEAD and amount.value * own.factor > 1:
            hint = Words("是否漏了“/”？", "is a slash missing?")
            raise RefusalError(size.span, Words("比率超过了总人口", "the rate is more than everybody"), hint)
        if own.is_ratio and amount.value.denominator == 1 and FIRST_YEAR <= amount.value <= LAST_YEAR:
            raise RefusalError(size.span, Words("像是年份，不像比例", "this looks like a year, not like a share"))
        return Amount(amount.value, own, amount.step)
    if own.is_ratio and unit.text.startswith("/"):  # 5 per 1,000 live births is 5 ‰
        factor = unit.factor / own.factor
        return Amount(amount.value * factor, own, None if amount.step is None else amount.step * factor)
    if unit.text == f"{own.text}/年" or (per_year and own.text == f"{unit.text}/年"):
        return Amount(amount.value, own, amount.step)  # how often is counted by the year either way
    over, _, under = unit.text.partition("/")
    if under and over in _counters() and (bare := unit_of(f"/{under}")).comparable(own):
        return Amount(amount.value, bare, amount.step)
    if _stands_for(unit, own, context):
        return Amount(amount.value, own, amount.step)
    if context.values:
        return amount
    raise RefusalError(
        size.span,
        Words(
            f"单位“{unit}”与指标的单位“{own}”不能比较", f"the unit {unit} does not compare with the indicator's, {own}"
        ),
    )


def _stands_for(unit: Unit, own: Unit, context: Context) -> bool:
    if unit.text in _PEOPLE and own.text in _PEOPLE:
        return True
    if not _is_counter(unit) and "/" in unit.text:
        return unit.text.startswith("/") and "每" in context.name and _is_counter(own)
    upper = [name for name, power in own.dimension if power > 0]
    per_head = any(name == "人口" and power < 0 for name, power in own.dimension)
    if per_head and _is_counter(unit):
        return not upper or upper == [unit.text] or (unit.text in _PEOPLE and upper[0] in _PEOPLE)
    return False
