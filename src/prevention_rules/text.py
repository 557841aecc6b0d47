"""Source text as people wrote it: two languages, spans, and underlines that sit under the right glyph.

Floor 0: everything above may import this module; it imports nothing of ours.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
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
    """Guess which of the *known* words was meant, from *cutoff* alikeness on.

    Two or three that are equally near are all told; None where none is near, or more of them: then it is no guess
    (不底于 is as near to 不高于 as to 不低于).

    >>> did_you_mean("net_gian", ["net_gain", "strict"]).en
    'did you mean net_gain?'
    """
    # Two words of very different length are never that alike; difflib would find out one by one.
    least, most = len(word) * cutoff / (2 - cutoff), len(word) * (2 - cutoff) / cutoff
    letters = set(word)
    alike = [one for one in known if least <= len(one) <= most and not letters.isdisjoint(one)]
    near = dict.fromkeys(difflib.get_close_matches(word, alike, n=max(len(alike), 1), cutoff=cutoff))
    ranks = {one: _alikeness(one, word) for one in near}
    best = [one for one in near if ranks[one] == max(ranks.values())]
    if not 1 <= len(best) <= 3:
        return None
    return Words(f"是不是“{'”或“'.join(best)}”？", f"did you mean {' or '.join(best)}?")


def _alikeness(one: str, other: str) -> tuple[float, int]:
    """Say how much of two words is the same, and how many of their letters stand in the same place."""
    return difflib.SequenceMatcher(None, one, other).ratio(), sum(a == b for a, b in zip(one, other, strict=False))


def guessed(guess: Words | None) -> Words:
    """Return a guess as the end of a sentence; nothing where there is none."""
    return Words("", "") if guess is None else Words(f"；{guess.zh}", f"; {guess.en}")


def display_width(text: str) -> int:
    """Count terminal cells: a wide or full-width glyph takes two, a combining mark none.

    >>> display_width("下降20%")
    7
    """
    return sum(map(_glyph_width, text))


@lru_cache(maxsize=4096)  # a table asks for the same few hundred glyphs again and again
def _glyph_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def visible(text: str) -> str:
    """Return *text* on one line, each character that would act on a screen and not show written as its code.

    A terminal obeys a control character, and a mark of direction turns figures round: both are shown as what they
    are. Line breaks and tabs become a space; a half of a character (a surrogate) that nothing can print is shown too.

    >>> print(visible("率\\x1b[31m\\u202e%58\\n（％）"))
    率\\x1b[31m\\u202e%58 （％）
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _code(char) for char in text)


def _code(char: str) -> str:
    if char in _BREAKS:
        return " "
    kind = unicodedata.category(char)
    acts = kind in ("Cc", "Cs") or unicodedata.bidirectional(char) in _TURNS or char in _MARKS_OF_DIRECTION
    return char.encode("unicode_escape").decode() if acts else char


def shown(value: object) -> str:
    """Return how Python writes a value that is not taken; of a long one the beginning, else its kind.

    >>> shown(float("nan")), shown(10**9999)
    ('nan', '<int>')
    """
    try:
        return shortened(repr(value))
    except Exception:  # a number of thousands of digits, or an object that fails to show itself
        return f"<{type(value).__name__}>"


_BREAKS = "\n\r\t\v\f\x85\u2028\u2029"
_TURNS = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
_MARKS_OF_DIRECTION = "\u200e\u200f\u061c"

_AROUND = 200
"""How much of a long text is drawn on either side of the place that is underlined."""


def shortened(text: str, longest: int = 80) -> str:
    """Return a text, of one with more than *longest* characters the beginning.

    >>> shortened("残疾预防行动计划", 5)
    '残疾预防…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def underline(text: str, span: tuple[int, int], indent: str = "    ") -> str:
    """Draw *text* and, under the glyphs of *span*, a line of carets (one at least).

    The drawing has two lines: breaks are drawn as a space, what would act on the screen as its code, and of a long
    text what is around the place.

    >>> print(underline("下降二成多", (2, 4)))
        下降二成多
            ^^^^
    """
    start, end = span
    first, last = max(0, start - _AROUND), min(len(text), start + _AROUND)
    before, under, after = (visible(part) for part in (text[first:start], text[start : min(end, last)], text[end:last]))
    before, after = ("…" if first else "") + before, after + ("…" if last < len(text) else "")
    carets = "^" * max(1, display_width(under))
    return f"{indent}{before}{under}{after}\n{indent}{' ' * display_width(before)}{carets}"


def columns(rows: Sequence[Sequence[str]], width: int | None = None) -> list[str]:
    """Lay rows of cells out as lines whose columns begin at the same display width; see `laid_out`.

    >>> columns([["指标", "1"], ["a", "2"]])
    ['指标  1', 'a     2']
    """
    return [line for lines in laid_out(rows, width) for line in lines]


def laid_out(rows: Sequence[Sequence[str]], width: int | None = None) -> list[list[str]]:
    """Return the lines of each row, their columns beginning at the same display width.

    With *width* the widest columns become narrower, as little as will do, until no line has more cells than that;
    what does not fit goes on below, and nothing is left out.

    >>> laid_out([["指标名称", "1"], ["a", "2"]], width=7)
    [['指标  1', '名称'], ['a     2']]
    """
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        widths = _narrowed(widths, width - len(_GAP) * (len(widths) - 1))
    return [[_line(cells, widths) for cells in _below(row, widths)] for row in rows]


def _below(row: Sequence[str], widths: Sequence[int]) -> Iterable[Sequence[str]]:
    """Break the cells of a row into cells below one another."""
    return zip_longest(*(wrapped(cell, wide) for cell, wide in zip(row, widths, strict=True)), fillvalue="")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (wide - display_width(cell)) for cell, wide in zip(cells, widths, strict=True))
    return _GAP.join(padded).rstrip()


_GAP = "  "
_NARROWEST = 4
"""No column is made narrower than two wide glyphs; a terminal that is too narrow even so breaks the lines itself."""


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """Give each column what it wants, in fair shares of *room* where that is too much."""
    given = list(widths)
    for left, at in enumerate(sorted(range(len(widths)), key=widths.__getitem__)):
        given[at] = min(widths[at], max(_NARROWEST, room // (len(widths) - left)))
        room -= given[at]
    return given


def wrapped(text: str, width: int) -> list[str]:
    """Break *text* into lines of at most *width* cells: behind a space, beside a wide glyph, anywhere if need be.

    No line begins with a closing sign or ends with an opening one where that can be helped. Spaces at a break are left
    out, and nothing else.

    >>> wrapped("比目标低5.7个百分点，须提高", 10)
    ['比目标低', '5.7个百分', '点，须提高']
    """
    if display_width(text) <= width:
        return [text]
    lines = [""]
    for piece in _pieces(text):
        if display_width(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        for part in _cut(piece, width):
            if display_width(lines[-1] + part.rstrip()) > width:
                lines.append("")
            lines[-1] += part
    return [line.rstrip() for line in lines if line.strip()]


_CLOSING, _OPENING = frozenset("，。、；：！？）】》”’…%‰,.;:!?)]}>"), frozenset("（【《“‘([{<")


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a text that belong on one line."""
    begin = 0
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        wide = _glyph_width(before) == 2 or _glyph_width(after) == 2
        if (before == " " or wide) and after not in _CLOSING and before not in _OPENING and after != " ":
            yield text[begin:at]
            begin = at
    yield text[begin:]


def _cut(piece: str, width: int) -> Iterable[str]:
    """Return a piece whole where it fits on a line, else glyph by glyph."""
    return [piece] if display_width(piece.rstrip()) <= width else piece
