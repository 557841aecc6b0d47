"""``assess``: a plan held against figures, as a table, a page, or data for other programs."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import attrs

from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.groups import Duty, Group
from prevention_rules.assessments.needed import reporters_of
from prevention_rules.cli.assessing import ask_area, ask_assessment, chosen, held, of_area
from prevention_rules.cli.console import Console
from prevention_rules.cli.formats import ask_output, put_out
from prevention_rules.cli.parser import Parser
from prevention_rules.judgement.findings import Finding
from prevention_rules.rulefiles.loading import load_plan
from prevention_rules.text import Language, Words


def ask(parser: Parser) -> None:
    """Add what the command takes."""
    ask_assessment(parser)
    parser.ask("--department", metavar=Words("名称", "NAME"), told=_DEPARTMENT)
    ask_area(parser)
    parser.ask(
        "--brief",
        action="store_true",
        told=Words("没有数据的指标合为一行", "one line for all indicators without figures"),
    )
    ask_output(parser, "text", "markdown", "html", "csv", "workbook", "json")


_DEPARTMENT = Words(
    "只列这个单位牵头、参加或报数的", "what this department leads, shares in, or reports the figures of"
)


def run(args: argparse.Namespace, console: Console) -> int:
    """Assess and put out; an assessment that could be made ends with 0, whatever it says."""
    given = held(load_plan(args.plan), args, [*args.figures, *args.more], console)
    shown = _selected(given.assessment, args, console)
    lang = console.lang
    put_out(
        args,
        console,
        {
            "text": lambda width: shown.to_text(lang, brief=args.brief, width=width),
            "markdown": lambda _: shown.to_markdown(lang),
            "html": lambda _: shown.to_html(lang),
            "csv": lambda _: shown.to_csv(lang),
            "json": lambda _: shown.to_dict(),
        },
        {"workbook": lambda path: _workbook(shown, path, lang)},
    )
    given.tell_unused(console, each=args.unused)
    return 0


def _workbook(shown: Assessment, path: Path, lang: Language) -> bool:
    shown.to_workbook(path, lang)
    return True


def _selected(assessment: Assessment, args: argparse.Namespace, console: Console) -> Assessment:
    """Return the assessment of what was asked for: all, one area, what one department answers for."""
    if args.area is not None:
        assessment = _only(assessment, of_area(assessment, args.area).findings)
    if args.department is not None:
        named = {name: one.name for one in assessment.plan.departments for name in (one.name, *one.aliases)}
        duties, reporters = assessment.by_department(), _reporters(assessment)
        offered = dict.fromkeys([*duties, *reporters])
        name = chosen(named.get(args.department, args.department), offered, Words("单位", "department"))
        roles = _roles(duties.get(name), reporters.get(name, []))
        console.remark(_duty(name, roles))
        asked = {number for _, numbers in roles for number in numbers}
        assessment = _only(assessment, [one for one in assessment if one.subject.number in asked])
    return assessment


def _reporters(assessment: Assessment) -> dict[str, list[str]]:
    """Return the numbers of the indicators whose figures each department is declared to hold."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in assessment.plan.indicators:
        for name in reporters_of(one):
            found[name].append(one.number)
    return found


def _roles(duty: Duty | None, reports: Sequence[str]) -> list[tuple[Words, list[str]]]:
    leads, shares = ((), ()) if duty is None else (duty.leads, duty.shares)
    roles = [(Words("牵头", "leads"), [one.subject.number for one in leads]),
             (Words("参加", "shares in"), [one.subject.number for one in shares])]  # fmt: skip
    return [*roles, (Words("报数", "reports"), list(reports))] if reports else roles


def _only(assessment: Assessment, findings: Sequence[Finding]) -> Assessment:
    return attrs.evolve(assessment, findings=tuple(findings), commitments=Group("", ()))


def _duty(name: str, roles: Sequence[tuple[Words, list[str]]]) -> Words:
    def listed(numbers: Sequence[str], between: str) -> str:
        return f" ({between.join(numbers)})" if numbers else ""

    zh = "，".join(f"{role.zh} {len(numbers)} 项{listed(numbers, '、')}" for role, numbers in roles)
    en = ", ".join(f"{role.en} {len(numbers)}{listed(numbers, ', ')}" for role, numbers in roles)
    return Words(f"{name}：{zh}", f"{name}: {en}")
