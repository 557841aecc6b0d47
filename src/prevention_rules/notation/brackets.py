"""What stands in brackets: a note, a base, or a further condition; anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from prevention_rules.notation.context import Context
from prevention_rules.notation.fold import Folded
from prevention_rules.notation.frame import Frame, frame_of
from prevention_rules.notation.lexer import Lexeme, lex
from prevention_rules.notation.surface import Cell, read_surface
from prevention_rules.targets import Target

_MILESTONE = re.compile("(?:19|20|21)[0-9]{2}年?(?:底|末)?(?:[:为达]|达到|$)")
_PLAIN = re.compile(r"[^0-9零〇一二两三四五六七八九十≥≤><=%‰]*")
_MEANT = frozenset({"OP", "COMPARE", "POST", "ABOUT", "AROUND", "DIR", "THAN", "SAME", "PERIODIC", "CUM", "WHEN"})


def read_bracket(word: Lexeme, context: Context, resolve: Callable[[Cell], Target]) -> Frame | Target | None:
    """Return the base or the condition a bracket states, or None for a note; *resolve* reads a condition."""
    inside = word.meaning
    if inside is None or _MILESTONE.match(inside):
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
        if own.based and not own.verbs:
            return own
    return resolve(cell)
