"""The target in the words of its author, and what it asks in either language."""

from __future__ import annotations

from prevention_rules.notation import format_target
from prevention_rules.targets import Qualitative, Reference, Target
from prevention_rules.text import Words


def target_words(target: Target) -> Words:
    """Return a target for a table: as printed, and in English by its meaning; what has none is quoted.

    >>> from prevention_rules import parse_target
    >>> target_words(parse_target("比 2020 年 下降 20% 以上")).en
    'relative fall by at least 20% compared with 2020'
    """
    if isinstance(target, Qualitative | Reference):
        return Words(target.text, f"“{target.text}”")
    return Words(target.text, format_target(target, "en"))
