"""An English phrase beside the declared name, word by word: bounds, numbers, negations and order included.

``of all calls will be answered within 60 seconds`` is the indicator ``calls answered within 60 seconds``; of calls
answered within 60 minutes, of emails, or of calls not answered it is not. A phrase is the name's only where every
word that says something stands in the name, in its order, and where the name denies and joins nothing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from prevention_rules.notation.lexeme import Whose
from prevention_rules.notation.nodes import node

_A_NUMBER = r"(?:[0-9]|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)"
_AT_MOST = "no (?:more|longer|later) than|not (?:more|longer) than|at most|up to|within"
_BOUNDS = (
    ("<=", rf"\b(?:{_AT_MOST}|in(?= {_A_NUMBER}))\b|<=|≤"),
    (">=", r"\b(?:at least|no (?:less|fewer) than|not less than)\b|>=|≥"),
    ("<", r"\b(?:(?:less|fewer|shorter) than|below|under)\b|<"),
    (">", r"\b(?:(?:more|longer|greater) than|in excess of|exceeding|over|above)\b|>"),
)
_BOUND = re.compile("|".join(rf"(?P<b{i}>{words})" for i, (_, words) in enumerate(_BOUNDS)))
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9][0-9,]*(?:\.[0-9]+)?")
_GAP = re.compile(r"(?:[ &/'\"-]|,(?= [a-z]))*")
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SAYS_NOTHING = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "at", "with", "our", "their", "its", "your", "all", "that",
     "which", "who", "are", "is", "be", "been", "being", "will", "shall", "should", "must", "have", "has", "total",
     "number", "numbers", "rate", "rates", "share", "proportion", "percentage",
     "global", "citywide", "nationwide", "overall"}
)  # fmt: skip
_COUNTS = frozenset({"number", "numbers"})
_RATES = frozenset({"rate", "rates", "share", "proportion", "percentage", "prevalence", "incidence", "ratio"})
_MORTALITY = frozenset({"mortality"})
_EVENTS = frozenset({"deaths", "cases", "infections", "injuries", "accidents", "fatalities"})
_JOINS = frozenset({"and", "or"})
_DENIES = re.compile(
    r"net|gross?|no|not|nor|non|never|without|lack|except|exclud|other|outside|free|out|former|ex|away|after|before|beyond|until"
    r"|avert|avoid|prevent|abandon|miss|cancel|reject|refus|delay|reduction|decreas|declin|increas|growth|fall|drop|los|gap|inequality|(?:un(?!d|i|t)|non)[a-z]{4,}|[a-z]+n't"
)
"""Words of a name, without their endings, that a phrase of it must say too: without them it is another quantity."""
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
            if (
                (equal or not whole)
                and _belongs(words, own.words)
                and _measures(words, text[at : said.ends[count - 1]], name)
            ):
                best = said.ends[count - 1], equal
                break
    return best


def is_phrase(piece: str, names: Sequence[str]) -> bool:
    """True where the whole of a piece is a phrase of a name: its numbers are those of the name, bounds included."""
    found = phrase_end(piece.lower(), 0, names)
    return found is not None and found[0] >= len(piece.rstrip(" ."))


def _belongs(words: tuple[str, ...], own: tuple[str, ...]) -> bool:
    rest = iter(own)
    if not all(word in rest for word in words):
        return False
    if words[-1][-1].isdigit() and words[-1] != own[-1]:
        return False  # 18 of 18 weeks
    return all(word in words for word in own if word in _JOINS or _DENIES.fullmatch(word))


def _measures(words: tuple[str, ...], said: str, name: str) -> bool:
    """The number of cases is not their rate, and the reverse."""
    if set(_WORD.findall(said)) & _RATES and not set(_WORD.findall(name)) & (_RATES | _MORTALITY):
        return False
    return bool(words) and counts_alike(said, name)


def counts_alike(said: str, name: str) -> bool:
    """The number of cases is not their rate, and the death rate is not that of deaths that are counted."""
    in_said, in_name = set(_WORD.findall(said.lower())), set(_WORD.findall(name))
    if in_said & _COUNTS and in_name & _RATES:
        return False
    return not (in_said & _RATES and in_name & (_EVENTS | _COUNTS) and not in_name & _RATES)


def denied(name: str) -> bool:
    """True for a name that denies, or is that of a change: its words alone are another quantity."""
    return any(_DENIES.fullmatch(word) for word in _name(name).words)


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


_STARTS = (
    "receiving|receipt|referral|diagnosis|arrival|request|application|admission|submission|notification|schedule"
    "|birth|delivery|onset|detection|discharge|registration|notice"
)
_FIRST = "urgent|gp|first|initial|original|written|formal|completed?|valid"
"""What a start may be called without another population being meant."""
_CLOCK = re.compile(
    rf"(?:of|after|from) (?:the |a |an |their |its |your )?(?:(?:{_FIRST}) )*(?P<start>{_STARTS})"
    r"(?: (?:of )?(?:it|them|(?:the|a|an|your) (?:[a-z]+)))?(?![a-z])"
)
_THAT_TIME = re.compile("within (?:that|this|the same) (?:time|period)(?![a-z])")
_TIMED = re.compile(r"\b(?:within|in|under|less than) [a-z0-9]+ (?:second|minute|hour|day|week|month)s?\b")
_STARTED = re.compile(rf"(?:of|after|from|since) (?:the |a |an |their |its |your )?(?P<start>{_STARTS})(?![a-z])")


def clock_end(text: str, at: int, names: Sequence[str]) -> tuple[int, Whose] | None:
    """Return where the words end that say what a time counts from (``of their referral``), and whose they are.

    A name that says itself what its time counts from (``time from arrival to discharge``) takes no other start.
    """
    if that := _THAT_TIME.match(text, at):
        return that.end(), "part" if all(_TIMED.search(name) for name in names) else "other"
    if not (found := _CLOCK.match(text, at)):
        return None
    starts = [start["start"] for name in names if (start := _STARTED.search(name))]
    return found.end(), "other" if starts and found["start"] not in starts else "part"


_COUNTED = re.compile(
    r"(?P<what>(?:[a-z-]+ ){0,3})(?P<noun>cases?|deaths?|infections?)(?= per (?:[0-9]|million|thousand))"
)
_DEATHS = re.compile("mortality|death|fatal|suicide|died")


def counted_end(text: str, at: int, names: Sequence[str]) -> int | None:
    """Return where what a rate counts ends (``tuberculosis cases per``): deaths of a mortality, cases of the rest."""
    if not (found := _COUNTED.match(text, at)):
        return None
    if any(bool(_DEATHS.search(name)) is not found["noun"].startswith("death") for name in names):
        return None
    if found["what"]:
        phrase = phrase_end(text, at, names)
        if phrase is None or phrase[0] < found.end("what") - 1:
            return None
    return found.end()
