"""From the surface to a target, in its context: the one place where a meaning is chosen.

The way of a clause: its brackets are opened, what may stand aside is set aside and kept, what stands around the
meaning (each street, by 2025) is taken off, the meaning reads what is left, and nothing may be left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import attrs

from prevention_rules.notation.around import Around, no_verb, taken_off, wrapped
from prevention_rules.notation.aside import Told, set_apart
from prevention_rules.notation.brackets import Also
from prevention_rules.notation.changes import change, cumulative, folded
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.inclusion import as_included
from prevention_rules.notation.joins import joined, softened, together
from prevention_rules.notation.levels import level, over_years
from prevention_rules.notation.lexeme import Name, Note, UnitSign, Word
from prevention_rules.notation.lists import Reader, is_list, listed, members_of
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.measured import Measured, measure, reports
from prevention_rules.notation.multiples import held_to_a_part, times
from prevention_rules.notation.parties import part_alone, told_apart
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
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
    Quantity,
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
from prevention_rules.text import Words


def resolve(cell: Cell, context: Context) -> Read:
    """Decide what a cell asks; raises `RefusalError` where its words or its context do not settle it."""
    clauses = cell.clauses if len(cell.clauses) == 1 else _introduced(cell)
    if len(clauses) == 1:
        read = clause_of(clauses[0], context)
        if read.parties:
            raise part_alone(read.parties[0])
        return read
    reads = _on_one_base(clauses, [clause_of(clause, context) for clause in clauses])
    if parts := told_apart(reads):
        return together(reads, parts)
    return joined(reads, cell.joins[-(len(reads) - 1) :], context)


def _on_one_base(clauses: Sequence[Clause], reads: Sequence[Read]) -> list[Read]:
    """力争较上年下降20%，确保下降10%: what is aimed at and what is firm are changes of one base, said once."""
    based = [any(isinstance(piece, Base) for piece in clause.pieces) for clause in clauses]
    said = [read.target.base for read, own in zip(reads, based, strict=True) if own and isinstance(read.target, Change)]
    if len(said) != 1 or not any(read.intent for read in reads):
        return list(reads)
    return [
        read.but(attrs.evolve(read.target, base=said[0])) if isinstance(read.target, Change) else read for read in reads
    ]


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
    read = _meaning(clause.body, lot, around_it, context, told)
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
    if told.plan_years and _may_be_a_total(lot, read.target, context):
        read = read.but(over_years(read.target, "total"))
    target = around_it.put_around(read.target)
    if isinstance(target, Change) and target.by is not None and target.by == target.base:
        raise refuse(around_it.place, "目标年与基期是同一年", "the deadline is the base year itself")
    if told.also:
        target = AllOf((target, *(_level_beside(also, read.target, context) for also in told.also)))
    aims = tuple(resolve(aim.cell, context).target for aim in told.aims)
    read = read.but(target).keeping(modality=told.modality, notes=tuple(notes), aims=aims)
    if told.parties or read.parties:
        read = _in_parts(read, told.parties)
    return attrs.evolve(read, intent=told.intent) if told.intent else read


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


def asked_of(quantity: Quantity, lot: Lot, context: Context) -> Read:
    """Read what one quantity asks: a change, a multiple of a base, a cumulative figure, or a level."""
    if context.names_fall and (read := _named_fall(quantity, lot, context)):
        return read
    if not lot.pieces:
        return level(measure(quantity, context), _BARE, lot, context)
    verb, rest = take_verb(lot)
    per, rest = rest.one(UnitSign)
    before, others = rest.word("LEAST")
    if before is not None and verb.way == "change" and _leads(before, verb, rest):
        quantity, rest = attrs.evolve(quantity, sides=(attrs.evolve(before, type="OP"), *quantity.sides)), others
    return _asked(measure(quantity, context, per), verb, rest, context).keeping(notes=verb.notes)


def _leads(before: Word, verb: Verb, rest: Lot) -> bool:
    """Say whether 至少 is of the change: it stands at its verb, or at the base that stands there."""
    base, start = rest.one(Base)[0], verb.words[-1].start
    return before.end == start or (base is not None and base.span == (before.end, start))


_BARE = Verb()
_FALL = Verb("change", "down")


def _named_fall(quantity: Quantity, lot: Lot, context: Context) -> Read | None:
    """[by] 55% for the indicator reduction in emissions (t): a part of them, and the name says which way."""
    _, rest = lot.words("SIZE")
    others, _ = rest.words("REACH", "BE", "KEEP", "CAP", "DIR", "TO", "AT")
    measured = measure(quantity, context)
    own, unit = context.unit, measured.first.unit
    if others or own is None or own.is_ratio or unit != percent() or measured.level_word is not None:
        return None
    if any(op[0] == "<" for op in measured.ops):
        return None
    return change(measured, _FALL, rest, context)


def _asked(measured: Measured, verb: Verb, rest: Lot, context: Context) -> Read:
    if verb.way == "change" and (measured.level_word is None or verb.words[-1].type == "SIZE"):
        return change(measured, verb, rest, context)
    if verb.way == "change":
        return _level_or_size(measured, verb, rest, context)
    base, others = rest.one(Base)
    part = held_to_a_part(measured, verb, base, rest, context)
    if part == "perhaps":
        return _level_or_part(measured, verb, rest, context)
    if part is None and base is not None and (year := _date_of(base, measured, verb)) is not None:
        read = level(measured, verb, others, context)
        return read.but(attrs.evolve(read.target, by=year))
    if part is not None or _is_times(measured, verb, context) or (base is not None and base.multiple):
        return times(measured, verb, rest, context)
    if base is not None:
        raise refuse(base.span, "有基期，却没有“提高”“下降”等变化词", "there is a base but no word of change")
    relative, _ = rest.word("REL")
    if relative is not None:
        raise refuse(relative.span, f"“{relative.text}”之后应是变化", f"{relative.text!r} belongs to a change")
    counted, others = rest.word("CUM")
    if counted is not None and not (_says_which_years(counted, others) or _says(counted, context)):
        if verb.way in ("bare", "reach"):
            return cumulative(measured, rest, context)
        if counted.meaning == "added":
            zh, en = "要求的是新增的数，还是总数？", "is it what is added that is asked, or the total?"
            raise refuse(counted.span, zh, en, Words("请在指标名称里写明“新增”", "say so in the indicator's name"))
    return level(measured, verb, rest, context)


def _level_or_part(measured: Measured, verb: Verb, rest: Lot, context: Context) -> Read:
    """下降到一半 of a share: 50 %, or half of what it was."""
    base, others = rest.one(Base)
    asked = level(measured, verb, others, context)
    by = base.year if base is not None and isinstance(base.year, int) else None
    part = times(measured, verb, rest, context).target
    return asked.but(Ambiguous((part, attrs.evolve(asked.target, by=by))))


_NOUNS = frozenset({"growth", "reduction", "gain"})
_VERB_OR_NOUN = frozenset({"increase", "decrease", "decline"})


def _level_or_size(measured: Measured, verb: Verb, rest: Lot, context: Context) -> Read:
    """Fall below 75: the level it leads to; growth above 6 %: the size of the change; a decline below 5 %: either."""
    word, unit = verb.words[-1].text, measured.first.unit
    other_unit = context.unit is not None and unit is not None and not context.unit.comparable(unit)
    if word in _NOUNS or (other_unit and word in _VERB_OR_NOUN):
        return change(measured, verb, rest, context)
    leading = attrs.evolve(verb, way="up to" if verb.direction == "up" else "down to")
    read = _asked(measured, leading, rest, context)
    if word not in _VERB_OR_NOUN:
        return read
    return read.but(Ambiguous((read.target, change(measured, verb, rest, context).target)))


def _date_of(base: Base, measured: Measured, verb: Verb) -> int | None:
    """增至2025年的6000万: the year says when the level is asked, and is no base."""
    unit = measured.first.unit
    times = unit is not None and unit.text in ("倍", "times")
    dated = base.multiple and verb.way in ("up to", "down to") and not times
    return base.year if dated and isinstance(base.year, int) else None


def _is_times(measured: Measured, verb: Verb, context: Context) -> bool:
    unit = measured.first.unit
    return verb.way == "up to" and unit is not None and unit.text == "倍" and context.unit != unit


def _says_which_years(counted: Word, others: Lot) -> bool:
    """期内累计 sums the years of the plan, 全年累计 a single one: either is a level, and no change."""
    of_the_year = counted.meaning == "total" and others.meaning("MANNER", "all year")[0]
    return counted.meaning == "over the plan" or bool(of_the_year)


def _says(word: Word, context: Context) -> bool:
    """True where the name already says that the figure is a total (城镇新增就业, 累计培训人数)."""
    said = ("累计", "累积") if word.meaning == "total" else ("新增", "净增", "新建", "改扩建")
    return any(one in context.name for one in said)
