"""The base of a target replaced: what an amendment of the base year does to words that name the old one."""

from __future__ import annotations

import attrs

from prevention_rules.targets import Change, Target, Trend, leaves_of, with_leaves


def bases_named(target: Target) -> frozenset[int]:
    """Return the base years that a target names."""
    changes = [leaf for leaf in leaves_of(target) if isinstance(leaf, Change | Trend)]
    return frozenset(leaf.base for leaf in changes if isinstance(leaf.base, int))


def with_base(target: Target, base: int | None) -> Target:
    """Return a target in which every year it is measured from is *base*."""

    def moved(leaf: Target) -> Target:
        match leaf:
            case Change(base=int()) | Trend(base=int()):
                return attrs.evolve(leaf, base=base)
            case _:
                return leaf

    return with_leaves(target, moved)
