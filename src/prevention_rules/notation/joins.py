"""Clauses joined: several conditions, milestones by year, and what is only strived for beside a firm bound."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import Word
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import refuse
from prevention_rules.targets import (
    About,
    AllOf,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Range,
    Respectively,
    Target,
    Trend,
)  # fmt: skip


def joined(reads: list[Read], joins: Sequence[Word], context: Context) -> Read:
    """Return what several clauses ask together; raises `RefusalError` where the words between them do not say."""
    kinds = {"or" if word.type == "OR" else "and" for word in joins}
    if len(kinds) > 1:
        raise refuse(joins[-1].span, "“且”与“或”混用，请用「」分组", "mixing 'and' with 'or': group them with { }")
    listed = all(word.type == "SEP" for word in joins)
    if kinds == {"or"}:
        return together(reads, AnyOf(tuple(read.target for read in reads)))
    reads = firm(reads)
    if len(reads) == 1:
        return reads[0]
    members = tuple(read.target for read in reads)
    if listed and (milestones := _milestones(reads, context)):
        return milestones
    if listed and _same_way(members):
        raise refuse(
            joins[-1].span, "同方向的两个界限：要求的是哪一个？", "two bounds of one direction: which is asked?"
        )
    if listed and any(isinstance(member, Respectively) for member in members):
        raise refuse(joins[-1].span, "并列的各项在这里断开了", "the list is broken in two here")
    return together(reads, AllOf(members))


def together(reads: Sequence[Read], target: Target) -> Read:
    """Return a target with everything that several reads keep beside theirs."""
    return Read(
        target,
        tuple(said for read in reads for said in read.modality),
        tuple(said for read in reads for said in read.notes),
        tuple(aim for read in reads for aim in read.aims),
    )


def firm(reads: list[Read]) -> list[Read]:
    """75%以上，力争80%: the firm bound decides, whatever the order, and the aim is kept beside it."""
    hopes = _hopes(reads)
    firm = [read for read, hope in zip(reads, hopes, strict=True) if not hope]
    if not firm or len(firm) == len(reads):
        return reads
    aims = tuple(read.target for read, hope in zip(reads, hopes, strict=True) if hope)
    told = together(reads, firm[-1].target)
    return [*firm[:-1], attrs.evolve(told, aims=(*told.aims, *aims))]


def _hopes(reads: Sequence[Read]) -> list[bool]:
    """Which members are only strived for: 力争 governs what follows it, until a firm word stands."""
    hopes: list[bool] = []
    for read in reads:
        hopes.append(read.intent == "aim" or (bool(hopes) and hopes[-1] and read.intent == ""))
    return hopes


def _milestones(reads: Sequence[Read], context: Context) -> Read | None:
    """2025年达到90%，2030年达到95%: one condition a year, not both at once; the figure of the base year is a note."""
    if not reads or len({read.target.by for read in reads}) != len(reads) or any(r.target.by is None for r in reads):
        return None
    asked = [read for read in reads if read.target.by != context.baseline]
    told = tuple(str(read.target) for read in reads if read.target.by == context.baseline)
    members = tuple(read.target for read in asked)
    if not members:
        return None
    return together(reads, Respectively(members) if len(members) > 1 else members[0]).keeping(notes=told)


def _same_way(members: Sequence[Target]) -> bool:
    """True when two floors, or two ceilings, stand side by side: one of them would be idle."""
    ways = [member.op[0] for member in members if isinstance(member, Bound)]
    return len(ways) != len(set(ways))


def softened(target: Target) -> Target:
    """基本达到80%: 80 or more is enough, and how far short of it is enough nobody laid down."""
    match target:
        case Bound():
            return AnyOf((target, About(target.amount)))
        case Range():
            return AnyOf((target, About(target.lo, target.hi)))
        case Change(size=Bound(amount=amount)):
            return AnyOf((target, attrs.evolve(target, size=About(amount))))
        case Change(size=Range(lo=lo, hi=hi)):
            return AnyOf((target, attrs.evolve(target, size=About(lo, hi))))
        case Trend(dir=way) if way != "stable":
            return AnyOf((target, Qualitative(f"基本{target}")))
        case EveryPeriod(of=part) | PerUnit(of=part):
            return attrs.evolve(target, of=softened(part))
        case AllOf(of=parts) | Respectively(of=parts):
            return attrs.evolve(target, of=tuple(softened(part) for part in parts))
        case _:
            return target
