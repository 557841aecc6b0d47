"""Lists: 分别…、…, numbers of several years, one figure said in two ways; and what their members share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from prevention_rules.notation.around import Around, wrapped
from prevention_rules.notation.aside import set_apart
from prevention_rules.notation.context import Context
from prevention_rules.notation.joins import firm, softened, together
from prevention_rules.notation.lexeme import Word
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.nodes import node
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import Base, Cell, Item, Items, One, Quantity, Several, Span
from prevention_rules.notation.verbs import VERBS, take_verb
from prevention_rules.targets import About, AllOf, Bound, Change, Range, Respectively, Target


@node(eq=False)
class Reader:
    """How a member is read: a quantity with its words, or a group."""

    context: Context
    quantity: Callable[[Quantity, Lot], Read]
    cell: Callable[[Cell], Read]


def is_list(asked: Items | Several) -> bool:
    """True for a list, and for a span of more than two sizes (90–70–90), which is a list of them."""
    return isinstance(asked, Items) or len(asked.sizes) > 2


def members_of(body: Items | Several) -> tuple[Item, ...]:
    """Return the members of a list."""
    if isinstance(body, Items):
        return body.items
    return tuple(Item((), One(body.sides, size, body.posts, body.wholes)) for size in body.sizes)


def listed(items: tuple[Item, ...], lot: Lot, around_it: Around, reader: Reader) -> Read:
    """分别…、…: every member is read with the words that stand before the list."""
    if around_it.listed is None and not lot.pieces and _is_numbering(items):
        raise refuse(_place(items[:1]), "是序号还是并列的数值？", "a number of the list, or its first member?")
    _not_of_the_last_alone(items, lot)
    items = _shared(items)
    years = around_it.deadline.years if around_it.deadline is not None and len(around_it.deadline.years) > 1 else ()
    if years and around_it.deadline is not None and len(years) != len(items):
        raise refuse(around_it.deadline.span, "年份与数值的个数不同", "there are not as many values as years")
    reads: list[Read] = []
    for index, item in enumerate(items):
        read = _member(item, lot, reader)
        reads.append(read.but(attrs.evolve(read.target, by=years[index].year)) if years else read)
    asked = firm(reads)
    if len(asked) == 1:
        return asked[0]
    members = tuple(read.target for read in asked)
    if around_it.listed is None and _opposed(members):
        raise refuse(_place(items), "方向相反的两个界限请用“且”连接", "join two opposite bounds with ', and'")
    one_figure = around_it.listed is None and not years and _level_and_change(members)
    made = AllOf(members) if one_figure else Respectively(members)
    told = together(asked, made).keeping(notes=around_it.notes)
    parties = tuple(word for read in asked for word in read.parties)
    return attrs.evolve(told, notes=tuple(dict.fromkeys(told.notes)), parties=parties)


def _not_of_the_last_alone(items: Sequence[Item], lot: Lot) -> None:
    """Refuse at most 10 and a 20% reduction: a word of change behind a list whose first member has a bound."""
    end = _place(items)[1]
    word = next((w for w in lot.pieces if isinstance(w, Word) and w.type == "DIR" and w.start >= end), None)
    if word is not None and any(isinstance(item.asked, One) and item.asked.sides for item in items):
        zh, en = f"“{word.text}”说的是各项，还是最后一项？", f"{word.text!r}: of all of them, or of the last?"
        raise refuse(word.span, zh, en)


def _level_and_change(members: tuple[Target, ...]) -> bool:
    """达67.5%、提高2.5个百分点: one figure said in two ways, both asked; not two of two years."""
    changes = [isinstance(member, Change) for member in members]
    others = [member for member in members if not isinstance(member, Change)]
    levels = all(isinstance(member, Bound | Range | About) for member in others)
    return sorted(changes) == [False, True] and levels and len({member.by for member in members}) == 1


def _is_numbering(items: tuple[Item, ...]) -> bool:
    """1、90%以上: a bare small number before one that has a unit or a bound."""
    if len(items) > 2 or not all(isinstance(item.asked, One) for item in items):
        return False
    first, second = (item.asked for item in items)
    assert isinstance(first, One)
    assert isinstance(second, One)
    is_bare = not (first.sides or first.posts or first.size.units)
    return is_bare and first.size.number.value < 10 and bool(second.sides or second.posts or second.size.units)


def _place(items: Sequence[Item]) -> Span:
    spans = [item.asked.span for item in items if not isinstance(item.asked, Cell)]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)


def _member(item: Item, shared: Lot, reader: Reader) -> Read:
    """A member keeps the words before the list, except the verbs and the rate it brings itself."""
    if isinstance(item.asked, Cell):
        verb, rest = take_verb(shared)
        read = reader.cell(item.asked)
        return wrapped(read, verb, rest.also(item.pieces))
    told = set_apart(item.pieces, reader.context, None)
    own = told.lot
    kinds = {piece.type for piece in own.pieces if isinstance(piece, Word)}
    if any(not isinstance(piece, Word) or piece.type not in VERBS | {"PERIODIC"} for piece in own.pieces):
        stranger = next(p for p in own.pieces if not isinstance(p, Word) or p.type not in VERBS | {"PERIODIC"})
        raise refuse(stranger.span, "并列的各项请分开写", "write the members of the list apart")
    leads_to_a_level = bool(kinds & VERBS) and "DIR" not in kinds
    dropped = (VERBS if kinds & VERBS else frozenset()) | (kinds & {"PERIODIC"})
    kept = tuple(piece for piece in shared.pieces if not (isinstance(piece, Word) and piece.type in dropped))
    if leads_to_a_level:  # the base was that of the change before it
        kept = tuple(piece for piece in kept if not isinstance(piece, Base))
    read = reader.quantity(item.asked, Lot((*kept, *own.pieces)))
    if told.softened:
        read = read.but(softened(read.target))
    read = read.keeping(modality=told.modality, notes=told.notes)
    return attrs.evolve(read, intent=told.intent, parties=told.parties)


def _shared(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The first bound is shared if it stands alone, the last suffix and the last unit likewise."""
    asked = [item.asked for item in items]
    if not all(isinstance(one, One) for one in asked):
        return items
    ones = [one for one in asked if isinstance(one, One)]
    first, last = ones[0], ones[-1]
    sides = first.sides if first.sides and not any(one.sides for one in ones[1:]) else None
    posts = last.posts if last.posts and not any(one.posts for one in ones[:-1]) else None
    units = last.size.units
    if units and units[0].text == "个百分点":  # 提高5个和10个百分点
        ones = [one if [u.text for u in one.size.units] != ["个"] else _without_unit(one) for one in ones]
    share_unit = units and not any(one.size.units for one in ones[:-1])
    made = []
    for one in ones:
        size = one.size
        if share_unit and not size.units and size.number.type == "NUM":
            size = attrs.evolve(size, units=units)
        made.append(One(one.sides if sides is None else sides, size, one.posts if posts is None else posts, one.wholes))
    return tuple(attrs.evolve(item, asked=one) for item, one in zip(items, made, strict=True))


def _without_unit(one: One) -> One:
    return attrs.evolve(one, size=attrs.evolve(one.size, units=()))


def _opposed(members: Sequence[Target]) -> bool:
    """True when a floor and a ceiling stand side by side: a range, more likely than a list."""
    return {"<", ">"} <= {member.op[0] for member in members if isinstance(member, Bound)}
