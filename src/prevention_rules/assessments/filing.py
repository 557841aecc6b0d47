"""Figures on their way to a plan: filed by rule, the whole apart from its areas, every fault at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import field, frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import in_short
from prevention_rules.assessments.area_names import AreaNames
from prevention_rules.assessments.set_aside import Unused, unused
from prevention_rules.errors import Fault, ObservationFileError, PreventionRulesError, StatedError, TextError
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.series import Series
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.names import RuleNames
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words, did_you_mean


@frozen
class Filed:
    """The figures of one rule: of the ``whole`` (None where there are none), and of each area that reported.

    The areas stand in the order of the plan. ``aside`` are rows that are neither, such as a subtotal;
    ``notes`` what a reader of the finding should know of them.
    """

    whole: Series | None = None
    areas: Mapping[str, Series] = field(factory=dict)
    aside: tuple[Unused, ...] = ()
    notes: tuple[Words, ...] = ()

    __repr__ = in_short


def file_by_rule(
    plan: Plan, observations: Mapping[Any, Any] | Iterable[Observation], whole: str = ""
) -> dict[str, Filed]:
    """File observations under the numbers of the plan's rules, as series.

    Takes a mapping from number (or printed name) to a `Series`, to a mapping by area, or to
    ``{period: value}``; or observations. *whole* is a name under which the figures of the whole stand.
    Raises `ObservationFileError` with every fault: an unknown or ambiguous name, an area that is none
    of the plan's, two figures of the whole, figures that contradict one another, a figure that cannot be.
    """
    desk = _Desk(plan, AreaNames.of(plan, whole))
    meant: dict[str, tuple[Rule, Any]] = {}
    for key, given in _grouped(observations):
        if (rule := desk.rule_of(key, given)) is None:
            continue
        before = meant.get(rule.number, (rule, []))[1]
        if rule.number not in meant or (isinstance(before, list) and isinstance(given, list)):
            meant[rule.number] = rule, [*before, *given] if isinstance(given, list) else given
        else:
            said = Words(f"{rule.number} 的数分在两个名下给出", f"figures of {rule.number} are given under two names")
            desk.fault(given, key, "indicator", said, Words("合在一处给出", "give them under one"))
    filed = {number: desk.filed(rule, given) for number, (rule, given) in meant.items()}
    if desk.faults:
        raise ObservationFileError(desk.faults)
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


@frozen
class _Desk:
    """Where figures are filed: the plan with its names, and the faults found so far."""

    plan: Plan
    names: AreaNames
    faults: list[Fault] = field(factory=list)

    @cached_property
    def called(self) -> RuleNames:
        return RuleNames(self.plan)

    @cached_property
    def printed(self) -> dict[str, list[Rule]]:
        """The rules by name, every bracket set aside: wider than `RuleNames`, for it only finds slips."""
        found: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.plan.rules:
            found[_plain(rule.name)].append(rule)
        return found

    def fault(self, given: Any, row: str, field: str, problem: Words, cure: Words) -> None:
        """Note a fault at the first observation that names its place, else at the observations at large."""
        told = given if isinstance(given, list) else []
        place = next((one.place for one in told if isinstance(one, Observation) and one.place), "")
        self.faults.append(Fault.at(place or "observations", f"indicator {row}", field, problem, cure))

    def rule_of(self, key: str, given: Any) -> Rule | None:
        """Return the rule that figures are given under, by its number or its name."""
        named = self.called.of(key)
        if len(named) == 1:
            return named[0]
        problem = Words(f"计划 {self.plan.id} 没有指标“{key}”", f"the plan {self.plan.id} has no indicator {key!r}")
        # A number is no slip of another number, so only names are guessed.
        guess = did_you_mean(key, [rule.name for rule in self.plan.rules])
        cure = guess or Words("用计划中的编号或全名", "use a number or full name of the plan")
        if named:
            numbers = [rule.number for rule in named]
            problem = Words(
                f"“{key}”有 {len(named)} 个：{'、'.join(numbers)}",
                f"{len(named)} rules are called {key}: {', '.join(numbers)}",
            )
            cure = Words("用编号", "use the number")
        self.fault(given, key, "indicator", problem, cure)
        return None

    def filed(self, rule: Rule, given: Any) -> Filed:
        """File what is given for one rule."""
        if isinstance(given, Series):
            return Filed(given)
        if not isinstance(given, Mapping):
            return self._rows(rule, given)
        series = bool(given) and all(isinstance(one, Series) for one in given.values())
        if any(self.names.area(str(name)) for name in given) or (series and self.names.areas):
            return self._by_area(rule, given)
        if series:
            return Filed(areas={str(name): one for name, one in given.items()})
        return Filed(self._series(rule, given))

    def _by_area(self, rule: Rule, given: Mapping[Any, Any]) -> Filed:
        """File a mapping by area; one of its names may be that of the whole."""
        whole: Series | None = None
        parts: dict[str, Series] = {}
        for name, one in given.items():
            match self.names.stands_for(str(name)):
                case "area":
                    parts[self.names.area(str(name)) or ""] = self._series(rule, one)
                case "whole" if whole is None:
                    whole = self._series(rule, one)
                case _:
                    self.fault([], rule.number, "area", *self.names.unknown(str(name)))
        return Filed(whole, self._in_order(parts))

    def _in_order(self, parts: Mapping[str, Series]) -> dict[str, Series]:
        return {area: parts[area] for area in self.names.areas if area in parts}

    def _rows(self, rule: Rule, given: Sequence[Observation]) -> Filed:
        self._another_name(rule, given)
        sorted_rows: dict[str, list[Observation]] = defaultdict(list)
        for one in given:
            sorted_rows[self.names.stands_for(one.area)].append(one)
        for one in sorted_rows["unknown"]:
            self.fault([one], rule.number, "area", *self.names.unknown(one.area or ""))
        by_area: dict[str, list[Observation]] = defaultdict(list)
        for one in sorted_rows["area"]:
            by_area[self.names.area(one.area) or ""].append(one)
        totals, aside, notes = self._totals(rule, sorted_rows["total"], sorted_rows["area"])
        aside += [unused(rule.number, one, _NOT_THE_WHOLE) for one in sorted_rows["aside"]]
        own = [*sorted_rows["whole"], *totals]
        if self._one_whole(rule, own):
            own = []  # so that they are not reported as a contradiction as well
        parts = self._in_order({area: self._series(rule, rows) for area, rows in by_area.items()})
        return Filed(self._series(rule, own) if own else None, parts, tuple(aside), tuple(notes))

    def _another_name(self, rule: Rule, given: Sequence[Observation]) -> None:
        """A number beside the printed name of another rule is a row that slipped."""
        for one in given:
            other = self.printed.get(_plain(one.name), []) if one.name else []
            if other and rule not in other and not _is_own(one.name or "", rule):
                numbers = [row.number for row in other]
                problem = Words(
                    f"编号 {rule.number} 是“{rule.name}”，名称“{one.name}”却是 {'、'.join(numbers)} 的",
                    f"number {rule.number} is {rule.name}, but the name {one.name} is that of {', '.join(numbers)}",
                )
                self.fault([one], rule.number, "name", problem, _ONE_ROW)

    def _totals(
        self, rule: Rule, totals: Sequence[Observation], rows: Sequence[Observation]
    ) -> tuple[list[Observation], list[Unused], list[Words]]:
        """Return the sums that are sums of all areas, or of none listed; and those of some, set aside and told."""
        whole: list[Observation] = []
        aside: list[Unused] = []
        notes: list[Words] = []
        for one in totals:
            summed = {
                self.names.area(row.area) for row in rows if _sheet(row) == _sheet(one) and row.period == one.period
            }
            missing = [area for area in self.names.areas if area not in summed]
            if not summed or not missing:
                whole.append(one)
                continue
            told = _partial(one, len(summed), missing)
            aside.append(unused(rule.number, one, told))
            notes.append(told)
        return whole, aside, list(dict.fromkeys(notes))

    def _one_whole(self, rule: Rule, own: Sequence[Observation]) -> bool:
        """Note a fault where several figures claim to be the whole; say whether there was one."""
        regions = sorted({one.area for one in own if one.area})
        if len(regions) > 1 and not self.names.all_known:
            listed = "、".join(regions)
            problem = Words(
                f"混有不同地区的数据：{listed}", f"figures of different regions are mixed: {', '.join(regions)}"
            )
            self.fault(own, rule.number, "area", problem, _REGIONS)
            return True
        names: dict[Any, dict[str, None]] = defaultdict(dict)
        for one in own:
            names[one.period][one.area or ""] = None
        twice = {period: sorted(found) for period, found in names.items() if len(found) > 1}
        for period, found in twice.items():
            zh, en = "、".join(name or "（空）" for name in found), ", ".join(name or "(empty)" for name in found)
            problem = Words(f"{period} 有 {len(found)} 个全区的数：{zh}", f"{period} has {len(found)} wholes: {en}")
            rows = [one for one in own if one.period == period]
            self.fault(rows, rule.number, "area", problem, Words("只留一个", "keep one of them"))
        return bool(twice)

    def _series(self, rule: Rule, given: Any) -> Series:
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
            self.fault(culprit, rule.number, field, said, cure)
            return Series()


_REGIONS = Words(
    "计划里的各地区，每个写一个 [[area]]；否则一次只评估一个地区",
    "list the areas of the plan, an [[area]] for each; or else assess one region at a time",
)
_ONE_ROW = Words("核对这一行是否错位，改正编号或名称", "check whether the row has slipped; mend the number or the name")
_NOT_THE_WHOLE = Words(
    "小计、其中、平均不是全区的数，也不是一个填报地区的数",
    "a subtotal, a part or a mean is neither the whole nor an area",
)
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")


def _partial(one: Observation, rows: int, missing: Sequence[str]) -> Words:
    zh, en = "、".join(missing), ", ".join(missing)
    return Words(
        f"{one.period} {one.area} {one.said} 只是已报 {rows} 个地区的合计，缺 {zh}，不作为全区的数",
        f"{one.period} {one.area} {one.said} adds up the {rows} areas that reported, without {en}: it is not the whole",
    )


def _sheet(one: Observation) -> str:
    file, _, cell = (one.place or "").rpartition(":")
    sheet, inside, _ = cell.partition("!")
    return f"{file}:{sheet}" if inside else file


def _plain(name: str | None) -> str:
    return _BRACKETED.sub("", "".join((name or "").split()))


def _is_own(name: str, rule: Rule) -> bool:
    return _plain(name) in map(_plain, (rule.name, *rule.aliases))


def _culprits(rule: Rule, given: Any) -> list[Observation]:
    """Return the observations that fail on their own; none where only their combination does."""
    failing = []
    for one in given if isinstance(given, list) else []:
        try:
            rule.series([one])
        except PreventionRulesError:
            failing.append(one)
    return failing
