"""``needed``: what a plan still needs before it can be assessed (催报清单), as a list or as forms to send out."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import attrs

from prevention_rules.assessments.needed import Needed
from prevention_rules.cli.assessing import Held, ask_assessment, chosen, held
from prevention_rules.cli.console import Console
from prevention_rules.cli.formats import as_page, ask_output, put_out
from prevention_rules.cli.parser import Parser
from prevention_rules.forms import write_forms
from prevention_rules.rulefiles.loading import load_plan
from prevention_rules.text import Language, Words


def ask(parser: Parser) -> None:
    """Add what the command takes."""
    ask_assessment(parser, nargs="*")
    told = Words("只列由这个单位报送的", "what this department has to report")
    parser.ask("--department", metavar=Words("名称", "NAME"), told=told)
    parser.ask("--office", default="", metavar=Words("名称", "NAME"), told=_OFFICE)
    parser.ask("--contact", default="", metavar=Words("联系方式", "CONTACT"), told=_CONTACT)
    parser.ask("--due", type=day, metavar=Words("日期", "DATE"), told=_DUE)
    ask_output(parser, "text", "markdown", "html", "csv", "workbook")


_OFFICE = Words("工作簿上写明报给谁", "to whom the forms of a workbook go back")
_CONTACT = Words("工作簿上写明联系人、电话", "whom a workbook says to call")
_DUE = Words("工作簿上写明报送期限，如 2024-03-01", "by when a workbook asks, such as 2024-03-01")


def day(written: str) -> date:
    """Return a date; raises `ValueError`, of which argparse says that it is an invalid day."""
    return date.fromisoformat(written)


def run(args: argparse.Namespace, console: Console) -> int:
    """List what is needed; the CSV is a form to fill in and send back, the workbook has one for each department."""
    given = held(load_plan(args.plan), args, [*args.figures, *args.more], console)
    lang, lacking = console.lang, _of(given.needed, args.department)
    put_out(
        args,
        console,
        {
            "text": lambda width: lacking.to_text(lang, width=width),
            "markdown": lambda _: lacking.sheet(lang).to_markdown(),
            "html": lambda _: as_page(lacking.sheet(lang).to_html(), f"{lacking.plan} {lacking.at}", lang),
            "csv": lambda _: lacking.to_csv(lang),
        },
        {"workbook": lambda path: _forms(given, path, args, lang)},
    )
    given.tell_unused(console, each=args.unused)
    return 0


def _forms(given: Held, path: Path, args: argparse.Namespace, lang: Language) -> bool:
    departments = None if args.department is None else [args.department]
    asked = write_forms(
        given.assessment, path, lang=lang, departments=departments,
        office=args.office, contact=args.contact, due=args.due,
    )  # fmt: skip
    return bool(asked)


def _of(needed: Needed, department: str | None) -> Needed:
    if department is None:
        return needed
    holders = dict.fromkeys(name for row in needed for name in row.holders)
    name = chosen(department, holders, Words("要报数的单位", "department that has to report"))
    return attrs.evolve(needed, rows=tuple(row for row in needed if name in row.holders))
