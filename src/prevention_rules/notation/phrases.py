"""An English phrase beside the declared name, word by word: bounds, numbers, negations and order included.

``of all calls will be answered within 60 seconds`` is the indicator ``calls answered within 60 seconds``; of calls
answered within 60 minutes, of emails, or of calls not answered it is not. A phrase is the name's only where every
word that says something stands in the name, in its order, and where the name denies and joins nothing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from prevention_rules.notation.nodes import node

_BOUNDS = (
    ("<=", r"\b(?:no (?:more|longer|later) than|not (?:more|longer) than|at most|up to|within|in(?= \d))\b|<=|≤"),
    (">=", r"\b(?:at least|no (?:less|fewer) than|not less than)\b|>=|≥"),
    ("<", r"\b(?:(?:less|fewer|shorter) than|below|under)\b|<"),
    (">", r"\b(?:(?:more|longer|greater) than|in excess of|exceeding|over|above)\b|>"),
)
_BOUND = re.compile("|".join(rf"(?P<b{i}>{words})" for i, (_, words) in enumerate(_BOUNDS)))
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9][0-9,]*(?:\.[0-9]+)?")
_GAP = re.compile(r"(?:[ &/'\"-]|,(?= [a-z]))*")
_NUMBERS = {word: str(i) for i, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_SAYS_NOTHING = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "at", "with", "our", "their", "its", "your", "all", "that",
     "which", "who", "are", "is", "be", "been", "being", "will", "shall", "should", "must", "have", "has", "total",
     "number", "numbers", "rate", "rates", "share", "proportion", "percentage"}
)  # fmt: skip
_COUNTS = frozenset({"number", "numbers"})
_RATES = frozenset({"rate", "rates", "share", "proportion", "percentage", "prevalence", "incidence", "ratio"})
_JOINS = frozenset({"and", "or"})
_DENIES = re.compile(r"(?:no|not|nor|non|never|without|lack|lacking|except|excluding|other|outside|free|(?:un(?!d|i|t)|non)[a-z]{4,}|[a-z]+n't)")
_LONGEST = 40
"""As many words as a phrase may have."""


@node
class _Said:
    """The words of a phrase that say something, in their order, and where each ends."""

    words: tuple[str, ...]
    ends: tuple[int, ...]


def phrase_end(text: str, at: int, names: Sequence[str], *, whole: bool = False) -> tuple[int, bool] | None:
    """Return where the longest phrase ends that begins here and is a name's, and whether it is the whole of it."""
    said = _read(text, at)
    best: tuple[int, bool] | None = None
    for name in names:
        own = _name(name)
        for count in range(len(said.words), 0, -1):
            if best is not None and said.ends[count - 1] <= best[0]:
                break
            words = said.words[:count]
            equal = words == own.words
            if (equal or not whole) and _belongs(words, own.words) and _measures(words, text[at : said.ends[count - 1]], name):
                best = said.ends[count - 1], equal
                break
    return best


def _belongs(words: tuple[str, ...], own: tuple[str, ...]) -> bool:
    rest = iter(own)
    if not all(word in rest for word in words):
        return False
    return all(word in words for word in own if word in _JOINS or _DENIES.fullmatch(word))


def _measures(words: tuple[str, ...], said: str, name: str) -> bool:
    """The number of cases is not their rate, and the reverse."""
    said_words, name_words = set(_WORD.findall(said)), set(_WORD.findall(name))
    if said_words & _RATES and not name_words & _RATES:
        return False
    return bool(words) and not (said_words & _COUNTS and name_words & _RATES)


@lru_cache(maxsize=1024)
def _name(name: str) -> _Said:
    return _read(name, 0)


def _read(text: str, at: int) -> _Said:
    """Read words up to a sign that no phrase has (``%``, a bracket, a full stop)."""
    words: list[str] = []
    ends: list[int] = []
    bound = ""
    for _ in range(_LONGEST):
        if found := _BOUND.match(text, at):
            bound += next(sign for i, (sign, _) in enumerate(_BOUNDS) if found[f"b{i}"])
        elif found := _WORD.match(text, at):
            word = found[0]
            number = _NUMBERS.get(word, word.replace(",", ""))
            if number[0].isdigit():
                words.append(bound + number)
                ends.append(found.end())
                bound = ""
            else:
                if bound:
                    words.append(bound)
                    ends.append(found.start())
                    bound = ""
                if word not in _SAYS_NOTHING:
                    words.append(_stem(word))
                    ends.append(found.end())
                elif word in ("rate", "rates") and ends and ends[-1] == found.start() - 1:
                    ends[-1] = found.end()
        else:
            break
        at = found.end()
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
    return _Said(tuple(words), tuple(ends))


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word
