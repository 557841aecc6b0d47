"""What goes wrong in reading, while the text is still folded; the doors turn it into an error.

A fault names a place in the folded text; `RefusalError.error` moves it to the author's own text. What
could have stood there is worked out only then, for many texts are refused in one way and then read in another; a
guess at what was meant waits until the error is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from prevention_rules.errors import Hint, TextError
from prevention_rules.notation.fold import Folded
from prevention_rules.notation.lexicon import GROUPS, lexicon
from prevention_rules.text import Words


class RefusalError(Exception):
    """A text that cannot be read: the place in the folded text, what is wrong, a hint, the classes expected."""

    def __init__(self, span: tuple[int, int], problem: Words, hint: Hint = None, kinds: Iterable[str] = ()) -> None:
        super().__init__(problem.en)
        self.span: tuple[int, int] = span
        self.problem: Words = problem
        self.hint: Hint = hint
        self.kinds: Iterable[str] = kinds

    def error(self, kind: type[TextError], folded: Folded) -> TextError:
        """Return the error a caller sees, its span in the author's text."""
        start, end = self.span
        place = folded.span(start, max(start, end))
        return kind(folded.source, place, self.problem, phrases(self.kinds), self.hint)


class UnknownWordError(RefusalError):
    """A word that is not known: a slip of the pen, or part of a name that was not given."""

    def __init__(self, span: tuple[int, int], text: str, hint: Hint, kinds: Iterable[str]) -> None:
        super().__init__(span, Words(f"不认识“{text}”", f"{text!r} is not known here"), hint, kinds)


def or_its_name(fault: RefusalError, text: str) -> RefusalError:
    """Offer for a word that is like no other, before a number, that it is part of the name, which was not given."""
    if isinstance(fault, UnknownWordError) and _DIGIT.search(text, fault.span[1]):
        fault.hint = partial(_guess_or_name, fault.hint)
    return fault


def _guess_or_name(guess: Hint) -> Words:
    return (guess() if callable(guess) else guess) or _A_NAME


_A_NAME = Words("如果是指标名称里的字，请给出 name", "if it belongs to the indicator's name, give the name")
_DIGIT = re.compile("[0-9]")


def refuse(span: tuple[int, int], zh: str, en: str, hint: Words | None = None) -> RefusalError:
    """A fault of meaning, in one line."""
    return RefusalError(span, Words(zh, en), hint)


def not_its_name(span: tuple[int, int], text: str) -> RefusalError:
    """The name of another indicator."""
    return refuse(span, f"“{text}”不是这个指标的名称", f"{text!r} is not the name of this indicator")


def damaged(span: tuple[int, int], zh: str, en: str) -> RefusalError:
    """A text with something lost or inserted on the way: named as damage, never read as a number."""
    hint = Words("请对照原文补全", "restore it from the original document")
    return RefusalError(span, Words(f"文字有损：{zh}", f"damaged text: {en}"), hint)


def phrases(kinds: Iterable[str]) -> tuple[Words, ...]:
    """Say what could have stood in a place: class by class, or group by group above five."""
    known = lexicon().kinds
    named = sorted({kind for kind in kinds if kind in known and kind not in ("TEXT", "STOP")}, key=list(known).index)
    if len(named) <= 5:
        said = [known[kind].phrase for kind in named]
    else:
        groups = {known[kind].group for kind in named}
        said = [phrase for group, phrase in GROUPS.items() if group in groups]
    if "$END" in kinds:
        said.append(GROUPS["end"])
    return tuple(said)
