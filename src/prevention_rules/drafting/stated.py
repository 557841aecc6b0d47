"""What the name and the target of an indicator state by themselves: unit, share, and which way is good."""

from __future__ import annotations

import re

from prevention_rules.notation.describe import describe
from prevention_rules.notation.fold import fold
from prevention_rules.notation.unit_words import unit_in_name
from prevention_rules.quantities import Unit, unit_if_known, unit_of
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Better,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Range,
    Respectively,
    Target,
    Trend,
    leaves_of,
)

_COUNTED = re.compile(r"(?:每(?P<size>\d*[十百千万亿]+)(?:常住|户籍)?人口?)?.*?(?P<noun>人次|[起人天户件次例家所])数")
_SHARE = re.compile(r".*(?:率|比例|比重|占比)")
_NO_SHARE = re.compile(
    r"增长|增速|增幅|降幅|升幅|涨幅|变化率|变动率|下降|降低|提高|提升|毛入|负债|杠杆|周转|回报|收益|利润|使用率|利用率|完成率|失衡"
)
"""Rates that are no part of a whole, or come out above 100 % by the way they are counted."""

_BRACKET = re.compile(r"[（(][^（）()]*[)）]$")
_UP: frozenset[str] = frozenset({"up", "not_down"})
_DOWN: frozenset[str] = frozenset({"down", "not_up"})


def unit_stated(name: str, target: str) -> str | None:
    """Return the unit that the name ends with or counts in, or that the target itself writes.

    >>> unit_stated("康复护理服务床位数（张/千人口）", "≥ 0.4"), unit_stated("生产安全事故发生起数", "下降20%")
    ('张/千人口', '起')
    >>> unit_stated("每 10 万人口康复医师人数", "≥8"), unit_stated("产前筛查率", ">75%"), unit_stated("站点建设", "≥15")
    ('人/10万人口', '%', None)
    """
    if (unit := unit_in_name(fold(name).text)) is not None:
        return unit.text
    counted = _COUNTED.fullmatch("".join(name.split()))
    if counted is not None:
        return counted["noun"] if counted["size"] is None else f"{counted['noun']}/{counted['size']}人口"
    found = {unit.text for unit in _units(describe(target, better="higher", name=name).target)}
    return found.pop() if len(found) == 1 else None


def _units(target: Target | None) -> list[Unit]:
    """Return the units of the levels that a target asks for; that of a change says nothing of its indicator."""
    amounts = []
    for leaf in () if target is None else leaves_of(target):
        match leaf:
            case Bound(amount=amount):
                amounts.append(amount)
            case Range(lo=lo, hi=hi) | About(lo=lo, hi=hi):
                amounts += [lo, hi]
    return [amount.unit for amount in amounts if amount.unit is not None]


def share_stated(name: str, unit: str | None) -> bool:
    """True where the name says that the indicator is a part of a whole: a 率 or 比例 in per cent, and no growth.

    >>> share_stated("产前筛查率", "%"), share_stated("国内生产总值增长率", "%"), share_stated("开展服务的街道", "%")
    (True, False, False)
    """
    if not is_percent(unit):
        return False
    head = _BRACKET.sub("", "".join(name.split()))
    return _SHARE.fullmatch(head) is not None and _NO_SHARE.search(head) is None


def is_percent(unit: str | None) -> bool:
    """True for per cent, however it is written."""
    return unit is not None and unit_if_known(unit) == unit_of("%")


def better_stated(target: Target) -> Better | None:
    """Return which way a target itself says is good; None where it does not, or says both.

    >>> better_stated(describe("12 分钟内").target), better_stated(describe("比2020年下降20%以上").target)
    ('lower', 'lower')
    >>> better_stated(describe("60%~80%").target) is None
    True
    """
    match target:
        case EveryPeriod(of=inner) | PerUnit(of=inner):
            return better_stated(inner)
        case AllOf(of=several) | AnyOf(of=several) | Respectively(of=several) | Ambiguous(readings=several):
            said = {better_stated(one) for one in several}
            return said.pop() if len(said) == 1 else None
        case Bound(op=">=" | ">"):
            return "higher"
        case Bound(op="<=" | "<"):
            return "lower"
        case Trend(dir=way):
            return "higher" if way in _UP else "lower" if way in _DOWN else None
        case Change(dir=way, size=Bound(op=">=" | ">")):
            return "higher" if way == "up" else "lower" if way == "down" else None
    return None
