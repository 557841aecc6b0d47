"""From the surface to a target, in its context: the one place where a meaning is chosen.

The way of a clause: its brackets are opened, what may stand aside is set aside and kept, what stands around the
meaning (each street, by 2025) is taken off, the meaning reads what is left, and nothing may be left.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from prevention_rules.notation.around import Around, no_verb, taken_off, within, wrapped
from prevention_rules.notation.aside import Told, set_apart
from prevention_rules.notation.asked import asked_of
from prevention_rules.notation.brackets import Aim, Also
from prevention_rules.notation.changes import cumulative, folded
from prevention_rules.notation.context import Context
from prevention_rules.notation.inclusion import as_included
from prevention_rules.notation.joins import joined, softened, together
from prevention_rules.notation.levels import over_years
from prevention_rules.notation.lexeme import Name, Note, Word
from prevention_rules.notation.lists import Reader, is_list, listed, members_of
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.measured import measure, reports
from prevention_rules.notation.parties import part_alone, told_apart
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.shared import (
    as_often,
    base_said,
    by_one_verb,
    each_of_all,
    from_base,
    moved_as,
    no_bare_size,
    of_one_indicator,
    on_one_base,
)
from prevention_rules.notation.surface import (
    Base,
    Between,
    Body,
    Cell,
    Clause,
    Cover,
    Cumulative,
    Deadline,
    Each,
    Fold,
    HeldTo,
    Items,
    Never,
    One,
    Piece,
    Quoted,
    Readings,
    Said,
    Several,
    Since,
    TrendWord,
    Worded,
    around,
)  # fmt: skip
from prevention_rules.notation.unnumbered import bare, cover, held_to, never, trend_word
from prevention_rules.notation.verbs import Verb, take_verb
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Target,
    leaves_of,
)  # fmt: skip


def resolve(cell: Cell, context: Context) -> Read:
    """Decide what a cell asks; raises `RefusalError` where its words or its context do not settle it."""
    clauses = cell.clauses if len(cell.clauses) == 1 else _introduced(cell)
    if len(clauses) == 1:
        read = clause_of(clauses[0], context)
        if read.parties:
            raise part_alone(read.parties[0])
        return read
    joins = cell.joins[-(len(clauses) - 1) :]
    clauses = by_one_verb(each_of_all(clauses, joins))
    reads = [clause_of(clause, context) for clause in clauses]
    no_bare_size(clauses, reads, joins)
    of_one_indicator(clauses)
    reads = as_often(clauses, on_one_base(clauses, reads))
    if parts := told_apart(reads):
        return together(reads, parts)
    return joined(reads, joins, context)


_INTRODUCING = ("MODAL", "MANNER", "ALL", "LIST", "ASIDE", "SCOPE")


def _introduced(cell: Cell) -> tuple[Clause, ...]:
    """Join words that stand before a comma (到2025年，…) to the clause they introduce."""
    clauses: list[Clause] = []
    waiting: tuple[Piece, ...] = ()
    for index, clause in enumerate(cell.clauses):
        last = index == len(cell.clauses) - 1
        if clause.body is None and not last and cell.joins[index].type == "SEP" and _introduces(clause):
            waiting += clause.pieces
            continue
        clauses.append(Clause((*waiting, *clause.pieces), clause.body))
        waiting = ()
    return tuple(clauses)


def _introduces(clause: Clause) -> bool:
    return all(
        isinstance(piece, Deadline | Base | Each | Since | Name | Note)
        or (isinstance(piece, Word) and piece.type in _INTRODUCING)
        for piece in clause.pieces
    )


def clause_of(clause: Clause, context: Context) -> Read:
    """Read one clause: open its brackets, set aside, take off what stands around, and read the meaning."""
    told = set_apart(clause.pieces, context, clause.body)
    around_it, lot = taken_off(told.lot, clause.body)
    if clause.body is None and not lot.pieces and around_it.deadline is not None:
        zh, en = "只有时限，没有说要求什么", "a date alone says when, and not what is asked"
        raise refuse(around_it.place, zh, en)
    read = _meaning(clause.body, lot, around_it, _dated(context, around_it, lot), told)
    if read.target.by is not None and around_it.deadline is not None:
        zh, en = "两个年份，哪一个是期限？", "of the two years, which is the date?"
        raise refuse(around_it.place, zh, en)
    if not (clause.pieces or read.parties):
        return read
    if isinstance(read.target, EveryPeriod) and around_it.deadline is not None and _is_kept_from_then(lot):
        read = read.but(Ambiguous((read.target, read.target.of)))
    if told.softened:
        read = read.but(softened(read.target))
    notes = list(told.notes)
    for note in told.brackets:
        included = as_included(read.target, note, clause.body, context)
        if included != read.target:  # 不含85% is in the target now
            notes.remove(note.said)
            read = read.but(included)
    if isinstance(read.target, Change) and (word := around_it.run_together):
        zh, en = (
            f"“年{word.text}”是年均，还是到那一年都要？",
            "is it the average of each year, or what all do by that year?",
        )
        raise refuse(word.span, zh, en)
    if context.names.are_of_changes and (name := _names_what_changes(clause, read.target)):
        zh, en = f"“{name.text}”的水平，不是它的变化", f"a level of {name.text!r}, which is not its change"
        raise refuse(name.span, zh, en)
    if told.years is not None and _may_be_a_total(lot, read.target, context):
        read = read.but(over_years(read.target, "total"))
    target = within(told.years, around_it.put_around(read.target), context)
    if isinstance(target, Change) and target.by is not None and target.by == target.base:
        raise refuse(around_it.place, "目标年与基期是同一年", "the deadline is the base year itself")
    if told.also:
        target = AllOf((target, *(_level_beside(also, read.target, context) for also in told.also)))
    aims = tuple(_aim(aim, clause, context) for aim in told.aims)
    read = read.but(target).keeping(modality=told.modality, notes=tuple(notes), aims=aims)
    if told.parties or read.parties:
        read = _in_parts(read, told.parties)
    return attrs.evolve(read, intent=told.intent) if told.intent else read


def _dated(context: Context, around_it: Around, lot: Lot) -> Context:
    """到2025年降到2020年的80%: of two years in a clause the earlier is a base, whatever that of the plan."""
    base, deadline = lot.one(Base)[0] if around_it.deadline is not None else None, around_it.deadline
    if base is None or deadline is None or not base.multiple or not isinstance(base.year, int):
        return context
    known = context.baseline if context.baseline is not None else base.year
    return attrs.evolve(context, baseline=max(known, base.year)) if base.year < deadline.years[-1].year else context


def _aim(aim: Aim, clause: Clause, context: Context) -> Target:
    """Read what stands in brackets as an aim: a change from the base that its clause names."""
    first, *others = aim.cell.clauses
    asked = resolve(attrs.evolve(aim.cell, clauses=(moved_as(first, clause), *others)), context).target
    named = base_said(clause)
    own = any(base_said(one) is not None for one in aim.cell.clauses)
    return asked if named is None or own else from_base(asked, named)


def _is_kept_from_then(lot: Lot) -> bool:
    """到2025年稳定在90%以上: every year until then, or from then on; 每年 and 自2021年起 say which."""
    words = {piece.type for piece in lot.pieces if isinstance(piece, Word)}
    return "KEEP" in words and "PERIODIC" not in words and not any(isinstance(piece, Since) for piece in lot.pieces)


def _may_be_a_total(lot: Lot, target: Target, context: Context) -> bool:
    """“十四五”期间控制在25起以内: of the five years together; 增至, 每年 and 保持 mean the years one by one.

    Places and beds stand (床位达到100张), unless they are made: 建成25所.
    """
    words = [piece for piece in lot.pieces if isinstance(piece, Word)]
    if any(word.type in ("TO", "KEEP", "PERIODIC") for word in words):
        return False
    made = any(word.type == "REACH" and word.meaning == "do" for word in words)
    units = [one.unit or context.unit for one in leaves_of(target) if isinstance(one, Bound | Range | About)]
    return all(context.adds_up(unit) and (made or unit is None or not unit.stands) for unit in units)


def _in_parts(read: Read, named: tuple[Word, ...]) -> Read:
    """城市90%、农村85%: each part has a number of the list; alone, a part waits for the clause of the next one."""
    parties = (*named, *read.parties)
    if isinstance(read.target, Respectively):
        if len(parties) != len(read.target.of):
            raise part_alone(parties[0])
        return attrs.evolve(read, parties=())
    return attrs.evolve(read, parties=parties)


def _names_what_changes(clause: Clause, target: Target) -> Name | None:
    """PM2.5浓度控制在35以下, for its 下降率: the name without its 下降 says that the number is no decline."""
    if isinstance(target, EveryPeriod | PerUnit):
        return _names_what_changes(clause, target.of)
    if not isinstance(target, Bound | Range | About):
        return None
    return next((piece for piece in clause.pieces if isinstance(piece, Name) and piece.whose != "unknown"), None)


def _level_beside(also: Also, target: Target, context: Context) -> Target:
    """90% reduction (<10 cases per 100,000): a level is asked beside a change, and beside nothing else."""
    beside = resolve(also.cell, context).target
    if not isinstance(target, Change | Ambiguous) or not isinstance(beside, Bound | Range):
        raise refuse(
            also.span, "括号里另有要求，请写在括号外", "the brackets ask for something more; write it outside them"
        )
    return beside


def _meaning(body: Body | None, lot: Lot, around_it: Around, context: Context, told: Told) -> Read:
    """Read what is left of a clause by the kind of its body."""
    done, lot = lot.words("DONE")
    if done:
        raise reports(done[0])
    if isinstance(body, Items | Several) and is_list(body):
        reader = Reader(
            context, lambda quantity, words: asked_of(quantity, words, context), lambda cell: resolve(cell, context)
        )
        return listed(members_of(body), lot, around_it, reader)
    if around_it.listed is not None and around_it.each is None and not context.names.lists_alike():
        raise refuse(
            around_it.listed.span,
            f"“{around_it.listed.text}”之后只有一个数",
            f"one number follows {around_it.listed.text!r}; several are announced",
        )
    return _single(body, lot, context, told).keeping(notes=around_it.notes)


def _single(body: Body | None, lot: Lot, context: Context, told: Told) -> Read:
    if isinstance(body, One | Several | Between):
        return asked_of(body, lot, context)
    verb, rest = take_verb(lot)
    if isinstance(body, Cell):
        return wrapped(resolve(body, context), verb, rest)
    assert not isinstance(body, Items)  # read before
    return _unnumbered(body, verb, rest, lot, context, told).keeping(notes=verb.notes)


def _unnumbered(body: Worded | None, verb: Verb, rest: Lot, lot: Lot, context: Context, told: Told) -> Read:
    match body:
        case None:
            return bare(verb, rest, around(lot.pieces) if lot.pieces else (0, 0), context)
        case Cumulative():
            return cumulative(measure(body.quantity, context), no_verb(verb, rest), context)
        case Cover():
            return cover(body.word.text, body.word.span, verb, rest, context, weakening=told.weakening)
        case TrendWord():
            return trend_word(body.word, verb, rest, context)
        case Fold():
            return folded(body, verb, rest, context)
        case HeldTo():
            return held_to(body, no_verb(verb, rest, "reach"), context)
        case Readings():
            made = Ambiguous(tuple(resolve(cell, context).target for cell in body.cells))
            return wrapped(Read(made), verb, rest)
        case Quoted():
            said: Target = Qualitative(body.said) if body.kind == "qualitative" else Reference(body.said)
            return wrapped(Read(said), verb, rest)
        case Never():
            return never(body.word, no_verb(verb, rest, "reach"), context)
        case Said():
            no_verb(verb, rest, "reach").nothing_left()
            return Read(Qualitative(body.word.text))
        case _:
            assert_never(body)
