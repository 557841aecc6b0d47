"""What stands in the column of areas: an area of the plan, the whole, a sum of rows, or none of them."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from attrs import frozen

from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words, did_you_mean

Stands = Literal["area", "whole", "total", "aside", "unknown"]
"""An area of the plan; all of them; the sum of the rows of its sheet; a part of a sum; a name that is none of these."""

_WHOLE = frozenset({"", "全区", "全市", "全省", "全国"})
_TOTAL = frozenset({"合计", "总计", "区合计"})
_ASIDE = ("小计", "其中", "平均")
_UNITS_OF_THE_WHOLE = frozenset({"区直", "区属", "区级", "区级单位", "区直单位", "区属单位"})


@frozen
class AreaNames:
    """The names that one plan's figures may stand under; *declared* are names of the whole.

    A plan that lists no areas takes any name for the whole, as long as it is one and the same.
    """

    areas: tuple[str, ...] = ()
    declared: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plan: Plan, whole: str = "") -> AreaNames:
        """Return the names of *plan*; *whole* is another name of its whole."""
        return cls(
            tuple(area.name for area in plan.areas), frozenset(_closed(one) for one in (plan.whole, whole) if one)
        )

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {_closed(area): area for area in self.areas}

    @property
    def all_known(self) -> bool:
        """True where a name that is neither an area's nor the whole's is a slip."""
        return bool(self.areas or self.declared)

    def area(self, name: str | None) -> str | None:
        """Return the area of the plan that *name* spells, spaces aside; None where it spells none."""
        return self._spelled.get(_closed(name or ""))

    def stands_for(self, name: str | None) -> Stands:
        """Say what a name in the column of areas stands for."""
        closed = _closed(name or "")
        if closed in self._spelled:
            return "area"
        if closed in _WHOLE or closed in self.declared:
            return "whole"
        if closed in _TOTAL:
            return "total"
        if any(word in closed for word in _ASIDE):
            return "aside"
        return "unknown" if self.all_known else "whole"

    def unknown(self, name: str) -> tuple[Words, Words]:
        """Say that a name is none of the plan's, and guess which was meant."""
        problem = Words(f"计划没有填报地区“{name}”", f"the plan has no reporting area {name!r}")
        if _closed(name) in _UNITS_OF_THE_WHOLE:
            return problem, Words(
                f'也要填报的，加上 [[area]] name = "{name}"', f'if it reports too, add an [[area]] name = "{name}"'
            )
        wholes = ("全区", "全市", "全省", "全国", *sorted(self.declared))
        return problem, did_you_mean(name, [*self.areas, *wholes]) or Words(
            f'用计划中的地区名；全区的数留空，或声明 whole = "{name}"',
            f'use the name of an area; leave it empty for the whole, or declare whole = "{name}"',
        )


def _closed(name: str) -> str:
    return "".join(name.split())
