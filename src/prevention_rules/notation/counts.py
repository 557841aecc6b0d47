"""Numbers as lexemes: digits with their 万 and 亿, 余 and 多, shares (百分之八十五, 七成, 三分之一)."""

from __future__ import annotations

import re
from fractions import Fraction

from prevention_rules.notation.lexeme import Number, Part
from prevention_rules.notation.numerals import (
    APPROXIMATE,
    LONGEST,
    read_digits,
    read_number,
    read_scale,
    short_scale,
)  # fmt: skip
from prevention_rules.notation.refusals import damaged, refuse
from prevention_rules.notation.unit_words import sign_after_number, unit_end, unit_named
from prevention_rules.quantities import known_units

_MORE = re.compile("[余多](?![年月])")
_REST = re.compile("[余多来](?![年月])")
_SLASHED = re.compile(
    "([1-9][0-9]{0,5})/(?!10{2,6}(?![0-9])|(?:19|20|21)[0-9]{2}(?![0-9]))([1-9][0-9]{0,5})"
    "(?=以上|以下|以内|左右|[,;。、)」}]|$)"
)
"""3/8, 14/15: so many of a whole. The /1000 of 850/1000 is a unit, and what stands over a year may be a month of it."""
_LASTED = re.compile("([1-9][0-9]{0,3})(?:小时([0-5]?[0-9])(?=分钟)|分钟?([0-5]?[0-9])(?=秒))")
_AND_A_HALF = re.compile("([1-9][0-9]?|[一二两三四五六七八九])个半(?=小时|工作日|百分点)")
_WHOLE = re.compile("[1-9][0-9]{0,3}(?=[百千万亿])")
_DIGITS = tuple("0123456789.")
_JOINED = re.compile(r"[.,]?[0-9]")
_PARTS = {"百分之": 100, "千分之": 1000, "万分之": 10_000, "十万分之": 100_000}

_SCALES = frozenset("十百千万亿 ")
STARTS = frozenset("0123456789零〇一二两三四五六七八九十百千万")
"""The characters a number or a share can begin with."""


def number_at(text: str, at: int, own: str | None) -> Number | Part | None:
    """Read a number and all that belongs to it; raises `RefusalError` for one that is damaged.

    *own* is the caller's unit, which goes before any scale.
    """
    if text[at] in "百千万十" and (share := _parts(text, at)):
        return share
    if (part := _SLASHED.match(text, at)) and text[at - 1 : at] not in _DIGITS:
        of_whole = Fraction(int(part[1]), int(part[2])) * 100
        return Part("QTY", part[0], at, part.end(), of_whole, 100, None) if of_whole <= 100 else None
    if lasted := _LASTED.match(text, at):
        time = Fraction(int(lasted[1]) * 60 + int(lasted[2] or lasted[3]))
        return Number("NUM", lasted[0], at, lasted.end(), time, Fraction(1), scaled=True)
    if "个半" in text and (half := _AND_A_HALF.match(text, at)) and (whole := read_number(half[1], 0)):
        return Number("NUM", half[0], at, half.end(), whole.value + Fraction(1, 2), None)  # 1个半小时
    if not text[at].isascii() and (about := APPROXIMATE.match(text, at)):
        few = text[at : about.end()]
        raise refuse(
            (at, about.end()), f"“{few}”是约数，请写成区间", f"{few} is an approximate number; write the range"
        )
    if (number := read_number(text, at)) is None:
        return None
    end = number.end
    _sound(text, at, end)
    if share := _fraction(text, at, number.value, end):
        return share
    value, step = number.value, number.step
    rest = _REST.match(text, end)
    end = rest.end() if rest else end
    scaled = number.scaled
    if text[end : end + 1] in _SCALES and unit_end(text, end, own) is None:
        scale, after = read_scale(text, end)
        value, step, scaled, end = value * scale, step * scale, scaled or after > end, after
        if rest is None and step == scale and (less := _lesser(text, end, scale, own)):
            value, step, end = value + less[0], less[1], less[2]
        if rest is None and (rest := _REST.match(text, end)):
            end = rest.end()
    if own is not None and text[end : end + 1] in ("k", "m", "b") and _is_noun(own):
        scale, after = short_scale(text, end)
        value, step, scaled, end = value * scale, step * scale, scaled or after > end, after
    if text.startswith("÷", end) and (under := read_number(text, end + 1)) and under.value:
        return Number("NUM", text[at : under.end], at, under.end, value / under.value, None)
    if text.startswith("成", end) and own != "成":
        return _tenths(text, at, value, end + 1, rest is not None)
    behind = rest[0] if rest else ""
    return Number("NUM", text[at:end], at, end, value, step, behind in ("余", "多"), scaled, behind == "来")


def _lesser(text: str, at: int, scale: int, own: str | None) -> tuple[Fraction, Fraction, int] | None:
    """Return the 5千 of 3万5千: its value, step and end; 2千 behind 1亿 may be short for 2千万, and is not read."""
    number = _WHOLE.match(text, at)
    if number is None or unit_end(text, number.end(), own) is not None:
        return None
    size, end = read_scale(text, number.end())
    value = int(number[0]) * size
    clear = value * 10 >= scale if len(number[0]) == 1 else size >= 10_000
    return (Fraction(value), Fraction(size), end) if clear and size > 1 and value < scale else None


_TENS = frozenset(map(str, range(20, 100, 10)))
_ENGLISH_DIGITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LAST_DIGIT = re.compile(f"[- ]({'|'.join(_ENGLISH_DIGITS[1:])})(?![a-z])")
_LENGTH = re.compile(r"(?:[kcmµ]?m[23²³]?|metres?|meters?|k)(?:$|/)")


def _is_noun(own: str) -> bool:
    """True for a unit of things or money, beside which a letter behind a number is a scale (300m children)."""
    if _LENGTH.match(own):
        return False
    sign = sign_after_number(own, 0)
    unit = sign.unit if sign is not None and sign.end == len(own) and sign.unit is not None else unit_named(own)
    return unit.is_count or unit.text not in known_units()


_PERCENTAGE = re.compile(r"(?<![0-9.,])(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,9})?(?=[%‰])")


def percentage(text: str, at: int) -> Number | None:
    """Read the number of 85.5%: what stands right before such a sign is no year, no date, and has no scale."""
    if not (found := _PERCENTAGE.match(text, at)):
        return None
    value, step = read_digits(found[0])
    return Number("NUM", found[0], at, found.end(), value, step)


def number_word(text: str, meaning: str, at: int, end: int) -> Number | Part:
    """Return a number that is a word of the lexicon (半, two, twenty-five), with its scale; 半成 is 5 %."""
    if meaning in _TENS and (last := _LAST_DIGIT.match(text, end)):
        meaning, end = str(int(meaning) + _ENGLISH_DIGITS.index(last[1])), last.end()
    scale, after = read_scale(text, end)
    if text.startswith("成", after):
        return _tenths(text, at, Fraction(meaning) * scale, after + 1, more=False)
    return Number("NUM", text[at:after], at, after, Fraction(meaning) * scale, Fraction(scale), scaled=after > end)


def part_word(text: str, meaning: str, at: int, end: int) -> Part:
    """Return a part of a whole that is a word of the lexicon (一半, 过半, one third)."""
    more = meaning.endswith("+")
    return Part("QTY", text[at:end], at, end, Fraction(meaning.rstrip("+")), 100, None, more)


def _sound(text: str, at: int, end: int) -> None:
    if end - at > LONGEST:
        raise damaged((at, end), "数字太长", "the number is too long")
    if text[at].isascii() and _JOINED.match(text, end):
        raise damaged((at, end + 2), "数字的写法不对", "this is not how a number is written")
    if text[at] == "0" and text[at + 1 : at + 2].isdigit():
        raise damaged((at, end), "数字以 0 开头，可能丢了小数点", "the number begins with 0; a point may be lost")


def _tenths(text: str, at: int, value: Fraction, end: int, more: bool) -> Part:
    """七成 is 70 %, 七成五 75 %."""
    half = 5 if text.startswith("五", end) else 0
    end += bool(half)
    if post := _MORE.match(text, end):
        end = post.end()
    return Part("QTY", text[at:end], at, end, value * 10 + half, 100, Fraction(10), more or post is not None)


def _fraction(text: str, at: int, value: Fraction, end: int) -> Part | None:
    """三分之一, 十分之三: a part of a whole."""
    if not text.startswith("分之", end) or value < 2 or (of := read_number(text, end + 2)) is None:
        return None
    return Part("QTY", text[at : of.end], at, of.end, of.value / value * 100, 100, None)


def _parts(text: str, at: int) -> Part | None:
    """百分之八十五, 十万分之190.7."""
    for word, size in _PARTS.items():
        if text.startswith(word, at) and (of := read_number(text, at + len(word))):
            _sound(text, at + len(word), of.end)
            return Part("QTY", text[at : of.end], at, of.end, of.value, size, of.step)
    return None
