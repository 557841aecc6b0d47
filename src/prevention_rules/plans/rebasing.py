"""The base of a target replaced: what an amendment of the base year does to words that name the old one."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    AnyOf,
    Change,
    EveryPeriod,
    PerUnit,
    Respectively,
    Target,
    Trend,
)


def bases_named(target: Target) -> frozenset[int]:
    """Return the base years that a target names."""
    return frozenset(_named(target))


def _named(target: Target) -> Iterator[int]:
    match target:
        case Change(base=int(year)) | Trend(base=int(year)):
            yield year
        case EveryPeriod(of=part) | PerUnit(of=part):
            yield from _named(part)
        case AllOf(of=members) | AnyOf(of=members) | Respectively(of=members) | Ambiguous(readings=members):
            for member in members:
                yield from _named(member)


def with_base(target: Target, base: int | None) -> Target:
    """Return a target in which every year it is measured from is *base*."""
    match target:
        case Change(base=int()) | Trend(base=int()):
            return attrs.evolve(target, base=base)
        case EveryPeriod(of=part) | PerUnit(of=part):
            return attrs.evolve(target, of=with_base(part, base))
        case AllOf(of=members) | AnyOf(of=members) | Respectively(of=members):
            return attrs.evolve(target, of=tuple(with_base(member, base) for member in members))
        case Ambiguous(readings=readings):
            return attrs.evolve(target, readings=tuple(with_base(reading, base) for reading in readings))
        case _:
            return target
