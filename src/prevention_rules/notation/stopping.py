"""What is said of a text whose words do not fit together: the word that stopped the parser, and what may be lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from prevention_rules.notation.lexeme import Lexeme, Name, cuts_latin
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.refusals import RefusalError, UnknownWordError, damaged
from prevention_rules.quantities import known_units
from prevention_rules.text import Words, did_you_mean

_BEFORE_A_NUMBER = frozenset({"DIR", "TO", "REACH", "OP", "KEEP", "CAP"})


def misplaced(lexemes: Sequence[Lexeme], word: Lexeme, kinds: set[str]) -> RefusalError:
    """Say that a word does not belong where it stands: it is not known, or something before it was lost."""
    at = next(i for i, lexeme in enumerate(lexemes) if lexeme is word)
    before = lexemes[at - 1].type if at else ""
    if not isinstance(word, Name):
        return RefusalError(
            word.span, Words(f"“{word.text}”不能放在这里", f"{word.text!r} does not belong here"), kinds=kinds
        )
    if before in _BEFORE_A_NUMBER and (lost := _unit_first(word.text)):
        return damaged(word.span, f"“{lost}”前的数字缺失", f"the number before {lost} is missing")
    if before == "NUM":
        problem = Words(f"不认识单位“{word.text}”", f"the unit {word.text} is not known")
        declare = Words(f"请声明单位，如 unit=“{word.text}”", f"declare it, as in unit={word.text!r}")
        return RefusalError(word.span, problem, declare, kinds)
    guess = None if len(word.text) == 1 and at == 0 else partial(_guess, word.text)
    return UnknownWordError(word.span, word.text, guess, kinds)


_BEHIND_A_UNIT = ("", "以", "及", "之", "左", "/")


def _unit_first(text: str) -> str | None:
    """The unit a word begins with; the g of gap is no gram, and the 条 of 条件 counts nothing."""
    begins = (unit for unit in known_units() if text.startswith(unit) and text[len(unit) :][:1] in _BEHIND_A_UNIT)
    return next((unit for unit in begins if not cuts_latin(text, 0, len(unit))), None)


def _guess(text: str) -> Words | None:
    if len(text) > 12:
        return None
    return did_you_mean(text.lower(), lexicon().free, cutoff=0.75 if text.isascii() else 0.6)


def too_short(lexemes: Sequence[Lexeme], kinds: set[str]) -> RefusalError:
    """Say that a text breaks off, or that there is none."""
    if not lexemes:
        return RefusalError((0, 0), Words("目标是空的", "there is nothing to read"), kinds=kinds)
    last = lexemes[-1]
    hint = None
    if last.type in ("DASH", "TO") and len(lexemes) > 1:
        hint = Words(
            "区间缺右端，如“85%-90%”；若是下限请写“85%以上”",
            "the range lacks its right end, as in 85%-90%; for a lower bound write 85% or more",
        )
    return RefusalError((last.end, last.end), Words("文字到这里断了", "the text breaks off here"), hint, kinds)
