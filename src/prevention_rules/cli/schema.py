"""``schema``: the JSON Schema of a rule file, for an editor, or of what comes out."""

from __future__ import annotations

import argparse

from prevention_rules.cli.console import Console
from prevention_rules.cli.formats import ask_output, put_out
from prevention_rules.cli.parser import Parser
from prevention_rules.schemas import NAMES, schema
from prevention_rules.text import Words


def ask(parser: Parser) -> None:
    """Add what the command takes."""
    told = Words(f"{'、'.join(NAMES)}（默认 rule-file）", f"{', '.join(NAMES)} (default: rule-file)")
    parser.ask("name", nargs="?", choices=NAMES, default="rule-file", metavar=Words("名称", "NAME"), told=told)
    ask_output(parser, "json")


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the schema."""
    put_out(args, console, {"json": lambda _: schema(args.name)})
    return 0
