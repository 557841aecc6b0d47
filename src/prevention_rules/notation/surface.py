"""The surface of a text: its clauses as they stand, before anything is decided about them.

Lark parses the structure (LALR, strict); the callbacks build these small classes directly.
"""

from __future__ import annotations

import difflib
from typing import Any, Literal

from attrs import define

from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.refusals import RefusalError, damaged, phrases
from prevention_rules.quantities import known_units
from prevention_rules.text import Words


@define(slots=True)
class Size:
    """A number with the unit written behind it; ``parts`` is 100 for %, 1000 for ‰ and so on."""

    number: Lexeme
    units: list[Lexeme]
    negative: bool = False

    @property
    def is_fraction(self) -> bool:
        """True for 三分之一, 一半: as the size of a change always a part of the base."""
        meaning = self.number.meaning
        return self.number.type == "QTY" and (isinstance(meaning, str) or meaning[2] is None)

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.number.start, (self.units[-1] if self.units else self.number).end


@define(slots=True)
class Quantity:
    """One size, a span of several, or two sizes with their bounds, and the words around them."""

    shape: Literal["one", "several", "between", "around"]
    sides: list[Lexeme]
    sizes: list[Size]
    posts: list[Lexeme]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        starts = [word.start for word in self.sides] + [self.sizes[0].span[0]]
        ends = [word.end for word in self.posts] + [self.sizes[-1].span[1]]
        return min(starts), max(ends)


@define(slots=True)
class Part:
    """A phrase the grammar put together: a base, a deadline, who each is, a starting level."""

    kind: str
    words: list[Any]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        spans = [word.span if isinstance(word, Size | Part) else (word.start, word.end) for word in self.words]
        return min(start for start, _ in spans), max(end for _, end in spans)


@define(slots=True)
class Item:
    """One member of a list: the words before it, and its quantity or its group."""

    leads: list[Lexeme | Part]
    asked: Quantity | Cell


@define(slots=True)
class Body:
    """What a clause asks: ``kind`` names the alternative of the grammar."""

    kind: str
    words: list[Any]


@define(slots=True)
class Clause:
    """Words before, what is asked (None for words of change alone), words after."""

    leads: list[Lexeme | Part]
    body: Body | None
    tails: list[Lexeme | Part]


@define(slots=True)
class Cell:
    """The clauses of a text and the words that join them."""

    clauses: list[Clause]
    joins: list[Lexeme]


def _flat(kind: str) -> Any:
    return lambda self, words: Part(kind, words)


def _body(kind: str) -> Any:
    return lambda self, words: Body(kind, words)


class _Build:
    """Grammar rule by grammar rule, what stands on the surface."""

    def target(self, words: list[Any]) -> Cell:
        return words[0]  # type: ignore[no-any-return]

    def cell(self, words: list[Any]) -> Cell:
        return Cell(words[::2], words[1::2])

    def join(self, words: list[Any]) -> Lexeme:
        return words[0]  # type: ignore[no-any-return]

    def side(self, words: list[Any]) -> Lexeme:
        if words[-1].type == "DONE":  # 超过了: a figure that was reached, which only a published value can be
            words[0].text += words[1].text
        return words[0]  # type: ignore[no-any-return]

    lead = post = tail = when = place = join

    def clause(self, words: list[Any]) -> Clause:
        at = next(i for i, word in enumerate(words) if isinstance(word, Body))
        return Clause(words[:at], words[at], words[at + 1 :])

    def bare(self, words: list[Any]) -> Clause:
        return Clause(words, None, [])

    years, base, start, since, each = map(_flat, ("years", "base", "start", "since", "each"))
    compared = _flat("compared")
    cover, fold, ambiguous = map(_body, ("cover", "fold", "ambiguous"))
    trend, quoted, said = map(_body, ("trend", "quoted", "said"))

    def items(self, words: list[Any]) -> Body:
        items: list[Item] = []
        leads: list[Any] = []
        for word in words:
            if isinstance(word, Quantity | Cell):
                items.append(Item(leads, word))
                leads = []
            elif isinstance(word, Part) or word.type != "DUN":
                leads.append(word)
        return Body("items", items)

    def item(self, words: list[Any]) -> Any:
        return words[0]

    def group(self, words: list[Any]) -> Cell:
        return words[1]  # type: ignore[no-any-return]

    def cumulative(self, words: list[Any]) -> Body:
        quantity = words[1]
        if len(words) > 3:
            quantity.sizes[-1].units.extend(words[3])
        return Body("cumulative", [quantity])

    def one(self, words: list[Any]) -> Quantity:
        at = next(i for i, word in enumerate(words) if isinstance(word, Size))
        return Quantity("one", words[:at], [words[at]], words[at + 1 :])

    def several(self, words: list[Any]) -> Quantity:
        at = next(i for i, word in enumerate(words) if isinstance(word, list))
        return Quantity("several", words[:at], words[at], words[at + 1 :])

    def between(self, words: list[Any]) -> Quantity:
        return Quantity("between", [*words[:-3], words[-2]], [words[-3], words[-1]], [])

    def around(self, words: list[Any]) -> Quantity:
        return Quantity("around", [words[1], words[3]], [words[0], words[4]], [])

    def span(self, words: list[Any]) -> list[Size]:
        first = words[0] if isinstance(words[0], list) else [words[-3]]
        return [*first, words[-1]]

    def amount(self, words: list[Any]) -> Size:
        units = words.pop() if isinstance(words[-1], list) else []
        return Size(words[-1], units, len(words) > 1)

    def unit(self, words: list[Any]) -> list[Any]:
        return words


def read_surface(lexemes: list[Lexeme], start: Literal["target", "clause"] = "target") -> Any:
    """Return the surface of a text; raises `RefusalError` where its words do not fit together."""
    from prevention_rules.notation.lalr import UnexpectedInput, parser  # noqa: PLC0415 - Lark waits for a reading

    try:
        return parser(_Build).parse(lexemes, start=start)
    except UnexpectedInput as stopped:
        raise _stopped(lexemes, stopped) from None


def _stopped(lexemes: list[Lexeme], stopped: Any) -> RefusalError:
    word = stopped.token
    expected = phrases(stopped.expected)
    end = lexemes[-1].end if lexemes else 0
    if not isinstance(word, Lexeme):
        return _too_short(lexemes, end, expected)
    place = (word.start, word.end)
    before = lexemes[lexemes.index(word) - 1] if word is not lexemes[0] else None
    if word.type in ("TEXT", "SUBJECT") and (before is None or before.type != "NUM"):
        lost = next((unit for unit in known_units() if word.text.startswith(unit)), None)
        if lost and before is not None and before.type in ("DIR", "TO", "REACH", "OP", "KEEP", "CAP"):
            return damaged(place, f"“{lost}”前的数字缺失", f"the number before {lost} is missing")
    if word.type == "TEXT" and before is not None and before.type == "NUM":
        return RefusalError(
            place,
            Words(f"不认识单位“{word.text}”", f"the unit {word.text} is not known"),
            Words(f"请声明单位，如 unit=“{word.text}”", f"declare it, as in unit={word.text!r}"),
            expected,
        )
    if word.type == "TEXT":
        problem = Words(f"不认识“{word.text}”", f"{word.text!r} is not known here")
        return RefusalError(place, problem, _guess(word.text), expected)
    problem = Words(f"“{word.text}”不能放在这里", f"{word.text!r} does not belong here")
    return RefusalError(place, problem, None, expected)


def _guess(text: str) -> Words | None:
    near = difflib.get_close_matches(text.lower(), lexicon().free, n=1, cutoff=0.6) if len(text) <= 12 else []
    return Words(f"是不是“{near[0]}”？", f"did you mean {near[0]!r}?") if near else None


def _too_short(lexemes: list[Lexeme], end: int, expected: tuple[Words, ...]) -> RefusalError:
    if not lexemes:
        return RefusalError((0, 0), Words("目标是空的", "there is nothing to read"), None, expected)
    last = lexemes[-1]
    problem = Words("文字到这里断了", "the text breaks off here")
    hint = None
    if last.type in ("DASH", "TO") and len(lexemes) > 1:
        hint = Words(
            "区间缺右端，如“85%-90%”；若是下限请写“85%以上”",
            "the range lacks its right end, as in 85%-90%; for a lower bound write 85% or more",
        )
    return RefusalError((end, end), problem, hint, expected)
