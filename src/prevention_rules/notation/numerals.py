"""Numbers as plans write them: digits, 万 and 亿, Chinese numerals, the digits of a year.

A number keeps its written precision, scale included: ``1.45万亿`` has the step 10**10.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from prevention_rules.notation.nodes import node
from prevention_rules.quantities import SCALES

LONGEST = 40
"""Longer runs of digits are taken for damage: no plan counts in them."""

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_ENGLISH_SCALES = {" thousand": 10**3, " million": 10**6, " billion": 10**9, " trillion": 10**12}
_NOT_FRACTION = "(?!分[之点比])"

_PLAIN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_SCALE = re.compile(rf"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百){_NOT_FRACTION}")
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_SHORT_SCALE = re.compile(r"(?:k|mn?|bn)(?![a-z0-9/²³])")
_ENGLISH_SCALE = re.compile(r" (?:thousand|million|billion|trillion)(?![a-z])")
_D = "[一二两三四五六七八九]"
_UNDER_10000 = (
    rf"(?:{_D}千(?:零?{_D}百(?:零?{_D}?十{_D}?|零?{_D})?|零?{_D}十{_D}?|零{_D}|{_D}(?![十百千]))?"
    rf"|{_D}百(?:零?{_D}?十{_D}?|零?{_D})?|{_D}?十{_D}?|{_D}|零)"
)
APPROXIMATE = re.compile(rf"{_D}{_D}(?![年点])|{_D}、{_D}(?=成)")
"""三四个, 七八成, 七、八成: two digits side by side are "three or four", never thirty-four."""
_LARGE = frozenset("万亿")
_READ_OUT = re.compile("[〇零一二三四五六七八九]{2,}(?=点)")
_ONE = Fraction(1)
_POINT = re.compile("点[〇零一二三四五六七八九]+")
_YEAR = re.compile("(?:19|20|21)[0-9]{2}(?=年)|[一二][〇零一二三四五六七八九]{3}(?=年)")


@node(eq=False)
class Number:
    """A number as read: its exact ``value``, the written precision ``step``, where it ends; ``scaled`` by 万 or 亿."""

    value: Fraction
    step: Fraction
    end: int
    scaled: bool = False


@cache
def _spoken_words() -> re.Pattern[str]:
    """The pattern of a spoken number, long enough to compile that it waits for the first one."""
    return re.compile(rf"(?:{_UNDER_10000}亿零?)?(?:{_UNDER_10000}万零?)?{_UNDER_10000}(?:万亿|亿|万)?")


def read_year(text: str, at: int) -> tuple[int, int] | None:
    """Read the four digits of a year before 年, and where they end.

    >>> read_year("二〇二〇年", 0)
    (2020, 4)
    """
    found = _YEAR.match(text, at)
    if found is None:
        return None
    digits = found[0] if found[0].isascii() else "".join(str(_DIGITS[char]) for char in found[0])
    return (int(digits), found.end()) if digits[:2] in ("19", "20", "21") else None


def read_number(text: str, at: int) -> Number | None:
    """Read the number that starts at *at*, without any 万 or 亿 after Arabic digits.

    >>> read_number("一百二", 0).value, read_number("七十七点七岁", 0).value
    (Fraction(120, 1), Fraction(777, 10))
    """
    if found := _PLAIN.match(text, at):
        value, step = read_digits(found[0][:400])
        return Number(value, step, found.end())
    return _chinese(text, at)


def read_digits(digits: str) -> tuple[Fraction, Fraction]:
    """Return the value of Arabic digits, and their written precision.

    >>> read_digits("1,200.50")
    (Fraction(2401, 2), Fraction(1, 100))
    """
    whole, _, decimals = digits.replace(",", "").partition(".")
    if not decimals:
        return Fraction(int(whole)), _ONE
    size = 10 ** len(decimals)
    return Fraction(int(whole + decimals), size), Fraction(1, size)


def read_scale(text: str, at: int) -> tuple[int, int]:
    """Read a scale after digits (``万亿``, `` million``): its size, and where it ends.

    >>> read_scale("1.45万亿斤", 4)
    (1000000000000, 6)
    """
    if found := _SCALE.match(text, at):
        word = found[0]
        return SCALES[word], found.end()
    if found := _ENGLISH_SCALE.match(text, at):
        return _ENGLISH_SCALES[found[0]], found.end()
    return 1, at


def short_scale(text: str, at: int) -> tuple[int, int]:
    """Read the letters that stand for a scale right behind digits (``300m``, ``1.2bn``): its size, where it ends.

    >>> short_scale("1.2bn", 3)
    (1000000000, 5)
    """
    found = _SHORT_SCALE.match(text, at)
    return (_SHORT_SCALES[found[0]], found.end()) if found else (1, at)


def _chinese(text: str, at: int) -> Number | None:
    if read_out := _READ_OUT.match(text, at):  # 七七点七
        value, step, end = Fraction("".join(str(_DIGITS[char]) for char in read_out[0][:400])), 1, read_out.end()
        scaled = False
    elif spoken := _spoken_words().match(text, at):
        (value, step), end, scaled = _spoken(spoken[0]), spoken.end(), not _LARGE.isdisjoint(spoken[0])
    else:
        return None
    if point := _POINT.match(text, end):
        decimals = "".join(str(_DIGITS[char]) for char in point[0][1:400])
        size = 10 ** len(decimals)
        return Number(value + Fraction(int(decimals), size), Fraction(1, size), point.end())
    return Number(value, Fraction(step), end, scaled)


def _spoken(word: str) -> tuple[Fraction, int]:
    """Add up a spoken number; a last digit right after 百, 千, 万 counts tenths of it (一百二 is 120)."""
    total = section = digit = 0
    before = step = 1
    for char in word:
        if char in _DIGITS:
            digit, before, step = _DIGITS[char], 1 if char == "零" else before, 1
        elif char in _STEPS:
            section, digit, before = section + (digit or 1) * _STEPS[char], 0, _STEPS[char]
        else:
            step = before = SCALES[char] if section or digit else SCALES[char] * step
            if char == "亿":
                total, section = (total + section + digit) * step, 0
            else:
                total, section = total + (section + digit) * step, 0
            digit = 0
    if digit and before >= 100:
        digit, step = digit * before // 10, before // 10
    return Fraction(total + section + digit), step
