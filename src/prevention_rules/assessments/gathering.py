"""Figures on their way to a plan: filed by rule, the whole apart from its areas, every fault at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from prevention_rules.arguments import must_be
from prevention_rules.errors import Fault, ObservationFileError, PreventionRulesError, StatedError, TextError
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.series import Series
from prevention_rules.plans.entries import PlanData, Rule
from prevention_rules.text import Words, did_you_mean


@frozen
class Filed:
    """The figures of one rule: of the ``whole`` (None where there are none), and of each area that reported."""

    whole: Series | None = None
    areas: Mapping[str, Series] = field(factory=dict)


def file_by_rule(plan: PlanData, observations: Mapping[Any, Any] | Iterable[Observation]) -> dict[str, Filed]:
    """File observations under the numbers of the plan's rules, as series.

    Takes a mapping from number (or printed name) to a `Series`, to a mapping by area, or to
    ``{period: value}``; or observations. Raises `ObservationFileError` with every fault: an unknown
    or ambiguous name, figures that contradict one another, a figure that cannot be, two regions mixed.
    """
    faults: list[Fault] = []
    filed: dict[str, Filed] = {}
    for key, given in _grouped(observations):
        rule = _find(plan, key, given, faults)
        if rule is None:
            continue
        if rule.number in filed:
            said = Words(f"{rule.number} 的数分在两个名下给出", f"figures of {rule.number} are given under two names")
            faults.append(_fault(given, key, "indicator", said, Words("合在一处给出", "give them under one")))
        filed[rule.number] = _filed(plan, rule, given, faults)
    if faults:
        raise ObservationFileError(faults)
    return filed


def _grouped(observations: Mapping[Any, Any] | Iterable[Observation]) -> Iterator[tuple[str, Any]]:
    if isinstance(observations, Mapping):
        for key, given in observations.items():
            if not isinstance(given, Series | Mapping):
                _check_all(given if isinstance(given, list | tuple) else [given])
            yield str(key), list(given) if isinstance(given, tuple) else given
        return
    observations = list(observations) if isinstance(observations, Iterable) else [observations]
    _check_all(observations)
    groups: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        groups[observation.indicator].append(observation)
    yield from groups.items()


def _check_all(given: Iterable[Any]) -> None:
    for one in given:
        must_be(
            one, Observation, "observations", '{指标: {时期: 值}}，或一列 Observation',
            "{indicator: {period: value}}, or a list of observations",
        )  # fmt: skip


def _find(plan: PlanData, key: str, given: Any, faults: list[Fault]) -> Rule | None:
    numbered = {rule.number: rule for rule in plan.rules}
    named = [rule for rule in plan.rules if rule.name == key]
    if (rule := numbered.get(key)) is not None or len(named) == 1:
        return rule or named[0]
    problem = Words(f"计划 {plan.id} 没有指标“{key}”", f"the plan {plan.id} has no indicator {key!r}")
    # A number is no slip of another number, so only names are guessed.
    guess = did_you_mean(key, [rule.name for rule in plan.rules])
    cure = guess or Words("用计划中的编号或全名", "use a number or full name of the plan")
    if named:
        listed = "、".join(rule.number for rule in named)
        problem = Words(f"“{key}”有 {len(named)} 个：{listed}", f"{len(named)} rules are called {key}: {listed}")
        cure = Words("用编号", "use the number")
    faults.append(_fault(given, key, "indicator", problem, cure))
    return None


def _fault(given: Any, row: str, field: str, problem: Words, cure: Words) -> Fault:
    """Place a fault at the first observation that names its place, else at the observations at large."""
    places = (
        [one.place for one in given if isinstance(one, Observation) and one.place] if isinstance(given, list) else []
    )
    return Fault.at(places[0] if places else "observations", row, field, problem, cure)


def _filed(plan: PlanData, rule: Rule, given: Any, faults: list[Fault]) -> Filed:
    if isinstance(given, Series):
        return Filed(given)
    areas = {area.name for area in plan.areas}
    if isinstance(given, Mapping):
        if given and (all(isinstance(one, Series) for one in given.values()) or set(given) <= areas):
            return Filed(areas={str(name): _series(rule, one, faults) for name, one in given.items()})
        return Filed(_series(rule, given, faults))
    own = [one for one in given if one.area not in areas]
    by_area: dict[str, list[Observation]] = defaultdict(list)
    for one in given:
        if one.area in areas:
            by_area[one.area].append(one)
    _one_region(rule, own, faults)
    parts = {area: _series(rule, by_area[area], faults) for area in by_area}
    return Filed(_series(rule, own, faults) if own else None, parts)


def _one_region(rule: Rule, own: list[Observation], faults: list[Fault]) -> None:
    regions = sorted({one.area for one in own if one.area})
    if len(regions) > 1:
        listed = "、".join(regions)
        problem = Words(
            f"混有不同地区的数据：{listed}", f"figures of different regions are mixed: {', '.join(regions)}"
        )
        cure = Words("一次只评估一个地区", "assess one region at a time")
        faults.append(_fault(own, rule.number, "area", problem, cure))
        own.clear()  # so that they are not reported as a contradiction as well


def _series(rule: Rule, given: Any, faults: list[Fault]) -> Series:
    if isinstance(given, Series):
        return given
    try:
        name = f"{rule.number} {rule.name}"
        return rule.series(given, name)
    except PreventionRulesError as error:
        culprit = _culprits(rule, given) or given
        said = error.problem if isinstance(error, StatedError) else Words(error.explain("zh"), error.explain("en"))
        field = "value" if isinstance(error, StatedError | TextError) else ""
        cure = Words("核对这个数及其时期、单位", "check the figure, its period and its unit")
        faults.append(_fault(culprit, rule.number, field, said, cure))
        return Series()


def _culprits(rule: Rule, given: Any) -> list[Observation]:
    """Return the observations that fail on their own; none where only their combination does."""
    failing = []
    for one in given if isinstance(given, list) else []:
        try:
            rule.series([one])
        except PreventionRulesError:
            failing.append(one)
    return failing
