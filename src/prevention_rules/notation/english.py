"""English prose around a number: which words of it are the indicator's name, a clock, a count or an article.

English says what is asked between words that ask nothing (``at least 80% of all calls will be answered``). Here it is
decided where a phrase may begin and what it is; `phrases` compares it with the name, word by word.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from prevention_rules.notation.lexeme import Lexeme, Name, UnitSign, Word, is_latin
from prevention_rules.notation.names import Names
from prevention_rules.notation.nodes import node
from prevention_rules.notation.phrases import clock_end, counted_end, phrase_end
from prevention_rules.notation.wholes import whole_end

_BEFORE_PHRASE = frozenset({
    "", "SEP", "MODAL", "YEAR", "UNIT", "COUNTED", "RATE", "QTY", "POST", "DIR", "TREND", "FOLD", "REACH", "SCOPE",
    "KEEP", "ASIDE",
})  # fmt: skip
"""Where a phrase of the name may begin."""
_BEFORE_WHOLE = frozenset({"UNIT", "QTY", "POST"})
_TURNING = frozenset({"DIR", "TREND", "FOLD", "SLOW", "COVER", "KEEP", "CAP"})
_RATE_FOLLOWS = re.compile(r" ?(?:/|per |for every |out of |in every |\()")


@node(eq=False)
class Prose:
    """A text that may be English: its folded spelling in lower case, as it was written, and the indicator's names.

    ``word`` gives the word of the lexicon that begins somewhere.
    """

    text: str
    raw: str
    names: Names
    word: Callable[[int], Lexeme | None]

    def phrase(self, at: int, word: Lexeme | None, last: str) -> Name | UnitSign | Word | None:
        """Return words of the declared name, before what is asked or behind it; *last* is the class before them."""
        if last == "NUM":
            return self._counted(at) or self._name_as_unit(at, at)
        if clock := self._clock(at, last):
            return clock
        if last not in _BEFORE_PHRASE or (last == "DIR" and self.text.startswith("to ", at)):
            return None  # the level that a change leads to
        found = phrase_end(self.text, at, self.names.english)
        whole_of = whole_end(self.text, at, self.names.english) if last in _BEFORE_WHOLE else None
        if whole_of and (found is None or found[0] < whole_of):
            return Name("SUBJECT", self.raw[at:whole_of], at, whole_of, "part")
        if found is None or (word is not None and found[0] <= word.end):
            return None
        end, whole = found
        starts = last in ("", "SEP", "MODAL", "REACH")
        if starts and (topic := english_end(self.text, at, last)) and topic > end:
            return None  # the words go on, and are weighed together
        if self._turns(at, end) and not (whole and last in ("DIR", "FOLD")):
            return None
        return Name("SUBJECT", self.raw[at:end], at, end, "own" if whole else "part")

    def other(self, at: int, word: Lexeme | None, last: str) -> Lexeme | None:
        """Return a clock, what introduces a target, or a name that begins with no word of the declared one."""
        if clock := self._clock(at, last):
            return clock
        if last in ("", "MODAL") and (target := _TARGET_FOR.match(self.text, at)):
            return Word("ASIDE", self.raw[at : target.end()], at, target.end(), "says that this is the target")
        if word is None or word.type in ("OF", "ARTICLE", "WITHIN"):
            end = english_end(self.text, at, last)
            if end:
                return Name("SUBJECT", self.raw[at:end], at, end, self.names.whose(self.raw[at:end]))
        return None

    def counted(self, at: int, unit: UnitSign, last: str) -> Name | None:
        """Zero deaths: what is counted, where no rate follows and the indicator says what it counts."""
        if last == "NUM" and (named := self._name_as_unit(at, unit.end)):
            return named
        if unit.type != "COUNTED" or _RATE_FOLLOWS.match(self.text, unit.end):
            return None
        return Name("SUBJECT", self.raw[unit.start : unit.end], *unit.span, self.names.whose(unit.text))

    def _name_as_unit(self, at: int, known: int) -> Name | None:
        """Six million households and other locations: what is counted is the indicator itself."""
        found = phrase_end(self.text, at, self.names.english, whole=True)
        return Name("SUBJECT", self.raw[at : found[0]], at, found[0], "own") if found and found[0] > known else None

    def stands_before_a_noun(self, end: int) -> bool:
        """True for an article that stands where English has one: a 20% reduction, the coverage; never ``80% a``."""
        found = _NUMBERED.match(self.text, end)
        at = found.end() if found else end + 1
        if at >= len(self.text) or not is_latin(self.text[at]):
            return False
        if phrase_end(self.text, at, self.names.english):
            return True
        word = self.word(at)
        if word is not None and word.type in ("NUM", "QTY") and self.text[word.end : word.end + 1] == " ":
            word = self.word(word.end + 1)  # a two-thirds reduction
        return word is None or word.type in _NOUNS or word.text in _NOUNS_OF_CHANGE

    def abbreviates(self, at: int, end: int) -> bool:
        """True for a bracket that shortens the words before it: emergency department (ED), viral load (VL)."""
        short = self.raw[at + 1 : end - 1]
        if not (short.isascii() and short.isalpha() and short.isupper() and len(short) > 1):
            return False
        words = _LETTERS.findall(self.text[:at])[-len(short) :]
        spelled = re.compile("".join(f"{letter}.*" for letter in short.lower()))
        return any(spelled.match(" ".join(words[first:])) for first in range(len(words)))

    def _counted(self, at: int) -> UnitSign | None:
        """55 tuberculosis cases per 100,000: what is counted, in words of the name."""
        if (end := counted_end(self.text, at, self.names.english)) is None:
            return None
        return UnitSign("COUNTED", self.raw[at:end], at, end, None)

    def _turns(self, at: int, end: int) -> bool:
        """True where a word of change stands in a stretch: 5% decrease in waste, of the decrease in waste."""
        return any((word := self.word(i)) is not None and word.type in _TURNING for i in range(at, end))

    def _clock(self, at: int, last: str) -> Name | None:
        """Within 62 days of referral: where the clock starts, unless the name says that it starts elsewhere."""
        if last not in ("UNIT", "SUBJECT") or not _LIMIT_OF_TIME.search(self.text, 0, at + 7):
            return None
        if (found := clock_end(self.text, at, self.names.english)) is None:
            return None
        end, whose = found
        return Name("SUBJECT", self.raw[at:end], at, end, whose if self.names.called else "unknown")


_LIMIT_OF_TIME = re.compile(
    r"\b(?:within|no (?:more|longer|later) than|not (?:more|longer) than|at most|less than|under)\b"
)
_NUMBERED = re.compile(r" [0-9][0-9.,]*(?:%| per ?cent| percentage points?)? (?=[a-z])")
_NOUNS = frozenset({"BE", "PLACE", "WHEN", "SUBJECT", "SCOPE", "BASED", "REL"})
_NOUNS_OF_CHANGE = frozenset(
    {"reduction", "reductions", "increase", "increases", "rise", "rises", "drop", "drops", "fall", "falls", "decline",
     "decrease", "decreases", "growth", "gain", "cut", "improvement", "target"}
)  # fmt: skip
_TARGET_FOR = re.compile(r"(?:an?|the) (?:(?:common|binding|national|eu|indicative|overall|new) ){0,3}target for(?= )")

_WHOM = "(?P<whom>[a-z][a-z0-9 ,'/-]{0,150}?)"
_OBJECT = re.compile(rf"{_WHOM}(?= (?:by|to|from) )")
_OF_WHOM = re.compile(rf"(?:of|in|among) {_WHOM}(?=$|\.$| (?:compared|relative|from|by|versus) )")
_BOUNDS = (
    "at least|at most|below|above|less than|more than|fewer than|greater than|no more than|not less than|over|under"
)
_TOPIC = re.compile(rf"{_WHOM}(?= (?:(?:should|must|shall|will)(?: be)? )?(?:{_BOUNDS}) )")
_LETTERS = re.compile("[a-z]+")
_TURNS = frozenset(
    {"no", "not", "non", "without", "neither", "never", "nor", "none", "if", "unless", "half", "only", "than", "least",
     "most", "below", "above", "over", "under", "increase", "increases", "growth", "decline", "decrease", "reduction",
     "average", "but", "prevent", "prevents", "avoid", "avoids", "fail", "fails", "hardly", "rarely", "barely",
     "scarcely", "seldom", "stop", "stops", "end", "ends", "exclude", "excludes", "excluding", "level", "levels",
     "baseline", "standard", "target", "mean", "median", "that", "what", "lack", "inequality", "gap", "gaps", "except",
     "other", "outside", "rise", "rises", "drop", "drops", "fall", "falls", "cut"}
)  # fmt: skip
"""Words that turn a phrase into another one: it is then no name."""


def english_end(text: str, at: int, last: str) -> int | None:
    """Return where an English name that begins here ends; *last* is the class of the word before."""
    found = None
    if last in ("UNIT", "QTY", "POST", "DIR"):
        found = _OF_WHOM.match(text, at)
    if found is None and last == "DIR" and not text.startswith("to ", at):
        found = _OBJECT.match(text, at)
    if last in ("", "SEP", "MODAL", "REACH"):
        found = _TOPIC.match(text, at)
    return found.end() if found and not _TURNS.intersection(_LETTERS.findall(found["whom"])) else None
