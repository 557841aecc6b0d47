"""Lexemes: stretches of folded text, each of the class of what it is, never changed once made.

``type`` is the terminal of the grammar that a lexeme stands for, ``text`` what was written, ``start``
and ``end`` its place in the folded text.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from prevention_rules.notation.nodes import node
from prevention_rules.quantities import Unit

_CAPITAL = re.compile("[A-Z]")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@node(eq=False)
class Lexeme:
    """A stretch of text and its place."""

    type: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@node(eq=False)
class Word(Lexeme):
    """A word of the lexicon, with the meaning its row gives it."""

    meaning: str


@node(eq=False)
class PlanYears(Word):
    """“十四五”期间, 2021—2025年: the years of a plan, from ``first``, where it is written, to ``last``."""

    last: int
    first: int | None = None


@node(eq=False)
class Number(Lexeme):
    """A number: its exact value and written precision.

    ``more`` for 余 and 多, ``about`` for 来, which may also fall short; ``scaled`` where 万 or 亿 is in it, or the
    小时 of 1小时20分钟, whose value is in the last of its units.
    """

    value: Fraction
    step: Fraction | None
    more: bool = False
    scaled: bool = False
    about: bool = False


@node(eq=False)
class Part(Lexeme):
    """A part of a whole (七成, 百分之八十五, a third): ``value`` in so many parts ``of`` the whole.

    ``step`` is None for a fraction (三分之一, 一半), which as the size of a change is always a part of the base.
    """

    value: Fraction
    of: int
    step: Fraction | None
    more: bool = False


@node(eq=False)
class UnitSign(Lexeme):
    """A unit behind a number; None for a noun that only says what is counted (``deaths``)."""

    unit: Unit | None


@node(eq=False)
class Year(Lexeme):
    """A year, with the words that make it a date (到2025年底, by 2030)."""

    year: int


@node(eq=False)
class Quote(Lexeme):
    """The author's own words in quotes."""

    said: str


@node(eq=False)
class Note(Lexeme):
    """What stands in brackets; ``inside`` is where its first character stands."""

    said: str
    inside: int


Whose = Literal["own", "ending", "part", "other", "unknown"]
"""How a stretch belongs to the indicator: its name, the end of it, words of it, not at all; unknown without a name."""


@node(eq=False)
class Name(Lexeme):
    """A stretch that no row of the lexicon knows, or the indicator's own name; ``whose`` says how it belongs."""

    whose: Whose


def lower(text: str) -> str:
    """Lower the Latin capitals only, so that no length ever changes."""
    return text.translate(_LOWER) if _CAPITAL.search(text) else text


def is_latin(char: str) -> bool:
    """True for a Latin letter."""
    return char.isascii() and char.isalpha()


def cuts_latin(text: str, start: int, end: int) -> bool:
    """True when a stretch would cut a Latin word out of a longer one."""
    if not (text[start].isascii() or text[end - 1].isascii()):
        return False
    if start and is_latin(text[start]) and is_latin(text[start - 1]):
        return True
    return end < len(text) and is_latin(text[end - 1]) and is_latin(text[end])
