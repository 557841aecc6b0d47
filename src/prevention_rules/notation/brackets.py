"""What stands in brackets, a closed list: a deadline, a base, each unit, an aim, a condition, or a note.

Anything else that holds a number is refused; what holds none, and no word that could change the meaning,
is a note, kept beside the target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from prevention_rules.notation.context import Context
from prevention_rules.notation.dates import read_deadline
from prevention_rules.notation.fold import Folded
from prevention_rules.notation.lexeme import Lexeme, Note, Word
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.nodes import node
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.structure import read_cell
from prevention_rules.notation.surface import Base, Cell, Deadline, Each, Numbers, Piece, Span
from prevention_rules.notation.unit_words import is_unit
from prevention_rules.targets import Bound, Target
from prevention_rules.text import Words

_DIGITS = re.compile("[0-9零〇一二三四五六七八九十≥≤><=%‰]")
_MARK = re.compile(r"[0-9①-⑳*]{1,2}|注[0-9]{0,2}|[一二三四五六七八九十]{1,2}|[a-z]")
_BASE_VALUE = re.compile(r"(?:19|20|21)[0-9]{2}年?(?:底|末)?[:为达是]?(?:到)?(?:约)?[0-9][0-9.,]*\D{0,12}")
_INCLUSIVE = re.compile("(?P<without>不)?(?:包?含)(?:本数|本级|[0-9.]+[%‰]?)?")
_MEANT = frozenset(
    {"OP", "COMPARE", "PLACED", "POST", "ABOUT", "AROUND", "DIR", "THAN", "SAME", "PERIODIC", "CUM", "WHEN", "EACH",
     "ASUNIT", "COVER", "TREND", "FOLD"}
)  # fmt: skip


@node(eq=False)
class Aside:
    """A note that is kept beside the target."""

    note: Note

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.note.span


@node(eq=False)
class Aim:
    """（力争95%）: what is strived for beside the bound that decides."""

    note: Note
    cell: Cell

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.note.span


@node(eq=False)
class Also:
    """（<10例/10万人口）: a level asked beside a change."""

    note: Note
    cell: Cell

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.note.span


def contradicts(note: Note, target: Target) -> bool:
    """True for 高于90%（含）: the brackets say otherwise than the bound."""
    found = _INCLUSIVE.fullmatch(note.said)
    if found is None:
        return False
    return not isinstance(target, Bound) or (target.op in ("<", ">")) is not (found["without"] is not None)


def opened(note: Note, context: Context, *, first: bool) -> tuple[Piece | Aside | Aim | Also, ...]:
    """Return what a bracket says; raises `RefusalError` for one that holds a number and is none of the known kinds.

    *first* says that it stands before everything else, where a number counts clauses.
    """
    inside = note.said
    if note.inside == note.start or _INCLUSIVE.fullmatch(inside) or f"({inside})" in lexicon().free:
        return (Aside(note),)
    if (year := read_deadline(inside, note.inside)) is not None:
        return (Deadline((year,)),)
    if _is_harmless(inside, context) or (first and _MARK.fullmatch(inside)):
        return (Aside(note),)
    lexemes = _inside(note, context)
    numbered = _DIGITS.search(inside) is not None
    if numbered and _is_aim(lexemes):
        return (Aim(note, read_cell(lexemes)),)
    if any(lexeme.type in _MEANT for lexeme in lexemes):
        return _read(note, lexemes)
    if numbered:
        raise _unknown(note)
    return (Aside(note),)


def _is_harmless(inside: str, context: Context) -> bool:
    """A footnote mark, the spelling of a unit, or what the figure was in some year."""
    if (inside.isdigit() and len(inside) == 1) or re.fullmatch("注[0-9]{0,2}|[①-⑳*]+", inside):
        return True
    if _BASE_VALUE.fullmatch(inside):
        return True
    own = "" if context.unit is None else context.unit.text
    return is_unit(inside, own)


def _inside(note: Note, context: Context) -> list[Lexeme]:
    """Return the words in the bracket, in their places of the whole text."""
    folded = Folded(note.said, note.said, tuple(range(len(note.said) + 1)))
    try:
        lexemes = lex(folded, context.unit.text if context.unit else None, context.names)
    except RefusalError as fault:
        start, end = fault.span
        raise RefusalError((start + note.inside, end + note.inside), fault.problem, fault.hint, fault.kinds) from None
    return [attrs.evolve(one, start=one.start + note.inside, end=one.end + note.inside) for one in lexemes]


def _is_aim(lexemes: Sequence[Lexeme]) -> bool:
    return isinstance(lexemes[0], Word) and lexemes[0].type == "MODAL" and lexemes[0].meaning == "aim"


def _read(note: Note, lexemes: Sequence[Lexeme]) -> tuple[Piece | Also, ...]:
    cell = read_cell(lexemes)
    clause = cell.clauses[0]
    if len(cell.clauses) == 1 and clause.body is None and all(map(_belongs_outside, clause.pieces)):
        return clause.pieces
    stated = any(lexeme.type in ("OP", "POST", "COMPARE", "PLACED") for lexeme in lexemes)
    if len(cell.clauses) == 1 and stated and isinstance(clause.body, Numbers):
        return (Also(note, cell),)
    raise _unknown(note)


def _belongs_outside(piece: Piece) -> bool:
    return isinstance(piece, Base | Each | Deadline) or (isinstance(piece, Word) and piece.type in ("CUM", "PERIODIC"))


def _unknown(note: Note) -> RefusalError:
    hint = Words(
        "说明请不带数字，条件请写在括号外", "keep numbers out of a note, and write a condition outside the brackets"
    )
    return refuse(
        note.span, f"括号里的“{note.said}”读不准", f"the brackets ({note.said}) cannot be read with certainty", hint
    )
