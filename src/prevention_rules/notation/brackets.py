"""What stands in brackets, a closed list: a deadline, a base, each unit, an aim, a condition, or a note.

Anything else is refused: persons, places and negations change what is asked, in brackets as outside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prevention_rules.notation.context import Context
from prevention_rules.notation.dates import early, read_deadline
from prevention_rules.notation.inclusion import inclusion, lexemes_in
from prevention_rules.notation.lexeme import Lexeme, Note, Word, lower
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.nodes import node
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.structure import read_cell
from prevention_rules.notation.surface import Base, Cell, Deadline, Each, Numbers, Piece, Span
from prevention_rules.notation.unit_words import sign_after_number, spells, unit_end
from prevention_rules.text import Words

_DIGITS = re.compile("[0-9零〇一二三四五六七八九十≥≤><=%‰]")
_MARK = re.compile(r"[0-9①-⑳*]{1,2}|注[0-9]{0,2}|[一二三四五六七八九十]{1,2}|[a-z]")
_BASE_VALUE = re.compile(
    r"(?:(?P<year>(?:19|20|21)[0-9]{2})年?(?:底|末)?(?:(?P<was>[为是])|:)?(?:达到?)?|(?:基期|基线|现状|现有)[值数]?[:为是]?)"
    r"约?[0-9][0-9.,]*(?:万亿|[百千万亿])?[余多]? ?(?P<unit>(?![月日]).*?)(?:以上|以下|以内|左右)?"
)
_KNOWN = re.compile(
    "(?:约束|预期|倡导|指导|引导)性(?:指标|目标)?|目标[值数]|按?(?:常住|户籍)人口(?:计算?|口径)?|下同|binding|indicative"
)
_RESTATES = re.compile("(?:equivalent to |相当于|约?折合|约合)[^≥≤><=]{1,60}")
_INCLUDES = re.compile("(?:包?含|包括|including )(?!.*(?:[不未非无除]|not|no |without|except))[^0-9]{2,40}")
_MEANT = frozenset(
    {"OP", "COMPARE", "PLACED", "POST", "ABOUT", "AROUND", "DIR", "THAN", "SAME", "PERIODIC", "CUM", "WHEN", "EACH",
     "ASUNIT", "COVER", "TREND", "FOLD"}
)  # fmt: skip

_OUTSIDE = frozenset({"CUM", "PERIODIC", "MODAL", "MANNER", "SCOPE", "ASIDE", "SUBJECT"})
"""Classes whose words say in brackets what they say outside them."""


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


def opened(
    note: Note, context: Context, *, first: bool, due: int | None = None
) -> tuple[Piece | Aside | Aim | Also, ...]:
    """Return what a bracket says; raises `RefusalError` for one that is none of the known kinds.

    *first* says that it stands before everything else, where a number counts clauses; *due* is the year of the target.
    """
    inside = note.said
    if note.inside == note.start or inclusion(note, context) is not None or f"({inside})" in lexicon().free:
        return (Aside(note),)
    if (year := read_deadline(inside, note.inside)) is not None:
        return (Deadline((year,)),)
    if _is_harmless(inside, context) or _is_base_value(inside, context, due) or (first and _MARK.fullmatch(inside)):
        return (Aside(note),)
    lexemes = lexemes_in(note, context)
    numbered = _DIGITS.search(inside) is not None
    if numbered and _is_aim(lexemes):
        return (Aim(note, read_cell(lexemes)),)
    if any(lexeme.type in _MEANT for lexeme in lexemes) or all(lexeme.type in _OUTSIDE for lexeme in lexemes):
        return _read(note, lexemes)
    if not numbered and (_is_aim(lexemes) or _INCLUDES.fullmatch(inside)):
        return (Aside(note),)
    raise _unknown(note)


def _is_harmless(inside: str, context: Context) -> bool:
    """A footnote mark, the indicator's own unit or words of its name, its kind, how early, a remark of figures."""
    if not inside.strip() or (inside.isdigit() and len(inside) == 1) or re.fullmatch("注[0-9]{0,2}|[①-⑳*※]+", inside):
        return True
    if ((soon := early(inside, 0)) is not None and soon.end == len(inside)) or _KNOWN.fullmatch(inside):
        return True
    if _RESTATES.fullmatch(lower(inside)):
        return True
    remark = lexicon().remarks.get(inside)
    return (
        (remark is not None and remark.meaning == "kept") or spells(inside, context.unit) or context.names.holds(inside)
    )


def _is_base_value(inside: str, context: Context, due: int | None) -> bool:
    """2020年18%: what the figure was before the year that is asked; a later one is a target of its own."""
    found = _BASE_VALUE.fullmatch(inside)
    if found is None or not _is_unit(found["unit"], context):
        return False
    if found["year"] is None:
        return True
    known = [year for year in (context.baseline, None if due is None else due - 1) if year is not None]
    return int(found["year"]) <= max(known) if known else found["was"] is not None


def _is_unit(text: str, context: Context) -> bool:
    own = None if context.unit is None else lower(context.unit.text)
    sign = sign_after_number(text, 0)
    return not text or unit_end(lower(text), 0, own) == len(text) or (sign is not None and sign.end == len(text))


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
    return isinstance(piece, Base | Each | Deadline) or (isinstance(piece, Lexeme) and piece.type in _OUTSIDE)


_NUMBERED = Words(
    "说明请不带数字，条件请写在括号外", "keep numbers out of a note, and write a condition outside the brackets"
)
_SAID = Words(
    "条件请写在括号外，说明请另写一栏", "write a condition outside the brackets, and a remark in a column of its own"
)


def _unknown(note: Note) -> RefusalError:
    hint = _NUMBERED if _DIGITS.search(note.said) else _SAID
    return refuse(
        note.span, f"括号里的“{note.said}”读不准", f"the brackets ({note.said}) cannot be read with certainty", hint
    )
