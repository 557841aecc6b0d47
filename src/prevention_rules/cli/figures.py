"""Figures from the files that a command names: CSV and workbooks, several at once, every fault of all of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Any

from prevention_rules.cli.console import Console
from prevention_rules.cli.parser import Parser
from prevention_rules.cli.progress import progress
from prevention_rules.errors import Fault, FormatError, ObservationFileError
from prevention_rules.evidence.csv_files import read_observations
from prevention_rules.evidence.figures import Figures
from prevention_rules.evidence.headers import Layout
from prevention_rules.files import OLD_XLS, XLSX
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words
from prevention_rules.workbooks import read_workbook


def ask_files(parser: Parser, *, nargs: str) -> None:
    """Add the files of figures."""
    parser.ask("figures", nargs=nargs, metavar=Words("数据", "FIGURES"), told=_FILES)


def ask_reading(parser: Parser) -> None:
    """Add how files are to be read where they do not say it themselves."""
    ask_encoding(parser)
    parser.ask("--percent-numbers", choices=("percent", "fraction"), told=_PERCENT)
    parser.ask("--missing-mark", metavar=Words("记号", "MARK"), told=_MISSING, **_REPEATED)
    parser.ask("--column", metavar=Words("表头=意思", "HEADER=MEANING"), told=_COLUMN, **_REPEATED)
    parser.ask("--ignore", metavar=Words("表头", "HEADER"), told=_IGNORE, **_REPEATED)
    parser.ask("--sheet", metavar=Words("工作表", "SHEET"), told=_SHEET, action="append")
    parser.ask("--whole", metavar=Words("名称", "NAME"), told=_WHOLE, default="")
    parser.ask("--unused", action="store_true", told=_UNUSED)


def ask_encoding(parser: Parser) -> None:
    """Add the encoding of a text file."""
    parser.ask("--encoding", metavar=Words("编码", "ENCODING"), told=_ENCODING)


_REPEATED: dict[str, Any] = {"action": "append", "default": []}
_FILES = Words("数据文件：CSV 或 .xlsx，可以有几个", "files of figures, CSV or .xlsx, as many as there are")
_ENCODING = Words("CSV 的编码，如 gb18030（一般认得出）", "the encoding of a CSV, such as gb18030 (seldom needed)")
_PERCENT = Words(
    "没有百分号的比例怎样读：percent 把 87.3 读作 87.3%，fraction 把 0.873 读作 87.3%",
    "how shares without their sign are read: 87.3 as 87.3 % (percent), or 0.873 as 87.3 % (fraction)",
)
_MISSING = Words(
    "表示缺报的记号，如 —、未开展、-2（可重复）", "what stands for a missing report, such as -2 (repeatable)"
)
_COLUMN = Words("一列的意思，如 填报数=数值（可重复）", "what a column means, such as Reported=value (repeatable)")
_IGNORE = Words("不要的一列，如 序号（可重复）", "a column to set aside (repeatable)")
_SHEET = Words("只读工作簿中的这张表（可重复）", "a sheet of a workbook, if not all are meant (repeatable)")
_WHOLE = Words("“地区”一列中代表全部地区的名称，如 北京市", "the name that stands for all areas together")
_UNUSED = Words("逐条列出收到而没有用上的内容", "list all that was received and not used")


def read_figures(args: argparse.Namespace, paths: list[str], plan: Plan, console: Console) -> list[Figures]:
    """Read every file; raises `ObservationFileError` with the faults of all of them."""
    layout = Layout(columns=dict(map(_declared, args.column)), ignore=args.ignore)
    how: dict[str, Any] = {
        "layout": layout, "percent_numbers": args.percent_numbers, "missing_marks": args.missing_mark,
    }  # fmt: skip
    read, faults = list[Figures](), list[Fault]()
    for path in progress(list(_each(paths)), console.said(Words("读数据", "reading"))):
        try:
            if _is_workbook(path):
                read.append(read_workbook(path, plan=plan, sheet=args.sheet, **how))
            else:
                read.append(read_observations(path, encoding=args.encoding, **how))
        except ObservationFileError as error:
            faults += error.faults
    if faults:
        raise ObservationFileError(faults)
    return read


def _each(paths: list[str]) -> Iterator[str]:
    """Yield the files that are meant, also by a pattern such as ``*.csv``, which Windows leaves to us."""
    for path in paths:
        found = sorted(glob(path)) if has_magic(path) and not Path(path).exists() else []  # noqa: PTH207 - of any folder
        yield from found or [path]


def _is_workbook(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(4) in (XLSX, OLD_XLS)
    except (OSError, ValueError):  # it is told, and cured, by who reads it
        return False


def _declared(written: str) -> tuple[str, str]:
    header, sign, meaning = written.partition("=")
    if not sign or not header.strip() or not meaning.strip():
        raise FormatError(
            Words(f"--column 写作 表头=意思，不能是 {written}", f"--column is HEADER=MEANING, not {written}")
        )
    return header.strip(), meaning.strip()
