"""``explain``: why one indicator stands as it does, on what evidence, and what would have to change."""

from __future__ import annotations

import argparse

from prevention_rules.assessments.assess import Assessment
from prevention_rules.cli.assessing import ask_area, ask_assessment, chosen, held, of_area
from prevention_rules.cli.console import Console
from prevention_rules.cli.formats import as_page, ask_output, put_out
from prevention_rules.cli.parser import Parser
from prevention_rules.errors import FormatError
from prevention_rules.judgement.findings import Finding
from prevention_rules.plans.names import RuleNames
from prevention_rules.plans.plan import Plan
from prevention_rules.rulefiles.loading import load_plan
from prevention_rules.text import Words, did_you_mean


def ask(parser: Parser) -> None:
    """Add what the command takes."""
    ask_assessment(parser, nargs="*")
    parser.ask(
        "number",
        metavar=Words("编号", "NUMBER"),
        told=Words("指标的编号或名称，写在最后", "the indicator's number or name, as the last"),
    )
    ask_area(parser)
    ask_output(parser, "text", "markdown", "html", "json")


def run(args: argparse.Namespace, console: Console) -> int:
    """Explain the one finding that was asked for."""
    plan, words = load_plan(args.plan), [*args.figures, args.number, *args.more]
    number = _number(plan, words[-1])
    given = held(plan, args, words[:-1], console)
    finding = _finding(given.assessment, number, args.area)
    told = finding.explain(console.lang)
    title = f"{finding.subject.number} {finding.subject.name}"
    put_out(
        args,
        console,
        {
            "text": lambda _: str(told),
            "markdown": lambda _: told.to_markdown(),
            "html": lambda _: as_page(told.to_html(), title, console.lang),
            "json": lambda _: told.to_dict(),
        },
    )
    if args.unused:  # most of it is of other indicators
        given.tell_unused(console, each=True)
    return 0


def _finding(assessment: Assessment, number: str, area: str | None) -> Finding:
    if area is None:
        return assessment[number]
    reported = {one.subject.number: one for one in of_area(assessment, area)}
    return reported[chosen(number, reported, Words("按地区报数的指标", "indicator that areas reported on"))]


def _number(plan: Plan, called: str) -> str:
    """Return the number of the rule that is meant; raises `FormatError` where it is none, or several."""
    rules = RuleNames(plan).of(called)
    if len(rules) == 1:
        return rules[0].number
    if rules:
        listed = ", ".join(rule.number for rule in rules)
        raise FormatError(
            Words(f"“{called}”有几个，请写编号：{listed}", f"several are called {called!r}, use the number: {listed}")
        )
    cure = Words("编号写在最后：explain 计划 数据 编号", "the number comes last: explain PLAN FIGURES NUMBER")
    guess = did_you_mean(called, [rule.name for rule in plan.rules]) or cure
    raise FormatError(
        Words(
            f"计划 {plan.id} 没有指标“{called}”；{guess.zh}",
            f"the plan {plan.id} has no indicator {called!r}; {guess.en}",
        )
    )
