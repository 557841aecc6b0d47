"""The verbs of a clause, read in their order: 提高 is a change, 提高到 a level, 控制在 a ceiling."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from prevention_rules.notation.lexeme import Word
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.nodes import node
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.surface import Compared, Span
from prevention_rules.targets import Direction

VERBS = frozenset({"REACH", "BE", "KEEP", "CAP", "DIR", "TO", "SIZE", "AT"})
"""The classes of words that are verbs, or stand at one."""

Way = Literal["bare", "reach", "keep", "cap", "up to", "down to", "change"]


@node(eq=False)
class Verb:
    """What the verbs say together; ``bare`` without any.

    ``growth`` marks words that are measured in % where no unit is written (增长, 增速), ``capped`` a change that is
    held to its size (增幅控制在).
    """

    way: Way = "bare"
    direction: Direction | None = None
    growth: bool = False
    capped: bool = False
    words: tuple[Word, ...] = ()

    @property
    def span(self) -> Span:
        """Where the last verb stands."""
        return self.words[-1].span if self.words else (0, 0)

    @property
    def text(self) -> str:
        """The verbs as written."""
        written = [word.text for word in self.words]
        return " ".join(written) if "".join(written).isascii() else "".join(written)

    @property
    def notes(self) -> tuple[str, ...]:
        """The verbs of content, which say what is done: they ask nothing of the number, and are kept."""
        return tuple(word.text for word in self.words if word.type == "REACH" and word.meaning == "do")

    @property
    def does(self) -> bool:
        """True for a verb of content (新建, 开展, 培训): what follows is done, and counted."""
        return bool(self.notes)


_NONE = Verb()


def take_verb(lot: Lot) -> tuple[Verb, Lot]:
    """Take the verbs of a clause, and a word such as ``lower than`` with its base left in the lot."""
    if not lot.pieces:
        return _NONE, lot
    words, lot = lot.words(*VERBS)
    compared, lot = lot.one(Compared)
    if compared is not None:
        words, lot = (*words, compared.word), lot.also([compared.base])
    return _settled(words), lot


def _settled(words: tuple[Word, ...]) -> Verb:
    if not words:
        return _NONE
    said = _said(tuple([_shape(word) for word in words]))
    if said is None:
        raise _misplaced(words[-1])
    way, direction, capped = said
    growth = way == "change" and bool([word for word in words if word.type == "DIR" and _grows(word)])
    return Verb(way, direction, growth, capped, words)


def _grows(word: Word) -> bool:
    return word.meaning.endswith(("growth", "rate"))


@lru_cache(maxsize=256)
def _said(shape: tuple[str, ...]) -> tuple[Way, Direction | None, bool] | None:
    """What verbs of these shapes say together: the way, its direction, and whether the change is held to its size."""
    while len(shape) > 1 and shape[0] in ("reach", "be") and shape[1] not in ("to", "at"):
        shape = shape[1:]
    match shape:
        case ["reach" | "be" | "to" | "at"] | ["reach" | "be", "to"] | ["be", "at"]:
            return "reach", None, False
        case ["keep"] | ["keep", "be" | "to" | "at"]:
            return "keep", None, False
        case ["cap"] | ["cap", "at"]:
            return "cap", None, False
        case ["up" | "down" as way] | ["up" | "down" as way, "by"]:
            return "change", _direction(way), False
        case ["up" | "down" as way, "cap"]:
            return "change", _direction(way), True
        case ["up", "to" | "be"]:
            return "up to", "up", False
        case ["down", "to" | "be"]:
            return "down to", "down", False
        case ["keep", "up" | "down" as way]:
            return "keep", _direction(way), False
        case ["up rate" | "down rate" as way, *rest] if rest in ([], ["reach"], ["be"], ["by"], ["cap"]):
            return "change", _direction(way), rest == ["cap"]
        case [">" | "<" as way]:
            return "change", "up" if way == ">" else "down", False
    return None


def _shape(word: Word) -> str:
    if word.type == "DIR":
        return word.meaning.removesuffix(" growth")
    if word.type == "COMPARE":
        return word.meaning
    return "by" if word.type == "SIZE" else word.type.lower()


def _direction(way: str) -> Direction:
    return "up" if way.startswith("up") else "down"


def _misplaced(word: Word) -> RefusalError:
    return refuse(word.span, f"“{word.text}”与前面的词连不起来", f"{word.text!r} does not go with the words before it")
