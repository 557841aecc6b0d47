"""``align``: is a plan at least as strict as the one above it?"""

from __future__ import annotations

import argparse

from prevention_rules.alignment.align import align
from prevention_rules.cli.assessing import ask_plan
from prevention_rules.cli.console import Console
from prevention_rules.cli.formats import as_page, ask_output, put_out
from prevention_rules.cli.parser import Parser
from prevention_rules.rulefiles.loading import load_plan
from prevention_rules.text import Words


def ask(parser: Parser) -> None:
    """Add what the command takes."""
    ask_plan(parser)
    above = Words("与之对照的上级计划", "the plan above, to hold it against")
    ask_plan(parser, "above", above, Words("上级计划", "ABOVE"))
    ask_output(parser, "text", "markdown", "html", "csv")


def run(args: argparse.Namespace, console: Console) -> int:
    """Hold one plan against the other."""
    lang, found = console.lang, align(load_plan(args.plan), load_plan(args.above))
    title = f"{found.a.title} / {found.b.title}"
    put_out(
        args,
        console,
        {
            "text": lambda width: found.to_text(lang, width=width),
            "markdown": lambda _: found.to_markdown(lang),
            "html": lambda _: as_page(found.to_html(lang), title, lang),
            "csv": lambda _: found.sheet(lang).to_csv(),
        },
    )
    return 0
