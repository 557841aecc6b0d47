"""What stands around a meaning (a deadline, each unit, every period): taken off first, and put around last."""

from __future__ import annotations

import attrs

from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import PlanYears, Word
from prevention_rules.notation.lot import Lot, twice
from prevention_rules.notation.nodes import node
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import Body, Deadline, Each, Since, Span, Worded
from prevention_rules.notation.verbs import Verb
from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    Bound,
    EveryPeriod,
    PerUnit,
    Respectively,
    Target,
    Trend,
    UnitManner,
)


@node(eq=False)
class Around:
    """What stands around a meaning: a deadline, the units it is asked of, 分别."""

    deadline: Deadline | None
    each: Each | None
    manner: UnitManner
    listed: Word | None
    all_of: tuple[Word, ...] = ()

    def put_around(self, target: Target) -> Target:
        """Return the target with each unit and the deadline around it."""
        if self.each is not None:
            asked = _denied(target, self.each) if self.each.none else target
            target = PerUnit(asked, self.each.who, self.manner)
        if self.deadline is None:
            return target
        if len(self.deadline.years) > 1:
            if isinstance(target, Respectively) and all(member.by is not None for member in target.of):
                return target  # each member has its year already
            raise refuse(self.deadline.span, "年份与数值的个数不同", "there are not as many values as years")
        return attrs.evolve(target, by=self.deadline.years[0].year)

    @property
    def place(self) -> Span:
        """Where the deadline stands."""
        return self.deadline.span if self.deadline is not None else (0, 0)

    @property
    def run_together(self) -> Word | None:
        """到2025年均增长8%: the 均 right behind the year, which may be 年均."""
        ends = self.place[1]
        return next((word for word in self.all_of if word.text == "均" and ends and word.start == ends), None)

    @property
    def notes(self) -> tuple[str, ...]:
        """均达到85% of one indicator, 各街道分别达到80%: the word asks nothing more, and is kept."""
        listed = () if self.listed is None else (self.listed.text,)
        return listed if self.each is not None else (*listed, *(word.text for word in self.all_of))


def _denied(target: Target, each: Each) -> Bound:
    """No country more than 140: each of them at most 140."""
    if isinstance(target, Bound) and target.op in (">", "<"):
        return attrs.evolve(target, op="<=" if target.op == ">" else ">=")
    raise refuse(each.span, "“没有一个”之后应是“超过”或“低于”", "'no' is followed by 'more than' or 'less than'")


_BARE = Around(None, None, "each", None)


def taken_off(lot: Lot, body: Body | None) -> tuple[Around, Lot]:
    """Take the deadline, the units, 分别 and 均 off a clause, and leave the words of its meaning."""
    if not [piece for piece in lot.pieces if not isinstance(piece, Word) or piece.type in ("LIST", "ALL")]:
        return _BARE, lot
    deadline, lot = lot.one(Deadline)
    each, lot = lot.one(Each)
    listed, lot = lot.word("LIST")
    all_of, lot = lot.meaning("ALL", *(("all",) if body is None or isinstance(body, Worded) else ("all", "whole")))
    average: tuple[Word, ...] = ()
    generally: tuple[Word, ...] = ()
    if each is not None:
        average, lot = lot.meaning("MANNER", "on average")
        generally, lot = lot.meaning("MANNER", "generally")
    manner: UnitManner = "average" if average else "generally" if generally else "each"
    if average and generally:
        raise twice(generally[0])
    return Around(deadline, each, manner, listed, all_of), lot


def no_verb(verb: Verb, lot: Lot, *but: str) -> Lot:
    """Return the lot where there is no verb, or one of those named; raises `RefusalError` for any other."""
    if verb.way not in ("bare", *but):
        raise refuse(verb.span, f"“{verb.text}”与后文连不起来", f"{verb.text!r} does not go with what follows")
    return lot


def wrapped(read: Read, verb: Verb, lot: Lot) -> Read:
    """[自2021年起] 保持「…」: what holds in every period."""
    since, lot = lot.one(Since)
    lot.nothing_left()
    if verb.way == "keep":
        return read.but(EveryPeriod(read.target, since.year if since else None))
    if since is not None:
        raise twice(since)
    no_verb(verb, lot)
    return read


def within(years: PlanYears | None, target: Target, context: Context) -> Target:
    """2021—2023年年均增长5%: the years say when it is due, and from when it is kept; “十四五”期间 only the latter."""
    if years is None:
        return target
    if years.first is None:
        return _from_then(target, years.last - 4)
    if target.by is not None:
        raise refuse(years.span, "两个年份，哪一个是期限？", "of the two years, which is the date?")
    since = years.first + 1 if years.first == context.baseline else years.first
    return attrs.evolve(_from_then(target, since), by=years.last)


def _from_then(target: Target, first: int) -> Target:
    """Return what is asked of every year as asked from *first* on, beside the year before where it moves."""
    match target:
        case EveryPeriod(since=None):
            return attrs.evolve(target, since=first)
        case PerUnit(of=part):
            return attrs.evolve(target, of=_from_then(part, first))
        case AllOf(of=members):
            return attrs.evolve(target, of=tuple(_from_then(member, first) for member in members))
        case Ambiguous(readings=readings):
            return attrs.evolve(target, readings=tuple(_from_then(reading, first) for reading in readings))
        case Trend(base=None) if target.every_year or target.manner == "steadily":
            return attrs.evolve(target, base=first - 1)
        case _:
            return target
