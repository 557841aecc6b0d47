"""A whole plan, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.assessments.assess import Assessment, assess
from prevention_rules.assessments.needed import Needed, needed
from prevention_rules.errors import Fault, RuleFileError
from prevention_rules.evidence.observations import Observation
from prevention_rules.periods import Period
from prevention_rules.plans.check import problems
from prevention_rules.plans.entries import PlanData
from prevention_rules.policies import Policy


@frozen(kw_only=True)
class Plan(PlanData):
    """A whole plan; load it with `load_plan`, or build it in code from the same entries.

    >>> from prevention_rules import Indicator
    >>> row = Indicator(number="1", name="产前筛查率", unit="%", share=True, better="higher", target=">75%")
    >>> plan = Plan(id="p", title="某区计划", first_year=2021, last_year=2025, indicators=(row,))
    >>> plan.assess({"1": {2025: "76%"}}, at=2025)["1"].verdict
    <Verdict.MET: 'MET'>
    """

    def check(self) -> None:
        """Raise `RuleFileError` with every problem of the plan; a plan from a file has been checked."""
        faults = [
            Fault(self.id, None, one.row, ".".join(map(str, one.path)), one.problem, one.cure) for one in problems(self)
        ]
        if faults:
            raise RuleFileError(faults)

    def assess(
        self,
        observations: Mapping[Any, Any] | Iterable[Observation],
        *,
        at: Period | int | str,
        data_through: Period | int | str | None = None,
        policy: Policy | None = None,
    ) -> Assessment:
        """Judge every rule at the period *at*: one finding each, none lost; see `assess`.

        Raises `RuleFileError` for a plan with problems, `ObservationFileError` for figures with faults.

        >>> from prevention_rules import load_plan
        >>> plan = load_plan("xicheng-2022-2025")
        >>> plan.assess({"26": {2020: 35, 2025: 28}}, at=2025)["26"].verdict
        <Verdict.MET: 'MET'>
        """
        self.check()
        must_be(policy, (Policy, type(None)), "policy", "Policy(…)", "a Policy(…)")
        return assess(self, observations, at=at, data_through=data_through, policy=policy)

    def needed(
        self,
        observations: Mapping[Any, Any] | Iterable[Observation],
        *,
        at: Period | int | str,
        data_through: Period | int | str | None = None,
        policy: Policy | None = None,
    ) -> Needed:
        """Return what is still needed before the plan can be assessed at *at*; see `needed`.

        >>> from prevention_rules import load_plan
        >>> print(load_plan("beijing-2022-2025").needed({"1": {2025: "97.5%"}}, at=2025).to_csv("en").splitlines()[1])
        2,Sports ground area per person,2025,,,,,平方米,,,,the figure of the period,
        """
        self.check()
        must_be(policy, (Policy, type(None)), "policy", "Policy(…)", "a Policy(…)")
        return needed(self, observations, at=at, data_through=data_through, policy=policy)
