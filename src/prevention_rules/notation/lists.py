"""What the members of a 分别 list share, and when a list is none."""

from __future__ import annotations

from typing import Any

from prevention_rules.notation.surface import Quantity
from prevention_rules.targets import Bound, Target


def opposed(members: list[Any]) -> bool:
    """True when a floor and a ceiling stand side by side: a range, more likely than a list."""
    ways = {member.op[0] for member in members if isinstance(member, Bound)}
    return {"<", ">"} <= ways


def same_way(members: tuple[Target, ...]) -> bool:
    """True when two floors, or two ceilings, stand side by side: one of them would be idle."""
    ways = [member.op[0] for member in members if isinstance(member, Bound)]
    return len(ways) != len(set(ways))


def share_words(quantities: list[Quantity]) -> None:
    """The first operator is shared if it stands alone, the last suffix and the last unit likewise."""
    first, last = quantities[0], quantities[-1]
    if first.sides and not any(quantity.sides for quantity in quantities[1:]):
        for quantity in quantities[1:]:
            quantity.sides = first.sides
    if last.posts and not any(quantity.posts for quantity in quantities[:-1]):
        for quantity in quantities[:-1]:
            quantity.posts = last.posts
    units = last.sizes[-1].units
    if units and units[0].text == "个百分点":  # 提高5个和10个百分点
        for size in (size for quantity in quantities[:-1] for size in quantity.sizes):
            size.units = [] if [unit.text for unit in size.units] == ["个"] else size.units
    if units and not any(size.units for quantity in quantities[:-1] for size in quantity.sizes):
        for quantity in quantities[:-1]:
            for size in quantity.sizes:
                size.units = units if size.number.type == "NUM" else []
