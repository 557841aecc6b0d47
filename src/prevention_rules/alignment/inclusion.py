"""Does one target's set lie inside another's? Answered by a value that escapes, or by there being none.

Where sets cannot tell, `UndecidedError` says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from prevention_rules.alignment.conditions import Condition, UndecidedError, Witness, condition_of
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Reference,
    Respectively,
    Target,
    Trend,
)
from prevention_rules.text import Words

_EARLIER = Words("此前某期", "in an earlier period")


def tried(a: Target, b: Target, share: bool) -> tuple[Witness | None, Words | None]:
    """Return what escapes from *a* over *b*, and why that cannot be told; both None where *a* lies inside *b*."""
    try:
        return escape(a, b, share), None
    except UndecidedError as error:
        return None, error.problem


def escape(a: Target, b: Target, share: bool) -> Witness | None:
    """Return a value that satisfies *a* and fails *b*, None where *a* lies inside *b*.

    Raises `UndecidedError` where sets cannot tell.
    """
    if a == b:
        return None
    match a, b:
        case (Ambiguous(), _) | (_, Ambiguous()):
            return _escape_readings(a, b, share)
        case _, EveryPeriod():
            return _escape_periods(a, b, share)
        case EveryPeriod(), _:
            return escape(a.of, b, share)
        case PerUnit(), PerUnit() if a.each == b.each:
            found = escape(a.of, b.of, share)
            return found and found.in_(Words(f"某{a.each or '单位'}", f"in one {a.each or 'unit'}"))
        case Respectively(), Respectively() if len(a.of) == len(b.of):
            return _escape_members(a, b, share)
        case (PerUnit() | Respectively() | Reference() | Qualitative(), _):
            raise UndecidedError(_why_unlike(a, b))
        case _, PerUnit() | Respectively() | Reference() | Qualitative():
            raise UndecidedError(_why_unlike(a, b))
    return _escape_set(a, b, share)


def _escape_set(a: Target, b: Target, share: bool) -> Witness | None:
    try:
        one, other = condition_of(a, share=share), condition_of(b, share=share)
    except UndecidedError as error:
        return _escape_joined(a, b, share, error)
    if one.quantity != other.quantity:
        raise UndecidedError(_why_other_quantity(one, other))
    return one.shown(one.values - other.values)


def _escape_joined(a: Target, b: Target, share: bool, why: UndecidedError) -> Witness | None:
    """Conditions on different quantities (≥85% and +5 points) make no one set: go by their members.

    Inside all of several members is inside what they join, and one member inside is enough for the
    rest; without knowing how the quantities hang together, no more can be said.
    """
    if isinstance(b, AllOf):
        return _first_escape([(a, member) for member in b.of], share)
    if isinstance(a, AnyOf):
        return _first_escape([(member, b) for member in a.of], share)
    lefts: Iterable[Target] = (a, *(a.of if isinstance(a, AllOf) else ()))
    rights: Iterable[Target] = (b, *(b.of if isinstance(b, AnyOf) else ()))
    answers = [tried(one, other, share) for one in lefts for other in rights if (one, other) != (a, b)]
    if (None, None) in answers:
        return None
    raise why


def _first_escape(pairs: Iterable[tuple[Target, Target]], share: bool) -> Witness | None:
    answers = [tried(one, other, share) for one, other in pairs]
    found = next((escaped for escaped, _ in answers if escaped is not None), None)
    undecided = next((why for _, why in answers if why is not None), None)
    if found is None and undecided is not None:
        raise UndecidedError(undecided)
    return found


def _escape_readings(a: Target, b: Target, share: bool) -> Witness | None:
    """An ambiguous target lies inside or outside only where all of its readings do."""
    found = [escape(one, other, share) for one in _readings(a) for other in _readings(b)]
    if found and all(found):
        return found[0]
    if any(found) or not found:
        raise UndecidedError(Words("几种读法的结果不一样", "its readings give different answers"))
    return None


def _readings(target: Target) -> Iterable[Target]:
    return target.readings if isinstance(target, Ambiguous) else (target,)


def _escape_periods(a: Target, b: EveryPeriod, share: bool) -> Witness | None:
    """What is asked of the last period alone says nothing of the periods before it."""
    last = a.of if isinstance(a, EveryPeriod) else a
    now = escape(last, b.of, share)
    if now is not None or not _can_be_met(last, share):
        return now
    if isinstance(a, EveryPeriod) and (a.since == b.since or (a.since and b.since and a.since < b.since)):
        return None
    before = _some_refused(b.of, share)
    if before is not None and isinstance(a, EveryPeriod) and not (a.since and b.since):
        raise UndecidedError(Words("没有写明从哪一年起", "the first year of one of them is not stated"))
    return before and before.in_(_EARLIER)


def _escape_members(a: Respectively, b: Respectively, share: bool) -> Witness | None:
    if not _can_be_met(a, share):
        return None
    for number, (one, other) in enumerate(zip(a.of, b.of, strict=True), start=1):
        if (found := escape(one, other, share)) is not None:
            return found.in_(Words(f"第{number}项", f"member {number}"))
    return None


def _some_refused(target: Target, share: bool) -> Witness | None:
    """Return a value that fails *target*, None where none can; raises `UndecidedError` for what no set holds."""
    match target:
        case EveryPeriod(of=part) | PerUnit(of=part):
            return _some_refused(part, share)
        case Respectively(of=members):
            return next(filter(None, (_some_refused(member, share) for member in members)), None)
    condition = condition_of(target, share=share)
    return condition.shown(condition.refused)


def _can_be_met(target: Target, share: bool) -> bool:
    """Trends, 左右 and words can always be met by something, though no set says by what."""
    match target:
        case Trend() | About() | Reference() | Qualitative() | Change(size=About()):
            return True
        case Respectively(of=members):
            return all(_can_be_met(member, share) for member in members)
        case EveryPeriod(of=part) | PerUnit(of=part):
            return _can_be_met(part, share)
    return not condition_of(target, share=share).values.is_empty


def _why_unlike(a: Target, b: Target) -> Words:
    if isinstance(a, Qualitative) or isinstance(b, Qualitative):
        return Words("定性目标没有数值", "a qualitative target has no number")
    if isinstance(a, Reference) or isinstance(b, Reference):
        return Words("要看指标以外的依据", "it depends on something outside the indicator")
    if isinstance(a, PerUnit) or isinstance(b, PerUnit):
        return Words("一个逐个单位要求，另一个不是，或单位不同", "only one asks it of each unit, or the units differ")
    return Words("分别列出的项数不同", "the lists have different members")


def _why_other_quantity(a: Condition, b: Condition) -> Words:
    one, other = a.quantity, b.quantity
    if (one.question == "level") != (other.question == "level"):
        return Words("一个是水平，一个是变化，缺基期值不能换算", "a level and a change: the base's value is missing")
    if one.dimension != other.dimension:
        return Words(f"单位“{_unit(a, 'zh')}”与“{_unit(b, 'zh')}”不能比较",
                     f"the units {_unit(a, 'en')} and {_unit(b, 'en')} cannot be compared")  # fmt: skip
    if one.base != other.base:
        return Words("变化的基期不同", "the changes have different bases")
    if one.question != other.question or one.rate != other.rate:
        return Words("变化的算法不同", "the changes are of different kinds")
    return Words("期限不同", "the deadlines differ")


def _unit(condition: Condition, lang: Literal["zh", "en"]) -> str:
    return str(condition.unit or Words("无单位", "none").in_language(lang))
