"""From the surface to a target, in its context: the one place where a meaning is decided or refused."""

from __future__ import annotations

from typing import Any, Literal

import attrs
from attrs import define

from prevention_rules.notation.brackets import read_bracket
from prevention_rules.notation.changes import change, cumulative, folded, times
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.frame import Frame, frame_of, refuse
from prevention_rules.notation.levels import Measured, in_context, level, measure
from prevention_rules.notation.lexer import Lexeme
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.surface import Body, Cell, Clause, Item, Part, Quantity
from prevention_rules.quantities import Amount
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
    Trend,
)  # fmt: skip


@define
class Read:
    """A target and what was set aside in reading it."""

    target: Target
    modality: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def resolve(cell: Cell, context: Context) -> Read:
    """Decide what a cell asks; raises `Fault` where its words or its context do not settle it."""
    clauses = _joined(cell)
    reads = [_clause(clause, context) for clause in clauses]
    if len(reads) == 1:
        return reads[0]
    joins = cell.joins[-(len(reads) - 1) :]
    kinds = {"or" if word.type == "OR" else "and" for word in joins}
    if len(kinds) > 1:
        word = cell.joins[-1]
        raise refuse((word.start, word.end), "“且”与“或”混用，请用「」分组", "mixing 'and' with 'or': group them with { }")
    modality = tuple(said for read in reads for said in read.modality)
    notes = tuple(said for read in reads for said in read.notes)
    members = tuple(read.target for read in reads)
    if kinds == {"or"}:
        return Read(AnyOf(members), modality, notes)
    if _hoped_for(reads):
        return Read(Ambiguous(members), modality, notes)
    listed = _milestones(members) if all(word.type == "SEP" for word in joins) else None
    return Read(listed or AllOf(members), modality, notes)


def _hoped_for(reads: list[Read]) -> bool:
    """95%以上，力争达到98%: which of the two is asked, the text does not say."""
    return not _hopes(reads[0]) and any(_hopes(read) for read in reads[1:])


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
        clauses.append(attrs.evolve(clause, leads=[*waiting, *clause.leads]))
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
        target = _bare(frame, context)
    elif clause.body.kind == "items":
        target = _items(clause.body, frame, context)
    else:
        target = _other(clause.body, frame, context)
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
            if inner.based and frame.based:
                raise refuse((word.start, word.end), "基期写了两次", "the base is stated twice")
            frame.base, frame.based = inner.base, True
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
        return _dated(_asked(quantity, frame, context), frame)
    return _listed(items, frame, context)


def _listed(items: list[Item], frame: Frame, context: Context) -> Target:
    quantities = [item.asked for item in items if isinstance(item.asked, Quantity)]
    if len(quantities) == len(items):
        _share_words(quantities)
    years = frame.years if len(frame.years) > 1 else ()
    if years and len(years) != len(items):
        raise refuse(frame.span, "年份与数值的个数不同", "there are not as many values as years")
    members = []
    for index, item in enumerate(items):
        own = _own_frame(item, frame, context) if index else frame
        bare = attrs.evolve(own, years=years[index : index + 1], each=None, since=None)
        if isinstance(item.asked, Cell):
            members.append(resolve(item.asked, context).target)
        else:
            members.append(_dated(_asked(item.asked, bare, context), bare))
    if not frame.listed and _opposed(members):
        raise refuse(frame.span, "方向相反的两个界限请用“且”连接", "join two opposite bounds with ', and'")
    return _wrapped(Respectively(tuple(members)), attrs.evolve(frame, years=frame.years if not years else ()))


def _opposed(members: list[Any]) -> bool:
    ways = {member.op[0] for member in members if isinstance(member, Bound)}
    return {"<", ">"} <= ways


def _own_frame(item: Item, frame: Frame, context: Context) -> Frame:
    """A later member keeps the words of the first, except the verbs it brings itself."""
    own = frame_of(item.leads, context)
    if own.years or own.based or own.each or own.since or own.notes or own.brackets or own.listed:
        raise refuse(own.span, "并列的各项请分开写", "write the members of the list apart")
    if not own.verbs:
        return attrs.evolve(frame, rate=own.rate or frame.rate)
    return attrs.evolve(
        frame, verb=own.verb, direction=own.direction, capped=own.capped, rate=own.rate or frame.rate, verbs=own.verbs
    )


def _share_words(quantities: list[Quantity]) -> None:
    """The first operator is shared if it stands alone, the last suffix and the last unit likewise."""
    first, last = quantities[0], quantities[-1]
    if first.sides and not any(quantity.sides for quantity in quantities[1:]):
        for quantity in quantities[1:]:
            quantity.sides = first.sides
    if last.posts and not any(quantity.posts for quantity in quantities[:-1]):
        for quantity in quantities[:-1]:
            quantity.posts = last.posts
    units = last.sizes[-1].units
    if units and not any(size.units for quantity in quantities[:-1] for size in quantity.sizes):
        for quantity in quantities[:-1]:
            for size in quantity.sizes:
                size.units = units if size.number.type == "NUM" else []


def _asked(quantity: Quantity, frame: Frame, context: Context) -> Target:
    """What one quantity asks: a change, a multiple of a base, or a level."""
    measured = measure(quantity, frame, context)
    if frame.verb == "change":
        return change(measured, frame, context)
    if frame.multiple or (frame.verb == "up to" and _is_times(measured, context)):
        return times(measured, frame, context)
    if frame.based and not frame.notes:
        raise refuse(frame.span, "有基期，却没有“提高”“下降”等变化词", "there is a base but no word of change")
    if frame.relative:
        raise refuse(measured.span, "“相对”之后应是变化", "'relative' belongs to a change")
    if frame.cumulative and not _said_by_name(frame, context):
        return cumulative(measured, frame, context)
    return _every(level(in_context(measured, context), frame, context), frame, context, measured)


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


def _dated(target: Target, frame: Frame) -> Target:
    return _wrapped(target, attrs.evolve(frame, verb="bare", since=None) if frame.verb != "group" else frame)


def _wrapped(target: Target, frame: Frame) -> Target:
    """Add what stands outside: each unit, every period (before a group), the deadline."""
    if frame.verb == "keep":
        target = EveryPeriod(target, frame.since)
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
            return _dated(cumulative(measured, attrs.evolve(frame, cumulative="total"), context), frame)
        case "cover":
            return _cover(word, frame, context)
        case "trend":
            return _dated(trend(str(word.meaning), frame, context), frame)
        case "fold":
            return _dated(folded(body.words, frame, context), frame)
        case "ambiguous":
            return _wrapped(Ambiguous(tuple(resolve(cell, context).target for cell in body.words[1:])), frame)
        case "quoted":
            said = body.words[1].meaning if len(body.words) > 1 else ""
            made: Target = Qualitative(said) if word.meaning == "qualitative" else Reference(said)
            return _wrapped(made, frame)
    if kind not in ("bare", "reach"):
        raise refuse(frame.span, "动词与后文连不起来", "the verb does not go with what follows")
    return _dated(Qualitative(word.text), frame)


def _cover(word: Lexeme, frame: Frame, context: Context) -> Target:
    if any(said in ("基本", "总体", "总体上", "原则上") for said in frame.modality) or frame.verb not in ("bare", "reach", "keep"):
        return Qualitative(word.text)
    if context.unit is not None and not context.unit.is_ratio:
        raise refuse(
            (word.start, word.end),
            f"“{word.text}”说的是比例，指标的单位却是“{context.unit}”",
            f"{word.text!r} states a share, but the indicator is measured in {context.unit}",
        )
    whole: Target = Bound(">=", Amount(1 / percent().factor, percent()))
    if frame.verb == "keep":
        whole = EveryPeriod(whole, frame.since)
    return _dated(whole, frame)


def _bare(frame: Frame, context: Context) -> Target:
    """A clause without a number: a trend, or a boolean such as 实现."""
    if frame.slowing:
        said: Target = Trend("down") if context.names_growth else Qualitative("减缓")
        return _dated(said, frame)
    if frame.direction is not None and frame.verb in ("change", "keep"):
        return _dated(trend(frame.direction, frame, context), frame)
    if frame.verb == "reach" and len(frame.verbs) == 1 and frame.verbs[0].text in ("实现", "完成", "achieve"):
        return _dated(Qualitative(frame.verbs[0].text), frame)
    raise refuse(frame.span, "没有说出要求什么", "nothing is asked here")


def trend(way: str, frame: Frame, context: Context) -> Target:
    """Return a trend; which way is good comes from the context where the words do not say."""
    if frame.cumulative or frame.relative or frame.per or frame.listed or frame.multiple:
        raise refuse(frame.span, "走势不带这样的词", "a trend does not take this word")
    better = frame.better or (context.better if way in ("stable", "better") else None)
    if frame.rate == "annual_average":
        raise refuse(frame.span, "“年均”之后应有数", "an annual average needs a number")
    every_year = frame.rate in ("every_year", "per_year")
    base = frame.base if frame.based else None
    return Trend(way, better, base, every_year)  # type: ignore[arg-type]
