"""Which of two targets asks more: one is at least as strict as another when its set lies inside.

Decided exactly, and every difference is shown by a value that one accepts and the other refuses.
What no set can hold (稳步提升, 左右 without a tolerance, mere words) equals itself and is otherwise
not compared. The rule is our own (house): no published definition of 不低于上级计划 was found.
"""

from __future__ import annotations

from typing import Literal, get_args

import attrs
from attrs import frozen

from prevention_rules.alignment.conditions import Witness
from prevention_rules.alignment.inclusion import tried
from prevention_rules.arguments import must_be
from prevention_rules.as_code import in_short
from prevention_rules.targets import Respectively, Target
from prevention_rules.text import Words

Relation = Literal["equal", "stricter", "looser", "crossing", "different_deadline", "not_comparable"]
"""How one target stands to another; ``crossing``: each accepts a value that the other refuses."""

RELATIONS: dict[Relation, Words] = {
    "equal": Words("一致", "equal"),
    "stricter": Words("更严", "stricter"),
    "looser": Words("更宽", "looser"),
    "crossing": Words("互有宽严", "crossing"),
    "different_deadline": Words("期限不同", "different deadline"),
    "not_comparable": Words("不可比", "not comparable"),
}
"""Each relation in words."""


@frozen
class Comparison:
    """How target ``a`` stands to target ``b``.

    ``values`` leaves deadlines aside and equals ``relation`` where the deadlines agree. ``only_a``
    is a value that a accepts and b refuses, ``only_b`` the other way round; each claimed difference
    has one. (Of an ambiguous target, they belong to its first reading.) ``reason`` says why the two
    cannot be compared.
    """

    relation: Relation
    values: Relation
    only_a: Witness | None = None
    only_b: Witness | None = None
    reason: Words | None = None

    __repr__ = in_short

    @property
    def witness(self) -> Witness | None:
        """A value on which the two differ; None where they do not, or cannot be compared."""
        return self.only_b or self.only_a


def compare_targets(a: Target, b: Target, *, share: bool = False) -> Comparison:
    """Say whether *a* is stricter than *b*, looser, equal, crossing, or not comparable and why.

    *share* says that both indicators are parts of a whole: then nothing above 100 % counts, and
    ``≥100%`` equals ``=100%``. Changes compare only against the same base, of the same kind and rate
    (an unstated base only with an unstated one). Nothing is raised: what cannot be compared says so.

    >>> from prevention_rules.targets import AtLeast, MoreThan
    >>> found = compare_targets(MoreThan("95%"), AtLeast("95%"))
    >>> found.relation, found.witness.in_language("zh")
    ('stricter', '95%')
    """
    _targets(a, b)
    bare_a, bare_b = _undated(a), _undated(b)
    only_a, why_a = tried(bare_a, bare_b, share)
    only_b, why_b = tried(bare_b, bare_a, share)
    why = why_a or why_b
    if why is not None:
        return Comparison("not_comparable", "not_comparable", reason=why)
    values = _relation(only_a, only_b)
    relation: Relation = values if _dates(a) == _dates(b) else "different_deadline"
    return Comparison(relation, values, only_a, only_b)


def at_least_as_strict(a: Target, b: Target, *, share: bool = False) -> bool | None:
    """Say whether everything that satisfies *a* satisfies *b*; None where the two cannot be compared.

    Targets with different deadlines are not compared: what holds in 2023 need not hold in 2025.

    >>> from prevention_rules.targets import AtLeast, Decline
    >>> at_least_as_strict(AtLeast("97%"), AtLeast("90%")), at_least_as_strict(AtLeast("97%"), Decline("5%"))
    (True, None)
    """
    _targets(a, b)
    if _dates(a) != _dates(b):
        return None
    escaped, undecided = tried(_undated(a), _undated(b), share)
    return None if undecided else escaped is None


def _targets(a: object, b: object) -> None:
    for name, given in (("a", a), ("b", b)):
        must_be(given, get_args(Target), name, "目标：parse_target(…)", "a target: parse_target(…)")


def _relation(only_a: Witness | None, only_b: Witness | None) -> Relation:
    if only_a is None:
        return "equal" if only_b is None else "stricter"
    return "looser" if only_b is None else "crossing"


def _dates(target: Target) -> dict[int, int]:
    """Return the dates there are: that of the whole at 0, then those of the members of a list."""
    members = target.of if isinstance(target, Respectively) else ()
    return {at: part.by for at, part in enumerate((target, *members)) if part.by is not None}


def _undated(target: Target) -> Target:
    if isinstance(target, Respectively):
        return attrs.evolve(target, by=None, of=[attrs.evolve(member, by=None) for member in target.of])
    return attrs.evolve(target, by=None)
