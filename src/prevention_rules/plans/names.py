"""The rules of a plan by what a sheet calls them: number, name or alias, spaces and a unit in brackets set aside."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

from prevention_rules.evidence.headers import squeezed
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.quantities import unit_if_known

_UNIT = re.compile(r"\(([^()]+)\)$")


def plain_name(text: str) -> str:
    """Return a name without spaces and without a unit in brackets behind it; another bracket is part of the name.

    >>> plain_name("产前 筛查率（%）"), plain_name("筛查率（城市）")
    ('产前筛查率', '筛查率(城市)')
    """
    name = squeezed(text)
    found = _UNIT.search(name)
    return name if found is None or unit_if_known(found[1]) is None else name[: found.start()]


@frozen
class RuleNames:
    """Finds the rules that a number or a name may mean."""

    plan: Plan
    _numbered: Mapping[str, Rule] = field(init=False)
    _named: Mapping[str, tuple[Rule, ...]] = field(init=False)

    @_numbered.default
    def _by_number(self) -> Mapping[str, Rule]:
        return {rule.number: rule for rule in self.plan.rules}

    @_named.default
    def _by_name(self) -> Mapping[str, tuple[Rule, ...]]:
        named: dict[str, tuple[Rule, ...]] = {}
        for rule in self.plan.rules:
            for name in dict.fromkeys(map(plain_name, (rule.name, *rule.aliases))):
                named[name] = (*named.get(name, ()), rule)
        return named

    def of(self, called: str) -> tuple[Rule, ...]:
        """Return the rule of that number, or else every rule of that name."""
        rule = self._numbered.get(called)
        return self._named.get(plain_name(called), ()) if rule is None else (rule,)
