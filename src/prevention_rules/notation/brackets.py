"""What stands in brackets: a note, a base, or a further condition; anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from prevention_rules.notation.context import Context
from prevention_rules.notation.fold import Folded
from prevention_rules.notation.frame import Frame, frame_of
from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.surface import Cell, read_surface
from prevention_rules.targets import Bound, Target

_MILESTONE = re.compile("(?:19|20|21)[0-9]{2}年?(?:底|末)?(?:[:为达]|达到|$)")
_PLAIN = re.compile(r"[^0-9零〇一二两三四五六七八九十≥≤><=%‰]*")
_INCLUSIVE = re.compile("(?P<without>不)?(?:包?含)(?:本数|本级|[0-9.]+[%‰]?)?")
_MEANT = frozenset(
    {"OP", "COMPARE", "POST", "ABOUT", "AROUND", "DIR", "THAN", "SAME", "PERIODIC", "CUM", "WHEN", "EACH", "ASUNIT"}
)


def contradicts(inside: str | None, target: Target) -> bool:
    """True for 高于90%（含）: the brackets say otherwise than the bound."""
    found = _INCLUSIVE.fullmatch(inside or "")
    if found is None:
        return False
    return not isinstance(target, Bound) or (target.op in ("<", ">")) is not (found["without"] is not None)


def read_bracket(word: Lexeme, context: Context, resolve: Callable[[Cell], Target]) -> Frame | Target | None:
    """Return the base (or each unit) or the condition that brackets state, or None for a note.

    *resolve* reads a condition.
    """
    inside = word.meaning
    if inside is None or _MILESTONE.match(inside) or _INCLUSIVE.fullmatch(inside):
        return None
    folded = Folded(inside, inside, tuple(range(len(inside) + 1)))
    lexemes = lex(folded, context.unit.text if context.unit else None)
    for lexeme in lexemes:
        lexeme.start, lexeme.end = word.start, word.end
    if _PLAIN.fullmatch(inside) and not any(lexeme.type in _MEANT for lexeme in lexemes):
        return None
    cell = read_surface(lexemes)
    clause = cell.clauses[0]
    if len(cell.clauses) == 1 and clause.body is None:
        own = frame_of(clause.leads, context)
        if (own.based or own.each is not None or own.cumulative) and not own.verbs and not own.years:
            return own
    return resolve(cell)
