"""What the commands share that hold figures against a plan: the plan, the figures, when, and by which choices."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.groups import Group
from prevention_rules.assessments.needed import Needed, needed_of
from prevention_rules.assessments.set_aside import Unused
from prevention_rules.cli.console import Console
from prevention_rules.cli.figures import ask_files, ask_reading, read_figures
from prevention_rules.cli.parser import Parser
from prevention_rules.errors import FormatError
from prevention_rules.evidence.figures import Aside, Figures, Missing
from prevention_rules.evidence.observations import Observation
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.rulefiles.loading import bundled_plans
from prevention_rules.text import Words, did_you_mean, guessed

PLAN = Words("规则文件，或随库附带的计划", "a rule file, or a plan that comes with the library")


def ask_plan(parser: Parser, name: str = "plan", told: Words = PLAN, metavar: Words | None = None) -> None:
    """Add a plan: the path of a rule file, or the id of a bundled one."""
    listed = "、".join(bundled_plans())
    bundled = Words(f"{told.zh}：{listed}", f"{told.en}: {listed.replace('、', ', ')}") if told is PLAN else told
    parser.ask(name, metavar=metavar or Words("计划", "PLAN"), told=bundled)


def ask_assessment(parser: Parser, *, nargs: str = "+") -> None:
    """Add a plan, the figures, when it is assessed, and the choices it leaves open."""
    year = Words("年份", "YEAR")
    ask_plan(parser)
    ask_files(parser, nargs=nargs)
    parser.ask("--at", required=True, metavar=year, told=_AT)
    parser.ask("--through", metavar=year, told=_THROUGH)
    parser.ask("--policy", metavar=Words("选项=值", "NAME=VALUE"), told=_POLICY, action="append", default=[])
    ask_reading(parser)


def ask_area(parser: Parser) -> None:
    """Add the one reporting area to look at."""
    parser.ask("--area", metavar=Words("名称", "NAME"), told=Words("只看这个填报地区", "one reporting area alone"))


def of_area(assessment: Assessment, name: str) -> Group:
    """Return the findings of a reporting area; raises `FormatError` with a guess for one that is none."""
    areas = assessment.by_area()
    return areas[chosen(name, areas, Words("填报地区", "reporting area"))]


_AT = Words("评估时点，如 2023", "when the plan is assessed, such as 2023")
_THROUGH = Words("数据截至哪一年（默认同 --at）", "the year the figures are of (default: --at)")
_POLICY = Words(
    "规则选项，如 comparison=rounded（可重复）",
    "a choice the plan leaves open, such as comparison=rounded (repeatable)",
)


@frozen
class Held:
    """A plan, the figures of some files to hold against it, and how."""

    plan: Plan
    figures: tuple[Figures, ...]
    how: Mapping[str, Any]

    @property
    def observations(self) -> list[Observation]:
        """The figures of all files, in their order."""
        return [one for figures in self.figures for one in figures]

    @cached_property
    def assessment(self) -> Assessment:
        """The plan assessed; raises `ObservationFileError` for figures that cannot be accepted."""
        return self.plan.assess(self.observations, **self.how)

    @property
    def needed(self) -> Needed:
        """What the plan still needs; raises as the assessment does."""
        return needed_of(self.assessment)

    def tell_unused(self, console: Console, *, each: bool) -> None:
        """Say what should be known of the figures, and what was not used: each of it, or how much for which reason."""
        for figures in self.figures:
            told: tuple[Aside | Missing, ...] = (*figures.told, *figures.missing)
            for one in told:
                console.remark(Words(one.in_language("zh"), one.in_language("en")))
        left: list[Aside | Unused] = [one for figures in self.figures for one in figures.unused]
        left += self.assessment.unused
        if not left:
            return
        more = Words("", "") if each else Words("（逐条列出：--unused）", " (list them: --unused)")
        n = len(left)
        console.remark(Words(f"收到而没有用上的 {n} 处{more.zh}：", f"{n} received and not used{more.en}:"))
        for line in map(_in_full, left) if each else _by_reason(left):
            console.remark(line)


def held(plan: Plan, args: argparse.Namespace, paths: list[str], console: Console) -> Held:
    """Read the files to hold against a plan; raises what the library raises."""
    how = {"at": args.at, "data_through": args.through, "policy": _policy(args.policy), "whole": args.whole}
    return Held(plan, tuple(read_figures(args, paths, plan, console)), how)


def chosen(name: str, offered: Iterable[str], what: Words) -> str:
    """Return a name where it is one that is offered; raises `FormatError` with a guess where it is not."""
    known = list(offered)
    if name in known:
        return name
    guess = did_you_mean(name, known, cutoff=0.5)
    listed = Words(f"可用 {'、'.join(known)}", f"there are {', '.join(known)}") if known else None
    end = guessed(guess or listed)
    raise FormatError(Words(f"没有{what.zh}“{name}”{end.zh}", f"there is no {what.en} {name!r}{end.en}"))


def _policy(written: list[str]) -> Policy:
    offered = [field.name for field in attrs.fields(Policy)]
    choices: dict[str, Any] = {}
    for one in written:
        name, _, value = one.partition("=")
        choices[chosen(name, offered, Words("规则选项", "policy"))] = value
    return Policy(**choices)


def _in_full(one: Aside | Unused) -> Words:
    place = f"{one.place}: " if one.place else ""
    zh, en = (f"指标 {one.number}，", f"indicator {one.number}, ") if isinstance(one, Unused) else ("", "")
    return Words(f"  {place}{zh}{one.text}：{one.reason.zh}", f"  {place}{en}{one.text}: {one.reason.en}")


def _by_reason(left: Iterable[Aside | Unused]) -> Iterator[Words]:
    for reason, n in Counter(one.reason for one in left).most_common():
        yield Words(f"  {n} 处：{reason.zh}", f"  {n} × {reason.en}")
