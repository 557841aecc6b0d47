"""What is said once and holds for several clauses: 每个街道, the verb and the base of a change, 年均."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from prevention_rules.notation.lexeme import Name, Word
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import (
    Base,
    Cell,
    Clause,
    Compared,
    Deadline,
    Each,
    HeldTo,
    Numbers,
    One,
    Piece,
    Several,
)
from prevention_rules.notation.verbs import VERBS
from prevention_rules.targets import About, Bound, Change, Range, Target, Trend, leaves_of, with_leaves
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
        if own := [piece for piece in clause.pieces if isinstance(piece, Each) or _says_how_each(piece)]:
            told = tuple(own) if any(isinstance(piece, Each) for piece in own) else ()
        elif not goes_on or not isinstance(clause.body, Numbers) or any(map(_is_of_others, clause.pieces)):
            told = ()
        given.append(clause if own or not told else attrs.evolve(clause, pieces=(*told, *clause.pieces)))
        dated = years
    return tuple(given)


def _says_how_each(piece: Piece) -> bool:
    return isinstance(piece, Word) and piece.type == "MANNER" and piece.meaning in ("on average", "generally")


def _is_of_others(piece: Piece) -> bool:
    return isinstance(piece, Name) or (isinstance(piece, Word) and piece.type in _OF_OTHERS)


def by_one_verb(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """增长8%，力争10%: an aim without a verb is a change like the firm one beside it, and so the reverse."""
    given: list[Clause] = []
    for clause in clauses:
        is_beside = bool(given) and any(isinstance(one, Word) and one.type == "MODAL" for one in clause.pieces)
        given.append(moved_as(clause, given[-1]) if is_beside else clause)
    return tuple(given)


def moved_as(clause: Clause, other: Clause) -> Clause:
    """Return a clause that has a number alone with the words that say how the number beside it moves.

    A bound before the number is of the level: 减少10起，确保不超过20起; and so is a number with a date of its own.
    """
    words = [piece for piece in other.pieces if _says_how_it_moves(piece)]
    kinds = {piece.type for piece in words if isinstance(piece, Word)}
    changes = bool(kinds & {"DIR", "CUM"}) and kinds <= {"DIR", "SIZE", "CUM", "PERIODIC"}
    bare = isinstance(clause.body, One | Several) and not clause.body.sides
    own = any(_is_verb(piece) or isinstance(piece, Deadline) for piece in clause.pieces)
    if not changes or not bare or own or not _in_one_unit(other, clause):
        return clause
    return attrs.evolve(clause, pieces=(*clause.pieces, *words))


def _in_one_unit(one: Clause, other: Clause) -> bool:
    """提高1个百分点，力争85%: what is written in another unit is a level."""
    sizes = [clause.body.sizes[-1] for clause in (one, other) if isinstance(clause.body, One | Several)]
    units = {tuple(unit.text for unit in size.units) for size in sizes}
    return len(sizes) == 2 and len(units) == 1


def _says_how_it_moves(piece: Piece) -> bool:
    return _is_verb(piece) or (isinstance(piece, Word) and piece.type == "PERIODIC")


def _is_verb(piece: Piece) -> bool:
    if isinstance(piece, Word) and piece.type == "CUM":
        return piece.meaning == "added"
    return isinstance(piece, Compared) or (isinstance(piece, Word) and piece.type in VERBS)


def on_one_base(clauses: Sequence[Clause], reads: Sequence[Read]) -> list[Read]:
    """Return what clauses ask, measured from the base that one before them names, where they name none.

    到2025年比2005年下降60%，到2030年下降65%: both from 2005. An aim may stand first: 力争下降20%，确保较上年下降10%.
    What stands in a group says by itself what it is measured from.
    """
    bases = list(map(base_said, clauses))
    given = list(reads)
    for i, read in enumerate(reads):
        said = [base for base in bases[:i] if base is not None]
        if read.intent == "aim" and not said:
            said = [base for base in bases[i + 1 :] if base is not None][:1]
        if bases[i] is None and said and not isinstance(clauses[i].body, Cell):
            given[i] = read.but(from_base(read.target, said[-1]))
    return given


def as_often(clauses: Sequence[Clause], reads: Sequence[Read]) -> list[Read]:
    """力争年均增长10%，确保增长8%: 年均 of the first holds for the next, unless that says what it is of."""
    rate, given = None, list(reads)
    for i, (clause, read) in enumerate(zip(clauses, reads, strict=True)):
        if not isinstance(read.target, Change):
            continue
        if read.target.rate != "total":
            rate = read.target.rate
        elif rate is not None and any(one.intent for one in reads) and not any(map(_says_of_what, clause.pieces)):
            given[i] = read.but(attrs.evolve(read.target, rate=rate))
    return given


def _says_of_what(piece: Piece) -> bool:
    return isinstance(piece, Base | Deadline) or (isinstance(piece, Word) and piece.type == "CUM")


def base_said(clause: Clause) -> BaseYear:
    """Return the base that a clause names; None where it names none, or one that nobody dated."""
    if isinstance(clause.body, HeldTo):
        return clause.body.base.year
    return next((piece.year for piece in clause.pieces if isinstance(piece, Base)), None)


def from_base(target: Target, base: BaseYear) -> Target:
    """Return a target whose changes are measured from *base*; a trend over the years keeps its own."""

    def moved(leaf: Target) -> Target:
        match leaf:
            case Change() | Trend(every_year=False, manner="plain"):
                return attrs.evolve(leaf, base=base)
            case _:
                return leaf

    return with_leaves(target, moved)


def of_one_indicator(clauses: Sequence[Clause]) -> None:
    """Refuse 起数下降10%，死亡人数下降15%: where nobody says what the indicator is, two names are two indicators."""
    names = [piece for clause in clauses for piece in clause.pieces if isinstance(piece, Name)]
    unknown = [name for name in names if name.whose == "unknown"]
    if other := next((name for name in unknown if name.text != unknown[0].text), None):
        first, hint = unknown[0].text, Words("请分成两项，各有名称", "make two rules of them, each with its name")
        zh, en = f"“{first}”和“{other.text}”是两个指标", f"{first!r} and {other.text!r} are two indicators"
        raise refuse(other.span, zh, en, hint)


def no_bare_size(clauses: Sequence[Clause], reads: Sequence[Read], joins: Iterable[Word]) -> None:
    """Refuse 下降10%或5起以上: whether the second number is of the change or a level, nobody says."""
    for i, join in enumerate(joins, 1):
        bare = isinstance(reads[i].target, Bound | Range | About) and not clauses[i].pieces
        moves = any(isinstance(leaf, Change) for leaf in leaves_of(reads[i - 1].target))
        change = moves and not isinstance(clauses[i - 1].body, Cell)
        open_ = join.type in ("OR", "AND") or _in_one_unit(clauses[i - 1], clauses[i])
        if open_ and bare and change:
            zh, en = f"“{join.text}”之后的数是变化的幅度，还是水平？", f"behind {join.text!r}: a change, or a level?"
            raise refuse(join.span, zh, en, Words("请写“下降5起”或“降至5起”", "write a fall by 5, or to 5"))
