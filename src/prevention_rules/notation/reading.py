"""The way of a target from its text: folded, cut into lexemes, parsed, resolved in its context.

The doors check what they are given and remember what was read; this is loaded with the first text that is read.
"""

from __future__ import annotations

from functools import lru_cache

import attrs

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation.clauses import resolve
from prevention_rules.notation.context import Context
from prevention_rules.notation.fold import Folded, fold
from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.lexer import every_lexeme, lex
from prevention_rules.notation.names import Names, names_of
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import RefusalError, or_its_name, refuse
from prevention_rules.notation.structure import read_cell
from prevention_rules.notation.unit_words import unit_in_name
from prevention_rules.notation.unnumbered import whole
from prevention_rules.notation.whole_cells import read_whole, whole_target
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.targets import Better, Op, Origin, Target

LONGEST = 2_000
"""A longer text is refused: no cell of a plan is."""
DEEPEST = 20
"""Groups and brackets nested deeper are refused."""
GivenUnit = tuple[str | None, Unit | None]
"""A unit as the caller gives it: its text, and itself where it was read before."""
Terms = tuple[tuple[str, Op], ...]
"""A document's own definitions of bound words."""


def read_target(
    text: str,
    unit: GivenUnit,
    better: Better | None,
    baseline: int | None,
    called: tuple[str, ...],
    share: bool,
    terms: Terms,
) -> Target:
    """Read what a plan asks; raises `TargetSyntaxError` for a text that cannot be read with certainty."""
    folded = fold(text)
    context = context_of(unit, called, share, better, baseline, terms)
    try:
        sound(folded)
        read = _read(folded, context)
    except RefusalError as fault:
        told = fault if any(called) else or_its_name(fault, folded.text)
        raise told.error(TargetSyntaxError, folded) from None
    return attrs.evolve(read.target, origin=Origin(text, (0, len(text)), read.modality, read.notes, read.aims))


def lexemes_of(text: str, unit: str | Unit | None, called: tuple[str, ...]) -> tuple[Folded, list[Lexeme]]:
    """Return a text as it is folded, and its words; none where it is too long or its letters are damaged."""
    folded = fold(text)
    context = context_of((unit.text, unit) if isinstance(unit, Unit) else (unit, None), called, share=False)
    try:
        sound(folded)
        return folded, every_lexeme(folded, context.unit.text if context.unit else None, context.names)
    except RefusalError:
        return folded, []


def sound(folded: Folded) -> None:
    """Refuse what is longer or deeper than any cell of a plan."""
    if len(folded.text) > LONGEST:
        raise refuse((LONGEST, LONGEST), f"文字超过{LONGEST}个字符", f"the text is longer than {LONGEST:,} characters")
    if len(folded.text) <= DEEPEST or sum(map(folded.text.count, "「{(")) <= DEEPEST:
        return
    depth = 0
    for at, char in enumerate(folded.text):
        depth += (char in "「{(") - (char in "」})")
        if depth > DEEPEST:
            raise refuse((at, at + 1), f"括号套了{DEEPEST}层以上", f"brackets are nested deeper than {DEEPEST}")


@lru_cache(maxsize=1024, typed=True)
def context_of(
    unit: GivenUnit,
    called: tuple[str, ...],
    share: bool,
    better: Better | None = None,
    baseline: int | None = None,
    terms: Terms = (),
    figure: bool = False,
) -> Context:
    """Put together what the caller knows about the indicator."""
    text, given = unit
    name = fold(called[0]).text
    own = given or (unit_of(text) if text is not None else None) or unit_in_name(name)
    names = names_of(called) if any(called) else Names()
    return Context(own, better, baseline, name, names, share, dict(terms), figure)


def _read(folded: Folded, context: Context) -> Read:
    lexemes = lex(folded, context.unit.text if context.unit else None, context.names)
    try:
        return resolve(read_cell(lexemes), context)
    except RefusalError:
        found = read_whole(folded.text, lexemes)
        if found is None or (found[0] == "cover" and not (context.unit and context.unit.is_ratio)):
            raise
        if found[0] == "cover":
            return Read(whole(), notes=(found[1],))
        return Read(whole_target(*found))
