"""The words around a quantity, each put in its one place; a word without a place is refused.

This is where the law "every token has a consumer" is kept on the side of meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeVar

from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.refusals import RefusalError
from prevention_rules.notation.surface import Part, Size
from prevention_rules.quantities import Unit
from prevention_rules.targets import Base, Better, Direction
from prevention_rules.text import Words

Verb = Literal["bare", "reach", "be", "keep", "cap", "up to", "down to", "change"]
_T = TypeVar("_T")


class Frame:
    """What the words before and after a quantity say about it.

    The defaults stand on the class: most of them are never set, and a frame is made for every clause.
    """

    verb: Verb = "bare"
    direction: Direction | None = None
    capped: bool = False
    rate: str | None = None
    base: Base = None
    based: bool = False
    multiple: bool = False
    years: tuple[int, ...] = ()
    since: int | None = None
    each: str | None = None
    per: Unit | None = None
    better: Better | None = None
    cumulative: str | None = None
    relative: bool = False
    listed: bool = False
    slowing: bool = False
    done: bool = False
    whole: bool = False
    manner: bool = False
    modality: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    brackets: tuple[Lexeme, ...] = ()
    verbs: tuple[Lexeme, ...] = ()
    span: tuple[int, int] = (0, 0)

    def but(self, **changes: Any) -> Frame:
        """Return a copy with some things said otherwise."""
        other = Frame()
        other.__dict__.update(self.__dict__, **changes)
        return other


def frame_of(words: Iterable[Lexeme | Part], context: Context) -> Frame:
    """Put every word in its place; raises `RefusalError` for two of a kind or verbs that do not go together."""
    frame = Frame()
    for word in words:
        span = word.span if isinstance(word, Part) else (word.start, word.end)
        frame.span = (min(frame.span[0] or span[0], span[0]), max(frame.span[1], span[1]))
        if isinstance(word, Part):
            _place_part(frame, word)
        else:
            _place(frame, word, context)
    _settle_verbs(frame)
    return frame


_OF_A_VERB = frozenset({"steadily", "gradually", "continually", "further", "greatly"})
_VERBS = frozenset({"REACH", "BE", "KEEP", "CAP", "DIR", "TO", "SIZE"})


def _place(frame: Frame, word: Lexeme, context: Context) -> None:
    if word.type in _VERBS:
        frame.verbs += (word,)
        return
    match word.type:
        case "MODAL":
            frame.modality += (word.text,)
        case "ALL":
            frame.whole = frame.whole or word.meaning == "whole"
        case "MANNER":
            frame.manner = frame.manner or word.meaning in _OF_A_VERB
        case "FILLER":
            pass
        case "SUBJECT":
            _same_indicator(word, context)
            frame.notes += () if word.text[0] in "….." else (word.text,)
        case "PERIODIC":
            frame.rate = _once(frame.rate, word.meaning, word)
        case "SAME":
            frame.base, frame.based = _once(frame.base, "previous", word), True
        case "CUM":
            frame.cumulative = _once(frame.cumulative, word.meaning, word)
        case "REL":
            frame.relative = True
        case "LIST":
            frame.listed = True
        case "SLOW":
            frame.slowing = True
        case "BETTER":
            frame.better = _once(frame.better, word.meaning, word)
        case "NOTE":
            frame.brackets += (word,)
        case "DONE":
            frame.done = True
        case "PER":
            frame.per = _once(frame.per, word.meaning, word)
        case "YEAR":
            frame.years += (word.meaning,)
        case _:
            raise _misplaced(word)


def _same_indicator(word: Lexeme, context: Context) -> None:
    """A name in the cell must be the indicator's own, as far as the caller told it."""
    said, name = word.text, context.name
    if word.meaning == "unknown" and name and said not in name and name not in said and said[-3:] not in name:
        raise RefusalError(
            (word.start, word.end),
            Words(f"“{said}”不是这个指标的名称", f"{said!r} is not the name of this indicator"),
        )


def _place_part(frame: Frame, part: Part) -> None:
    match part.kind:
        case "years":
            if frame.years:
                raise _twice(part.span)
            frame.years = tuple(word.meaning for word in part.words if word.type == "YEAR")
        case "base" | "compared":
            _place_base(frame, part)
        case "start":
            size = part.words[-1]
            frame.notes += (" ".join(word.text for word in part.words if isinstance(word, Lexeme)) + size.number.text,)
            for word in part.words:
                if isinstance(word, Lexeme) and word.type in ("YEAR", "WHEN"):
                    _set_base(frame, word)
        case "since":
            frame.since = _once(frame.since, part.words[1].meaning, part)
        case "each":
            frame.each = _once(frame.each, _each(part), part)


def _place_base(frame: Frame, part: Part) -> None:
    words = [word for word in part.words if isinstance(word, Lexeme)]
    frame.multiple = frame.multiple or words[-1].type == "OF"
    if part.kind == "compared":
        frame.verbs += (words[0],)
        frame.direction = "up" if words[0].meaning == ">" else "down"
    for word in words:
        if word.type in ("YEAR", "WHEN"):
            _set_base(frame, word)
        elif word.type == "SAME":
            frame.base, frame.based = _once(frame.base, "previous", word), True


def _set_base(frame: Frame, word: Lexeme) -> None:
    if frame.based:
        raise _twice((word.start, word.end))
    frame.base, frame.based = (None if word.meaning == "unstated" else word.meaning), True


def _each(part: Part) -> str:
    for word in part.words:
        if word.type == "QUOTE":
            return str(word.meaning)
        if word.type == "PLACE":
            return str(word.text)
    return ""


def _settle_verbs(frame: Frame) -> None:
    """Read the verbs in their order: 提高 is a change, 提高到 a level, 控制在 a ceiling."""
    shape = [_shape(word) for word in frame.verbs]
    while len(shape) > 1 and shape[0] in ("reach", "be") and shape[1] != "to":
        shape = shape[1:]
    match shape:
        case []:
            return
        case ["reach"] | ["be"] | ["keep"] | ["keep", "be"] | ["cap"]:
            frame.verb = shape[0]  # type: ignore[assignment]
        case ["to"] | ["reach", "to"] | ["be", "to"]:
            frame.verb = "reach"
        case ["up"] | ["down"] | ["up", "by"] | ["down", "by"]:
            frame.verb, frame.direction = "change", shape[0]  # type: ignore[assignment]
        case ["up", "cap"] | ["down", "cap"]:
            frame.verb, frame.direction, frame.capped = "change", shape[0], True  # type: ignore[assignment]
        case ["up" | "down" as way, "to" | "be"]:
            frame.verb, frame.direction = ("up to" if way == "up" else "down to"), way
        case ["keep", "up"] | ["keep", "down"]:
            frame.verb, frame.direction = "keep", shape[1]  # type: ignore[assignment]
        case ["up rate" | "down rate" as way, *rest] if rest in ([], ["reach"], ["be"], ["by"], ["cap"]):
            frame.verb, frame.direction, frame.capped = "change", "up" if way == "up rate" else "down", rest == ["cap"]
        case ["compared"]:
            frame.verb = "change"
        case _:
            raise _misplaced(frame.verbs[-1])


def _shape(word: Lexeme) -> str:
    if word.type == "DIR":
        return str(word.meaning)
    if word.type == "COMPARE":
        return "compared"
    return {"SIZE": "by"}.get(word.type, word.type.lower())


def _once(old: _T | None, new: Any, word: Lexeme | Part) -> Any:
    if old is not None and old != new:
        raise _twice(word.span if isinstance(word, Part) else (word.start, word.end))
    return new


def _twice(span: tuple[int, int]) -> RefusalError:
    return RefusalError(span, Words("这里与前面说的不是一回事", "this contradicts or repeats what stands before it"))


def _misplaced(word: Lexeme) -> RefusalError:
    return RefusalError(
        (word.start, word.end),
        Words(f"“{word.text}”与前面的词连不起来", f"{word.text!r} does not go with the words before it"),
    )


_SPENDABLE = ("rate", "based", "multiple", "since", "per", "better", "cumulative", "relative", "slowing")


def spent(frame: Frame, *used: str) -> None:
    """Refuse a frame with a word that nothing here makes use of: no word is taken and then dropped."""
    for name in _SPENDABLE:
        if name not in used and getattr(frame, name):
            raise refuse(frame.span, "这里有一个词用不上，读不准", "a word here has nothing to belong to")


def refuse(span: tuple[int, int], zh: str, en: str, hint: Words | None = None) -> RefusalError:
    """A fault of meaning, in one line."""
    return RefusalError(span, Words(zh, en), hint)


def sizes_span(sizes: Iterable[Size]) -> tuple[int, int]:
    """Where some sizes stand together."""
    spans = [size.span for size in sizes]
    return min(start for start, _ in spans), max(end for _, end in spans)
