"""Brackets that say whether a bound holds its own number: （含本数）, （含5起）, （不含85%）."""

from __future__ import annotations

import re

import attrs

from prevention_rules.notation.amounts import written
from prevention_rules.notation.context import Context
from prevention_rules.notation.fold import Folded
from prevention_rules.notation.lexeme import Lexeme, Note
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.nodes import node
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.notation.structure import read_cell
from prevention_rules.notation.surface import Body, One, Several
from prevention_rules.quantities import Amount
from prevention_rules.targets import Bound, Change, EveryPeriod, Range, Target

_SAID = re.compile("(?P<without>不)?包?含(?:本数|(?P<number>[0-9].*))?|包?含本级")
_CONVENTIONAL = frozenset({"以上", "以下", "以内", "之内", "内"})
"""Words that hold their number by convention alone, which a cell may set aside; 不低于 and 及以上 say it themselves."""


@node(eq=False)
class Inclusion:
    """What such a bracket says: that the number belongs, or is left out (``strict``); and the number, if it says it."""

    strict: bool
    number: Amount | None = None


def inclusion(note: Note, context: Context) -> Inclusion | None:
    """Return what a bracket says of the number of a bound; None for a bracket about anything else."""
    found = _SAID.fullmatch(note.said)
    if found is None:
        return None
    strict = found["without"] is not None
    if found["number"] is None:
        return Inclusion(strict)
    number = attrs.evolve(note, said=found["number"], inside=note.inside + found.start("number"))
    amount = _amount_in(number, context)
    return None if amount is None else Inclusion(strict, amount)


def _amount_in(note: Note, context: Context) -> Amount | None:
    """The number alone with its unit; None where there is more (含5个街道办事处)."""
    try:
        clause, *more = read_cell(lexemes_in(note, context)).clauses
        body = clause.body
        if more or clause.pieces or not isinstance(body, One) or body.sides or body.posts or body.wholes:
            return None
        return written(body.size, context)
    except RefusalError:
        return None


def lexemes_in(note: Note, context: Context) -> list[Lexeme]:
    """Return the words in a bracket, in their places of the whole text."""
    folded = Folded(note.said, note.said, tuple(range(len(note.said) + 1)))
    try:
        lexemes = lex(folded, context.unit.text if context.unit else None, context.names)
    except RefusalError as fault:
        start, end = fault.span
        raise RefusalError((start + note.inside, end + note.inside), fault.problem, fault.hint, fault.kinds) from None
    return [attrs.evolve(one, start=one.start + note.inside, end=one.end + note.inside) for one in lexemes]


def as_included(target: Target, note: Note, body: Body | None, context: Context) -> Target:
    """85%以上（不含85%） is more than 85 %; raises `RefusalError` for brackets that contradict the bound.

    Those of 高于90%（含）, 不低于85%（不含85%） and 85%以上（含90%） do.
    """
    said = inclusion(note, context)
    if said is None:
        return target
    made = _made(target, said, body, context)
    if made is None:
        raise refuse(note.span, "括号里的“含”与界限词不一致", "the brackets contradict the bound")
    return made


def _made(target: Target, said: Inclusion, body: Body | None, context: Context) -> Target | None:
    match target:
        case Bound():
            return _bound(target, said, body, context)
        case Change(size=Bound() as size):
            made = _bound(size, said, body, context)
            return None if made is None else attrs.evolve(target, size=made)
        case EveryPeriod(of=part):
            of = _made(part, said, body, context)
            return None if of is None else attrs.evolve(target, of=of)
        case Range() if said.strict and isinstance(body, Several):
            if _is_same(said.number, target.lo):
                return attrs.evolve(target, lo_in=False)
            return attrs.evolve(target, hi_in=False) if _is_same(said.number, target.hi) else None
    return None


def _bound(bound: Bound, said: Inclusion, body: Body | None, context: Context) -> Bound | None:
    if said.number is not None and not _is_same(said.number, bound.amount):
        return None  # 80%以上（含95%）
    if (bound.op in ("<", ">")) is said.strict:
        return bound
    if not (said.strict and _is_by_convention(body, context)):
        return None
    return attrs.evolve(bound, op="<" if bound.op == "<=" else ">")


def _is_same(said: Amount | None, limit: Amount) -> bool:
    if said is None:
        return False
    if said.unit is None:
        return said.value == limit.value
    if limit.unit is None or not said.unit.comparable(limit.unit):
        return False
    return said.to(limit.unit).value == limit.value


def _is_by_convention(body: Body | None, context: Context) -> bool:
    """True where 以上 alone, which the document does not define otherwise, makes the bound."""
    if not isinstance(body, One) or body.sides or len(body.posts) != 1:
        return False
    word = body.posts[0].text
    return word in _CONVENTIONAL and word not in context.terms
