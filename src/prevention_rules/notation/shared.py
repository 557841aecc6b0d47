"""What is said once and holds for several clauses: 每个街道, the base of a change, 年均."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from prevention_rules.notation.lexeme import Name, Word
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import Base, Cell, Clause, Deadline, Each, HeldTo, Numbers, Piece
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Range,
    Respectively,
    Target,
    Trend,
)  # fmt: skip
from prevention_rules.targets import Base as BaseYear
from prevention_rules.text import Words

_OF_OTHERS = ("SCOPE", "CUM", "ASIDE", "ALL", "PERIODIC")
"""Words that say that a clause is of the whole, and not of each unit that stands before it."""


def each_of_all(clauses: Sequence[Clause], joins: Sequence[Word]) -> tuple[Clause, ...]:
    """每个街道2023年1个、2025年2个: the units of the first clause are those of the next, unless it names others.

    Of years, and behind 且; a number that only a comma parts from them may be of the whole (每个街道1个，达到15个).
    """
    told: tuple[Piece, ...] = ()
    given: list[Clause] = []
    dated = False
    for i, clause in enumerate(clauses):
        years = any(isinstance(piece, Deadline) for piece in clause.pieces)
        goes_on = (dated and years) or (i > 0 and joins[i - 1].type in ("AND", "OR"))
        if any(isinstance(piece, Each) for piece in clause.pieces):
            told = tuple(piece for piece in clause.pieces if isinstance(piece, Each) or _says_how_each(piece))
        elif not goes_on or not isinstance(clause.body, Numbers) or any(map(_is_of_others, clause.pieces)):
            told = ()
        whole = () if any(isinstance(piece, Each) for piece in clause.pieces) else told
        given.append(attrs.evolve(clause, pieces=(*whole, *clause.pieces)) if whole else clause)
        dated = years
    return tuple(given)


def _says_how_each(piece: Piece) -> bool:
    return isinstance(piece, Word) and piece.type == "MANNER" and piece.meaning in ("on average", "generally")


def _is_of_others(piece: Piece) -> bool:
    return isinstance(piece, Name) or (isinstance(piece, Word) and piece.type in _OF_OTHERS)


def on_one_base(clauses: Sequence[Clause], reads: Sequence[Read]) -> list[Read]:
    """Return what clauses ask, measured from the base that one of them names for those that name none.

    到2025年比2005年下降60%，到2030年下降65%: both from 2005. What is aimed at and what is firm name it in any order
    (力争较上年下降20%，确保下降10%), and are changes of one kind (力争年均增长10%，确保增长8%).
    """
    bases, aimed = list(map(base_said, clauses)), any(read.intent for read in reads)
    given = list(reads)
    for i, read in enumerate(reads):
        said = [base for base in bases[:i] if base is not None]
        if aimed and not said:
            said = [base for base in bases[i + 1 :] if base is not None][:1]
        if bases[i] is None and said:
            given[i] = read.but(from_base(read.target, said[-1]))
    return _of_one_kind(clauses, given) if aimed else given


def base_said(clause: Clause) -> BaseYear:
    """Return the base that a clause names; None where it names none, or one that nobody dated."""
    if isinstance(clause.body, HeldTo):
        return clause.body.base.year
    return next((piece.year for piece in clause.pieces if isinstance(piece, Base)), None)


def _of_one_kind(clauses: Sequence[Clause], reads: list[Read]) -> list[Read]:
    rates = {
        read.target.rate for read in reads if isinstance(read.target, Change) and read.target.rate != "total"
    }  # fmt: skip
    if len(rates) != 1:
        return reads
    (rate,) = rates
    return [
        read.but(attrs.evolve(read.target, rate=rate))
        if isinstance(read.target, Change) and not any(isinstance(piece, Deadline) for piece in clause.pieces)
        else read
        for clause, read in zip(clauses, reads, strict=True)
    ]


def from_base(target: Target, base: BaseYear) -> Target:
    """Return a target whose changes are measured from *base*; a trend over the years keeps its own."""
    match target:
        case Change():
            return attrs.evolve(target, base=base)
        case Trend(every_year=False, manner="plain"):
            return attrs.evolve(target, base=base)
        case EveryPeriod(of=part) | PerUnit(of=part):
            return attrs.evolve(target, of=from_base(part, base))
        case AllOf(of=members) | AnyOf(of=members) | Respectively(of=members):
            return attrs.evolve(target, of=[from_base(one, base) for one in members])
        case Ambiguous(readings=readings):
            return attrs.evolve(target, readings=[from_base(one, base) for one in readings])
        case _:
            return target


def no_bare_size(clauses: Sequence[Clause], reads: Sequence[Read], joins: Iterable[Word]) -> None:
    """Refuse 下降10%或5起以上: whether the second number is of the change or a level, nobody says."""
    for i, join in enumerate(joins, 1):
        bare = isinstance(reads[i].target, Bound | Range | About) and not clauses[i].pieces
        change = isinstance(reads[i - 1].target, Change) and not isinstance(clauses[i - 1].body, Cell)
        if join.type in ("OR", "AND") and bare and change:
            zh, en = f"“{join.text}”之后的数是变化的幅度，还是水平？", f"behind {join.text!r}: a change, or a level?"
            raise refuse(join.span, zh, en, Words("请写“下降5起”或“降至5起”", "write a fall by 5, or to 5"))
