"""Numbers as lexemes: digits with their 万 and 亿, 余 and 多, shares (百分之八十五, 七成, 三分之一)."""

from __future__ import annotations

import re
from fractions import Fraction

from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.numerals import LONGEST, read_number, read_scale
from prevention_rules.notation.refusals import damaged
from prevention_rules.notation.unit_words import unit_end

_MORE = re.compile("[余多来](?![年月])")
_SLASHED = re.compile("([1-9])/([2-9])(?=以上|以下|以内|左右|[,;。、)」}]|$)")
_DIGITS = tuple("0123456789.")
_JOINED = re.compile(r"[.,]?[0-9]")
_PARTS = {"百分之": 100, "千分之": 1000, "万分之": 10_000, "十万分之": 100_000}

_SCALES = frozenset("十百千万亿 ")
STARTS = frozenset("0123456789零〇一二两三四五六七八九十百千万")
"""The characters a number or a share can begin with."""


def number_at(text: str, at: int, own: str | None) -> Lexeme | None:
    """Read a number and all that belongs to it; raises `RefusalError` for one that is damaged.

    The meaning of a ``NUM`` is (value, written precision, more than that?); of a ``QTY`` (value,
    parts of the whole, precision, more?). *own* is the caller's unit, which goes before any scale.
    """
    if text[at] in "百千万十" and (share := _parts(text, at)):
        return share
    if (part := _SLASHED.match(text, at)) and text[at - 1 : at] not in _DIGITS:
        of_whole = Fraction(int(part[1]), int(part[2])) * 100
        meaning = (of_whole, Fraction(100), None, False)
        return Lexeme("QTY", part[0], meaning, at, part.end()) if of_whole < 100 else None
    if (number := read_number(text, at)) is None:
        return None
    end = number.end
    _sound(text, at, end)
    if share := _fraction(text, at, number.value, end):
        return share
    value, step = number.value, number.step
    more = _MORE.match(text, end)
    end = more.end() if more else end
    if text[end : end + 1] in _SCALES and unit_end(text, end, own) is None:
        scale, end = read_scale(text, end)
        value, step = value * scale, step * scale
        if more is None and (more := _MORE.match(text, end)):
            end = more.end()
    if text.startswith("÷", end) and (under := read_number(text, end + 1)) and under.value:
        return Lexeme("NUM", text[at : under.end], (value / under.value, None, False), at, under.end)
    if text.startswith("成", end) and own != "成":
        return _tenths(text, at, value, end + 1, more is not None)
    return Lexeme("NUM", text[at:end], (value, step, more is not None), at, end)


def number_word(text: str, meaning: str, at: int, end: int) -> Lexeme:
    """Return a number that is a word of the lexicon (半, two), with its scale."""
    scale, end = read_scale(text, end)
    return Lexeme("NUM", text[at:end], (Fraction(meaning) * scale, Fraction(scale), False), at, end)


def _sound(text: str, at: int, end: int) -> None:
    if end - at > LONGEST:
        raise damaged((at, end), "数字太长", "the number is too long")
    if text[at].isascii() and _JOINED.match(text, end):
        raise damaged((at, end + 2), "数字的写法不对", "this is not how a number is written")
    if text[at] == "0" and text[at + 1 : at + 2].isdigit():
        raise damaged((at, end), "数字以 0 开头，可能丢了小数点", "the number begins with 0; a point may be lost")


def _tenths(text: str, at: int, value: Fraction, end: int, more: bool) -> Lexeme:
    """七成 is 70 %, 七成五 75 %."""
    half = 5 if text.startswith("五", end) else 0
    end += bool(half)
    if post := _MORE.match(text, end):
        end = post.end()
    meaning = (value * 10 + half, Fraction(100), Fraction(10), more or post is not None)
    return Lexeme("QTY", text[at:end], meaning, at, end)


def _fraction(text: str, at: int, value: Fraction, end: int) -> Lexeme | None:
    """三分之一, 十分之三: a part of a whole."""
    if not text.startswith("分之", end) or value < 2 or (of := read_number(text, end + 2)) is None:
        return None
    return Lexeme("QTY", text[at : of.end], (of.value / value * 100, Fraction(100), None, False), at, of.end)


def _parts(text: str, at: int) -> Lexeme | None:
    """百分之八十五, 十万分之190.7."""
    for word, size in _PARTS.items():
        if text.startswith(word, at) and (of := read_number(text, at + len(word))):
            _sound(text, at + len(word), of.end)
            return Lexeme("QTY", text[at : of.end], (of.value, Fraction(size), of.step, False), at, of.end)
    return None
