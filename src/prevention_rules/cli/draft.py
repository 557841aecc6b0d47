"""``draft``: a plan's own table into a rule file to review; nothing is decided for its author."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from prevention_rules.cli.console import Console
from prevention_rules.cli.figures import ask_encoding
from prevention_rules.cli.formats import ask_output, put_out
from prevention_rules.cli.parser import Parser
from prevention_rules.drafting.draft import draft_plan
from prevention_rules.text import Words


def ask(parser: Parser) -> None:
    """Add what the command takes."""
    year = Words("年份", "YEAR")
    parser.ask("table", metavar=Words("表", "TABLE"), told=_TABLE)
    parser.ask("--id", required=True, metavar=Words("编号", "ID"), told=_ID)
    parser.ask("--title", default="", metavar=Words("标题", "TITLE"), told=_TITLE)
    parser.ask("--first-year", type=int, metavar=year, told=Words("计划的第一年", "the first year of the plan"))
    parser.ask("--last-year", type=int, metavar=year, told=Words("计划的最后一年", "the last year of the plan"))
    parser.ask("--data-holder", default="", metavar=Words("表头", "HEADER"), told=_DATA_HOLDER)
    parser.ask("--figures", metavar=Words("文件", "FILE"), told=_FIGURES)
    ask_encoding(parser)
    parser.ask("--sheet", metavar=Words("工作表", "SHEET"), told=_SHEET)
    ask_output(parser, "toml")


_TABLE = Words(
    "计划的指标表：.xlsx、CSV，或从网页、文件复制来的文字；- 表示从标准输入读",
    "the plan's table: .xlsx, CSV, or text copied from a page; - reads standard input",
)
_ID = Words("给计划的编号，如 example-2021-2025", "the id of the plan, such as example-2021-2025")
_TITLE = Words("计划的标题（默认用表上方的）", "the title of the plan (default: that above the table)")
_DATA_HOLDER = Words("报送数据的单位在哪一栏，如 责任单位", "the header of the column of those who report")
_FIGURES = Words("把基期栏的数写成这个 CSV，评估时当数据用", "write the base values to this CSV, to assess with")
_SHEET = Words("只读工作簿中的这张表", "the sheet of a workbook, if not all are meant")


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the rule file, and beside it how each row was read and what is left to decide."""
    drafted = draft_plan(
        sys.stdin.read() if args.table == "-" else Path(args.table),
        id=args.id,
        title=args.title,
        first_year=args.first_year,
        last_year=args.last_year,
        encoding=args.encoding,
        sheet=args.sheet,
        data_holder=args.data_holder,
        lang=console.lang,
    )
    if args.figures and drafted.figures:
        console.save(drafted.figures, args.figures, force=args.force)
    elif args.figures:
        console.remark(
            Words("原表没有基期栏，没有写数据文件", "the table has no base values: no file of them was written")
        )
    put_out(args, console, {"toml": lambda _: drafted.toml})
    console.remark(Words(drafted.listing("zh"), drafted.listing("en")))
    return 0
