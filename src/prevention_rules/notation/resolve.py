"""From the surface to a target, in its context: the one place where a meaning is decided or refused."""

from __future__ import annotations

from typing import Any, Literal

import attrs
from attrs import define

from prevention_rules.notation.brackets import contradicts, read_bracket
from prevention_rules.notation.changes import change, cumulative, folded, times
from prevention_rules.notation.context import Context
from prevention_rules.notation.frame import Frame, frame_of, refuse, spent
from prevention_rules.notation.levels import Measured, in_context, level, measure
from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.lists import opposed, same_way, share_words
from prevention_rules.notation.surface import Body, Cell, Clause, Item, Part, Quantity
from prevention_rules.notation.unnumbered import bare, cover, trend
from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Reference,
    Respectively,
    Target,
)  # fmt: skip


@define
class Read:
    """A target and what was set aside in reading it."""

    target: Target
    modality: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def resolve(cell: Cell, context: Context) -> Read:
    """Decide what a cell asks; raises `RefusalError` where its words or its context do not settle it."""
    clauses = _joined(cell)
    reads = [_clause(clause, context) for clause in clauses]
    if len(reads) == 1:
        return reads[0]
    joins = cell.joins[-(len(reads) - 1) :]
    kinds = {"or" if word.type == "OR" else "and" for word in joins}
    if len(kinds) > 1:
        word = cell.joins[-1]
        raise refuse(
            (word.start, word.end), "“且”与“或”混用，请用「」分组", "mixing 'and' with 'or': group them with { }"
        )
    modality = tuple(said for read in reads for said in read.modality)
    notes = tuple(said for read in reads for said in read.notes)
    members = tuple(read.target for read in reads)
    if kinds == {"or"}:
        return Read(AnyOf(members), modality, notes)
    if _hoped_for(reads):
        return Read(Ambiguous(members), modality, notes)
    listed = _milestones(members) if all(word.type == "SEP" for word in joins) else None
    if listed is None and all(word.type == "SEP" for word in joins) and same_way(members):
        raise refuse(
            (joins[-1].start, joins[-1].end),
            "同方向的两个界限：要求的是哪一个？",
            "two bounds of one direction: which is asked?",
        )
    return Read(listed or AllOf(members), modality, notes)


def _hoped_for(reads: list[Read]) -> bool:
    """95%以上，力争达到98%: which of the two is asked, the text does not say."""
    hopes = [_hopes(read) for read in reads]
    levels = all(isinstance(read.target, Bound) for read in reads)
    return any(hopes) and not all(hopes) and (levels or not hopes[0])


def _hopes(read: Read) -> bool:
    return any(lexicon().free[said].meaning == "aim" for said in read.modality)


def _milestones(members: tuple[Target, ...]) -> Target | None:
    """2025年达到90%，2030年达到95%: one condition a year, not both at once."""
    years = {member.by for member in members}
    return Respectively(members) if len(years) == len(members) and None not in years else None


def _joined(cell: Cell) -> list[Clause]:
    """Join words that stand before a comma (到2025年，…) to the clause they introduce."""
    clauses: list[Clause] = []
    waiting: list[Any] = []
    for index, clause in enumerate(cell.clauses):
        last = index == len(cell.clauses) - 1
        if clause.body is None and not last and cell.joins[index].type == "SEP" and _introduces(clause):
            waiting += clause.leads
            continue
        clauses.append(Clause([*waiting, *clause.leads], clause.body, clause.tails))
        waiting = []
    return clauses


def _introduces(clause: Clause) -> bool:
    return all(
        (isinstance(word, Part) and word.kind in ("years", "base", "each", "since"))
        or (isinstance(word, Lexeme) and word.type in ("MODAL", "MANNER", "ALL", "LIST", "SUBJECT"))
        for word in clause.leads
    )


def _clause(clause: Clause, context: Context) -> Read:
    frame = frame_of([*clause.leads, *clause.tails], context)
    if frame.done and not context.values:
        raise refuse(frame.span, "这是完成情况，不是目标", "this reports what was done; it is no target")
    extra = _read_brackets(frame, context)
    if clause.body is None:
        target = _outside(bare(frame, context), frame)
    elif clause.body.kind == "items":
        target = _items(clause.body, frame, context)
    else:
        target = _other(clause.body, frame, context)
    for word in frame.brackets:
        if contradicts(word.meaning, target):
            raise refuse((word.start, word.end), "括号里的“含”与界限词不一致", "the brackets contradict the bound")
    if extra:
        target = AllOf((target, *extra))
    return Read(target, frame.modality, frame.notes)


def _read_brackets(frame: Frame, context: Context) -> tuple[Target, ...]:
    found: tuple[Target, ...] = ()
    for word in frame.brackets:
        inner = read_bracket(word, context, lambda cell: resolve(cell, context).target)
        if inner is None:
            frame.notes += (str(word.meaning if word.meaning is not None else word.text),)
        elif isinstance(inner, Frame):
            if (inner.based and frame.based) or (inner.each is not None and frame.each is not None):
                raise refuse((word.start, word.end), "括号里重复了前文", "the brackets repeat what stands before")
            if inner.based:
                frame.base, frame.based = inner.base, True
            frame.cumulative = frame.cumulative or inner.cumulative
            frame.each = inner.each if inner.each is not None else frame.each
        else:
            found += (inner,)
    return found


def _items(body: Body, frame: Frame, context: Context) -> Target:
    items: list[Item] = body.words
    if len(items) == 1 and isinstance(items[0].asked, Cell):
        return _wrapped(resolve(items[0].asked, context).target, frame)
    asked = [item.asked for item in items]
    if len(items) == 1 and isinstance(asked[0], Quantity):
        quantity = asked[0]
        if quantity.shape == "several" and len(quantity.sizes) > 2:
            singles = [Quantity("one", quantity.sides, [size], quantity.posts) for size in quantity.sizes]
            return _listed([Item([], single) for single in singles], frame, context)
        if frame.listed and "," in quantity.sizes[0].number.text:
            raise refuse(quantity.span, "逗号是千分位还是并列？", "is the comma a thousands mark or a list?")
        return _outside(_asked(quantity, frame, context), frame)
    return _listed(items, frame, context)


def _listed(items: list[Item], frame: Frame, context: Context) -> Target:
    quantities = [item.asked for item in items if isinstance(item.asked, Quantity)]
    if len(quantities) == len(items):
        share_words(quantities)
    years = frame.years if len(frame.years) > 1 else ()
    if years and len(years) != len(items):
        raise refuse(frame.span, "年份与数值的个数不同", "there are not as many values as years")
    members = []
    for index, item in enumerate(items):
        own = _own_frame(item, frame, context) if index else frame
        bare = own.but(years=years[index : index + 1], each=None, since=None)
        if isinstance(item.asked, Cell):
            if frame.verbs:
                raise refuse(frame.span, "动词与后文连不起来", "the verb does not go with what follows")
            members.append(resolve(item.asked, context).target)
        else:
            members.append(_outside(_asked(item.asked, bare, context), bare))
    if not frame.listed and opposed(members):
        raise refuse(frame.span, "方向相反的两个界限请用“且”连接", "join two opposite bounds with ', and'")
    return _outside(Respectively(tuple(members)), frame.but(years=frame.years if not years else ()))


def _own_frame(item: Item, frame: Frame, context: Context) -> Frame:
    """A later member keeps the words of the first, except the verbs it brings itself."""
    own = frame_of(item.leads, context)
    if own.years or own.based or own.each or own.since or own.notes or own.brackets or own.listed:
        raise refuse(own.span, "并列的各项请分开写", "write the members of the list apart")
    if not own.verbs:
        return frame.but(rate=own.rate or frame.rate)
    return frame.but(
        verb=own.verb, direction=own.direction, capped=own.capped, rate=own.rate or frame.rate, verbs=own.verbs
    )


def _asked(quantity: Quantity, frame: Frame, context: Context) -> Target:
    """What one quantity asks: a change, a multiple of a base, or a level."""
    measured = measure(quantity, frame, context)
    if frame.verb == "change":
        return change(measured, frame, context)
    if frame.multiple or (frame.verb == "up to" and _is_times(measured, context)):
        return times(measured, frame, context)
    if frame.based and not frame.notes:
        raise refuse(frame.span, "有基期，却没有“提高”“下降”等变化词", "there is a base but no word of change")
    if frame.manner and frame.verb == "bare":
        raise refuse(frame.span, "状语之后缺动词（如“稳定在”“逐步达到”）", "a verb is missing after the adverb")
    if frame.relative:
        raise refuse(measured.span, "“相对”之后应是变化", "'relative' belongs to a change")
    if frame.cumulative and not _said_by_name(frame, context):
        return cumulative(measured, frame, context)
    if frame.rate == "every_year" and frame.verb not in ("up to", "down to"):
        raise refuse(measured.span, "“逐年”之后应是变化", "'year by year' belongs to a change")
    spent(frame, "rate", "since", "cumulative", "per", "based")
    stated = in_context(measured, context, per_year=frame.rate == "per_year")
    return _every(level(stated, frame, context), frame, context, measured)


def _said_by_name(frame: Frame, context: Context) -> bool:
    """True where the name already says that the figure is a total (城镇新增就业, 累计培训人数)."""
    return any(word in context.name for word in (("累计", "累积") if frame.cumulative == "total" else ("新增", "净增")))


def _is_times(measured: Measured, context: Context) -> bool:
    unit = measured.first.unit
    return unit is not None and unit.text == "倍" and context.unit != unit


def _every(target: Target, frame: Frame, context: Context, measured: Measured) -> Target:
    """保持在, 每年: the level holds in every period."""
    if frame.rate == "annual_average" and not (context.names_growth or "年均" in context.name):
        raise refuse(measured.span, "“年均”之后应是变化", "an annual average belongs to a change")
    per_year = frame.rate == "per_year" and measured.first.unit is not None and measured.first.unit.text[0] != "次"
    if frame.verb == "keep" or frame.since is not None or per_year:
        if frame.direction is not None:
            raise refuse(measured.span, "“保持”之后的变化没有说清", "what is kept, the level or the change?")
        return EveryPeriod(target, frame.since)
    return target


def _wrapped(target: Target, frame: Frame) -> Target:
    """Add what stands outside a group or a list, 保持 included."""
    return _outside(EveryPeriod(target, frame.since) if frame.verb == "keep" else target, frame)


def _outside(target: Target, frame: Frame) -> Target:
    """Add each unit and the deadline."""
    if frame.each is not None:
        target = PerUnit(target, frame.each)
    if len(frame.years) > 1:
        raise refuse(frame.span, "年份与数值的个数不同", "there are not as many values as years")
    return attrs.evolve(target, by=frame.years[0]) if frame.years else target


def _other(body: Body, frame: Frame, context: Context) -> Target:
    word: Lexeme = body.words[0]
    kind: Literal["keep"] | str = frame.verb
    match body.kind:
        case "cumulative":
            measured = measure(body.words[0], frame, context)
            return _outside(cumulative(measured, frame.but(cumulative="total"), context), frame)
        case "cover":
            return _outside(cover(word.text, (word.start, word.end), frame, context), frame)
        case "trend":
            return _outside(trend(str(word.meaning), frame, context), frame)
        case "fold":
            return _outside(folded(body.words, frame, context), frame)
        case "ambiguous":
            return _wrapped(Ambiguous(tuple(resolve(cell, context).target for cell in body.words[1:])), frame)
        case "quoted":
            spent(frame)
            said = body.words[1].meaning if len(body.words) > 1 else ""
            made: Target = Qualitative(said) if word.meaning == "qualitative" else Reference(said)
            return _wrapped(made, frame)
    if kind not in ("bare", "reach"):
        raise refuse(frame.span, "动词与后文连不起来", "the verb does not go with what follows")
    spent(frame)
    return _outside(Qualitative(word.text), frame)
