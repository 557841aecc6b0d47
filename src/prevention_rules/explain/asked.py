"""The target in the words of its author, and what it asks in either language, at length and in short."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from prevention_rules.explain.numbers import amount, shown
from prevention_rules.explain.statements import size_words
from prevention_rules.intervals import ValueSet
from prevention_rules.notation import format_target
from prevention_rules.targets import (
    About,
    Ambiguous,
    Bound,
    Change,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Size,
    Target,
)
from prevention_rules.text import Words


def target_words(target: Target) -> Words:
    """Return a target for a table: as printed, and in English by its meaning; what has none is quoted.

    >>> from prevention_rules import parse_target
    >>> target_words(parse_target("比 2020 年 下降 20% 以上")).en
    'down 20% or more on 2020'
    """
    return Words(target.text, in_short(target))


def asked(target: Target) -> Words:
    """Return the target in its author's words, and in English what it asks with those words behind it.

    >>> from prevention_rules import parse_target
    >>> asked(parse_target("85%以上", unit="%")).en
    '85% or more (“85%以上”)'
    """
    printed = target.text
    match target:
        case Ambiguous():
            return Words(f"“{printed}”（有几种读法）", f"“{printed}” (can be read in several ways)")
        case Qualitative() | Reference():
            return Words(f"“{printed}”", f"“{printed}”")
    return Words(f"“{printed}”", f"{in_short(target)} (“{printed}”)")


def in_short(target: Target) -> str:
    """Return what a target asks as an English analyst would write it in a table."""
    match target:
        case Qualitative() | Reference():
            return f"“{target.text}”"
        case Bound() if _is_all(target):
            return size_words(target).removesuffix(" or more")
        case Bound() | Range() | About():
            return size_words(target)
        case Change(size=size, base=base, rate=rate):
            way = "up" if target.dir == "up" else "down"
            on = "the year before" if base == "previous" else str(base)
            since = "" if base is None else f" {'on' if rate == 'total' or base == 'previous' else 'since'} {on}"
            return f"{way} {_size_en(target, size)}{_PACES[rate]}{since}"
        case Ambiguous(readings=readings):
            return ", or ".join(dict.fromkeys(map(in_short, readings)))
        case PerUnit(of=Bound() | Range() | About() as part, each=each, manner="each"):
            return f"{in_short(part)} in each {nouns_of(each)[1]}"
        case PerUnit(of=Bound() | Range() | About() as part, each=each, manner="average"):
            return f"{in_short(part)} on average of the {nouns_of(each)[2]}"
        case _:
            said = format_target(target, "en")
            return said if said.isascii() else f"“{target.text}”"


_PACES = {"total": "", "per_year": " every year", "annual_average": " a year on average"}


def nouns_of(each: str) -> tuple[str, str, str]:
    """Return what a condition is asked of each of: in Chinese, and one and several of them in English.

    >>> nouns_of("街道"), nouns_of("")
    (('街道', 'street', 'streets'), ('单位', 'unit', 'units'))
    """
    noun = re.split("[（(]", each)[0]
    known = next((english for name, english in _EACH.items() if noun.endswith(name)), ("unit", "units"))
    return (noun or "单位", *known)


_EACH = {
    "街道": ("street", "streets"), "社区": ("community", "communities"), "乡镇": ("township", "townships"),
    "村": ("village", "villages"), "县": ("county", "counties"), "区": ("district", "districts"),
    "市": ("city", "cities"), "省": ("province", "provinces"), "学校": ("school", "schools"),
    "季度": ("quarter", "quarters"), "学期": ("term", "terms"),
}  # fmt: skip


def _is_all(target: Bound) -> bool:
    """Say whether a bare 100 % is asked, or 全覆盖: all, of which no author says “or more”."""
    limit = target.amount
    if target.op != ">=" or limit.value.numerator != 100 or limit.unit is None or limit.unit.text != "%":
        return False
    return limit.value == 100 and _INCLUDING.search(target.text.replace("达到", "")) is None


def _size_en(target: Change, size: Size) -> str:
    said = size_words(size)
    return said.replace("%", " points", 1) if target.kind == "points" and "point" not in said else said


@frozen
class Side:
    """What is asked of a number, seen from the number: a floor, a ceiling, a range, or one value."""

    low: Fraction | None
    high: Fraction | None
    ends: tuple[Fraction, ...]

    @classmethod
    def of(cls, asked: ValueSet) -> Side | None:
        """Return the side of a set in one piece, with the ``ends`` that no shown number may be rounded onto."""
        if len(asked.parts) != 1:
            return None
        low, high = asked.parts[0].lo, asked.parts[0].hi
        ends = tuple([end for end in (low, high) if end is not None])
        return cls(low, high, ends) if ends else None

    @property
    def floor(self) -> Fraction | None:
        """The number to reach from below, where there is nothing to pass."""
        return self.low if self.high is None else None

    @property
    def ceiling(self) -> Fraction | None:
        """The number not to pass, where there is none to reach."""
        return self.high if self.low is None else None


_INCLUDING = re.compile(
    "以上|以下|以内|及以上|不低于|不少于|不高于|不超过|不多于|至少|至多|不大于|不小于|达到|≥|≤|>=|<=|内$"
)


def including(text: str, *, floor: bool) -> Words:
    """Say that a target includes its number, by the word that does; nothing where it is printed as a bare number.

    >>> including("85%以上", floor=True).zh, including("100%", floor=True).zh
    ('；“以上”含本数，判为达到', '，判为达到')
    """
    found = _INCLUDING.search(text)
    if found is None:
        return Words("，判为达到", "")
    return Words(f"；“{found[0]}”含本数，判为达到", f"; “{'or more' if floor else 'or less'}” includes it")


def size_in_words(size: Size, kind: str) -> Words:
    """Write how large a change has to be: 20%以上, 5个百分点以上."""
    match size:
        case Bound(op=op, amount=asked):
            number = amount(asked.value, asked.unit)
            zh = number.zh if kind != "points" else f"{shown(asked.value).zh}个百分点"
            return Words(f"{zh}{_BEHIND[op]}", size_words(size))
        case _:
            return Words(str(size), size_words(size))


_BEHIND = {">=": "以上", ">": "以上（不含本数）", "<=": "以内", "<": "以内（不含本数）", "=": ""}
