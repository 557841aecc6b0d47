"""A whole plan, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from prevention_rules.assess import Assessment, assess
from prevention_rules.entries import PlanData
from prevention_rules.observations import Observation
from prevention_rules.periods import Period
from prevention_rules.policies import Policy


@frozen(kw_only=True)
class Plan(PlanData):
    """A whole plan; load it with `load_plan`, or build it in code from the same entries."""

    def assess(
        self,
        observations: Mapping[Any, Any] | Iterable[Observation],
        *,
        at: Period | int | str,
        data_through: Period | int | str | None = None,
        policy: Policy | None = None,
    ) -> Assessment:
        """Judge every indicator at the period *at*: one finding each, none lost; see `assess`.

        >>> from prevention_rules import load_plan
        >>> plan = load_plan("xicheng-2022-2025")
        >>> plan.assess({"26": {2020: 35, 2025: 28}}, at=2025)["26"].verdict
        <Verdict.MET: 'MET'>
        """
        return assess(self, observations, at=at, data_through=data_through, policy=policy)
