"""Source text as people wrote it: two languages, spans, and underlines that sit under the right glyph.

Floor 0: everything above may import this module; it imports nothing of ours.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from prevention_rules.as_code import in_short

Language = Literal["zh", "en"]
"""The languages every message and explanation is written in."""

Level = Literal["brief", "full"]
"""How much of a finding is told: three lines, or every section."""


@frozen
class Words:
    """One phrase in both languages.

    >>> Words("缺数", "no data").in_language("en")
    'no data'
    """

    zh: str
    en: str

    __repr__ = in_short

    def in_language(self, lang: Language) -> str:
        """Return the phrase in *lang*; raises `ValueError` for any language but ``zh`` and ``en``."""
        match lang:
            case "zh":
                return self.zh
            case "en":
                return self.en
        raise ValueError(f"language {lang!r} is not offered; use 'zh' or 'en'")


def quoted(name: str) -> str:
    """Return a name for an English sentence: one that has no English is quoted.

    >>> quoted("户籍人口"), quoted("residents")
    ('“户籍人口”', 'residents')
    """
    return name if name.isascii() else f"“{name}”"


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> Words | None:
    """Guess which of the *known* words was meant, from *cutoff* alikeness on; None where none is near.

    >>> did_you_mean("net_gian", ["net_gain", "strict"]).en
    'did you mean net_gain?'
    """
    # Two words of very different length are never that alike; difflib would find out one by one.
    least, most = len(word) * cutoff / (2 - cutoff), len(word) * (2 - cutoff) / cutoff
    letters = set(word)
    alike = [one for one in known if least <= len(one) <= most and not letters.isdisjoint(one)]
    near = difflib.get_close_matches(word, alike, n=1, cutoff=cutoff)
    return Words(f"是不是“{near[0]}”？", f"did you mean {near[0]}?") if near else None


def guessed(guess: Words | None) -> Words:
    """Return a guess as the end of a sentence; nothing where there is none."""
    return Words("", "") if guess is None else Words(f"；{guess.zh}", f"; {guess.en}")


def display_width(text: str) -> int:
    """Count terminal cells: a wide or full-width glyph takes two, a combining mark none.

    >>> display_width("下降20%")
    7
    """
    return sum(_glyph_width(char) for char in text)


def _glyph_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def underline(text: str, span: tuple[int, int], indent: str = "    ") -> str:
    """Draw *text* and, under the glyphs of *span*, a line of carets (one at least).

    Control characters and line breaks are drawn as a space, so that the drawing keeps two lines.

    >>> print(underline("下降二成多", (2, 4)))
        下降二成多
            ^^^^
    """
    line = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    start, end = span
    carets = "^" * max(1, display_width(line[start:end]))
    return f"{indent}{line}\n{indent}{' ' * display_width(line[:start])}{carets}"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay rows of cells out as lines whose columns begin at the same display width.

    >>> columns([["指标", "1"], ["a", "2"]])
    ['指标  1', 'a     2']
    """
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
