"""Text as it arrives, folded to one spelling, with a map back to where each character came from.

Folding is character by character and never by NFKC, which changes lengths and leaves ``≧`` alone.
Spaces of page extraction are dropped unless they part two Latin words or two numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from prevention_rules.notation.nodes import node
from prevention_rules.shipped import shipped_text

_PUNCTUATION = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "〉": ">", "〈": "<",
    "％": "%", "﹪": "%", "٪": "%", "∶": ":", "︰": ":", "．": ".", "﹒": ".", "…": "…", "⋯": "…",
    "—": "-", "–": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "─": "-", "﹣": "-", "－": "-",
    "～": "~", "〜": "~", "∼": "~", "˜": "~", "﹐": ",", "，": ",", "﹔": ";", "；": ";", "﹑": "、",
    "○": "〇", "Ｏ": "O", "﹝": "〔", "﹞": "〕", "［": "[", "］": "]", "⟦": "〔", "⟧": "〕",
    "“": '"', "”": '"', "‘": "'", "’": "'", "„": '"', "＂": '"', "『": "「", "』": "」", "｛": "{", "｝": "}",
    "㎡": "㎡", "µ": "μ", "㎎": "mg", "㎏": "kg", "㎞": "km",
}  # fmt: skip
_SPACES = " \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff\u202f\u2028\u2029"


@node(eq=False)
class Folded:
    """A folded ``text``; character *i* of it came from character ``at[i]`` of ``source``."""

    source: str
    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text stands in the author's own text."""
        if start >= end:
            return self.at[start], self.at[start]
        return self.at[start], self.at[end - 1] + 1


@cache
def _pairs() -> dict[str, str]:
    lines = shipped_text(__package__, "traditional.txt").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    return dict(zip("".join(rows[::2]), "".join(rows[1::2]), strict=True))


@cache
def _table() -> dict[int, str]:
    table = _pairs() | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= _PUNCTUATION | dict.fromkeys(_SPACES, " ")
    return {ord(char): folded for char, folded in table.items()}


def traditional(text: str) -> str:
    """Write a text in traditional characters, one for one; `fold` takes them back.

    >>> traditional("达到"), fold("達到").text
    ('達到', '达到')
    """
    back = {simple: char for char, simple in reversed(_pairs().items())}
    return "".join(back.get(char, char) for char in text)


def fold(source: str) -> Folded:
    """Fold *source* to the one spelling the lexicon is written in.

    >>> fold("達到 ９０％ 以上").text
    '达到90%以上'
    >>> fold("at  least 76。7").text
    'at least 76.7'
    """
    folded = source.translate(_table())
    if len(folded) == len(source) and " " not in folded and "。" not in folded:
        return Folded(source, folded, range(len(source) + 1))
    chars: list[str] = []
    at: list[int] = []
    for index, char in enumerate(source):
        for part in _table().get(ord(char), char):
            chars.append(part)
            at.append(index)
    kept = [i for i in range(len(chars)) if _keep(chars, i)]
    text = "".join(_mended(chars, i) for i in kept)
    return Folded(source, text, (*(at[i] for i in kept), len(source)))


def _keep(chars: list[str], i: int) -> bool:
    """A space stays, once, only between two Latin letters or digits."""
    if chars[i] != " ":
        return True
    if i == 0 or chars[i - 1] == " ":
        return False
    after = i
    while after < len(chars) and chars[after] == " ":
        after += 1
    return after < len(chars) and _latin(chars[i - 1]) and _latin(chars[after])


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "%.,;)(\"'{}/-")


def _mended(chars: list[str], i: int) -> str:
    """Write a full stop between two digits as the decimal point it stands for (``76。7``)."""
    if chars[i] == "。" and 0 < i < len(chars) - 1 and chars[i - 1] in "0123456789" and chars[i + 1] in "0123456789":
        return "."
    return chars[i]
